from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from community.enums import WRITTEN_NAMES, ConsentKind, NameForm
from community.models.consents import Consent

CODE_LENGTH = 12
NOBODY = _("участник сети")
SHOWN = _("показывать на моей странице")
# Facts a person may show, each by its own switch `show_<name>`.
FACTS = ("school", "position", "subjects", "levels", "town", "about")


def new_code():
    """Return a code of a public profile that nobody guesses."""
    return get_random_string(CODE_LENGTH, "abcdefghijkmnpqrstuvwxyz23456789")


class TeacherProfile(models.Model):
    """What a person says about themselves, and what of it others may see: nothing unless switched on."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="profile")
    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    name_form = models.CharField(
        _("как называть меня на сайте"), max_length=10, choices=NameForm.choices, default=NameForm.FULL
    )
    written_name = models.CharField(_("псевдоним или своё написание имени"), max_length=120, blank=True)
    # Words until the register of organisations exists; then a foreign key beside it.
    school = models.CharField(_("место работы"), max_length=255, blank=True)
    position = models.CharField(_("должность"), max_length=150, blank=True)
    subjects = models.ManyToManyField("home.Subject", verbose_name=_("предметы"), blank=True, related_name="+")
    levels = models.ManyToManyField("home.Level", verbose_name=_("уровни образования"), blank=True, related_name="+")
    town = models.CharField(_("населённый пункт"), max_length=120, blank=True)
    about = models.TextField(_("о себе"), max_length=1500, blank=True)
    show_school = models.BooleanField(SHOWN, default=False)
    show_position = models.BooleanField(SHOWN, default=False)
    show_subjects = models.BooleanField(SHOWN, default=False)
    show_levels = models.BooleanField(SHOWN, default=False)
    show_town = models.BooleanField(SHOWN, default=False)
    show_about = models.BooleanField(SHOWN, default=False)
    may_be_found = models.BooleanField(_("разрешить поисковым системам показывать мою страницу"), default=False)

    class Meta:
        verbose_name = _("профиль педагога")
        verbose_name_plural = _("профили педагогов")
        constraints = [
            models.CheckConstraint(
                condition=~Q(name_form__in=WRITTEN_NAMES) | ~Q(written_name=""),
                name="community_profile_has_the_name_it_shows",
            )
        ]

    def __str__(self):
        return f"№ {self.pk}"

    @cached_property
    def may_be_published(self):
        """Whether the person holds a consent to publish the name and what is switched on (152-FZ, art. 10.1)."""
        return Consent.objects.held().filter(person=self.user_id, text__kind=ConsentKind.PUBLICATION).exists()

    @property
    def public_name(self):
        """The name others see: as chosen, with the consent to publish it; a pseudonym names nobody and needs none."""
        if self.name_form == NameForm.PSEUDONYM:
            return self.written_name
        if not self.may_be_published:
            return str(NOBODY)
        return self.chosen_name or str(NOBODY)

    @property
    def chosen_name(self):
        """The name in the chosen form, whether or not it may be shown."""
        if self.name_form in WRITTEN_NAMES:
            return self.written_name
        if self.name_form == NameForm.INITIALS:
            first = " ".join(f"{part[0]}." for part in (self.user.first_name, self.user.patronymic) if part)
            return " ".join(part for part in (first, self.user.last_name) if part)
        return self.user.get_full_name()

    def public_facts(self):
        """Return {fact: text or list of texts} of what is switched on, filled in and consented to; {} where nothing is."""
        shown = [fact for fact in FACTS if getattr(self, f"show_{fact}")]
        if not shown or not self.may_be_published:
            return {}
        facts = {fact: self._value_of(fact) for fact in shown}
        return {fact: value for fact, value in facts.items() if value}

    def _value_of(self, fact):
        if fact in ("subjects", "levels"):
            return [str(word) for word in getattr(self, fact).all()]
        return getattr(self, fact)

    def get_absolute_url(self):
        """The address of the public page; it answers only while there is something to show."""
        return reverse("community:person", args=[self.code])
