"""The forms of materials and of issues in the admin, and those of a person's shelves."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

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


class ShelfForm(forms.Form):
    """The name of a shelf."""

    title = forms.CharField(label=_("Название полки"), max_length=120)


class NoteForm(forms.Form):
    """A note beside a work on a shelf."""

    note = forms.CharField(label=_("Заметка"), max_length=300, required=False)


class PutOnShelfForm(forms.Form):
    """Which shelf a work goes to: one of the person's `shelves`, or a new one by its title."""

    shelf = forms.ModelChoiceField(label=_("Полка"), queryset=None, required=False, empty_label=_("новая, назову ниже"))
    title = forms.CharField(
        label=_("Или новая полка"), max_length=120, required=False, help_text=_("Например, «К урокам о зиме».")
    )
    note = forms.CharField(label=_("Заметка для себя и коллег"), max_length=300, required=False)

    def __init__(self, *args, shelves, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["shelf"].queryset = shelves
        newest = shelves.order_by("-pk").first()
        self.fields["shelf"].initial = newest
        if newest is None:
            del self.fields["shelf"]
            self.fields["title"].required, self.fields["title"].label = True, _("Название полки")

    def clean(self):
        """A new shelf has a name; who names one means it, whatever the list above says."""
        cleaned = super().clean()
        if cleaned.get("title") or "shelf" not in cleaned:
            cleaned["shelf"] = None
        elif cleaned["shelf"] is None:
            self.add_error("title", _("Назовите новую полку."))
        return cleaned


class JournalIssueForm(BasePageForm):
    """Refuses a second issue of one number in a year: only the form knows the journal of a new one."""

    def clean(self):
        """Compare with the other issues of the journal."""
        cleaned = super().clean()
        number, year = cleaned.get("number"), cleaned.get("year")
        if number and year and type(self.instance).objects.has_twin(self.parent_page, number, year, self.instance.pk):
            self.add_error("number", _("Такой номер за этот год у журнала уже есть."))
        return cleaned
