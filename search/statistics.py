"""What the archive as a whole says of its words and pages, for weighing hits: brought up to date by the clock."""

from collections import Counter
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from files.models import DownloadCount
from library.models import MaterialFile
from search.common_words import forms_for, note_words
from search.language.coding import codes_in, number_of
from search.models import IndexedPage, IndexWord

CHUNK = 500
# So many new words, and one in so many, wait for the night.
FEW, PART = 500, 10
YEAR = timedelta(days=365)


def count_words():
    """Write down in how many pages every word stands and how people write it; return how many words have changed."""
    counted = Counter()
    for words in IndexedPage.objects.present().values_list("words", flat=True).iterator(CHUNK):
        counted.update(codes_in(words))
    counted = Counter({number_of(code): pages for code, pages in counted.items()})
    rows = list(IndexWord.objects.values_list("pk", "normal", "form", "pages").iterator(CHUNK))
    forms = forms_for(normal for _pk, normal, form, _pages in rows if not form)
    changed = [
        IndexWord(pk=pk, form=form or forms.get(normal, ""), pages=counted[pk])
        for pk, normal, form, pages in rows
        if counted[pk] != pages or (not form and normal in forms)
    ]
    _write(IndexWord, changed, "form", "pages")
    if changed:
        note_words()
    return len(changed)


def needs_count():
    """Tell whether many words have not been counted yet: on a new site, after an import."""
    # A word that was counted has its form, also when no page has the word any longer.
    new = IndexWord.objects.filter(pages=0, form="").count()
    return new > max(FEW, IndexWord.objects.count() // PART)


def count_downloads(now=None):
    """Write down how often the files of every page were downloaded by people in a year; return how many have changed."""
    by_file = DownloadCount.objects.filter(day__gte=timezone.localdate(now) - YEAR).people_by_file()
    counted = Counter()
    for page_id, file_id in MaterialFile.objects.values_list("page_id", "file_id").iterator(CHUNK):
        counted[page_id] += by_file.get(file_id, 0)
    changed = [
        IndexedPage(pk=pk, downloads=counted[pk])
        for pk, downloads in IndexedPage.objects.values_list("pk", "downloads").iterator(CHUNK)
        if counted[pk] != downloads
    ]
    _write(IndexedPage, changed, "downloads")
    return len(changed)


def _write(model, rows, *fields):
    # Short transactions: on SQLite nobody can save while one lasts.
    for start in range(0, len(rows), CHUNK):
        with transaction.atomic():
            model.objects.bulk_update(rows[start : start + CHUNK], fields)
