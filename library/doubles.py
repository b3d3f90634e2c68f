"""Works that may stand in the library twice: the same file, or nearly the same title (F1-02)."""

import re
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count

from library.models import MaterialFile, MaterialPage

WORD = re.compile(r"[^\W_]+")
# The ends of Russian words change: their beginnings are compared.
ENDING = re.compile(r"(?<=\w{3})[аеиоуыэюяйьмх]+$")
STEM = 6
SHORT = 2
# An editor sees to some dozens at a time.
MOST = 100


@dataclass(frozen=True)
class Doubles:
    """Materials that look like one; `reason` says why."""

    reason: str
    materials: tuple[MaterialPage, ...]


def find_doubles():
    """Return [Doubles] among published materials: equal files first, then near-equal titles; at most a hundred."""
    same_file = _grouped_by_file()
    # Whoever shares a file is shown once, not again for the title.
    seen = {tuple(pks) for pks in same_file}
    same_title = [pks for pks in _grouped_by_title() if tuple(pks) not in seen]
    groups = [("один и тот же файл", pks) for pks in same_file] + [("похожие названия", pks) for pks in same_title]
    groups = groups[:MOST]
    pages = MaterialPage.objects.in_bulk({pk for _reason, pks in groups for pk in pks})
    return [Doubles(reason, tuple(pages[pk] for pk in pks if pk in pages)) for reason, pks in groups]


def title_key(title):
    """Return what near-equal titles share: the beginnings of their words, without order, case, ё and short words."""
    return " ".join(sorted(stems_of(title)))


def stems_of(text):
    """Return the set of the beginnings of the words of `text`: enough to meet «урок» and «уроки»."""
    words = WORD.findall(text.casefold().replace("ё", "е"))
    return {ENDING.sub("", word)[:STEM] for word in words if len(word) > SHORT or word.isdigit()}


def _grouped_by_file():
    files = MaterialFile.objects.filter(page__live=True, file__isnull=False)
    doubled = (
        files.order_by()
        .values("file__sha256")
        .annotate(pages=Count("page", distinct=True))
        .filter(pages__gt=1)
        .values("file__sha256")
    )
    groups = defaultdict(set)
    for sha256, pk in files.filter(file__sha256__in=doubled).values_list("file__sha256", "page_id"):
        groups[sha256].add(pk)
    return _sorted({tuple(sorted(pks)) for pks in groups.values()})


def _grouped_by_title():
    groups = defaultdict(list)
    titles = MaterialPage.objects.live().order_by("pk").values_list("pk", "title")
    for pk, title in titles.iterator(2000):
        if key := title_key(title):
            groups[key].append(pk)
    return _sorted(tuple(pks) for pks in groups.values() if len(pks) > 1)


def _sorted(groups):
    """The newest doubles first: somebody still remembers them."""
    return sorted(groups, key=max, reverse=True)
