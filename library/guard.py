"""The one guard between a draft and the public: every way of publication asks it (design §7, D1 acceptance)."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from accounts.permissions import ALLOWED, Verdict
from expertise.guard import conclusion_for, is_revoked
from expertise.models import Conclusion, ReviewRound
from library.digests import digest_of_page
from library.models import MaterialPage, MaterialVersion, Submission, SubmissionAuthor
from library.schemes import needs_review
from library.submission_enums import CoauthorState, SubmissionState

# The centre's people have let the work pass to its last step, or beyond.
PASSED = frozenset({SubmissionState.EDITING, SubmissionState.PUBLISHED})


class DeletionRefused(PermissionDenied):
    """The work is before its judges."""


class PublicationRefused(PermissionDenied):
    """The guard does not let this version out; the text says why, for people."""


def may_publish(page) -> Verdict:
    """Return whether `page`, a MaterialPage as it stands in memory, may become what visitors see, and why not.

    It may when nothing of the work itself changes for them (a slip mended in the card); else a work of a kind that needs
    review, or one that has ever been judged, needs a conclusion in force over the same files, and a work that teachers
    have sent must have come to the editor, with the consent of each co-author (D1.2). Whose right it is to press the
    button is not asked here. Source: design §7, D1.
    """
    digest = digest_of_page(page)
    if is_revoked(page.pk, digest):
        return Verdict(False, _("Заключение на эту версию отозвано: публиковать её нельзя."))
    if _is_known_to_visitors(page, digest):
        return ALLOWED
    if _is_on_its_way(page):
        return Verdict(False, _("Работа ещё рассматривается: её опубликует редактор, когда она дойдёт до него."))
    if missing := _coauthors_without_consent(page):
        names = ", ".join(missing)
        return Verdict(False, _("Соавторы ещё не согласились с публикацией: %s.") % names)
    judged = page.pk is not None and ReviewRound.objects.of_page(page.pk).exists()
    if (judged or needs_review(page.kind_id)) and not conclusion_for(page.pk, digest):
        return Verdict(
            False, _("На эти файлы нет экспертного заключения: работы этого вида публикуют только после экспертизы.")
        )
    return ALLOWED


def demand_publication(page):
    """Raise PublicationRefused with the reason unless `may_publish`."""
    verdict = may_publish(page)
    if not verdict:
        raise PublicationRefused(str(verdict.reason))


def is_in_case(page):
    """Tell whether `page` waits for somebody's decision: it must not be deleted meanwhile. Three queries at most."""
    return _waits({"page_id": page.pk})


def refuse_deletion(page):
    """Raise DeletionRefused when `page` or a work below it waits for somebody's decision."""
    if _waits({"page__path__startswith": page.path}):
        raise DeletionRefused(str(_("Работу сейчас рассматривают: удалить её нельзя, пока решения нет.")))


def _waits(about):
    """Tell whether a work, a round or an appeal is open about the pages of the lookups `about`."""
    appeals = {f"round__{lookup}": value for lookup, value in about.items()}
    return (
        Submission.objects.open().filter(**about).exists()
        or ReviewRound.objects.open().filter(**about).exists()
        or Conclusion.objects.appealed().filter(**appeals).exists()
    )


def _is_on_its_way(page):
    if page.pk is None:
        return False
    last = Submission.objects.filter(page_id=page.pk).order_by("-created_at", "-pk").values_list("state", flat=True)
    state = last.first()
    return state is not None and state not in PASSED


def _coauthors_without_consent(page):
    """Return the names of those who stand on the cover of a work at its last step and have not agreed to it."""
    asked = SubmissionAuthor.objects.filter(submission__page_id=page.pk, submission__state=SubmissionState.EDITING)
    return list(asked.exclude(state=CoauthorState.AGREED).values_list("name", flat=True)) if page.pk else []


def _is_known_to_visitors(page, digest):
    """Tell whether visitors have, or last had, the same work as the same kind: then only its card changes.

    The kind counts: else a programme of lessons could come in as a note and be renamed afterwards.
    """
    live = MaterialPage.objects.filter(pk=page.pk, live=True).first() if page.pk else None
    if live is not None:
        return live.kind_id == page.kind_id and digest_of_page(live) == digest
    # The row of a page that is not live holds its draft; what visitors had is written down when it is taken off.
    last = MaterialVersion.objects.filter(material_id=page.pk).first() if page.pk else None
    if (
        last is None
        or last.state.get("kind") != page.kind_code
        or any(part.block_type == "files" for part in page.body)
    ):
        return False
    seen = sorted(sha for _title, sha in last.state.get("files", []))
    return bool(seen) and seen == sorted(entry.file.sha256 for entry in page.files.all() if entry.file)
