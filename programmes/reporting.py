"""Verbs of reports: make a draft for a period, read the site's data into it anew (B.31, D4.5, F1-30)."""

import json

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.permissions import demand
from home.slugs import slug_from
from programmes.enums import ReportKind
from programmes.models import ProgrammeReportPage, ReportIndexPage
from programmes.report_drafts import compare, merge, write_sections
from programmes.report_sections import Scope, sections_of
from programmes.spans import span_label

# A report of more years than any programme has lasted is a slip of the pen.
LONGEST_YEARS = 15


class ReportRefused(Exception):
    """Such a report cannot be made, or not now; its text says why."""


def draft_report(*, programme, kind, starts_on, ends_on, by, subproject=None):
    """Make the draft of a report with its sections filled from the site's data; return the ProgrammeReportPage.

    programme          a ProgrammePage; None: the whole centre's report
    subproject         a SubprojectPage of it: a report on this part alone
    kind               a ReportKind
    starts_on, ends_on the period, dates
    Raises ActionRefused, ReportRefused.
    """
    place = _place(programme, subproject)
    demand(by, "report", place)
    _check_period(starts_on, ends_on)
    _check_twin(place, kind, starts_on, ends_on)
    sections = sections_of(Scope(programme, starts_on, ends_on, subproject))
    raw, written = write_sections(sections)
    title = f"{ReportKind(kind).label.capitalize()}: {span_label(starts_on, ends_on)}"
    report = ProgrammeReportPage(
        title=title,
        slug=_free_slug(place, title),
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        authors=by.get_full_name(),
        body=json.dumps(raw),
        written=written,
        written_at=timezone.now(),
        owner=by,
        live=False,
    )
    with transaction.atomic():
        place.add_child(instance=report)
        report.save_revision(user=by, log_action=True)
        log(instance=report, action="programmes.report.draft", user=by, data={"sections": list(written)})
    return report


def review_refresh(*, report):
    """Return the SectionDiffs that fresh data would bring to the latest draft of `report`, writing nothing."""
    draft = _fresh(report).get_latest_revision_as_object()
    return compare(_raw(draft), draft.written, sections_of(scope_of(draft)))


def refresh_report(*, report, by, replace=()):
    """Read the site's data into the latest draft of `report` anew; return the SectionDiffs as they were before.

    Sections that people have changed or removed stay as they are, except those whose codes stand in `replace`.
    Raises ActionRefused, ReportRefused when it has been published or is being approved: what was judged is frozen.
    """
    report = _fresh(report)
    demand(by, "change", report)
    if reason := why_frozen(report):
        raise ReportRefused(reason)
    with transaction.atomic():
        draft = report.get_latest_revision_as_object()
        raw = _raw(draft)
        diffs = compare(raw, draft.written, sections_of(scope_of(draft)))
        raw, draft.written = merge(raw, draft.written, diffs, replace)
        draft.body, draft.written_at = json.dumps(raw), timezone.now()
        draft.save_revision(user=by, log_action=True)
        data = {diff.code: str(diff.change) for diff in diffs}
        log(instance=draft, action="programmes.report.refresh", user=by, data={"sections": data})
    return diffs


def why_frozen(report):
    """Return why the data of `report` may not be read anew, "" where they may: what was judged is frozen."""
    if report.live:
        return _("Отчёт опубликован: его числа больше не меняются. Составьте отчёт за другой период.")
    if report.workflow_in_progress:
        return _("Отчёт на утверждении. Верните его на доработку, и данные можно будет обновить.")
    return ""


def scope_of(report):
    """Return the Scope of a ProgrammeReportPage."""
    return Scope(report.programme, report.starts_on, report.ends_on, report.subproject)


def _fresh(report):
    # The caller's object may be older than the last save of an editor.
    return ProgrammeReportPage.objects.get(pk=report.pk)


def _raw(draft):
    return list(draft.body.get_prep_value())


def _place(programme, subproject):
    if programme is None and subproject is not None:
        raise ReportRefused(_("Назовите программу, частью которой является подпроект."))
    place = subproject or programme or ReportIndexPage.objects.first()
    if place is None:
        raise ReportRefused(_("На сайте нет раздела отчётов: добавьте его под главной страницей."))
    return place


def _check_period(starts_on, ends_on):
    if ends_on < starts_on:
        raise ReportRefused(_("Период не может кончиться раньше, чем начался."))
    if starts_on > timezone.localdate():
        raise ReportRefused(_("Этот период ещё не начался, отчитываться не о чем."))
    if ends_on.year - starts_on.year > LONGEST_YEARS:
        raise ReportRefused(_("Период длиннее %d лет: проверьте даты.") % LONGEST_YEARS)


def _check_twin(place, kind, starts_on, ends_on):
    twins = ProgrammeReportPage.objects.child_of(place).filter(kind=kind, starts_on=starts_on, ends_on=ends_on)
    if twin := twins.first():
        raise ReportRefused(_("Такой отчёт уже есть: «%s».") % twin.get_admin_display_title())


def _free_slug(place, title):
    base = slug_from(title)
    taken = set(place.get_children().filter(slug__startswith=base).values_list("slug", flat=True))
    numbers = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(slug for slug in numbers if slug not in taken)
