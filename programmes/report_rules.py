"""Who makes, confirms and publishes reports, and closes stages (A.5, D4)."""

from django.utils.translation import gettext_lazy as _

from accounts.permissions import ALLOWED, Verdict, rule
from files.permissions import public_place
from home.querysets import is_shown
from programmes.models import PrintedReport, ProgrammePage, ProgrammeReportPage, ReportIndexPage, Stage, SubprojectPage
from programmes.permissions import KEEPERS, leads, leads_page, verdict
from programmes.report_files import stamp_of


@rule(Stage, "close")
def close_stage(user, stage):
    """Who keeps the programme, or the part of it whose stage this is, closes the stage and opens it again (D4.9)."""
    return verdict(leads(user, stage.programme, stage.subproject))


@rule(ProgrammePage, "report")
@rule(SubprojectPage, "report")
def report_on_page(user, page):
    """The leaders of a programme, of a part of it, and editors."""
    return verdict(leads_page(user, page))


@rule(ReportIndexPage, "report")
def report_on_centre(user, index):
    """The centre speaks through its editors (F1-30)."""
    return verdict(user.is_authenticated and user.has_role(*KEEPERS))


@rule(ProgrammeReportPage, "change")
def change_report(user, report):
    """Who may write in it: by the rights on the section, or because the programme is theirs."""
    allowed = user.is_authenticated and (report.permissions_for_user(user).can_edit() or can_report(user, report))
    return verdict(allowed)


@rule(ProgrammeReportPage, "confirm")
def confirm_report(user, report):
    """The leader of the programme says yes to the report of a part of it; nobody to his own (design §7)."""
    if report.programme is None or not leads(user, report.programme):
        return Verdict(False, _("Отчёт подпроекта согласует руководитель программы."))
    return _not_own(user, report)


@rule(ProgrammeReportPage, "publish")
def publish_report(user, report):
    """Editors approve reports; nobody his own (design §7)."""
    if not user.is_authenticated or not user.has_role(*KEEPERS):
        return Verdict(False, _("Отчёт публикует редактор: отправьте его на утверждение."))
    return _not_own(user, report)


@rule(ProgrammeReportPage, "withdraw")
def withdraw_report(user, report):
    """Editors take a report off the site, whoever wrote it."""
    if user.is_authenticated and user.has_role(*KEEPERS):
        return ALLOWED
    return Verdict(False, _("Опубликованный отчёт снимает редактор."))


def can_report(user, report):
    """Tell whether `user` may report on what `report` is about."""
    return leads(user, report.programme, report.subproject) if report.programme else user.has_role(*KEEPERS)


def _not_own(user, report):
    sender = report.current_workflow_state.requested_by_id if report.current_workflow_state else None
    if user.pk in (report.owner_id, sender):
        return Verdict(False, _("Отчёт составили или отправили вы: утвердить его должен другой человек."))
    return ALLOWED


@public_place
def the_present_files_of_a_public_report(file):
    """It is the PDF or the DOCX of a report that everybody may see, and of its present publication."""
    for printed in PrintedReport.objects.printed_as(file).select_related("page"):
        if is_shown(printed.page) and printed.stamp == stamp_of(printed.page):
            return True
    return False
