"""Once a half-year the leaders of a programme hear that its results are due to be considered (D4.4, S3: «1 раз в 6 месяцев»)."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community.notices import post_mail
from home.models import SiteSettings
from programmes.enums import ReportKind
from programmes.models import ProgrammePage, ProgrammeReportPage, ReviewReminder
from programmes.spans import half_year_of, span_label

# The half-year is over: two weeks to gather, then it is time. Nobody needs such a letter at night.
DAYS_AFTER = 14
HOUR = 9
# A clock that stood still catches up, but not for ever.
CATCH_UP = timedelta(days=60)


def remind_of_review(*, now=None):
    """Remind the leader of each programme that went on in the last half-year and has no report on it; return the letters.

    One letter a programme and half-year, however often this runs: the row and the letter are one transaction.
    """
    now = timezone.localtime(now)
    first, last = half_year_of(half_year_of(now.date())[0] - timedelta(days=1))
    due_on = last + timedelta(days=DAYS_AFTER)
    if not due_on <= now.date() <= due_on + CATCH_UP or now.hour < HOUR:
        return 0
    return sum(_remind(programme, first, last) for programme in _due(first, last))


def _due(first, last):
    """Return the programmes of the half-year that nobody has been written to about and nobody has reported on."""
    going = ProgrammePage.objects.live().exclude(starts_on__gt=last).exclude(ends_on__lt=first)
    going = going.exclude(review_reminders__half=first).select_related("responsible").defer("body")
    reports = ProgrammeReportPage.objects.filter(Q(starts_on__lte=first), Q(ends_on__gte=last))
    reported = list(reports.values_list("path", flat=True))
    return [page for page in going if not any(path.startswith(page.path) for path in reported)]


def _remind(programme, first, last):
    address = _address_of(programme)
    if not address:
        return 0
    with transaction.atomic():
        _reminder, is_new = ReviewReminder.objects.get_or_create(programme=programme, half=first)
        if is_new:
            query = f"?kind={ReportKind.INTERIM}&starts_on={first}&ends_on={last}"
            post_mail(
                to=[address],
                # Who leads several programmes tells their letters apart.
                subject=_("Пора рассмотреть ход программы «%(title)s»: %(period)s")
                % {"title": programme.title, "period": span_label(first, last)},
                template="review_reminder",
                context={
                    "title": programme.title,
                    "period": span_label(first, last),
                    "address": reverse("programmes_report_draft", args=[programme.pk]) + query,
                },
            )
    return int(is_new)


def _address_of(programme):
    """Return who answers for the programme, else the centre's own address, else ""."""
    person = programme.responsible
    if person and person.is_active:
        return person.email
    return SiteSettings.objects.values_list("email", flat=True).first() or ""
