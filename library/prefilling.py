"""The card guessed from the first file, and the look over every file of a draft: the worker's share (D1.2)."""

import re
from pathlib import PurePath

from django.db import transaction
from django.utils import timezone

from home.models import Term
from library.importing.errors import RowRefused
from library.importing.guessing import guess_card, human_name
from library.importing.words import read_books
from library.models import Submission, SubmissionFile
from library.preflight import look_over
from library.submission_enums import WRITABLE
from programmes.models import Regulation

# Where a teacher says what the work is about; the rest of a long text names everything.
HEAD_CHARS = 20_000
MOST_TERMS, MOST_NORMS = 6, 6
STANDARD = re.compile(r"\bФ(?:ГОС|ОП|АОП)(?:[ \t](?:ДО|НОО|ООО|СОО|ОВЗ|СПО)\b)?")
ORDER = re.compile(r"(?i)\bприказ[а-я]*[ \t][^\n№]{0,80}№[ \t]?(?P<number>\d{1,5}(?:-[а-я]+)?)")
ONE_WORD = re.compile(r"[^\W_]+")


def look_at(entry_id):
    """Write the report on one SubmissionFile, and the guesses where it is the first of a draft. Idempotent."""
    entry = SubmissionFile.objects.select_related("file__filetext", "submission").filter(pk=entry_id).first()
    if entry is None:
        return
    reading = getattr(entry.file, "filetext", None)
    report = look_over(entry.file, reading)
    work = entry.submission
    first = work.files.order_by("sort_order", "pk").values_list("pk", flat=True).first()
    guesses = {}
    if first == entry.pk and work.state in WRITABLE and work.number is None:
        guesses = guess(entry.file, reading)
    with transaction.atomic():
        SubmissionFile.objects.filter(pk=entry.pk).update(report=report)
        if guesses:
            fresh = Submission.objects.select_for_update(of=("self",)).get(pk=work.pk)
            fresh.guesses = {**fresh.guesses, **guesses}
            fresh.save(update_fields=["guesses"])


def guess(file, reading):
    """Return {field of the card: value} as far as the file tells, codes for the words of vocabularies.

    `reading` is its FileText or None. Every guess is shown as a guess and may be wrong.
    """
    text = reading.text[:HEAD_CHARS] if reading else ""
    books = read_books()
    told = guess_card(file.name, text, reading.facts if reading else {}, books)
    found = {"title": _title(told.get("title", ""), file.name)}
    for field, book in (("kind", books.kinds), ("subjects", books.subjects), ("levels", books.levels)):
        codes = [code for name in told.get(field, "").split("; ") if name and (code := _code(book, name))]
        if codes:
            found[field] = codes[0] if field == "kind" else codes
    year = told.get("year", "")
    if year.isdigit() and 1980 <= int(year) <= timezone.localdate().year:
        found["year"] = int(year)
    found["norms"] = ", ".join(norms_in(text))
    found["keywords"] = ", ".join(terms_in(text))
    return {field: value for field, value in found.items() if value}


def _title(guessed, name):
    """A heading of one word («Результат») is rarely a title: the name of the file says more."""
    named = human_name(PurePath(name).stem)
    return (named if len(guessed.split()) < 2 <= len(named.split()) else guessed)[:255]


def norms_in(text):
    """Return names of the norms that a text leans on, in their order: «ФГОС НОО», «приказ № 287», «№ 273-ФЗ»."""
    found = dict.fromkeys(match[0] for match in STANDARD.finditer(text))
    found |= dict.fromkeys(f"приказ № {match['number']}" for match in ORDER.finditer(text))
    known = Regulation.objects.filter(is_public=True).exclude(number="").values_list("number", "title")
    for number, title in known:
        bare = number.removeprefix("№").strip()
        # A bare «5» is in every text; a number with letters or of three digits says which document it is.
        if (len(bare) > 2 and not bare.isdigit()) and re.search(rf"(?<![\w-]){re.escape(bare)}(?![\w-])", text):
            found[f"№ {bare}" if len(title) > 60 else title] = None
    names = list(found)
    # «ФГОС» beside «ФГОС НОО» says nothing more.
    return [name for name in names if not any(other.startswith(f"{name} ") for other in names)][:MOST_NORMS]


def terms_in(text):
    """Return the thesaurus' terms that a text names most often, by their names."""
    words = ONE_WORD.findall(text.casefold().replace("ё", "е"))
    # Two spaces between words, so that neighbours do not share one.
    plain, bare = f" {'  '.join(words)} ", f" {'  '.join(ONE_WORD.findall(text))} "
    counts = {}
    for name, abbreviation in Term.objects.active().values_list("name", "abbreviation"):
        core = name.partition("(")[0].strip()
        key = "  ".join(ONE_WORD.findall(core.casefold().replace("ё", "е")))
        count = plain.count(f" {key} ") if key else 0
        if abbreviation and not STANDARD.fullmatch(abbreviation):
            count += bare.count(f" {abbreviation} ")
        if count:
            counts[core] = count
    return sorted(counts, key=lambda name: (-counts[name], name))[:MOST_TERMS]


def _code(book, name):
    try:
        return book.find(name).code
    except RowRefused:
        return ""
