"""The editorial frame of a work's way: three steps of Wagtail's workflow, moved by our verbs alone (design §7)."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState, Workflow

from accounts.permissions import can

WORKFLOW = "Публикация работы"


def work_workflow():
    """Return the Workflow of teachers' works, None where an administrator has switched it off."""
    return Workflow.objects.active().filter(name=WORKFLOW).first()


class WorkTask(Task):
    """A step that nobody passes by the admin's own buttons: the page is locked, decisions are verbs of `library.desk`."""

    class Meta:
        abstract = True

    def locked_for_user(self, obj, user):
        """Locked for all, superusers too: what is judged must not change under the judges' eyes."""
        return True

    def on_action(self, task_state, user, action_name, **kwargs):
        """Refuse: a step is passed where its people work, with its reasons and its records."""
        raise PermissionDenied(str(_("Этот шаг проходят на экране «Работы на рассмотрении».")))


class MethodistCheckTask(WorkTask):
    """The first look: form, completeness, personal data (D1.4)."""

    class Meta:
        verbose_name = _("работа: проверка методиста")
        verbose_name_plural = verbose_name

    @classmethod
    def get_description(cls):
        """What it is for, in the admin's list of steps."""
        return _("Методист смотрит присланную работу и передаёт её экспертам или возвращает автору")


class ExpertReviewTask(WorkTask):
    """The experts' judgement; what happens inside it lives in `expertise`."""

    class Meta:
        verbose_name = _("работа: экспертиза")
        verbose_name_plural = verbose_name

    @classmethod
    def get_description(cls):
        """What it is for, in the admin's list of steps."""
        return _("Эксперты судят работу в своих кабинетах; страница на это время закрыта для всех")

    def start(self, workflow_state, user=None):
        """Begin, with all manual locks taken away; save the step as skipped for kinds that need no review."""
        from library.schemes import needs_review

        page = workflow_state.content_object.specific
        if page.locked:
            page.locked, page.locked_by, page.locked_at = False, None, None
            page.save(update_fields=["locked", "locked_by", "locked_at"])
        if needs_review(page.get_latest_revision_as_object().kind_id):
            return super().start(workflow_state, user=user)
        return TaskState.objects.create(
            workflow_state=workflow_state,
            task=self.task_ptr,
            revision=page.get_latest_revision(),
            status=TaskState.STATUS_SKIPPED,
            finished_at=timezone.now(),
        )


class EditorialCheckTask(WorkTask):
    """The editor mends words, cover and keywords, and publishes (D1.8, D5)."""

    class Meta:
        verbose_name = _("работа: редактор")
        verbose_name_plural = verbose_name

    @classmethod
    def get_description(cls):
        """What it is for, in the admin's list of steps."""
        return _("Редактор приводит в порядок слова и ключевые слова и публикует работу")

    def user_can_access_editor(self, obj, user):
        """Editors who have no part in the work open its draft."""
        return self._may(obj, user)

    def locked_for_user(self, obj, user):
        """Everybody else waits."""
        return not self._may(obj, user)

    def get_actions(self, obj, user):
        """Publish, or send back to the author with words."""
        if not self._may(obj, user):
            return []
        return [("reject", _("Вернуть автору"), True), ("approve", _("Опубликовать"), False)]

    def on_action(self, task_state, user, action_name, comment="", **kwargs):
        """Do it by the verbs of the desk. Raises PermissionDenied with the reason."""
        from library.desk.editing import publish_work, return_from_editing

        submission = _submission_of(task_state.workflow_state.content_object)
        if submission is None:
            raise PermissionDenied(str(_("У этой страницы нет работы на рассмотрении.")))
        if action_name == "approve":
            publish_work(submission=submission, by=user)
        elif action_name == "reject":
            return_from_editing(submission=submission, by=user, remarks=comment)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        """The works that wait for this very editor."""
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS).select_related("workflow_state")
        return self.task_states.filter(
            pk__in=[
                state.pk for state in waiting if (page := state.workflow_state.content_object) and self._may(page, user)
            ]
        )

    def _may(self, obj, user):
        submission = _submission_of(obj)
        return submission is not None and bool(can(user, "finish", submission))


def _submission_of(page):
    return page.specific.submissions.open().first()
