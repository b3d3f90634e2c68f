"""The library: its index, the material, its authors, files and links."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from files.viewsets import stored_file_chooser
from home.body import BodyBlock
from home.models import BasePage
from home.querysets import page_manager
from library.enums import Language
from library.forms import MaterialPageForm
from library.platform_pages import PlatformPagesMixin
from library.presenting import MaterialWords
from library.querysets import MaterialFileQuerySet, MaterialQuerySet

StoredFileChooser = stored_file_chooser.widget_class
Checkboxes = forms.CheckboxSelectMultiple


class MaterialIndexPage(PlatformPagesMixin, BasePage):
    """The library itself: everything, with filters that combine (FX-03)."""

    intro = models.TextField(_("вводка"), max_length=600, blank=True)

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["library.MaterialPage", "library.MaterialCollectionIndexPage"]
    content_panels = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("библиотека")

    def delete(self, *args, **kwargs):
        """Delete the library with all works; not while somebody judges one of them."""
        from library.guard import refuse_deletion

        refuse_deletion(self)
        return super().delete(*args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        """Add the page of materials that the address asks for, with its filters and counts."""
        from library.listing import listing_for

        return {**super().get_context(request, *args, **kwargs), **listing_for(self, request)}


MATERIAL_PANELS = [
    *Page.content_panels,
    FieldPanel("annotation"),
    InlinePanel("files", label=_("Файл"), heading=_("Файлы")),
    FieldPanel("kind"),
    MultiFieldPanel(
        [
            FieldPanel("subjects", widget=Checkboxes),
            FieldPanel("levels", widget=Checkboxes),
            FieldPanel("audiences", widget=Checkboxes),
        ],
        heading=_("О чём и кому"),
    ),
    InlinePanel("authors", label=_("Автор"), heading=_("Авторы")),
    MultiFieldPanel([FieldPanel("organisation"), FieldPanel("year"), FieldPanel("language")], heading=_("Откуда")),
    MultiFieldPanel(
        [PageChooserPanel("programme"), PageChooserPanel("subproject"), PageChooserPanel("group")],
        heading=_("Программа"),
    ),
    FieldPanel("keywords"),
    FieldPanel("licence"),
    FieldPanel("body"),
    InlinePanel("links", label=_("Ссылка"), heading=_("Ссылки")),
]


class MaterialPage(MaterialWords, BasePage):
    """A methodical work with its card and files (B.13)."""

    # An imported work may come without annotation and kind; the editor's form asks for both (library.forms).
    annotation = models.TextField(
        _("аннотация"), max_length=2000, blank=True, help_text=_("Что это и кому поможет: две-четыре фразы.")
    )
    kind = models.ForeignKey(
        "library.MaterialKind",
        verbose_name=_("вид"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="materials",
    )
    subjects = ParentalManyToManyField("home.Subject", verbose_name=_("предметы"), blank=True)
    levels = ParentalManyToManyField("home.Level", verbose_name=_("уровни образования"), blank=True)
    audiences = ParentalManyToManyField("home.Audience", verbose_name=_("кому"), blank=True)
    organisation = models.CharField(_("организация"), max_length=200, blank=True)
    programme = models.ForeignKey(
        "programmes.ProgrammePage",
        verbose_name=_("программа"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="materials",
    )
    subproject = models.ForeignKey(
        "programmes.SubprojectPage",
        verbose_name=_("подпроект"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="materials",
    )
    group = models.ForeignKey(
        "programmes.GroupPage",
        verbose_name=_("группа"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="materials",
        help_text=_("Творческая или проблемная группа, совет: кто это собрал или сделал."),
    )
    year = models.PositiveSmallIntegerField(
        _("год"), null=True, blank=True, validators=[MinValueValidator(1900), MaxValueValidator(2100)]
    )
    language = models.CharField(_("язык"), max_length=5, choices=Language.choices, default=Language.RU)
    licence = models.ForeignKey(
        "library.Licence",
        verbose_name=_("лицензия"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    keywords = models.CharField(_("ключевые слова"), max_length=500, blank=True, help_text=_("Через запятую."))
    body = StreamField(BodyBlock, verbose_name=_("описание"), blank=True)

    # True while the import makes the page: the one named exception to the guard (design §7).
    is_from_archive = False

    objects = page_manager(MaterialQuerySet)

    base_form_class = MaterialPageForm
    parent_page_types = ["library.MaterialIndexPage"]
    subpage_types = []
    content_panels = MATERIAL_PANELS
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("annotation"),
        index.SearchField("keywords"),
        index.SearchField("organisation"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("материал")
        verbose_name_plural = _("материалы")

    def clean(self):
        """A subproject belongs to its programme, and so does a group that is not the centre's own."""
        super().clean()
        if self.subproject and self.programme and not self.subproject.is_child_of(self.programme):
            raise ValidationError({"subproject": _("Этот подпроект относится к другой программе.")})
        if self.group and self.programme and self.group.owner_programme not in (None, self.programme):
            raise ValidationError({"group": _("Эта группа относится к другой программе.")})

    def save(self, *args, **kwargs):
        """Save; a new page of a kind that needs review is a draft whoever makes it, but an import of the old archive."""
        from library.publishing import publication

        if self._state.adding and self.live and not self.is_from_archive and not self.alias_of_id:
            from library.schemes import needs_review

            self.live = not needs_review(self.kind_id)
        with publication(self, kwargs.get("update_fields")):
            return super().save(*args, **kwargs)

    def publish(self, revision, *args, **kwargs):
        """Publish a revision that the guard lets out, or set its hour: `save` would meet the guard only at that hour."""
        from library.guard import demand_publication

        demand_publication(revision.as_object())
        return super().publish(revision, *args, **kwargs)

    def delete(self, *args, **kwargs):
        """Delete the page; not while somebody judges it."""
        from library.guard import refuse_deletion

        refuse_deletion(self)
        return super().delete(*args, **kwargs)

    def permissions_for_user(self, user):
        """Wagtail's rights, less what would take the work from under its judges."""
        from library.desk.page_rights import MaterialPagePermissionTester

        return MaterialPagePermissionTester(user, self)

    def get_context(self, request, *args, **kwargs):
        """Add what stands around the card: files, citation, versions, other works."""
        from library.surroundings import surroundings_of

        return {**super().get_context(request, *args, **kwargs), **surroundings_of(self, request)}


class MaterialAuthor(Orderable):
    """An author: a person who signs in, or only a name."""

    page = ParentalKey(MaterialPage, on_delete=models.CASCADE, related_name="authors")
    # Indexed: «other works of this author» asks for the name.
    name = models.CharField(_("имя, как на обложке"), max_length=160, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("учётная запись"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    panels = [FieldPanel("name"), FieldPanel("user")]

    def __str__(self):
        return self.name


class MaterialFile(Orderable):
    """A file of a material, in its order and under its title."""

    page = ParentalKey(MaterialPage, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(
        "files.StoredFile", verbose_name=_("файл"), null=True, on_delete=models.SET_NULL, related_name="material_files"
    )
    title = models.CharField(_("название"), max_length=200, blank=True, help_text=_("Если пусто — имя файла."))

    # How often people have downloaded the file; `with_files` counts, a draft's preview does not.
    downloads = 0

    objects = MaterialFileQuerySet.as_manager()

    panels = [FieldPanel("file", widget=StoredFileChooser), FieldPanel("title")]

    def __str__(self):
        return self.title or (self.file.title if self.file else "")


class MaterialLink(Orderable):
    """A link of a material to another site."""

    page = ParentalKey(MaterialPage, on_delete=models.CASCADE, related_name="links")
    title = models.CharField(_("название"), max_length=200)
    url = models.URLField(_("адрес"), max_length=500)

    panels = [FieldPanel("title"), FieldPanel("url")]

    def __str__(self):
        return self.title
