"""Letters to who is responsible while the month still has less than two additions (F1-02)."""

from collections import Counter, defaultdict
from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from community.notices import post_mail
from home.clock import try_each
from home.models import SiteSettings
from library.models import MaterialIndexPage, MaterialPage, Platform, ReplenishmentReminder
from library.replenishment.months import NORM, first_day, plain_name

MARKS = (10, 20, 25)
# Nobody needs such a letter at night.
HOUR = 9
# Whom we wrote to is nobody's business after a year.
KEPT = timedelta(days=366)


def remind_of_replenishment(*, now=None):
    """Remind the responsible of the centre and of each platform that is behind; return the (done, failed) counts of letters.

    On the 10th, 20th and 25th from nine in the morning by the centre's clock; a clock that stood still catches up until the
    next mark. One letter a person and mark, however often this runs: the row and the letter are one transaction.
    """
    now = timezone.localtime(now)
    mark = _mark_of(now)
    if mark is None:
        return 0, 0
    month = first_day(now.date())
    counts = try_each(_behind(month).items(), lambda behind: _remind(*behind, month, mark, now.date()))
    ReplenishmentReminder.objects.filter(month__lt=month - KEPT).delete()
    return counts


def _remind(email, about, month, mark, day):
    _reminder, is_new = ReplenishmentReminder.objects.get_or_create(
        month=month, mark=mark, email=email, defaults={"about": about}
    )
    if is_new:
        post_mail(
            to=[email],
            subject=_("Пополнение архива: в этом месяце ещё нужно"),
            template="replenishment_reminder",
            context={"about": about, "norm": NORM, "day": day},
        )
    return is_new


def _mark_of(now):
    reached = [mark for mark in MARKS if mark < now.day or (mark == now.day and now.hour >= HOUR)]
    return reached[-1] if reached else None


def _behind(month):
    """Return {address: [{"name", "count"}]}: what is behind in `month` (its first day), by who is responsible for it."""
    counts, behind = _counts(month), defaultdict(list)
    centre = _centre_address()
    total = sum(counts.values())
    if total < NORM and centre:
        behind[centre].append({"name": _("архив центра в целом"), "count": total})
    for platform in Platform.objects.active().select_related("responsible"):
        count = sum(counts[name] for name in {plain_name(name) for name in platform.all_names})
        person = platform.responsible
        address = person.email if person and person.is_active else centre
        if count < NORM and address:
            behind[address].append({"name": platform.name, "count": count})
    return behind


def _counts(month):
    """Return {plain name of an organisation: additions} since the first day `month`."""
    start = timezone.make_aware(datetime.combine(month, time.min))
    added = MaterialPage.objects.shown().filter(first_published_at__gte=start).order_by()
    return Counter(plain_name(name) for name in added.values_list("organisation", flat=True).iterator())


def _centre_address():
    """Return who answers for the library, else the centre's own address, else ""."""
    index = MaterialIndexPage.objects.select_related("responsible").first()
    if index and index.responsible and index.responsible.is_active:
        return index.responsible.email
    return SiteSettings.objects.values_list("email", flat=True).first() or ""
