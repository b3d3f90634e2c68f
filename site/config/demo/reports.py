"""The reports of the demo: drafted by the site's own verb, written further, approved by another person."""

from django.utils import timezone
from django.utils.dateparse import parse_date

from programmes.models import ProgrammeReportPage, ReportPublication
from programmes.reporting import ReportRefused, draft_report
from programmes.spans import half_year_of


def seed_reports(programmes, reports, people):
    """Make the reports that are missing; what is there already is refused by the verb and left alone."""
    for facts in reports:
        programme = programmes[facts["programme"]] if facts["programme"] else None
        starts_on, ends_on = _period(facts)
        if programme is None and _centre_has(facts["kind"]):
            continue
        # The centre's own is drafted by its editor, so the administrator approves it.
        author, approver = ("leader", "editor") if programme else ("editor", "admin")
        try:
            report = draft_report(
                programme=programme, kind=facts["kind"], starts_on=starts_on, ends_on=ends_on, by=people[author]
            )
        except ReportRefused:
            continue
        write_report(report, facts, people[author]).publish(user=people[approver])


def write_report(report, facts, author):
    """Write what people say in a drafted `report`; return the revision."""
    report.authors = facts["authors"]
    report.heard_by = facts.get("heard_by", "")
    report.heard_on = parse_date(facts.get("heard_on", ""))
    report.conclusions = "\n".join(facts["conclusions"])
    report.corrections = "\n".join(facts.get("corrections", []))
    report.publications = [
        ReportPublication(
            title=one["title"], outlet=one["outlet"], address=one["address"], on=parse_date(one["on"]), sort_order=order
        )
        for order, one in enumerate(facts.get("publications", []))
    ]
    return report.save_revision(user=author)


def _period(facts):
    if facts.get("half"):
        return half_year_of(timezone.localdate())
    return parse_date(facts["starts_on"]), parse_date(facts["ends_on"])


def _centre_has(kind):
    """One report of the centre is enough for an example: the next half-year brings no second one by itself."""
    return any(report.programme is None for report in ProgrammeReportPage.objects.filter(kind=kind))
