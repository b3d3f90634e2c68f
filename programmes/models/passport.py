"""The passport of a programme or of its part: short answers as fields, tables as blocks (B.2). All of it may be empty."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from programmes.blocks import PassportBlock

EACH_LINE = _("По одному на строке.")


class PassportMixin(models.Model):
    """What sources call «паспорт» or «информационная карта»; an empty field is not shown (H10)."""

    full_title = models.TextField(
        _("полное наименование"), blank=True, help_text=_("Как в документе. Название страницы может быть короче.")
    )
    characteristics = models.CharField(
        _("характеристика"), max_length=250, blank=True, help_text=_("Например: методический, сетевой, долгосрочный.")
    )
    epigraph = models.TextField(_("эпиграф"), blank=True)
    epigraph_author = models.CharField(_("автор эпиграфа"), max_length=160, blank=True)
    strategic_goal = models.TextField(_("общая стратегическая цель"), blank=True)
    current_stage = models.CharField(
        _("стадия реализации"), max_length=200, blank=True, help_text=_("Словами документа: «подготовительная».")
    )
    geography = models.TextField(_("география"), blank=True, help_text=_("Где и в каких организациях."))
    developers = models.TextField(_("разработчики"), blank=True, help_text=EACH_LINE)
    customer = models.TextField(_("заказчик"), blank=True, help_text=EACH_LINE)
    executors = models.TextField(_("исполнители"), blank=True, help_text=EACH_LINE)
    participants = models.TextField(
        _("участники"), blank=True, help_text=_("По одному на строке. Кто что вносит — блоком «Участники и их часть».")
    )
    forms = models.TextField(_("формы реализации"), blank=True, help_text=EACH_LINE)
    main_events = models.TextField(_("основные мероприятия"), blank=True, help_text=EACH_LINE)
    products = models.TextField(_("формы представления результатов"), blank=True, help_text=EACH_LINE)
    control = models.TextField(_("организация контроля"), blank=True, help_text=EACH_LINE)
    finance = models.TextField(_("финансовые условия"), blank=True)
    success_conditions = models.TextField(_("условия успеха"), blank=True, help_text=EACH_LINE)
    prospects = models.TextField(_("перспективы развития"), blank=True, help_text=EACH_LINE)
    passport = StreamField(
        PassportBlock,
        verbose_name=_("таблицы и списки паспорта"),
        blank=True,
        help_text=_("Порядок блоков — порядок на странице паспорта, в DOCX и PDF."),
    )

    # The second tab of the editor's form: names first, then the groups that sources have, folded.
    passport_panels = [
        MultiFieldPanel(
            [FieldPanel(name) for name in ("full_title", "characteristics", "epigraph", "epigraph_author")],
            heading=_("Наименование"),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("developers", "customer", "executors", "participants", "geography")],
            heading=_("Кто и где"),
            classname="collapsed",
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("strategic_goal", "current_stage", "forms", "main_events", "products")],
            heading=_("Цель и содержание"),
            classname="collapsed",
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("control", "finance", "success_conditions", "prospects")],
            heading=_("Контроль и условия"),
            classname="collapsed",
        ),
        FieldPanel("passport"),
    ]
    passport_search_fields = [
        index.SearchField(name)
        for name in (
            *("full_title", "characteristics", "epigraph", "strategic_goal", "current_stage", "geography"),
            *("developers", "customer", "executors", "participants", "forms", "main_events", "products", "control"),
            *("finance", "success_conditions", "prospects", "passport"),
        )
    ]

    class Meta:
        abstract = True

    def publish(self, *args, **kwargs):
        """Publish a revision and write down, in the same transaction, what of the passport it changes for visitors (D4.7)."""
        from programmes.passport_history import record_first_passport, record_next_passport

        with transaction.atomic():
            record_first_passport(self)
            result = super().publish(*args, **kwargs)
            record_next_passport(self)
        return result

    def unpublish(self, *args, **kwargs):
        """Take the page off the site; the passport that was public is remembered, to compare when it comes back."""
        from programmes.passport_history import record_first_passport

        with transaction.atomic():
            record_first_passport(self)
            return super().unpublish(*args, **kwargs)

    @property
    def epigraph_text(self):
        """The epigraph with its author."""
        return "\n".join(filter(None, [self.epigraph, self.epigraph_author]))
