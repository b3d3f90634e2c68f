"""Words that everybody uses: flat, ordered, retired and never deleted (design §3.2–3)."""

from anyascii import anyascii
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _


def code_from(name):
    """Return a Latin code of at most 60 characters for a Russian name, for addresses: «Русский язык» → «russkii-yazyk»."""
    return slugify(anyascii(name))[:60] or "x"


class VocabularyQuerySet(models.QuerySet):
    def active(self):
        """Words that can still be chosen."""
        return self.filter(is_active=True)


class Vocabulary(models.Model):
    """One word of a flat list. `code` stands in addresses and never changes; the name may."""

    name = models.CharField(_("название"), max_length=120, unique=True)
    code = models.SlugField(
        _("код"),
        max_length=60,
        unique=True,
        help_text=_("Латиницей; стоит в адресах отборов, поэтому потом его не меняют."),
    )
    sort_order = models.PositiveIntegerField(_("порядок"), default=0)
    is_active = models.BooleanField(
        _("действует"),
        default=True,
        help_text=_("Снимите отметку, чтобы слово больше не предлагали: на прежних страницах оно останется."),
    )

    objects = VocabularyQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["sort_order", "name"]

    def __str__(self):
        return self.name
