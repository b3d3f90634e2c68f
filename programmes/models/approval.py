"""The way of a report to the site: the programme's leader, then the editor (D4.5)."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState, Workflow

from accounts.permissions import can

WORKFLOW = "Отчёт программы"


def report_workflow():
    """Return the Workflow of reports, None where an administrator has switched it off."""
    return Workflow.objects.active().filter(name=WORKFLOW).first()


class ReportTask(AbstractGroupApprovalTask):
    """A step that is open to whom the rule `move` allows it; the groups say who hears of it by mail."""

    move = ""

    class Meta:
        abstract = True

    def user_can_access_editor(self, obj, user):
        """Whoever decides may open the draft."""
        return bool(can(user, self.move, obj.specific))

    def locked_for_user(self, obj, user):
        """While it is being looked at, only who decides may change it."""
        return not self.user_can_access_editor(obj, user)

    def user_can_lock(self, obj, user):
        """As with the editor."""
        return self.user_can_access_editor(obj, user)

    def get_actions(self, obj, user):
        """Approve and return, for who may decide."""
        if not self.user_can_access_editor(obj, user):
            return []
        return [
            ("reject", _("Вернуть на доработку"), True),
            ("approve", _("Утвердить"), False),
            ("approve", _("Утвердить с замечанием"), True),
        ]

    def get_task_states_user_can_moderate(self, user, **kwargs):
        """The reports that wait for this very person."""
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS).select_related("workflow_state")
        return self.task_states.filter(
            pk__in=[
                state.pk
                for state in waiting
                if (report := state.workflow_state.content_object) and self.user_can_access_editor(report, user)
            ]
        )

    def on_action(self, task_state, user, action_name, **kwargs):
        """Decide; raises PermissionDenied with the reason for anybody else."""
        verdict = can(user, self.move, task_state.workflow_state.content_object.specific)
        if not verdict:
            raise PermissionDenied(str(verdict.reason))
        super().on_action(task_state, user, action_name, **kwargs)

    @classmethod
    def get_description(cls):
        """What it is for, in the admin's list of steps."""
        return _("Шаг отчёта программы: решает не составитель, а другой человек")


class ReportLeaderTask(ReportTask):
    """The leader of the programme looks at the report of a part of it; his own and the centre's go straight on."""

    move = "confirm"

    class Meta:
        verbose_name = _("отчёт: руководитель программы")
        verbose_name_plural = verbose_name

    def start(self, workflow_state, user=None):
        """Begin the step, or pass it where the sender is the leader."""
        report = workflow_state.content_object.specific
        sender = workflow_state.requested_by
        if report.programme is not None and not (sender and can(sender, "report", report.programme)):
            return super().start(workflow_state, user=user)
        return TaskState.objects.create(
            workflow_state=workflow_state,
            task=self.task_ptr,
            revision=report.get_latest_revision(),
            status=TaskState.STATUS_SKIPPED,
            finished_at=timezone.now(),
        )


class ReportEditorTask(ReportTask):
    """The editor approves the report, and it is published."""

    move = "publish"

    class Meta:
        verbose_name = _("отчёт: редактор")
        verbose_name_plural = verbose_name
