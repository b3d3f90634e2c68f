"""What works are judged by (B.19): rubrics, their criteria and the described levels of each."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from expertise.enums import Anonymity


class RubricQuerySet(models.QuerySet):
    def active(self):
        """Rubrics that a new round may take."""
        return self.filter(is_active=True)


class Rubric(ClusterableModel):
    """A scheme of judgement. A round copies it whole, so a later change touches no judged work (design §3.10)."""

    title = models.CharField(_("название"), max_length=160, unique=True)
    guidance = models.TextField(
        _("памятка эксперту"),
        max_length=4000,
        blank=True,
        help_text=_("Эксперт видит её над листом: на что смотреть, каким тоном писать, сколько времени это займёт."),
    )
    anonymity = models.CharField(
        _("кто кого знает"), max_length=16, choices=Anonymity.choices, default=Anonymity.EXPERT_HIDDEN
    )
    dispute_from = models.PositiveSmallIntegerField(
        _("спор начинается с разницы"),
        null=True,
        blank=True,
        default=2,
        validators=[MinValueValidator(1)],
        help_text=_(
            "На сколько уровней должны разойтись эксперты по одному критерию, чтобы сайт предложил ещё одного "
            "эксперта. Пусто — никогда."
        ),
    )
    is_summary_public = models.BooleanField(
        _("показывать итог посетителям"),
        default=True,
        help_text=_(
            "Вердикт и короткий вывод без имён экспертов — на странице работы. Знак «рекомендован» есть всегда."
        ),
    )
    is_active = models.BooleanField(_("действует"), default=True)

    objects = RubricQuerySet.as_manager()

    class Meta:
        verbose_name = _("лист экспертной оценки")
        verbose_name_plural = _("листы экспертной оценки")
        ordering = ["title"]

    def __str__(self):
        return self.title


class Criterion(ClusterableModel, Orderable):
    """One question of a rubric; its levels say in words what each mark means."""

    rubric = ParentalKey(Rubric, on_delete=models.CASCADE, related_name="criteria")
    group = models.CharField(_("раздел листа"), max_length=120, blank=True)
    title = models.CharField(_("критерий"), max_length=300)
    help = models.TextField(_("пояснение"), max_length=1000, blank=True)
    weight = models.PositiveSmallIntegerField(_("вес"), default=1, validators=[MinValueValidator(1)])
    # One line for a level, the lowest first: «0 — нет целей». The line's number is no mark, the figure before the dash is.
    levels = models.TextField(
        _("уровни"),
        max_length=2000,
        help_text=_("По одному в строке, от худшего к лучшему: «0 — цели не названы»."),
    )
    may_be_na = models.BooleanField(
        _("можно «не применимо»"), default=True, help_text=_("Такой критерий не входит в средний балл, он не ноль.")
    )
    comment_up_to = models.PositiveSmallIntegerField(
        _("пояснение обязательно при оценке до"),
        null=True,
        blank=True,
        help_text=_("Оценка не выше этой требует слов. Пусто — никогда."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("критерий")
        verbose_name_plural = _("критерии")
        constraints = [
            models.CheckConstraint(condition=models.Q(weight__gte=1), name="expertise_criterion_weighs_something")
        ]

    def __str__(self):
        return self.title
