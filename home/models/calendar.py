from django.db import models
from django.utils.translation import gettext_lazy as _


class CalendarDay(models.Model):
    """A day on which the centre works or rests otherwise than the week and the law say: the Government moves days off yearly."""

    date = models.DateField(_("день"), unique=True)
    is_working = models.BooleanField(
        _("рабочий"),
        default=False,
        help_text=_("Отметьте, если суббота или праздник стали рабочими. Без отметки день выходной."),
    )
    name = models.CharField(_("почему"), max_length=160, help_text=_("Например: «перенос с 3 января»."))

    class Meta:
        verbose_name = _("день производственного календаря")
        verbose_name_plural = _("производственный календарь")
        ordering = ["date"]

    def __str__(self):
        return f"{self.date:%d.%m.%Y}: {self.name}"
