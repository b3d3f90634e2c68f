"""The demo library: sixty works worth opening, each built from its text, in every format the library takes."""

import re
import zipfile
from functools import cache
from itertools import combinations
from pathlib import Path

import openpyxl
import pytest
import xlrd
import yaml
from django.conf import settings

from config.demo.seed import load_cards
from files.extraction import EXTRACTABLE, State, extract
from files.sniffing import check_upload
from home.models import Audience, Level, Subject
from library.models import MaterialKind

WORKS, SOURCES = settings.DEMO_ROOT / "works", settings.DEMO_ROOT / "sources"
FORMATS = {"pdf", "docx", "doc", "rtf", "odt", "pptx", "ppt", "odp", "xlsx", "xls", "ods", "txt", "zip"}
FEWEST_WORKS, FEWEST_WORDS, SHINGLE, MOST_SHARED = 60, 600, 8, 0.15
PLACEHOLDERS = re.compile(
    r"lorem|ipsum|todo|fixme|xxx|ххх|«\s*(?:…|\.\.\.)\s*»|\[(?:…|\.\.\.)\]|вставьте сюда|текст текст|фио автора|название школы",
    re.IGNORECASE,
)


@cache
def sources():
    """File name → its front matter and Markdown."""
    found = {}
    for path in sorted(SOURCES.glob("*.md")):
        _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
        head = yaml.safe_load(head)
        assert head["file"] not in found, f"{path.name} builds the same file as another text"
        found[head["file"]] = (head, body)
    return found


@cache
def read(name):
    """What the extraction reads from a file, spaces made single."""
    path = WORKS / name
    result = extract(path, check_upload(path, name).kind)
    assert result.state is State.DONE, (name, result.reason)
    return " ".join(result.text.split())


def text_of(name):
    """The text a file is built from. Formulas are no words."""
    head, body = sources()[name]
    return f"{head['title']}\n{re.sub(r'(?<=[|]) *=[^|]*(?=[|])', '', body)}"


def words(card):
    text = " ".join(text_of(entry["file"]) for entry in card["files"])
    return re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text.lower().replace("ё", "е"))


def shingles(card):
    said = words(card)
    return {tuple(said[start : start + SHINGLE]) for start in range(len(said) - SHINGLE + 1)}


def files():
    return [entry["file"] for card in load_cards() for entry in card["files"]]


def test_the_library_holds_sixty_works():
    assert len(load_cards()) >= FEWEST_WORKS


def test_every_work_has_six_hundred_words():
    short = {card["slug"]: len(words(card)) for card in load_cards() if len(words(card)) < FEWEST_WORDS}
    assert not short


def test_no_two_works_say_the_same():
    pieces = {card["slug"]: shingles(card) for card in load_cards()}
    alike = {
        (one, other): round(len(pieces[one] & pieces[other]) / min(len(pieces[one]), len(pieces[other])), 2)
        for one, other in combinations(pieces, 2)
        if len(pieces[one] & pieces[other]) > MOST_SHARED * min(len(pieces[one]), len(pieces[other]))
    }
    assert not alike


def test_no_work_holds_a_placeholder():
    found = {
        (card["slug"], match[0])
        for card in load_cards()
        for text in [card["title"], card["annotation"], *(text_of(entry["file"]) for entry in card["files"])]
        for match in PLACEHOLDERS.finditer(text)
    }
    assert not found


def test_people_and_schools_are_marked_as_an_example():
    unmarked = {
        (card["slug"], name)
        for card in load_cards()
        for name in [*card["authors"], card["organisation"]]
        if "(пример)" not in name
    }
    assert not unmarked


def test_every_format_is_there_and_a_picture_too():
    endings = {Path(name).suffix[1:] for name in files()}
    assert endings >= FORMATS
    assert endings & {"png", "jpg"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "model", "key"),
    [("subjects", Subject, "name"), ("levels", Level, "name"), ("audiences", Audience, "name")],
)
def test_every_word_of_the_vocabularies_has_a_work(field, model, key):
    used = {name for card in load_cards() for name in card[field]}
    assert used == set(model.objects.values_list(key, flat=True))


@pytest.mark.django_db
def test_every_kind_has_a_work():
    assert {card["kind"] for card in load_cards()} == set(MaterialKind.objects.values_list("code", flat=True))


def test_every_file_has_a_card_and_a_text_and_the_library_takes_it_in():
    named = files()
    assert len(named) == len(set(named))
    assert set(named) == {path.name for path in WORKS.iterdir()}
    assert set(named) == set(sources())
    for name in named:
        check_upload(WORKS / name, name)


def test_what_can_be_read_is_read_and_says_what_its_text_says():
    for name in files():
        if check_upload(WORKS / name, name).kind not in EXTRACTABLE:
            continue
        said = re.sub(r"\W", "", read(name)).lower()
        for heading in shown_headings(name):
            assert re.sub(r"\W", "", heading).lower() in said, (name, heading)


def shown_headings(name):
    """The title and headings a reader sees; a table shows no title, and its first headings are names of sheets."""
    head, body = sources()[name]
    if name.endswith((".xlsx", ".xls", ".ods")):
        return re.findall(r"^#{2,3} (.+)$", body, re.MULTILINE)
    return [head["title"], *re.findall(r"^#{1,3} (.+)$", body, re.MULTILINE)]


def test_no_formula_of_the_tables_ends_in_an_error():
    for name in files():
        path = WORKS / name
        if name.endswith(".xlsx"):
            book = openpyxl.load_workbook(path, data_only=True)
            cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
        elif name.endswith(".xls"):
            book = xlrd.open_workbook(path)
            cells = ["#" for sheet in book.sheets() for row in sheet.get_rows() for cell in row if cell.ctype == 5]
        elif name.endswith(".ods"):
            with zipfile.ZipFile(path) as archive:
                cells = re.findall(r"<text:p>([^<]*)</text:p>", archive.read("content.xml").decode())
        else:
            continue
        assert not [cell for cell in cells if cell.startswith(("#", "Err:"))], name


def test_office_files_carry_no_names_of_people():
    for name in files():
        if not zipfile.is_zipfile(WORKS / name) or name.endswith(".zip"):
            continue
        with zipfile.ZipFile(WORKS / name) as archive:
            part = "docProps/core.xml" if "docProps/core.xml" in archive.namelist() else "meta.xml"
            meta = archive.read(part).decode()
        people = re.findall(r"<(?:dc:creator|cp:lastModifiedBy|meta:initial-creator)>([^<]+)<", meta)
        assert not [person for person in people if "пример" not in person], name
