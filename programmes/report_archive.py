"""Reports in lists: all by years with filters (F1-30, F1-31), those of a programme, the neighbours of one."""

from collections import Counter
from itertools import groupby

from home.body import contents_of
from programmes.enums import PrintState
from programmes.models import ProgrammePage, ProgrammeReportPage, ReportIndexPage
from programmes.news_archive import Links
from programmes.report_files import files_of, passport_of

# What the address calls the centre's own reports, and what people do.
CENTRE, CENTRE_TITLE = "centre", "Весь центр"
FIELDS = {"kind": "kind", "about": "about_code"}
ON_PAGE = 6


def archive_for(index, request):
    """Return {"years", "total", "kinds", "places", "active", "clear_url"} for the page of all reports, in two queries.

    What the address asks for and does not exist is left out, so any address answers.
    """
    reports = list(ProgrammeReportPage.objects.shown().newest().for_rows())
    programmes = {path: (str(pk), title) for path, pk, title in _programmes().values_list("path", "pk", "title")}
    for report in reports:
        report.about_code, report.about = _programme_above(report, programmes) or (CENTRE, CENTRE_TITLE)
    labels = {
        "kind": {report.kind: report.kind_label.capitalize() for report in reports},
        "about": {report.about_code: report.about for report in reports},
    }
    chosen = {name: value for name in labels if (value := request.GET.get(name)) in labels[name]}
    links = Links(index.get_url(request), chosen)
    shown = [report for report in reports if _fits(report, chosen)]
    return {
        "years": [(year, list(rows)) for year, rows in groupby(shown, key=lambda report: report.ends_on.year)],
        "total": len(shown),
        "kinds": _choices("kind", labels, reports, chosen, links),
        "places": _choices("about", labels, reports, chosen, links),
        "active": [{"label": labels[name][value], "url": links.without(name)} for name, value in chosen.items()],
        "clear_url": links.base,
    }


def archive_of(section):
    """Return the ReportIndexPage below `section` that every visitor may see, or None."""
    return ReportIndexPage.objects.child_of(section).shown().first()


def reports_of(page, limit=ON_PAGE):
    """Return {"reports", "reports_url"}: the newest reports on a programme or a part of it, in two queries.

    The address is that of the archive narrowed to this programme; empty where there is no archive.
    """
    reports = list(ProgrammeReportPage.objects.shown().descendant_of(page).newest().for_rows()[: limit + 1])
    index = ReportIndexPage.objects.shown().first() if len(reports) > limit else None
    return {"reports": reports[:limit], "reports_url": f"{index.url}?about={page.pk}" if index else ""}


def surroundings_of(report):
    """Return what the page of one report shows beside its text."""
    files, printed = files_of(report)
    others = ProgrammeReportPage.objects.shown().child_of(report.place).exclude(pk=report.pk).newest().for_rows()[:4]
    return {
        "place": report.place,
        "programme": report.programme,
        "passport": [(label, value) for label, value in passport_of(report) if value],
        "files": files,
        "files_are_coming": printed is not None and not files and printed.state == PrintState.WAITING,
        "contents": contents_of(report.body),
        "publications": list(report.publications.all()),
        "others": list(others),
    }


def _programmes():
    return ProgrammePage.objects.shown().order_by("title")


def _programme_above(report, programmes):
    """Return (code, title) of the programme that `report` stands under, by its path; None for the centre's own."""
    ends = range(report.steplen, len(report.path), report.steplen)
    return next((programmes[report.path[:end]] for end in ends if report.path[:end] in programmes), None)


def _fits(report, chosen, but=None):
    return all(getattr(report, FIELDS[name]) == value for name, value in chosen.items() if name != but)


def _choices(name, labels, reports, chosen, links):
    """Return the values of one filter with how many reports each would leave, as the others are chosen."""
    counts = Counter(getattr(report, FIELDS[name]) for report in reports if _fits(report, chosen, but=name))
    return [links.choice(name, value, label, counts[value]) for value, label in labels[name].items() if counts[value]]
