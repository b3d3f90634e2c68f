"""Whether machines and people with screen readers can read the file at all."""

from django.utils.translation import gettext_lazy as _

from files.enums import TextState
from library.preflight.findings import Finding, Severity
from library.preflight.registry import About, preflight_check

# Shorter texts are found by eye.
LONG = 8000
WITH_STYLES = frozenset({"docx", "odt"})


@preflight_check("unreadable", About.FILE)
def text_can_be_read(file):
    """A scan, a locked or a damaged file: nobody finds such a work by its words."""
    if file.state in (TextState.DONE, TextState.WAITING):
        return []
    titles = {
        TextState.NO_TEXT: _("В файле нет текста, только картинки"),
        TextState.ENCRYPTED: _("Файл закрыт паролем"),
        TextState.BROKEN: _("Файл повреждён и не открывается"),
    }
    return [
        Finding(
            "unreadable",
            Severity.WARN,
            str(titles.get(file.state, _("Текст файла прочитать не удалось"))),
            str(_("Такую работу не найти поиском, её не услышит незрячий коллега, эксперту труднее её цитировать.")),
            str(file.reason or _("Сохраните документ из редактора в DOCX или PDF, без сканирования, и замените файл.")),
        )
    ]


@preflight_check("untagged", About.FILE)
def pdf_has_tags(file):
    """A PDF without a structure is read aloud in any order (ГОСТ Р 70176-2022)."""
    if file.kind != "pdf" or file.state != TextState.DONE or file.facts.get("tagged"):
        return []
    return [
        Finding(
            "untagged",
            Severity.NOTE,
            str(_("В PDF нет разметки для незрячих")),
            str(_("Программа экранного чтения прочитает его подряд, без заголовков и таблиц.")),
            str(
                _(
                    "Сохраните PDF из Word через «Сохранить как», отметив «Теги структуры документа», или приложите DOCX."
                )
            ),
        )
    ]


@preflight_check("no_headings", About.FILE)
def long_text_has_headings(file):
    """A long text whose headings are only large letters has no contents and no places to refer to."""
    if file.kind not in WITH_STYLES or file.text.headings or len(file.text.text) < LONG:
        return []
    return [
        Finding(
            "no_headings",
            Severity.NOTE,
            str(_("В длинном тексте нет заголовков, оформленных стилями")),
            str(_("Без стилей «Заголовок 1», «Заголовок 2» нет содержания, и эксперту не на что сослаться.")),
            str(_("Выделите каждый заголовок и выберите для него стиль «Заголовок» на главной вкладке Word.")),
        )
    ]


@preflight_check("metadata", About.FILE)
def file_names_somebody(file):
    """What the file says of who has made it stays in it when it is downloaded."""
    name = file.facts.get("author", "").strip()
    if not name:
        return []
    return [
        Finding(
            "metadata",
            Severity.NOTE,
            str(_("В свойствах файла записано имя: «%s»") % name[:80]),
            str(_("Его увидит каждый, кто скачает файл. Эксперты получат копию без этих сведений.")),
            str(_("Если имя чужое: Word → Файл → Сведения → «Поиск проблем» → «Инспектор документов».")),
        )
    ]
