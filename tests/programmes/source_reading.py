"""The sources leaf by leaf, the pages as people read them, and whether the one stands in the other."""

import re
from fnmatch import fnmatchcase
from functools import cache

import yaml
from bs4 import BeautifulSoup
from django.conf import settings

from programmes.models import SubprojectPage
from tests.programmes.sources_map import NOT_SHOWN, RULES, WAITING

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def load(name):
    return yaml.safe_load((settings.DEMO_ROOT / f"{name}.yaml").read_text(encoding="utf-8"))


def leaves(value, path=(), above=()):
    """Yield (path, value, mappings above it, the nearest first) of every leaf; an empty list is a leaf."""
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from leaves(inner, (*path, str(key)), (value, *above))
    elif isinstance(value, list) and value:
        for number, inner in enumerate(value):
            yield from leaves(inner, (*path, str(number)), above)
    else:
        yield path, value, above


def fits(pattern, path):
    """Tell whether the steps of `path` are those of `pattern`; `*` at the end of a pattern stands for all that follow."""
    steps = pattern.split(".")
    if steps[-1] == "*" and len(path) > len(steps):
        path = path[: len(steps)]
    return len(steps) == len(path) and all(map(fnmatchcase, path, steps))


def exactly(pattern, path):
    return len(pattern.split(".")) == len(path) and fits(pattern, path)


@cache
def rule_for(stem, path):
    """Return the rule of a path, an exact one before one for all that follows; None where there is none."""
    rules = RULES[stem]
    return next(
        (rule for fit in (exactly, fits) for rule in rules if fit(rule.path, path)),
        None,
    )


def waits(path):
    return any(fits(pattern, path) for pattern in WAITING)


def not_shown(path):
    return any(exactly(pattern, path) for pattern in NOT_SHOWN)


def plain(text):
    """Words without typography, in small letters."""
    return re.sub(r"\s+", " ", text.replace("\u2060", "").replace("\u00a0", " ")).strip().casefold()


def words_of(element):
    return plain(element.get_text(" "))


class Section:
    """What stands under one heading, read once: its words, two-column tables, tables, lists."""

    def __init__(self, elements):
        tags = [element for element in elements if getattr(element, "name", None)]
        self.words = plain(" ".join(element.get_text(" ") for element in elements))
        self.lines = [words_of(tag) for tag in _all(tags, "tr", "li")]
        # {title of a row: [(its words, its lines, its numbered lines)]}
        self.beside = {}
        for dt in _all(tags, "dt"):
            dd = dt.find_next_sibling("dd")
            lines = [words_of(line) for line in dd.find_all("li")]
            self.beside.setdefault(words_of(dt), []).append((words_of(dd), lines, lines if dd.ol else []))
        # {name of a column: [(words of the row, words of the cell)]}
        self.columns = {}
        for table in _all(tags, "table"):
            head = [words_of(cell) for cell in table.select("thead th")]
            for row in table.select("tbody tr"):
                for name, cell in zip(head, row.find_all(["td", "th"], recursive=False), strict=bool(head)):
                    self.columns.setdefault(name, []).append((words_of(row), words_of(cell)))

    def texts(self, field="", key=""):
        """Return the texts of `field` (else of all) in the rows and lines that say `key` (else in all)."""
        field, key = plain(field), plain(key)
        if not field:
            return [line for line in self.lines if key in line] if key else [self.words]
        cells = [cell for row, cell in self.columns.get(field, []) if key in row]
        for words, lines, _numbered in self.beside.get(field, []):
            cells += [line for line in lines or [words] if key in line] if key else [words]
        return cells

    def says_as_number(self, field, number, text):
        """Tell whether line `number` of the numbered list beside `field` says `text`."""
        lists = [numbered for _words, _lines, numbered in self.beside.get(plain(field), [])]
        return any(len(lines) >= number and plain(text) in lines[number - 1] for lines in lists)


def _all(tags, *names):
    return [found for tag in tags for found in [*([tag] if tag.name in names else []), *tag.find_all(names)]]


class Reader:
    """Reads the pages of one programme, each once."""

    def __init__(self, client, programme):
        self.client, self.programme = client, programme
        self.pages, self.sections = {}, {}
        parts = SubprojectPage.objects.child_of(programme).order_by("number")
        self.subprojects = [part.url for part in parts]

    def soup(self, rule, path):
        """Return the page of a rule for a path."""
        address = f"{self.programme.url}{rule.page}"
        if rule.page.startswith("*"):
            address = f"{self.subprojects[int(path[1])]}{rule.page[1:]}"
        if address not in self.pages:
            response = self.client.get(address)
            assert response.status_code == 200, address
            self.pages[address] = BeautifulSoup(response.content, "lxml").main
        return self.pages[address]

    def section(self, rule, path, heading):
        """Return the Section of a rule, None where the page has no such heading; without a heading the whole page."""
        soup = self.soup(rule, path)
        key = (id(soup), heading)
        if key not in self.sections:
            elements = under(soup, heading) if heading else [soup]
            self.sections[key] = None if elements is None else Section(elements)
        return self.sections[key]

    def stands(self, rule, path, value, above):
        """Tell whether a leaf stands where its rule says."""
        heading = rule.heading.format(title_of_survey(above)) if "{" in rule.heading else rule.heading
        found = self.section(rule, path, heading)
        if rule.absent:
            return value == [] and found is None
        if found is None or value is None:
            return found is not None
        if rule.place:
            return found.says_as_number(rule.field, value, neighbour(above, rule.place))
        key = rule.row.format(*path) if rule.row else neighbour(above, rule.row_of) if rule.row_of else ""
        wanted = [plain(text) for text in rule.said(value)]
        return any(all(text in words for text in wanted) for words in found.texts(rule.field, key))


def title_of_survey(above):
    """The heading of a survey: what was asked, and the year."""
    survey = next(one for one in above if "results" in one)
    return ", ".join(str(survey[key]) for key in ("name", "year") if key in survey)


def neighbour(above, key):
    return next(str(mapping[key]) for mapping in above if key in mapping)


def under(soup, heading):
    """Return what stands under a heading down to the next one of its level; None where there is no such heading."""
    title = next((tag for tag in soup.find_all(HEADINGS) if words_of(tag) == plain(heading)), None)
    if title is None:
        return None
    elements = []
    for element in title.next_siblings:
        if getattr(element, "name", None) in HEADINGS[: HEADINGS.index(title.name) + 1]:
            break
        elements.append(element)
    return elements


def lost(reader, stem, facts, pages=("", "*", "passport/", "*passport/")):
    """Return the paths of `facts` that do not stand where their rules say, those that wait and other pages left out."""
    return [
        ".".join(path)
        for path, value, above in leaves(facts)
        if not not_shown(path)
        and not waits(path)
        and (rule := rule_for(stem, path)).page in pages
        and not reader.stands(rule, path, value, above)
    ]
