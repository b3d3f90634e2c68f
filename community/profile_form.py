"""What a person says of themselves, in the cabinet."""

from django import forms
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.consent_fields import ConsentFields
from community.consents import give_consent
from community.enums import WRITTEN_NAMES, ConsentKind, NameForm
from community.models.profile import FACTS, SHOWN
from community.profiles import SWITCHES, TEXTS, profile_of, save_profile
from community.words import LineField, NameField, TextField
from home.models import Level, Subject

NAMES = ("first_name", "patronymic", "last_name")


class ProfileForm(ConsentFields, forms.Form):
    """The person's name, facts and the switch of each; what is not switched on nobody sees."""

    last_name = NameField(label=_("Фамилия"))
    first_name = NameField(label=_("Имя"))
    patronymic = NameField(label=_("Отчество"), required=False)
    name_form = forms.ChoiceField(
        label=_("Как называть меня на сайте"),
        choices=NameForm.choices,
        required=False,
        help_text=_("Так имя будет стоять на вашей странице и у ваших новых работ."),
    )
    written_name = LineField(label=_("Псевдоним или своё написание"), max_length=120, required=False)
    school = LineField(label=_("Место работы"), max_length=255, required=False)
    position = LineField(label=_("Должность"), max_length=150, required=False)
    subjects = forms.ModelMultipleChoiceField(
        Subject.objects.none(), label=_("Предметы"), required=False, widget=forms.CheckboxSelectMultiple
    )
    levels = forms.ModelMultipleChoiceField(
        Level.objects.none(), label=_("Уровни образования"), required=False, widget=forms.CheckboxSelectMultiple
    )
    town = LineField(label=_("Населённый пункт"), max_length=120, required=False)
    about = TextField(label=_("О себе"), max_length=1500, required=False, widget=forms.Textarea(attrs={"rows": 5}))
    may_be_found = forms.BooleanField(label=_("Разрешить поисковым системам находить мою страницу"), required=False)

    def __init__(self, *args, user, address="", **kwargs):
        self.user, self.address, self.profile = user, address, profile_of(user)
        super().__init__(*args, initial=self._known(), **kwargs)
        for fact in FACTS:
            self.fields[f"show_{fact}"] = forms.BooleanField(label=SHOWN, required=False)
        for name, model in (("subjects", Subject), ("levels", Level)):
            chosen = Q(pk__in=[word.pk for word in self.initial[name]])
            self.fields[name].queryset = model.objects.filter(Q(is_active=True) | chosen)
        if not self.profile.may_be_published:
            self.add_consents([ConsentKind.PUBLICATION])

    def _known(self):
        known = {name: getattr(self.user, name) for name in NAMES}
        known |= {name: getattr(self.profile, name) for name in (*TEXTS, *SWITCHES)}
        return known | {name: list(getattr(self.profile, name).all()) for name in ("subjects", "levels")}

    @property
    def fact_rows(self):
        """The facts with their switches, for the template."""
        return [(self[fact], self[f"show_{fact}"]) for fact in FACTS]

    def clean_name_form(self):
        """What is not chosen stays as it was."""
        return self.cleaned_data["name_form"] or self.profile.name_form

    def clean(self):
        """A written name has words; nothing is switched on without the consent to show it."""
        cleaned = super().clean()
        if cleaned.get("name_form") in WRITTEN_NAMES and not cleaned.get("written_name"):
            self.add_error("written_name", _("Напишите имя, которым вас называть."))
        wants_to_show = any(cleaned.get(name) for name in SWITCHES)
        if wants_to_show and self.consent_texts and not self.given_texts:
            needed = next(iter(self.consent_texts))
            self.add_error(
                needed, _("Чтобы показывать сведения другим, нужно это согласие. Или снимите отметки «показывать».")
            )
        return cleaned

    @transaction.atomic
    def save(self):
        """Store what was written, and the consent if it was given with it."""
        for text in self.given_texts:
            give_consent(person=self.user, text=text, address=self.address)
        data = self.cleaned_data
        return save_profile(
            person=self.user,
            names={name: data[name] for name in NAMES},
            subjects=data["subjects"],
            levels=data["levels"],
            **{name: data[name] for name in (*TEXTS, *SWITCHES)},
        )
