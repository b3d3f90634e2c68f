"""Whatever the bytes, a reader ends in a state with a reason that was foreseen."""

import zipfile
from dataclasses import asdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from files.extraction import EXTRACTABLE, Limits, State, extract
from files.extraction.reading import read
from tests.files.building import docx, heading, odt, paragraph, pptx, shape
from tests.files.old_formats import odf, xlsx

ENDS = {State.DONE, State.NO_TEXT, State.ENCRYPTED, State.BROKEN, State.TOO_LARGE, State.REFUSED}
ROW = "<table:table-row><table:table-cell><text:p>Слово</text:p></table:table-cell></table:table-row>"
SAME_FOLDER = {"suppress_health_check": [HealthCheck.function_scoped_fixture], "deadline": None}
BUILDERS = {
    "docx": lambda path: docx(path, heading("Глава") + paragraph("Текст"), styles="<w:style/>", pages=1),
    "odt": lambda path: odt(path, "<text:h>Глава</text:h><text:p>Текст</text:p>", automatic="<style:style/>"),
    "xlsx": lambda path: xlsx(path, {"А": '<row><c t="s"><v>0</v></c><c><v>1</v></c></row>'}, strings=("слово",)),
    "ods": lambda path: odf(path, "spreadsheet", f'<table:table table:name="А">{ROW}</table:table>'),
    "odp": lambda path: odf(path, "presentation", "<draw:page><text:p>Слово</text:p></draw:page>"),
    "pptx": lambda path: pptx(path, {"slide1": shape("Текст")}, notes={"slide1": shape("Заметка")}),
}


def is_explained(extraction):
    return extraction.state in ENDS and (extraction.reason != "" or extraction.state is State.DONE)


@settings(max_examples=40, **SAME_FOLDER)
@given(data=st.binary(min_size=1, max_size=400), kind=st.sampled_from(sorted(EXTRACTABLE)))
def test_random_bytes_end_in_a_state_with_a_reason(tmp_path, data, kind):
    path = tmp_path / "file"
    path.write_bytes((b"%PDF-1.7\n" if kind == "pdf" else b"") + data)
    assert is_explained(extract(path, kind))


@pytest.mark.parametrize("kind", sorted(BUILDERS))
@settings(max_examples=150, **SAME_FOLDER)
@given(data=st.data())
def test_a_spoiled_container_is_explained(tmp_path, kind, data):
    path = BUILDERS[kind](tmp_path / "file")
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(content)
    extraction = read(kind, str(path), asdict(Limits()))
    assert is_explained(extraction)
    assert "Traceback" not in extraction.detail


@pytest.mark.parametrize("kind", sorted(BUILDERS))
@settings(max_examples=150, **SAME_FOLDER)
@given(data=st.data())
def test_spoiled_markup_is_explained(tmp_path, kind, data):
    path = BUILDERS[kind](tmp_path / "file")
    with zipfile.ZipFile(path) as archive:
        parts = {name: bytearray(archive.read(name)) for name in archive.namelist()}
    spoiled = parts[data.draw(st.sampled_from(sorted(parts)))]
    at = data.draw(st.integers(0, len(spoiled) - 1))
    spoiled[at : at + data.draw(st.integers(0, 8))] = data.draw(st.binary(max_size=8))
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, bytes(content))
    extraction = read(kind, str(path), asdict(Limits()))
    assert is_explained(extraction)
    assert "Traceback" not in extraction.detail
