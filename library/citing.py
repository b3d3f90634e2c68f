"""How to refer to a work: ГОСТ Р 7.0.5-2008, BibTeX and RIS."""

import re
from dataclasses import dataclass
from datetime import date

from anyascii import anyascii

# With more authors than these the description stands under the title and names the first one only (ГОСТ Р 7.0.5, 7.4.2).
HEADED = 3
NBSP = "\u00a0"
REMARK = re.compile(r"\s*\([^()]*\)\s*$")
INITIALS = re.compile(r"(?:[А-ЯЁA-Z]\.-?)+")
PATRONYMIC = re.compile(r"(?:вич|вна|ична|инична|оглы|кызы)$", re.IGNORECASE)
NAME = re.compile(r"[А-ЯЁA-Z][а-яёa-z’']+(?:-[А-ЯЁA-Z]?[а-яёa-z’']+)*")
PARTICLES = frozenset({"фон", "ван", "де", "дер", "ди", "ла", "ле", "von", "van", "de"})
# A body of two capitalised words would pass for a person: «Редакция Методсети».
BODIES = re.compile(
    r"(?:центр|школ|лице|гимнази|редакци|совет|отдел|комитет|институт|университет|академи|коллектив|клуб|кафедр|библиотек|музе|методсет)",
    re.IGNORECASE,
)
TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"} | {
    sign: f"\\{sign}" for sign in "{}$&%#_"
}


@dataclass(frozen=True)
class Author:
    """A person by surname, initials («И. П.») and whatever is known of the given names; or a body by its name alone."""

    surname: str
    initials: str = ""
    given: str = ""

    @property
    def inverted(self):
        """«Соловьёва И. П.»: the form of a heading."""
        return f"{self.surname}{NBSP}{self.initials}".strip()

    @property
    def direct(self):
        """«И. П. Соловьёва»: the form after the stroke."""
        return f"{self.initials}{NBSP}{self.surname}".strip()


@dataclass(frozen=True)
class Work:
    """What a reference says: `year` and `placed` (the year it came to the site) may be None, `seen` is the day of access."""

    title: str
    authors: tuple[str, ...]
    organisation: str
    site: str
    url: str
    seen: date
    year: int | None = None
    placed: int | None = None
    key: str = "1"

    @property
    def organisation_name(self):
        """The organisation without the remark «(пример)» of the demo."""
        return _without_remark(self.organisation)


def author_of(name):
    """Return the Author for a name as it stands on the cover: «Ирина Соловьёва (пример)» is «Соловьёва И.».

    Understands «Имя [Отчество] Фамилия», «Фамилия Имя Отчество», «И. П. Фамилия» and «Фамилия И. П.»; whatever is no
    person's name is a body and stays whole. A remark in brackets at the end is no part of a name.
    """
    name = " ".join(REMARK.sub("", name).replace(".", ". ").replace(". -", ".-").split())
    words = name.split()
    initials = [word for word in words if INITIALS.fullmatch(word)]
    rest = [word for word in words if word not in initials]
    if initials and rest and all(NAME.fullmatch(word) or word.lower() in PARTICLES for word in rest):
        return Author(" ".join(rest), NBSP.join(initials))
    return _person(words) or Author(name)


def gost(work):
    """Return the reference by ГОСТ Р 7.0.5-2008 to an electronic resource of remote access."""
    authors = [author_of(name) for name in work.authors]
    title = _closed(work.title)
    persons = [author for author in authors if author.initials]
    if authors and len(authors) == len(persons) <= HEADED:
        head, responsible = ", ".join(author.inverted for author in authors) + " ", ""
    else:
        head, responsible = "", _responsible(authors, work.organisation_name)
    year = str(work.year) if work.year else f"[{work.placed}]" if work.placed else "[б. г.]"
    seen = f"дата обращения: {work.seen:%d.%m.%Y}"
    return f"{head}{title} [Электронный ресурс]{responsible} // {work.site}: [сайт]. {year}. URL: {work.url} ({seen})."


def bibtex(work):
    """Return an entry that BibTeX and biblatex read."""
    authors = [author_of(name) for name in work.authors] or _body_alone(work)
    fields = {
        "author": " and ".join(_tex_name(author) for author in authors),
        "title": f"{{{_tex(work.title)}}}",
        "year": str(work.year or ""),
        "organization": _tex(work.organisation_name) if any(author.initials for author in authors) else "",
        "howpublished": _tex(work.site),
        "url": work.url,
        "urldate": work.seen.isoformat(),
        "note": f"Дата обращения: {work.seen:%d.%m.%Y}",
        "language": "russian",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{_key(work, authors)},", *lines, "}", ""])


def ris(work):
    """Return a record for Zotero, Mendeley and EndNote."""
    authors = [author_of(name) for name in work.authors] or _body_alone(work)
    fields = [
        ("TY", "ELEC"),
        *(("AU", _comma(author)) for author in authors),
        ("TI", work.title),
        ("PY", work.year),
        ("PB", work.site),
        ("UR", work.url),
        ("Y2", f"{work.seen:%Y/%m/%d}"),
        ("LA", "ru"),
    ]
    lines = [f"{tag}  - {' '.join(str(value).split())}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def _person(words):
    core = [word for word in words if word.lower() not in PARTICLES]
    particles = [word for word in words if word not in core]
    whole = 2 <= len(core) <= 3 and all(NAME.fullmatch(word) for word in core)
    if not whole or any(BODIES.match(word) for word in core):
        return None
    if len(core) == 2:
        given, surname = core[:1], core[1]
    elif PATRONYMIC.search(core[2]) and not PATRONYMIC.search(core[1]):
        given, surname = core[1:], core[0]
    elif PATRONYMIC.search(core[1]):
        given, surname = core[:2], core[2]
    else:
        return None
    return Author(" ".join([*particles, surname]), NBSP.join(_initial(name) for name in given), " ".join(given))


def _initial(name):
    return "-".join(f"{part[0].upper()}." for part in name.split("-"))


def _responsible(authors, organisation):
    if len(authors) > HEADED:
        return f" / {authors[0].direct} [и{NBSP}др.]"
    names = [author.direct for author in authors] or [organisation]
    return f" / {', '.join(names)}" if names[0] else ""


def _body_alone(work):
    return [Author(work.organisation_name)] if work.organisation_name else []


def _closed(title):
    return " ".join(title.split()).rstrip(" .") if not title.endswith("...") else " ".join(title.split())


def _without_remark(name):
    return REMARK.sub("", name).strip()


def _comma(author):
    given = author.given or author.initials.replace(NBSP, " ")
    return f"{author.surname}, {given}" if given else author.surname


def _tex(text):
    return "".join(TEX.get(sign, sign) for sign in " ".join(text.split()))


def _tex_name(author):
    # A body in braces of its own: else BibTeX would look for its surname.
    return _tex(_comma(author)) if author.initials else f"{{{_tex(author.surname)}}}"


def _key(work, authors):
    name = re.sub(r"[^a-z]", "", anyascii(authors[0].surname if authors else work.title).lower())[:20]
    return f"{name or 'work'}{work.year or ''}-{work.key}"
