"""The stages of a programme: plain models, changed by process and never by publishing a page (design §3.2)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from programmes.models.programme import lines_of
from programmes.periods import months_label


class Stage(models.Model):
    """A stage of a programme, or of one of its subprojects or groups where that is set (B.4)."""

    programme = models.ForeignKey(
        "programmes.ProgrammePage", verbose_name=_("программа"), on_delete=models.CASCADE, related_name="stages"
    )
    # CASCADE, as with the programme: set to null, the stage would take a number among the programme's own stages.
    subproject = models.ForeignKey(
        "programmes.SubprojectPage",
        verbose_name=_("подпроект"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="stages",
        help_text=_("Заполните, если это этап одного подпроекта, а не всей программы."),
    )
    group = models.ForeignKey(
        "programmes.GroupPage",
        verbose_name=_("совет или группа"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="stages",
        help_text=_("Заполните, если это этап плана одного совета или группы программы."),
    )
    number = models.PositiveSmallIntegerField(_("номер"))
    name = models.CharField(_("название"), max_length=160)
    starts_on = models.DateField(_("начало"), null=True, blank=True)
    ends_on = models.DateField(_("окончание"), null=True, blank=True)
    term = models.CharField(
        _("срок словами"), max_length=160, blank=True, help_text=_("Если срок не выражается двумя датами.")
    )
    task = models.TextField(_("задача этапа"), blank=True)
    tasks = models.TextField(
        _("задачи этапа по пунктам"), blank=True, help_text=_("По задаче на строке, если их несколько.")
    )
    content = models.TextField(
        _("содержание деятельности"), blank=True, help_text=_("По строке на каждое направление работы, помимо плана.")
    )
    conclusion = models.TextField(_("выводы по этапу"), blank=True, help_text=_("По выводу на строке."))
    closed_on = models.DateField(_("завершён"), null=True, blank=True, editable=False)

    panels = [
        FieldPanel("programme"),
        FieldPanel("subproject"),
        FieldPanel("group"),
        FieldPanel("number"),
        FieldPanel("name"),
        MultiFieldPanel([FieldPanel("starts_on"), FieldPanel("ends_on"), FieldPanel("term")], heading=_("Срок")),
        MultiFieldPanel([FieldPanel("task"), FieldPanel("tasks"), FieldPanel("content")], heading=_("Что делается")),
        FieldPanel("conclusion"),
    ]

    class Meta:
        verbose_name = _("этап")
        verbose_name_plural = _("этапы")
        # The whole programme's own first, on every database.
        ordering = [
            "programme",
            F("subproject_id").asc(nulls_first=True),
            F("group_id").asc(nulls_first=True),
            "number",
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"],
                condition=Q(subproject=None, group=None),
                name="programmes_stage_number_once",
                violation_error_message=_("Этап с таким номером в программе уже есть."),
            ),
            models.UniqueConstraint(
                fields=["subproject", "number"],
                condition=~Q(subproject=None),
                name="programmes_stage_number_once_in_subproject",
                violation_error_message=_("Этап с таким номером в подпроекте уже есть."),
            ),
            models.UniqueConstraint(
                fields=["group", "number"],
                condition=~Q(group=None),
                name="programmes_stage_number_once_in_group",
                violation_error_message=_("Этап с таким номером в плане группы уже есть."),
            ),
            models.CheckConstraint(
                condition=Q(subproject=None) | Q(group=None),
                name="programmes_stage_of_one_part",
                violation_error_message=_("Этап принадлежит либо подпроекту, либо группе."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="programmes_stage_ends_after_start",
                violation_error_message=_("Этап не может кончиться раньше, чем начался."),
            ),
        ]

    def __str__(self):
        return f"{self.number}. {self.name}"

    def clean(self):
        """Refuse a part of another programme: its leader would have no say, the programme's leader no view of it."""
        part = self.subproject or self.group
        if part and self.programme_id and not part.path.startswith(self.programme.path):
            name = "subproject" if self.subproject else "group"
            raise ValidationError({name: _("Это часть другой программы.")})

    @property
    def period_label(self):
        """The term in words."""
        return self.term or months_label(self.starts_on, self.ends_on)

    @property
    def tasks_list(self):
        """The tasks of the stage, one string each."""
        return lines_of(self.tasks)

    @property
    def content_list(self):
        """What is done in the stage beside the plan, one string each."""
        return lines_of(self.content)

    @property
    def conclusion_list(self):
        """What the stage came to, one string each."""
        return lines_of(self.conclusion)

    def state_on(self, day):
        """Return "done", "now" or "ahead" on a date: closed is done; "ahead" where no date is known."""
        if self.closed_on or (self.ends_on and self.ends_on < day):
            return "done"
        return "now" if self.starts_on and self.starts_on <= day else "ahead"
