"""Screens of the admin over rows that belong to programmes: a leader sees and keeps the rows of what is theirs (A.5)."""

from django.forms.models import ModelChoiceField
from django.http import Http404
from wagtail.admin.views import generic
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.usage import UsageView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Page
from wagtail.permissions import ModelPermissionPolicy

from accounts.permissions import can
from programmes.leading import led_page_ids
from programmes.models import ProgrammePage
from programmes.permissions import KEEPERS, led_by


class LedPolicy(ModelPermissionPolicy):
    """A role opens the screens; each row asks the rule «change» of its model."""

    def user_has_any_permission_for_instance(self, user, actions, instance):
        """Return whether the role and the rule both say yes."""
        return self.user_has_any_permission(user, actions) and bool(can(user, "change", instance))

    def user_has_permission_for_instance(self, user, action, instance):
        """The same for one action."""
        return self.user_has_any_permission_for_instance(user, [action], instance)


class LedObjectMixin:
    """A row that is not theirs does not exist for a leader."""

    def get_object(self, *args, **kwargs):
        """Return the row. Raises Http404 where the rule «change» says no."""
        found = super().get_object(*args, **kwargs)
        if not can(self.request.user, "change", found):
            raise Http404
        return found


class LedFormMixin:
    """A form that offers only what the person leads and saves nothing that would be somebody else's."""

    def get_form(self, *args, **kwargs):
        """Return the form with its choices of pages and rows narrowed."""
        form = super().get_form(*args, **kwargs)
        for field in form.fields.values():
            if isinstance(field, ModelChoiceField):
                field.queryset = narrowed(self.request.user, field.queryset)
        return form

    def form_valid(self, form):
        """Save, unless the row as it would become is not this person's."""
        answer = can(self.request.user, "change", form.instance)
        if not answer:
            return self.refuse(form, answer.reason)
        return super().form_valid(form)

    def refuse(self, form, reason):
        """Show the form again with `reason`."""
        form.add_error(None, reason)
        self.produced_error_code, self.produced_error_message = "validation_error", self.get_error_message()
        return self.form_invalid(form)


class LedIndexMixin:
    led_lookups = ()

    def get_base_queryset(self):
        """Only the rows of what the person leads."""
        return led_by(self.request.user, super().get_base_queryset(), *self.led_lookups)


class LedIndexView(LedIndexMixin, generic.IndexView):
    pass


class LedCreateView(LedFormMixin, generic.CreateView):
    pass


class LedEditView(LedObjectMixin, LedFormMixin, generic.EditView):
    pass


class LedDeleteView(LedObjectMixin, generic.DeleteView):
    pass


class LedHistoryView(LedObjectMixin, HistoryView):
    pass


class LedUsageView(LedObjectMixin, UsageView):
    pass


class LedModelViewSet(ModelViewSet):
    """Base of such screens: `led_lookups` name the ways from a row to the pages it belongs to; needs a rule «change»."""

    led_lookups = ("programme",)
    copy_view_enabled = False
    index_view_class = LedIndexView
    add_view_class = LedCreateView
    edit_view_class = LedEditView
    delete_view_class = LedDeleteView
    history_view_class = LedHistoryView
    usage_view_class = LedUsageView

    # Where a row of each such model belongs, for choices in the forms of others.
    lookups_of = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        LedModelViewSet.lookups_of[self.model] = self.led_lookups

    @property
    def permission_policy(self):
        """The role's and the row's rights together."""
        return LedPolicy(self.model)

    def get_index_view_kwargs(self, **kwargs):
        """Tell the list by what it is narrowed."""
        return super().get_index_view_kwargs(led_lookups=self.led_lookups, **kwargs)


def narrowed(user, queryset):
    """Return the rows of `queryset` that `user` may choose: of programmes also those a led part stands in."""
    model = queryset.model
    if model in LedModelViewSet.lookups_of:
        return led_by(user, queryset, *LedModelViewSet.lookups_of[model])
    if not issubclass(model, Page) or user.has_role(*KEEPERS):
        return queryset
    ids = set(led_page_ids(user))
    if model is ProgrammePage:
        paths = Page.objects.filter(pk__in=ids).values_list("path", flat=True)
        above = {path[: Page.steplen * depth] for path in paths for depth in range(1, len(path) // Page.steplen)}
        return queryset.filter(pk__in=ids) | queryset.filter(path__in=above)
    return queryset.filter(pk__in=ids)
