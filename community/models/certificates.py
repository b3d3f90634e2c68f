"""What every paper that the centre gives a person has: a number in its register and a code that anybody may check."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_code():
    """Return ten characters that nobody mistakes for others and nobody guesses (49 bits): the address of the check."""
    return "".join(secrets.choice(CODE_LETTERS) for _place in range(10))


class Certificate(models.Model):
    """A paper for a person, frozen as it was given out (B.26); what it certifies the heir says."""

    person_name = models.CharField(_("кому"), max_length=200)
    year = models.PositiveSmallIntegerField(_("год"))
    number = models.PositiveIntegerField(_("№"))
    code = models.CharField(_("код проверки"), max_length=10, unique=True, default=new_code, editable=False)
    issued_on = models.DateField(_("выдана"))

    class Meta:
        abstract = True

    def __str__(self):
        return self.label

    @property
    def label(self):
        """«12/2026»: the number in the centre's register."""
        return f"{self.number}/{self.year}"

    @property
    def masked_name(self):
        """What strangers read of the name: «И. С.»."""
        return " ".join(f"{part[0]}." for part in self.person_name.split() if part[0].isalpha())
