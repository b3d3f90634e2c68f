"""Each file of the corpus is refused at the door with its reason, or ends in its state, soon, and harms nobody."""

import re
import resource
import time

import pytest
from django.core.files.base import ContentFile

from files.actions import clean_name, read_file, store_file
from files.extraction import EXTRACTABLE, Limits, extract
from files.models import FileText, StoredFile
from files.sniffing import KINDS, FileRefused, check_upload
from tests.files import hostile, hostile_documents

CORPUS = [
    *hostile.ENDINGS,
    *hostile.NAMES,
    *hostile.DISGUISES,
    *hostile.ARCHIVES,
    *hostile.PICTURES,
    *hostile.MACROS,
    *hostile_documents.MARKUP,
    *hostile_documents.PDFS,
    *hostile_documents.OLD_OFFICE,
    *hostile_documents.TEXTS,
]
MEBIBYTES = 1024  # of a resident size in kibibytes


def label(item):
    return f"{item.row} {item.about} {item.name[:30]}"


def growth(before):
    """By how many mebibytes the largest size of this process, that of the web, has grown."""
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // MEBIBYTES


@pytest.mark.parametrize("item", CORPUS, ids=label)
def test_a_hostile_file_ends_as_it_must(tmp_path, item):
    path = tmp_path / "upload"
    item.build(path)
    before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    if item.refused:
        with pytest.raises(FileRefused, match=re.escape(item.refused)) as refusal:
            check_upload(path, item.name)
        assert refusal.value.reason.endswith(".")
    else:
        assert check_upload(path, item.name).kind == item.kind
        extraction = extract(path, item.kind, Limits(**dict(item.bounds))) if item.kind in EXTRACTABLE else None
        assert (extraction.state if extraction else "") == item.state
        assert extraction is None or item.said in extraction.reason
        assert extraction is None or extraction.reason or extraction.state == "done"
    assert time.monotonic() - begun < Limits().wall_seconds
    assert growth(before) < 100
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // MEBIBYTES <= 1024


def test_the_corpus_is_as_large_as_was_promised_and_every_row_has_files():
    assert len(CORPUS) >= 60
    assert {item.row for item in CORPUS} >= set(range(52, 62))


def test_no_kind_that_is_taken_in_is_one_a_browser_runs():
    types = {kind.mime for kind in KINDS.values()}
    assert not [mime for mime in types if any(word in mime for word in ("html", "svg", "javascript", "xhtml", "/xml"))]


@pytest.mark.parametrize("item", hostile.NAMES, ids=label)
def test_a_hostile_name_is_kept_without_what_could_lead_astray(item):
    kept = clean_name(item.name)
    assert 0 < len(kept) <= 200
    assert not set(kept) & set('/\\:"<>|\r\n\0')
    assert ".." not in kept.split(".")[0]


@pytest.mark.django_db
def test_after_the_worst_files_the_same_worker_reads_a_good_one(tmp_path):
    worst = {(item.kind, item.state): item for item in CORPUS if item.state in {"broken", "refused", "encrypted"}}
    assert len(worst) > 9
    for item in worst.values():
        item.build(tmp_path / "upload")
        file = store_file(content=ContentFile((tmp_path / "upload").read_bytes()), name=item.name)
        reading = read_file(file=file)
        assert reading.state == item.state
        assert reading.reason
    good = store_file(content=ContentFile("Снег скрипит.".encode()), name="Снег.txt")
    assert read_file(file=good).text == "Снег скрипит."
    assert not FileText.objects.filter(state="waiting").exists()


def test_nothing_but_a_pdf_ever_opens_in_the_browser():
    assert [kind for kind in KINDS if StoredFile(name="a.bin", kind=kind).open_url] == ["pdf"]
