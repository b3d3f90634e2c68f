from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

DAYS = [MinValueValidator(1), MaxValueValidator(120)]


class ReviewScheme(models.Model):
    """How works of one kind come to the library (H11, H37): the centre decides, administrators write it down, logged."""

    kind = models.OneToOneField("library.MaterialKind", on_delete=models.CASCADE, related_name="review_scheme")
    needs_review = models.BooleanField(
        _("нужна экспертиза"),
        default=False,
        help_text=_("Без отметки работу смотрят методист и редактор, знака «рекомендован» у неё нет."),
    )
    rubric = models.ForeignKey(
        "expertise.Rubric",
        verbose_name=_("лист оценки"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    experts = models.PositiveSmallIntegerField(
        _("экспертов"), default=2, validators=[MinValueValidator(1), MaxValueValidator(9)]
    )
    check_days = models.PositiveSmallIntegerField(_("рабочих дней методисту"), default=3, validators=DAYS)
    answer_days = models.PositiveSmallIntegerField(_("рабочих дней эксперту на ответ"), default=3, validators=DAYS)
    work_days = models.PositiveSmallIntegerField(_("рабочих дней эксперту на отзыв"), default=10, validators=DAYS)
    author_days = models.PositiveSmallIntegerField(_("рабочих дней автору на доработку"), default=15, validators=DAYS)
    edit_days = models.PositiveSmallIntegerField(_("рабочих дней редактору"), default=5, validators=DAYS)

    class Meta:
        verbose_name = _("порядок рассмотрения")
        verbose_name_plural = _("порядок рассмотрения по видам работ")
        ordering = ["kind__sort_order"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(needs_review=False) | models.Q(rubric__isnull=False),
                name="library_reviewed_kind_has_its_rubric",
            )
        ]

    def __str__(self):
        return str(self.kind)
