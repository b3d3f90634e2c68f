"""What happens to forgotten drafts by the clock (reliability §6: twelve months, a warning, then they go)."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from home.clock import try_each
from library.models import Submission
from library.submission_moves import lock_submission
from library.submission_telling import tell

UNTOUCHED = timedelta(days=365)
NOTICE = timedelta(days=30)
# Nobody needs such a letter at night; a run sees to some hundreds.
HOUR, PORTION = 9, 200


def see_to_forgotten_drafts(*, now=None):
    """Warn of drafts untouched for a year and delete those whose author was warned a month ago; return the
    (warned, deleted, failed) counts.

    A draft that is touched after the warning stays. Files stay in the storage, seen by nobody but who has brought them.
    """
    now = timezone.localtime(now)
    if now.hour < HOUR:
        return 0, 0, 0
    forgotten = Submission.objects.forgotten(now - UNTOUCHED)
    doomed = forgotten.filter(warned_at__lt=now - NOTICE).order_by("pk")[:PORTION]
    deleted, stuck = try_each(doomed, lambda work: _delete(work, now))
    untold = forgotten.filter(warned_at=None).order_by("pk")[:PORTION]
    warned, failed = try_each(untold, lambda work: _warn(work, now))
    return warned, deleted, stuck + failed


def _warn(work, now):
    work = lock_submission(work)
    if work.warned_at is not None:
        return False
    work.warned_at = now
    work.save(update_fields=["warned_at"])
    tell(
        person=work.author,
        subject=_("Черновик вашей работы скоро будет удалён"),
        words=[
            _("Вы год не открывали черновик «%s».") % (work.title or _("без названия")),
            _("Через месяц сайт удалит его. Чтобы сохранить, откройте черновик и нажмите «Сохранить»."),
        ],
        url=reverse("library:submission_edit", args=[work.pk]),
        target=work,
    )
    return True


def _delete(work, now):
    if not Submission.objects.forgotten(now - UNTOUCHED).filter(pk=work.pk, warned_at__lt=now - NOTICE).exists():
        return False
    log(instance=work, action="library.submission.expire", user=None)
    work.delete()
    return True
