from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="cog")
class SiteSettings(BaseSiteSetting):
    """What every page says of the centre."""

    centre_name = models.CharField(_("название центра"), max_length=160, default="Методсеть")
    short_about = models.CharField(
        _("о центре в одной фразе"), max_length=300, blank=True, help_text=_("Стоит внизу каждой страницы.")
    )
    address = models.CharField(_("адрес"), max_length=200, blank=True)
    phone = models.CharField(_("телефон"), max_length=60, blank=True)
    email = models.EmailField(
        _("почта центра"), blank=True, help_text=_("Сюда приходят сообщения, у раздела которых нет ответственного.")
    )
    hours = models.CharField(_("часы работы"), max_length=120, blank=True)
    privacy_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("страница о персональных данных"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("На неё ведут формы, где посетитель называет себя."),
    )
    footer_note = models.CharField(
        _("приписка внизу страницы"),
        max_length=300,
        blank=True,
        default="Материалы открыты для скачивания без входа. При использовании указывайте авторов.",
    )

    explain_terms = models.BooleanField(
        _("пояснять термины в тексте страниц"),
        default=True,
        help_text=_("Первое упоминание термина на странице ведёт в глоссарий и показывает его значение."),
    )

    panels = [
        MultiFieldPanel([FieldPanel("centre_name"), FieldPanel("short_about")], heading=_("Центр")),
        MultiFieldPanel(
            [FieldPanel("address"), FieldPanel("phone"), FieldPanel("email"), FieldPanel("hours")],
            heading=_("Контакты"),
        ),
        FieldPanel("privacy_page"),
        FieldPanel("footer_note"),
        FieldPanel("explain_terms"),
    ]

    class Meta:
        verbose_name = _("сведения о центре")
        verbose_name_plural = _("сведения о центре")
