"""«Ход программы» at …/progress/, and its date and the reports on the programme's own page (D4)."""

from django.utils.translation import gettext_lazy as _

from programmes.models import ProgrammePage
from programmes.part_pages import part_page
from programmes.progress import progress_of, updated_at
from programmes.report_archive import reports_of


@part_page("progress", _("Ход программы"), "programmes/progress_page.html")
def progress_part(page, request):
    """The newest changes by days; only of a whole programme."""
    return progress_of(page) if isinstance(page, ProgrammePage) else None


def course_of(page):
    """Return {"updated_at", "progress_url", "reports", "reports_url"} for the page of a programme or a subproject."""
    course = reports_of(page)
    if isinstance(page, ProgrammePage):
        course |= {"updated_at": updated_at(page), "progress_url": f"{page.url}progress/"}
    return course
