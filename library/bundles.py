"""What lies in the ZIP of a work or of several: the files and a note about each work."""

from django.utils import timezone
from django.utils.translation import gettext as _

from files.packing import Entry
from library.access import files_for
from library.references import reference_of

ABOUT = _("О работе.txt")


def entries_of(page, request, folder=""):
    """Return [Entry, …] of one material: its note and the files that this visitor may have."""
    rows = files_for(request, page)
    return [
        Entry(ABOUT, about_text(page, request, rows), folder),
        *(Entry(row.file.name, row.file, folder) for row in rows),
    ]


def entries_of_all(pages, request):
    """Return [Entry, …] of several materials, each in a numbered folder of its own."""
    entries = []
    for number, page in enumerate(pages, start=1):
        entries += entries_of(page, request, folder=f"{number:02d} {page.title}")
    return entries


def about_text(page, request, rows):
    """Return the note that goes with the files: card, terms of use, address, how to refer to it."""
    facts = [
        (_("Вид"), page.kind_name),
        (_("Авторы"), page.authors_text),
        (_("Организация"), page.organisation),
        (_("Предмет"), page.subjects_text),
        (_("Уровень"), page.levels_text),
        (_("Кому"), page.audiences_text),
        (_("Год"), page.year),
        (_("Экспертиза"), str(page.expert.label)),
    ]
    parts = [page.title, page.annotation, "\n".join(f"{name}: {value}" for name, value in facts if value)]
    if rows:
        names = "\n".join(f"{number}. {row} — {row.file.name}" for number, row in enumerate(rows, start=1))
        parts.append(f"{_('Файлы')}\n{names}")
    if page.licence:
        parts.append(
            "\n".join(filter(None, [f"{_('Условия')}: {page.licence.name}", page.licence.text, page.licence.url]))
        )
    reference = reference_of(page, request)
    parts.append(f"{_('Адрес работы')}: {reference.work.url}")
    parts.append(f"{_('Как сослаться')}\n{reference.gost}")
    parts.append(_("Скачано %s.") % timezone.localdate().strftime("%d.%m.%Y"))
    return "\n\n".join(part for part in parts if part) + "\n"
