"""The thesaurus: what the words of the programmes mean (B.29)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable

from home.vocabularies import VocabularyQuerySet, code_from


class Explained(models.TextChoices):
    """What of a term is explained where it stands in a text."""

    ALL = "all", _("термин и сокращение")
    SHORT = "short", _("только сокращение")
    NEVER = "never", _("ничего")


class Term(ClusterableModel):
    """A term with its meaning. Retired, never deleted: addresses in the glossary stay good."""

    name = models.CharField(
        _("термин"),
        max_length=160,
        unique=True,
        help_text=_("Полностью, в единственном числе. Уточнение, чем похожие термины различаются, — в скобках."),
    )
    code = models.SlugField(max_length=60, unique=True, editable=False)
    abbreviation = models.CharField(
        _("сокращение"), max_length=40, blank=True, help_text=_("Как в документах: «ДОТ», «ИОС».")
    )
    definition = models.TextField(_("значение"), max_length=1500)
    source = models.CharField(
        _("откуда значение"),
        max_length=300,
        blank=True,
        help_text=_("Документ или программа, например «№ 273-ФЗ, ст. 16»."),
    )
    synonyms = models.TextField(
        _("синонимы"),
        blank=True,
        help_text=_("По одному на строке. Поиск находит по любому из них то же, что по термину и сокращению."),
    )
    related = models.ManyToManyField("self", verbose_name=_("близкие термины"), blank=True)
    explained = models.CharField(
        _("что пояснять в тексте страниц"), max_length=5, choices=Explained.choices, default=Explained.ALL
    )
    is_active = models.BooleanField(
        _("действует"),
        default=True,
        help_text=_("Без отметки термина нет ни в глоссарии, ни в поиске, ни в пояснениях."),
    )

    objects = VocabularyQuerySet.as_manager()

    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("abbreviation")], heading=_("Термин")),
        MultiFieldPanel([FieldPanel("definition"), FieldPanel("source")], heading=_("Значение")),
        InlinePanel("readings", heading=_("Другие толкования"), label=_("Толкование")),
        MultiFieldPanel(
            [
                FieldPanel("synonyms"),
                HelpPanel(template="home/admin/term_preview_button.html"),
                FieldPanel("related"),
            ],
            heading=_("Связи"),
        ),
        MultiFieldPanel([FieldPanel("explained"), FieldPanel("is_active")], heading=_("Где показывать")),
    ]

    class Meta:
        verbose_name = _("термин")
        verbose_name_plural = _("термины")
        ordering = ["name"]

    def __str__(self):
        return self.name

    def full_clean(self, *args, **kwargs):
        """Give the term its place in the glossary, once and for good, then validate."""
        if not self.code:
            self.code = free_code(code_from(self.name), set(Term.objects.values_list("code", flat=True)))
        super().full_clean(*args, **kwargs)


class TermReading(Orderable):
    """The same term as another source understands it."""

    term = ParentalKey(Term, on_delete=models.CASCADE, related_name="readings")
    definition = models.TextField(_("значение"), max_length=1500)
    source = models.CharField(_("откуда"), max_length=300)

    panels = [FieldPanel("definition"), FieldPanel("source")]

    class Meta(Orderable.Meta):
        verbose_name = _("другое толкование")
        verbose_name_plural = _("другие толкования")

    def __str__(self):
        return self.source


def free_code(code, taken):
    """Return `code`, or with the first number that makes it differ from all `taken`."""
    number, free = 2, code
    while free in taken:
        free, number = f"{code[:56]}-{number}", number + 1
    return free
