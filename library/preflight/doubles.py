"""Works that this one resembles, among those its author may know of: public ones and his own.

Works of others on their way are never asked for, so neither the answer nor the time it takes tells of them (reliability 12).
"""

import re

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from library.doubles import stems_of, title_key
from library.models import MaterialPage, Submission
from library.submission_enums import SubmissionState

MOST = 5
SCANNED = 400
LEAST_PIECE = 3


def resembling(submission, entries):
    """Return [(title, address, reason)] of at most five works; `entries` are its SubmissionFiles with their files."""
    shas = [entry.file.sha256 for entry in entries]
    found = _with_same_files(submission, shas) + _own_with_same_files(submission, shas)
    found += _with_same_title(submission) + _own_with_same_title(submission)
    unique = {}
    for title, url, reason in found:
        unique.setdefault(url, (title, url, reason))
    return list(unique.values())[:MOST]


def _public(submission):
    return MaterialPage.objects.shown().exclude(pk=submission.page_id)


def _own(submission):
    own = Submission.objects.of_author(submission.author).exclude(pk=submission.pk)
    return own.exclude(state=SubmissionState.WITHDRAWN).exclude(title="").order_by("-pk")


def _with_same_files(submission, shas):
    pages = _public(submission).filter(files__file__sha256__in=shas).distinct().order_by("pk") if shas else []
    return [(page.title, page.url, _("тот же файл уже опубликован")) for page in pages[:MOST]]


def _own_with_same_files(submission, shas):
    works = _own(submission).filter(files__file__sha256__in=shas).distinct() if shas else []
    return [_told(work, _("тот же файл есть в вашей другой работе")) for work in works[:MOST]]


def _with_same_title(submission):
    key, pattern = title_key(submission.title), _pattern(submission.title)
    if not key or pattern is None:
        return []
    likely = _public(submission).filter(pattern).order_by("-pk").only("title", "url_path")[:SCANNED]
    same = [page for page in likely if title_key(page.title) == key]
    return [(page.title, page.url, _("почти такое же название")) for page in same[:MOST]]


def _own_with_same_title(submission):
    key = title_key(submission.title)
    works = list(_own(submission).only("title")[:SCANNED]) if key else []
    same = [work for work in works if title_key(work.title) == key]
    return [_told(work, _("почти такое же название у вашей другой работы")) for work in same[:MOST]]


def _pattern(title):
    """Return a filter that every near-equal title passes: the longest part of a word that all its spellings share.

    SQLite compares Cyrillic letters by case, and «ё» may stand for «е»: the part has neither «е» nor the word's beginning in
    one case only.
    """
    pieces = [piece for stem in stems_of(title) for piece in re.split("е", stem) if len(piece) >= LEAST_PIECE]
    if not pieces:
        return Q()
    longest = max(sorted(pieces), key=len)
    spellings = {longest, longest.capitalize(), longest.upper()}
    return Q(*[("title__contains", spelling) for spelling in sorted(spellings)], _connector=Q.OR)


def _told(work, reason):
    return work.title, reverse("library:submission_room", args=[work.pk]), reason
