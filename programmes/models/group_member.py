"""Who is in a council or a group, from when to when."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from programmes.models.group import GroupPage
from programmes.periods import months_label


class GroupMember(models.Model):
    """A person in a council or a group (B.35): publicly a name and a role; changed only by programmes.membership."""

    group = models.ForeignKey(
        GroupPage, verbose_name=_("совет или группа"), on_delete=models.CASCADE, related_name="members"
    )
    name = models.CharField(
        _("имя"), max_length=160, help_text=_("Как показать посетителям. Указывайте имя с согласия человека.")
    )
    role = models.CharField(
        _("роль"), max_length=120, blank=True, help_text=_("Председатель, секретарь, куратор, член группы…")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("человек на сайте"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="group_memberships",
        help_text=_("Если он зарегистрирован. Прав это не даёт."),
    )
    since = models.DateField(_("с"), null=True, blank=True)
    until = models.DateField(_("по"), null=True, blank=True)
    sort_order = models.PositiveIntegerField(_("порядок"), default=0)

    panels = [
        FieldPanel("group"),
        MultiFieldPanel([FieldPanel("name"), FieldPanel("role"), FieldPanel("user")], heading=_("Кто")),
        MultiFieldPanel([FieldPanel("since"), FieldPanel("until")], heading=_("Срок")),
        FieldPanel("sort_order"),
    ]

    class Meta:
        verbose_name = _("член совета или группы")
        verbose_name_plural = _("члены советов и групп")
        ordering = ["group", "sort_order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
                name="programmes_member_leaves_after_joining",
                violation_error_message=_("Срок не может кончиться раньше, чем начался."),
            )
        ]

    def __str__(self):
        return f"{self.name}, {self.role}" if self.role else self.name

    @property
    def period_label(self):
        """The term in words."""
        return months_label(self.since, self.until)

    def is_in_on(self, day):
        """Tell whether the person is in on a date."""
        return (self.since is None or self.since <= day) and (self.until is None or self.until >= day)
