"""From what a reader found to one clean text with places whose offsets hold."""

from collections.abc import Iterable
from dataclasses import dataclass

from files.extraction.cleaning import clean
from files.extraction.limits import Limits
from files.extraction.result import Extraction, Place, State

LABEL_CHARS = 120
BETWEEN = "\n\n"

# What to do stands in the reason: the author and the editor read it beside the file.
SCAN = (
    "В файле нет текста: похоже, это скан, его страницы — картинки. Поиск найдёт такую работу только по карточке."
    " Загрузите исходный документ (DOCX, ODT) или PDF, в котором текст распознан."
)
NO_WORDS = "В файле нет текста: ни одного слова. Проверьте, тот ли файл вы выбрали."
PICTURES_ONLY = (
    "В файле нет текста: похоже, он состоит из картинок. Поиск найдёт такую работу только по карточке;"
    " если есть документ с текстом, загрузите его."
)
NO_TEXT = {"pdf": SCAN, "txt": NO_WORDS, "xlsx": NO_WORDS, "xls": NO_WORDS, "ods": NO_WORDS, "doc_html": NO_WORDS}


@dataclass(frozen=True)
class Section:
    """A stretch of raw text; `kind`, `label` and `number` as in Place, kind "" for text at no named place."""

    text: str
    kind: str = ""
    label: str = ""
    number: int | None = None


@dataclass(frozen=True)
class Document:
    """What a reader gives: sections in reading order, how many leaves or files in all, a remark for the teacher."""

    sections: Iterable[Section]
    total: int | None = None
    remark: str = ""


def assemble(document: Document, kind: str, limits: Limits) -> Extraction:
    """One clean text of at most `limits.text_chars` characters.

    Sections are cleaned one by one and only then joined, so that no cleaning can move a place.
    """
    parts, places, length = [], [], 0
    for section in document.sections:
        text = clean(section.text)
        if text and parts:
            parts.append(BETWEEN)
            length += len(BETWEEN)
        if section.kind and len(places) < limits.places:
            places.append(Place(length, section.kind, _label(section.label), section.number))
        if text:
            parts.append(text)
            length += len(text)
    text = "".join(parts)
    if not any(letter.isalpha() for letter in text):
        reason = NO_TEXT.get(kind, PICTURES_ONLY)
        return Extraction(State.NO_TEXT, reason, total=document.total)
    remark = document.remark
    if length > limits.text_chars:
        text = text[: limits.text_chars]
        remark = f"Проиндексированы первые {_amount(limits.text_chars)} знаков."
    kept = tuple(place for place in places if place.start <= len(text))
    return Extraction(State.DONE, remark, text, kept, document.total)


def _label(text: str) -> str:
    return " ".join(clean(text).split())[:LABEL_CHARS]


def _amount(number: int) -> str:
    millions, rest = divmod(number, 1_000_000)
    return str(number) if rest else f"{millions} млн"
