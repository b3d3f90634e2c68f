"""Collections, thematic cases, annotated lists of literature (B.15), and the works looked at for them (D6.2)."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from home.body import BodyBlock
from home.models import BasePage
from home.querysets import is_shown
from library.enums import CandidateState, CollectionKind, CollectionOrder
from library.models.editions import EditionPage
from library.numbers import validate_isbn


class MaterialCollectionIndexPage(BasePage):
    """All collections of the centre."""

    intro = models.TextField(_("вводка"), max_length=600, blank=True)

    max_count = 1
    parent_page_types = ["library.MaterialIndexPage"]
    subpage_types = ["library.MaterialCollectionPage"]
    content_panels = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("раздел сборников")

    def get_context(self, request, *args, **kwargs):
        """Add the collections, the newest years first."""
        context = super().get_context(request, *args, **kwargs)
        shown = MaterialCollectionPage.objects.child_of(self).shown().defer("body")
        context["collections"] = shown.order_by(models.F("year").desc(nulls_last=True), "title")
        return context


class MaterialCollectionPage(EditionPage):
    """Works put together for a reader: by hand, each with a word about it, and by a saved filter (F1-33, F3-15)."""

    kind = models.CharField(_("вид"), max_length=12, choices=CollectionKind.choices, default=CollectionKind.DIGEST)
    annotation = models.TextField(_("аннотация"), max_length=2000, blank=True)
    year = models.PositiveSmallIntegerField(
        _("год"), null=True, blank=True, validators=[MinValueValidator(1900), MaxValueValidator(2100)]
    )
    period = models.CharField(
        _("период"), max_length=120, blank=True, help_text=_("Например: 2016/17 учебный год, итоги проекта.")
    )
    programme = models.ForeignKey(
        "programmes.ProgrammePage",
        verbose_name=_("программа"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="collections",
    )
    subproject = models.ForeignKey(
        "programmes.SubprojectPage",
        verbose_name=_("подпроект"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="collections",
    )
    compiler = models.CharField(_("составитель"), max_length=200, blank=True)
    isbn = models.CharField("ISBN", max_length=20, blank=True, validators=[validate_isbn])
    body = StreamField(BodyBlock, verbose_name=_("предисловие"), blank=True)
    filter = models.CharField(
        _("отбор"),
        max_length=500,
        blank=True,
        help_text=_(
            "Отберите работы в библиотеке и вставьте сюда адрес страницы. Всё, что ему отвечает, встанет после работ, "
            "выбранных вручную, и будет пополняться само."
        ),
    )
    order = models.CharField(
        _("порядок отобранного"),
        max_length=10,
        choices=CollectionOrder.choices,
        default=CollectionOrder.NEWEST,
    )

    book_template = "library/pdf/collection.html"
    preface_name = _("Предисловие")

    parent_page_types = ["library.MaterialCollectionIndexPage"]
    subpage_types = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("kind"),
        FieldPanel("annotation"),
        MultiFieldPanel([FieldPanel("year"), FieldPanel("period"), FieldPanel("compiler")], heading=_("Когда и кем")),
        MultiFieldPanel([PageChooserPanel("programme"), PageChooserPanel("subproject")], heading=_("Программа")),
        FieldPanel("body"),
        InlinePanel("items", label=_("Работа"), heading=_("Работы по порядку")),
        MultiFieldPanel([FieldPanel("filter"), FieldPanel("order")], heading=_("Или по отбору")),
        FieldPanel("isbn"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("annotation"),
        index.SearchField("compiler"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("сборник")
        verbose_name_plural = _("сборники")

    @property
    def kind_label(self):
        """The kind in words."""
        return self.get_kind_display()

    @property
    def shown_programme(self):
        """The programme, if every visitor may see it."""
        return self.programme if is_shown(self.programme) else None

    @property
    def shown_subproject(self):
        """The subproject, if every visitor may see it."""
        return self.subproject if is_shown(self.subproject) else None

    def clean(self):
        """Keep the filter in one spelling; a subproject belongs to its programme."""
        from library.editions.filters import clean_filter

        super().clean()
        if self.filter:
            self.filter = clean_filter(self.filter)
        if self.subproject and self.programme and not self.subproject.is_child_of(self.programme):
            raise ValidationError({"subproject": _("Этот подпроект относится к другой программе.")})

    def entries(self):
        """Return the Entry of every work that may be seen: those chosen by hand, then those the filter finds."""
        from library.editions.entries import collection_entries

        return collection_entries(self)


class CollectionItem(Orderable):
    """A work of a collection, or a book that the library does not have, with a word about it."""

    page = ParentalKey(MaterialCollectionPage, on_delete=models.CASCADE, related_name="items")
    material = models.ForeignKey(
        "library.MaterialPage",
        verbose_name=_("работа из библиотеки"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="collection_items",
    )
    source = models.CharField(
        _("или описание источника"),
        max_length=500,
        blank=True,
        help_text=_("Для списка литературы: автор, название, выходные данные."),
    )
    url = models.URLField(_("адрес источника"), max_length=500, blank=True)
    annotation = models.TextField(
        _("аннотация"), max_length=2000, blank=True, help_text=_("Если пусто — аннотация самой работы.")
    )
    reason = models.CharField(
        _("почему отобрана"), max_length=500, blank=True, help_text=_("Видно читателю рядом с работой.")
    )

    panels = [
        PageChooserPanel("material", "library.MaterialPage"),
        FieldPanel("source"),
        FieldPanel("url"),
        FieldPanel("annotation"),
        FieldPanel("reason"),
    ]

    def __str__(self):
        return self.source or f"{self.material_id}"

    def clean(self):
        """An entry is a work or a source."""
        super().clean()
        if not self.material_id and not self.source:
            raise ValidationError({"material": _("Выберите работу из библиотеки или опишите источник.")})


class CollectionCandidate(models.Model):
    """A work that was looked at for a collection: taken or not, and why. Changed by `library.collecting` only (D6.2)."""

    collection = models.ForeignKey(MaterialCollectionPage, on_delete=models.CASCADE, related_name="candidates")
    material = models.ForeignKey("library.MaterialPage", on_delete=models.CASCADE, related_name="candidacies")
    state = models.CharField(
        _("решение"), max_length=10, choices=CandidateState.choices, default=CandidateState.PROPOSED
    )
    reason = models.CharField(_("почему"), max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("кто решил")
    )
    decided_at = models.DateTimeField(_("когда"), null=True)

    class Meta:
        verbose_name = _("работа на отборе")
        verbose_name_plural = _("работы на отборе")
        constraints = [
            models.UniqueConstraint(fields=["collection", "material"], name="library_candidate_once"),
            models.CheckConstraint(
                condition=models.Q(state=CandidateState.PROPOSED) | ~models.Q(reason=""),
                name="library_candidate_decided_with_reason",
            ),
        ]

    def __str__(self):
        return f"{self.material_id}: {self.get_state_display()}"
