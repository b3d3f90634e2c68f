"""Forms of the screen «Кто ведёт»."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from accounts.models import User
from accounts.permissions import can
from programmes.leading import appoint_leader, dismiss_leader, leaders_of
from programmes.models import Leading
from programmes.models.leading import EntrustedPage
from programmes.permissions import led_by


class PersonField(forms.EmailField):
    """An e-mail that stands for a registered person; the value is the User, None where nothing is given."""

    def clean(self, value):
        """Return the person with this address in any case of letters."""
        address = super().clean(value)
        person = User.objects.filter(email__iexact=address, is_active=True).first() if address else None
        if address and person is None:
            raise ValidationError(_("С такой почтой никто не зарегистрирован."))
        return person


class LeadersForm(forms.ModelForm):
    """Who leads a page: those who do may be let go, one more may be named by e-mail."""

    leaders = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=_("Ведут сейчас"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Снимите отметку, чтобы человек больше не вёл эту страницу."),
    )
    newcomer = PersonField(
        label=_("Назначить ещё"),
        required=False,
        help_text=_("Почта человека, который уже зарегистрирован. Он сможет менять эту страницу и всё, что под ней."),
    )

    class Meta:
        model = Leading
        fields = []

    def __init__(self, *args, user=None, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)
        self.fields["leaders"].queryset = leaders_of(self.instance.page)
        self.fields["leaders"].initial = self.fields["leaders"].queryset

    @transaction.atomic
    def save(self, commit=True):
        """Let go and name by the verbs; return the Leading."""
        page, kept = self.instance.page.specific, self.cleaned_data["leaders"]
        for leader in leaders_of(page).exclude(pk__in=kept):
            dismiss_leader(page=page, user=leader, by=self.user)
        if self.cleaned_data["newcomer"]:
            appoint_leader(page=page, user=self.cleaned_data["newcomer"], by=self.user)
        return self.instance


class NewLeaderForm(forms.ModelForm):
    """The first leader of a page that nobody leads yet, or one more."""

    # Not «page»: the row's own field of that name is the verb's to fill.
    led = forms.ModelChoiceField(Page.objects.none(), label=_("Что вести"))
    newcomer = PersonField(
        label=_("Кто"),
        help_text=_("Почта человека, который уже зарегистрирован. Он сможет менять эту страницу и всё, что под ней."),
    )

    class Meta:
        model = Leading
        fields = []

    def __init__(self, *args, user=None, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)
        self.fields["led"].queryset = led_by(user, Page.objects.type(EntrustedPage), "pk").order_by("path")
        self.fields["led"].label_from_instance = lambda page: f"{'— ' * (page.depth - 4)}{page.title}"

    def clean_led(self):
        """Refuse a page whose leaders somebody else names."""
        page = self.cleaned_data["led"].specific
        answer = can(self.user, "appoint", page)
        if not answer:
            raise ValidationError(_("Руководителей этой страницы назначает тот, кто ведёт страницу над ней."))
        return page

    def save(self, commit=True):
        """Name by the verb; return the Leading."""
        return appoint_leader(page=self.cleaned_data["led"], user=self.cleaned_data["newcomer"], by=self.user)
