"""How a leader says what became of an item of the plan."""

from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from home.frame import current_frame
from home.querysets import NEWEST, BasePageQuerySet
from home.routing import find_chain
from programmes.enums import ALLOWED_MOVES, ItemStatus
from programmes.models import NewsPage, PlanItem
from programmes.terms import read_term

# A longer list is no choice; anything older has its address.
MOST_CHOICES = 40


class ItemChangeForm(forms.Form):
    """A new state of an item, its day and reason, and what shows that it was done; either part may be left alone."""

    status = forms.ChoiceField(label=_("Новое состояние"), required=False)
    on = forms.DateField(
        label=_("С какого дня"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.CharField(
        label=_("Причина или пояснение"),
        max_length=PlanItem._meta.get_field("status_reason").max_length,
        required=False,
        help_text=_("Её увидят все. Для «перенесено» и «отменено» нужна обязательно."),
    )
    term = forms.CharField(
        label=_("Новый срок, если дело перенесено"),
        max_length=PlanItem._meta.get_field("term").max_length,
        required=False,
        help_text=_("Как в плане: «май 2027», «до 15 мая 2027», «май 2027, май 2028»."),
    )
    page = forms.TypedChoiceField(label=_("Страница о программе"), required=False, coerce=int, empty_value=None)
    address = forms.CharField(
        label=_("…или любой адрес"), max_length=500, required=False, help_text=_("Страница этого или другого сайта.")
    )
    text = forms.CharField(
        label=_("Как назвать ссылку"),
        max_length=300,
        required=False,
        help_text=_("Для страницы этого сайта возьмём её название."),
    )

    def __init__(self, *args, item, **kwargs):
        super().__init__(*args, **kwargs)
        self.item = item
        moves = ALLOWED_MOVES[ItemStatus(item.status)]
        # What is moved already may be moved again.
        offered = [status for status in ItemStatus if status in moves or status == item.status == ItemStatus.MOVED]
        self.fields["status"].choices = [("", _("Оставить как есть")), *((s.value, s.label) for s in offered)]
        self.fields["page"].choices = [("", _("Не выбрана")), *_pages_of(item.stage.programme)]
        self.fields["on"].initial = timezone.localdate()

    def clean(self):
        """Read the new term and find the page behind an address of this site."""
        cleaned = super().clean()
        page = cleaned.get("page")
        cleaned["target"] = shown_page(page) if page else page_at(cleaned.get("address", ""))
        if cleaned.get("term"):
            if cleaned.get("status") != ItemStatus.MOVED:
                self.add_error("term", _("Новый срок пишут, когда дело перенесено."))
            elif not read_term(cleaned["term"]):
                self.add_error("term", _("Не удалось понять срок. Напишите месяц и год: «май 2027»."))
        if not any(cleaned.get(name) for name in ("status", "page", "address")) and not self.errors:
            raise forms.ValidationError(_("Выберите новое состояние или добавьте, что сделано."))
        return cleaned


def shown_page(pk):
    """Return the page with this key as every visitor may see it, or None."""
    return BasePageQuerySet(Page).shown().filter(pk=pk).first()


def page_at(address):
    """Return the shown page of this site behind a path or a whole address, or None."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return None
    site = current_frame().site
    own_hosts = {
        "",
        urlsplit(settings.SITE_URL).netloc,
        site and f"{site.hostname}:{site.port}",
        site and site.hostname,
    }
    components = [part for part in parts.path.split("/") if part]
    if site is None or parts.netloc not in own_hosts or not components:
        return None
    chain = find_chain(site.root_page, components)
    return shown_page(chain[-1].pk) if len(chain) == len(components) else None


def _pages_of(programme):
    """Return the groups of pages to choose a proof from: news about the programme and the pages below it."""
    news = NewsPage.objects.shown().filter(programmes=programme).newest().values_list("pk", "title")[:MOST_CHOICES]
    below = BasePageQuerySet(Page).shown().descendant_of(programme).order_by(*NEWEST)
    groups = ((_("Новости"), news), (_("Страницы программы"), below.values_list("pk", "title")[:MOST_CHOICES]))
    return [(name, list(pages)) for name, pages in groups if pages]
