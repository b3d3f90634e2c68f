"""Electronic journals, their issues and articles (B.16, F1-04). An article is a material at its fixed address."""

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
from home.querysets import page_manager
from library.forms import JournalIssueForm
from library.models.editions import EditionPage
from library.numbers import validate_issn
from library.querysets import IssueQuerySet


class JournalIndexPage(BasePage):
    """All journals of the centre."""

    intro = models.TextField(_("вводка"), max_length=600, blank=True)

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["library.JournalPage"]
    content_panels = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("раздел журналов")

    def get_context(self, request, *args, **kwargs):
        """Add the journals, each with its newest issue."""
        from library.editions.journals import journal_cards

        return {**super().get_context(request, *args, **kwargs), "journals": journal_cards(self)}


class JournalPage(BasePage):
    """A journal: what it is about, who makes it, its issues by years."""

    scope = models.TextField(_("о чём журнал"), max_length=1000, blank=True)
    issn = models.CharField("ISSN", max_length=9, blank=True, validators=[validate_issn], help_text=_("Если присвоен."))
    council = models.TextField(
        _("редакционный совет"), max_length=2000, blank=True, help_text=_("По человеку на строке.")
    )
    body = StreamField(BodyBlock, verbose_name=_("для авторов"), blank=True)

    parent_page_types = ["library.JournalIndexPage"]
    subpage_types = ["library.JournalIssuePage"]
    content_panels = [
        *Page.content_panels,
        FieldPanel("scope"),
        FieldPanel("issn"),
        FieldPanel("council"),
        FieldPanel("body"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("scope"),
        index.SearchField("council"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("журнал")
        verbose_name_plural = _("журналы")

    @property
    def council_list(self):
        """The members of the council, one string each."""
        return [line.strip() for line in self.council.splitlines() if line.strip()]

    def get_context(self, request, *args, **kwargs):
        """Add the archive of issues by years and the feed's address."""
        from library.editions.journals import archive_of

        return {**super().get_context(request, *args, **kwargs), **archive_of(self)}


class JournalIssuePage(EditionPage):
    """One issue: its works in sections. Its title is made of the journal's name, the number and the year."""

    number = models.PositiveSmallIntegerField(_("номер"), validators=[MinValueValidator(1)])
    year = models.PositiveSmallIntegerField(_("год"), validators=[MinValueValidator(1900), MaxValueValidator(2100)])
    date = models.DateField(_("дата выхода"))
    cover = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("обложка"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Без неё обложка рисуется сама."),
    )
    body = StreamField(BodyBlock, verbose_name=_("слово редактора"), blank=True)

    objects = page_manager(IssueQuerySet)

    # What the drawn cover is made of (home.covers), and what the PDF is.
    kind_code = "article"
    book_template = "library/pdf/issue.html"
    preface_name = _("Слово редактора")

    base_form_class = JournalIssueForm
    parent_page_types = ["library.JournalPage"]
    subpage_types = []
    content_panels = [
        MultiFieldPanel([FieldPanel("number"), FieldPanel("year"), FieldPanel("date")], heading=_("Выпуск")),
        FieldPanel("cover"),
        FieldPanel("body"),
        InlinePanel("items", label=_("Статья"), heading=_("Содержание по порядку")),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("выпуск журнала")
        verbose_name_plural = _("выпуски журналов")

    @property
    def label(self):
        """«№ 1, 2019»: the issue within its journal."""
        return f"№ {self.number}, {self.year}"

    def get_context(self, request, *args, **kwargs):
        """Add the journal and the works in their sections."""
        from library.editions.entries import by_sections

        context = super().get_context(request, *args, **kwargs)
        journal = JournalPage.objects.defer("body").get(pk=self.get_parent().pk)
        return {**context, "journal": journal, "sections": by_sections(context["entries"])}

    def full_clean(self, *args, **kwargs):
        """Name the issue before Wagtail asks for its title."""
        self._name()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self):
        """The same for drafts."""
        self._name()
        super().minimal_clean()

    def clean(self):
        """One journal has one issue of a number in a year."""
        super().clean()
        known = self.path and self.number and self.year
        if known and JournalIssuePage.objects.has_twin(self.get_parent(), self.number, self.year, self.pk):
            raise ValidationError({"number": _("Такой номер за этот год у журнала уже есть.")})

    def entries(self):
        """Return the Entry of every work of the issue that may be seen, with its section."""
        from library.editions.entries import issue_entries

        return issue_entries(self)

    def _name(self):
        journal = self.get_parent() if self.path else None
        if journal and self.number and self.year:
            self.title = f"«{journal.title}», {self.label}"
            self.slug = self.slug or f"{self.year}-{self.number}"


class JournalIssueItem(Orderable):
    """A work in an issue. A section's name stands at its first work; the works below belong to it."""

    page = ParentalKey(JournalIssuePage, on_delete=models.CASCADE, related_name="items")
    section = models.CharField(
        _("раздел"), max_length=160, blank=True, help_text=_("Если пусто — тот же, что у статьи выше.")
    )
    material = models.ForeignKey(
        "library.MaterialPage",
        verbose_name=_("работа"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="issue_items",
    )

    panels = [FieldPanel("section"), PageChooserPanel("material", "library.MaterialPage")]

    def __str__(self):
        return f"{self.page_id}: {self.material_id}"
