"""The public check of a conclusion: anybody who holds the paper, by its code."""

from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community.certificates import Checked
from community.check_views import answer_check
from expertise.enums import ConclusionState
from expertise.models import Conclusion


@require_safe
@never_cache
def conclusion_check(request, code):
    """Say whether the conclusion with this code is in force and which files it is about; no person but its signer."""
    return answer_check(request, lambda: _find(code))


def _find(code):
    found = (
        Conclusion.objects.in_register()
        .filter(code=code)
        .select_related("round__page")
        .prefetch_related("round__files")
    )
    conclusion = found.first()
    if conclusion is None:
        return None
    files = [(file.title, file.sha256) for file in conclusion.round.files.all()] if conclusion.shows_work else []
    hashes = [file.sha256 for file in conclusion.round.files.all()]
    page = conclusion.round.page
    context = {
        "title": _("Заключение № %s") % conclusion.label,
        "conclusion": conclusion,
        "work_url": page.url if page is not None and page.live and conclusion.shows_work else "",
        "is_revoked": conclusion.state == ConclusionState.REVOKED,
        "files": files or [(_("Файл %d") % number, sha256) for number, sha256 in enumerate(hashes, 1)],
        "mended_files": conclusion.confirmed_files if conclusion.shows_work else [],
    }
    return Checked("expertise/conclusion_check.html", context)
