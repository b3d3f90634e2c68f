"""Names of facet values, in the order in which people expect them."""

from dataclasses import dataclass

from wagtail.models import Page

from home.models import Audience, Level, Subject
from library.enums import ExpertState
from library.facets.current import remember_labels
from library.facets.index import NEW, NEW_DAYS
from library.models import JournalPage, MaterialKind
from programmes.models import GroupPage, ProgrammePage, SubprojectPage

FACET_NAMES = {
    "kind": "Вид",
    "subject": "Предмет",
    "level": "Уровень",
    "audience": "Кому",
    "journal": "Журнал",
    "format": "Формат файла",
    "expert": "Экспертиза",
    "new": "Новое",
    "file": "Файлы",
    "programme": "Программа",
    "subproject": "Подпроект",
    "group": "Группа",
    "organisation": "Организация",
    "year": "Год",
}
FILE_NAMES = {"yes": "Есть файлы", "no": "Без файлов"}
TYPE_NAMES = {
    "material": "Материалы",
    "collection": "Сборники",
    "journal": "Журналы",
    "issue": "Выпуски журналов",
    "programme": "Программы",
    "subproject": "Подпроекты",
    "report": "Отчёты",
    "group": "Советы и группы",
    "news": "Новости",
    "page": "Страницы",
}


@dataclass(frozen=True)
class Label:
    """The name of a value, its place among the others of its facet, and its page where it is one (title and address only)."""

    text: str
    order: int
    page: Page | None = None


def facet_labels():
    """Return {facet: {value: Label}} for the facets whose values are words of their own; read once after a change."""
    return remember_labels(_read)


def has_name(facet, value):
    """Tell whether a value may be shown: a deleted word and a programme that is not public have no name here."""
    labels = facet_labels()
    return facet not in labels or value in labels[facet]


def _read():
    labels = {
        "type": _ordered(TYPE_NAMES.items()),
        "file": _ordered(FILE_NAMES.items()),
        "new": _ordered([(NEW, f"За последние {NEW_DAYS} дней")]),
        "expert": _ordered((state.value, str(state.label).capitalize()) for state in ExpertState),
    }
    for name, model in (("kind", MaterialKind), ("subject", Subject), ("level", Level), ("audience", Audience)):
        labels[name] = _ordered(model.objects.values_list("code", "name"))
    pages = {"programme": ProgrammePage, "subproject": SubprojectPage, "group": GroupPage, "journal": JournalPage}
    for name, model in pages.items():
        shown = model.objects.live().public().order_by("path").only("title", "url_path")
        labels[name] = {str(page.pk): Label(page.title, order, page) for order, page in enumerate(shown)}
    return labels


def _ordered(pairs):
    return {value: Label(text, order) for order, (value, text) in enumerate(pairs)}
