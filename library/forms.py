"""The forms of materials and of issues in the admin."""

from django.db.models import Q
from django.utils.translation import gettext as _

from home.forms import BasePageForm

DEMANDED = ("annotation", "kind")
VOCABULARIES = ("kind", "subjects", "levels", "audiences", "licence")


class MaterialPageForm(BasePageForm):
    """Offers only words that are in use, and those the page already has: a retired word stays where it was.

    An imported work may lack an annotation or a kind; who edits it gives them.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in DEMANDED:
            if name in self.fields:
                self.fields[name].required = True
        for name in VOCABULARIES:
            field = self.fields.get(name)
            if field is not None:
                field.queryset = field.queryset.filter(Q(is_active=True) | Q(pk__in=self._chosen(name)))

    def _chosen(self, name):
        value = getattr(self.instance, name)
        if hasattr(value, "all"):
            return [word.pk for word in value.all()]
        return [value.pk] if value else []


class JournalIssueForm(BasePageForm):
    """Refuses a second issue of one number in a year: only the form knows the journal of a new one."""

    def clean(self):
        """Compare with the other issues of the journal."""
        cleaned = super().clean()
        number, year = cleaned.get("number"), cleaned.get("year")
        if number and year and type(self.instance).objects.has_twin(self.parent_page, number, year, self.instance.pk):
            self.add_error("number", _("Такой номер за этот год у журнала уже есть."))
        return cleaned
