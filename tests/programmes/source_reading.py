"""The sources leaf by leaf, the pages as people read them, and whether the one stands in the other."""

import re
from copy import deepcopy
from fnmatch import fnmatchcase
from functools import cache

import yaml
from bs4 import BeautifulSoup
from django.conf import settings

from programmes.models import GroupPage, SubprojectPage
from tests.programmes.sources_map import ALSO, NOT_SHOWN, RULES

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


def changed_leaves(facts):
    """Yield every leaf as `leaves` does, each with a value that no source has and all else as it is."""
    for path, value, _above in leaves(facts):
        if value is not None and value != []:
            changed = deepcopy(facts)
            *way, last = path
            holder = changed
            for step in way:
                holder = holder[int(step) if isinstance(holder, list) else step]
            other = value + 1000 if isinstance(value, int) else f"{value} ъ"
            holder[int(last) if isinstance(holder, list) else last] = other
            yield next(leaf for leaf in leaves(changed) if leaf[0] == path)


def fits(pattern, path):
    """Tell whether the steps of `path` are those of `pattern`; `*` at the end of a pattern stands for all that follow."""
    steps = pattern.split(".")
    if steps[-1] == "*" and len(path) > len(steps):
        path = path[: len(steps)]
    return len(steps) == len(path) and all(map(fnmatchcase, path, steps))


def exactly(pattern, path):
    return len(pattern.split(".")) == len(path) and fits(pattern, path)


@cache
def rules_for(stem, path):
    """Return the rules of a path: an exact one before one for all that follows, and those of its second places."""
    rules = RULES[stem]
    first = next((rule for fit in (exactly, fits) for rule in rules if fit(rule.path, path)), None)
    return [first, *(rule for rule in ALSO if fits(rule.path, path))] if first else []


def not_shown(path):
    return any(exactly(pattern, path) for pattern in NOT_SHOWN)


def plain(text):
    """Words without typography, in small letters."""
    return re.sub(r"\s+", " ", text.replace("\u2060", "").replace("\u00a0", " ")).strip().casefold()


def holds(words, text):
    """Tell whether `text` stands in `words` not as a part of another word or number: «1» not in «1.1», «10»."""
    start, end = r"(?<![\w.])" if text[:1].isalnum() else "", r"(?![\w]|[.,]\d)" if text[-1:].isalnum() else ""
    return re.search(f"{start}{re.escape(text)}{end}", words) is not None


def words_of(element):
    return plain(element.get_text(" "))


class Section:
    """What stands under one heading, read once: its words, two-column tables, tables, rows."""

    def __init__(self, elements):
        self.tags = [element for element in elements if getattr(element, "name", None)]
        self.words = plain(" ".join(element.get_text(" ") for element in elements))
        self.rows = [(words_of(tag), tag) for tag in _all(self.tags, "tr", "li", "article")]
        # {title of a row: [(its words, its lines, its numbered lines)]}
        self.beside = {}
        for dt in _all(self.tags, "dt"):
            dd = dt.find_next_sibling("dd")
            lines = [words_of(line) for line in dd.find_all("li")]
            self.beside.setdefault(words_of(dt), []).append((words_of(dd), lines, lines if dd.ol else []))
        # {name of a column: [(words of the row, words of the cell)]}
        self.columns = {}
        for table in _all(self.tags, "table"):
            head = [words_of(cell) for cell in table.select("thead th")]
            for row in table.select("tbody tr:not(.plan__part)"):
                for name, cell in zip(head, row.find_all(["td", "th"], recursive=False), strict=bool(head)):
                    self.columns.setdefault(name, []).append((words_of(row), words_of(cell)))

    def texts(self, rule, key):
        """Return the texts of a rule's field (else of all) in the rows and lines that say `key` (else in all)."""
        field, key = plain(rule.field), plain(key)
        if rule.at:
            scopes = [tag for words, tag in self.rows if key in words] if key else self.tags
            return [words_of(found) for scope in scopes for found in scope.select(rule.at)]
        if not field:
            return [words for words, _tag in self.rows if key in words] if key else [self.words]
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
        self.groups = {page.slug: page.url for page in GroupPage.objects.descendant_of(programme)}

    def again(self):
        """Return a reader who has read nothing yet."""
        return Reader(self.client, self.programme)

    def soup(self, address):
        """Return the main part of the page at `address`."""
        if address not in self.pages:
            response = self.client.get(address)
            assert response.status_code == 200, address
            self.pages[address] = BeautifulSoup(response.content, "lxml").main
        return self.pages[address]

    def section(self, address, heading=""):
        """Return the Section under `heading`, None where the page has no such heading; without a heading the whole page."""
        key = (address, heading)
        if key not in self.sections:
            soup = self.soup(address)
            elements = under(soup, heading) if heading else [soup]
            self.sections[key] = None if elements is None else Section(elements)
        return self.sections[key]

    def address(self, page, path=(), above=()):
        """Return the address of a rule's page for a path."""
        if page.startswith("/"):
            return page
        if page.startswith("*"):
            return f"{self.subprojects[int(path[1])]}{page[1:]}"
        if page.startswith("@"):
            return self.groups[slug_of_group(above[0]["name"])]
        return f"{self.programme.url}{page}"

    def stands(self, rule, path, value, above):
        """Tell whether a leaf stands where its rule says."""
        heading = rule.heading(above) if callable(rule.heading) else rule.heading
        found = self.section(self.address(rule.page, path, above), heading)
        if rule.absent:
            return value in ([], None) and (found is None or bool(rule.field and not found.texts(rule, "")))
        if found is None or value is None:
            return found is not None
        if rule.place:
            return found.says_as_number(rule.field, value, neighbour(above, rule.place))
        wanted = [plain(text) for text in rule.said(value)]
        return any(
            all(holds(words, text) for text in wanted) for words in found.texts(rule, row_key(rule, path, above))
        )


def row_key(rule, path, above):
    """What the row of a rule says."""
    if callable(rule.row):
        return rule.row(above)
    return rule.row.format(*path) if rule.row else neighbour(above, rule.row_of) if rule.row_of else ""


def neighbour(above, key):
    return next(str(mapping[key]) for mapping in above if key in mapping)


@cache
def slug_of_group(name):
    """Return the slug of the page of a council or group of the sources."""

    def walk(groups):
        for group in groups:
            yield group
            yield from walk(group.get("groups", []))

    texts = load("groups")
    return next(one["slug"] for stem in RULES for one in walk(texts[stem]) if one.get("of") == name)


def under(soup, heading):
    """Return what stands under a heading, None where there is no such heading.

    A section or article whose first heading it is stands under it whole; else all down to the next heading of its level.
    """
    title = next((tag for tag in soup.find_all(HEADINGS) if words_of(tag) == plain(heading)), None)
    if title is None:
        return None
    part = title.find_parent(["section", "article"])
    if part and part.find(HEADINGS) is title:
        return [part]
    elements = []
    for element in title.next_siblings:
        if getattr(element, "name", None) in HEADINGS[: HEADINGS.index(title.name) + 1]:
            break
        elements.append(element)
    return elements


def lost(reader, stem, facts, pattern=None):
    """Return the paths of `facts` (of those that fit `pattern`) with the pages where their rules miss them."""
    return [
        (".".join(path), rule.page or "its own page")
        for path, value, above in leaves(facts)
        if not not_shown(path) and (pattern is None or fits(pattern, path))
        for rule in rules_for(stem, path)
        if not reader.stands(rule, path, value, above)
    ]
