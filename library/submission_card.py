"""The card of a work on its way: its fields, what each holds, and how it is told in words (D1.2).

Vocabularies stand in it by their codes and programmes by the keys of their pages, so a frozen version stays readable when a
name is changed.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from home.models import Audience, Level, Subject
from library.enums import Language
from library.models import Licence, MaterialKind
from programmes.models import ProgrammePage, SubprojectPage

TEXTS = ("annotation", "kind", "organisation", "language", "keywords", "norms", "body", "author_name")
LISTS = ("subjects", "levels", "audiences", "links")
NUMBERS = ("programme", "subproject", "year")
CARD_FIELDS = frozenset((*TEXTS, *LISTS, *NUMBERS))
# Of the Submission itself, as the author fills them in.
OWN_FIELDS = frozenset(
    ("title", "licence", "origin", "pupils_works", "pupils_photos", "regulation", "letter", "preflight_reasons")
)
LABELS = {
    "title": _("название"),
    "annotation": _("аннотация"),
    "kind": _("вид работы"),
    "subjects": _("предметы"),
    "levels": _("уровни образования"),
    "audiences": _("кому"),
    "organisation": _("организация"),
    "programme": _("программа"),
    "subproject": _("подпроект"),
    "year": _("год"),
    "language": _("язык"),
    "keywords": _("ключевые слова"),
    "norms": _("на какие нормы опирается"),
    "links": _("ссылки"),
    "body": _("текст"),
    "author_name": _("ваше имя на обложке"),
}


@dataclass(frozen=True)
class Words:
    """All words that a card may name, read once: each {code or key: name}. Retired ones are not offered, but are read."""

    kinds: dict = field(default_factory=dict)
    subjects: dict = field(default_factory=dict)
    levels: dict = field(default_factory=dict)
    audiences: dict = field(default_factory=dict)
    licences: list = field(default_factory=list)
    programmes: dict = field(default_factory=dict)
    # {key of a programme: {key of a subproject: title}}
    subprojects: dict = field(default_factory=dict)


def read_words():
    """Return the Words of today in seven queries; programmes are those that everybody may see."""
    programmes = list(ProgrammePage.objects.shown().order_by("title").only("pk", "title", "path"))
    subprojects = {programme.pk: {} for programme in programmes}
    above = {programme.path: programme.pk for programme in programmes}
    for part in SubprojectPage.objects.shown().order_by("title").only("pk", "title", "path"):
        programme = above.get(part.path[: -part.steplen])
        if programme is not None:
            subprojects[programme][part.pk] = part.title
    return Words(
        kinds=_named(MaterialKind),
        subjects=_named(Subject),
        levels=_named(Level),
        audiences=_named(Audience),
        licences=list(Licence.objects.active()),
        programmes={programme.pk: programme.title for programme in programmes},
        subprojects=subprojects,
    )


def told_card(card, words):
    """Return [{"label", "value"}] of the filled fields of a card, in words, for people to read. No query."""
    parts = {key: title for of_one in words.subprojects.values() for key, title in of_one.items()}
    names = {
        "kind": words.kinds,
        "subjects": words.subjects,
        "levels": words.levels,
        "audiences": words.audiences,
        "programme": words.programmes,
        "subproject": parts,
        "language": dict(Language.choices),
    }
    told = []
    for name, label in LABELS.items():
        value = card.get(name)
        if not value or name in ("author_name", "title"):
            continue
        if name == "links":
            value = "; ".join(f"{title} — {url}" for title, url in value)
        elif isinstance(value, list):
            value = ", ".join(str(names[name].get(code, code)) for code in value)
        elif name in names:
            value = str(names[name].get(value, value))
        told.append({"label": label, "value": value})
    return told


def changed_fields(old, new):
    """Return the labels of the fields in which two frozen cards differ."""
    return [str(label) for name, label in LABELS.items() if (old.get(name) or "") != (new.get(name) or "")]


def _named(model):
    return dict(model.objects.active().values_list("code", "name"))
