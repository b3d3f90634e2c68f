"""The form of a material in the admin."""

from django.db.models import Q

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
