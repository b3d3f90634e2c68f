"""Builders of what the tests of reports are about."""

import datetime

from accounts.enums import Role
from programmes.enums import ReportKind
from programmes.models import PlanItem, ProgrammeReportPage
from programmes.reporting import draft_report
from tests.making import person

DAY = datetime.date
HALF = (DAY(2026, 1, 1), DAY(2026, 6, 30))


def item(stage, text, status="planned", **fields):
    """A line of a plan that is in a status since a day."""
    return PlanItem.objects.create(stage=stage, text=text, status=status, **fields)


def draft(programme, by=None, period=HALF, kind=ReportKind.INTERIM, **fields):
    """A draft of a report, by an editor unless told otherwise."""
    return draft_report(
        programme=programme,
        kind=kind,
        starts_on=period[0],
        ends_on=period[1],
        by=by or person(Role.EDITOR),
        **fields,
    )


def published(programme, **fields):
    """A published report, as the database has it."""
    report = draft(programme, **fields)
    report.get_latest_revision().publish()
    return ProgrammeReportPage.objects.get(pk=report.pk)


def latest(report):
    """The latest draft of a report."""
    return ProgrammeReportPage.objects.get(pk=report.pk).get_latest_revision_as_object()


def words(report):
    """Everything the body of the latest draft says, as one string."""
    return str(latest(report).body.get_prep_value())
