"""Screens of the admin for members, meetings and agreed plans of councils and groups."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSetGroup

from accounts.permissions import ActionRefused
from programmes.agreements import AgreementRefused
from programmes.group_forms import AgreementForm, MeetingForm, MemberForm
from programmes.led_screens import LedCreateView, LedDeleteView, LedEditView, LedIndexView, LedModelViewSet, LedPolicy
from programmes.meeting import MeetingRefused, drop_meeting
from programmes.membership import drop_member
from programmes.models import GroupMember, Meeting, PlanAgreement

REFUSALS = (ActionRefused, AgreementRefused, MeetingRefused, ValidationError)


def said(refusal):
    """The words of a refusal for the person."""
    return " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)


class VerbFormMixin:
    """A form that saves by a verb: what the verb refuses stands in the form as its reason, and nothing is saved."""

    def get_form_kwargs(self):
        """Tell the form who fills it in."""
        return {**super().get_form_kwargs(), "user": self.request.user}

    def save_instance(self):
        """Let the form's verb write; it has logged."""
        return self.form.save()

    def form_valid(self, form):
        """Save all or nothing."""
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except REFUSALS as refusal:
            return self.refuse(form, said(refusal))


class VerbCreateView(VerbFormMixin, LedCreateView):
    pass


class VerbEditView(VerbFormMixin, LedEditView):
    def save_instance(self):
        """Let the form's verb write; it has logged."""
        self.has_content_changes = self.form.has_changed()
        return self.form.save()


class VerbDeleteView(LedDeleteView):
    """Deletes by the verb that the viewset names."""

    def post(self, request, *args, **kwargs):
        """Delete, or say why not."""
        try:
            self.drop()
        except REFUSALS as refusal:
            messages.error(request, said(refusal))
            return redirect(self.get_success_url())
        messages.success(request, _("Удалено."))
        return redirect(self.get_success_url())


class MemberDeleteView(VerbDeleteView):
    def drop(self):
        """Delete the member."""
        drop_member(member=self.object, by=self.request.user)


class MeetingDeleteView(VerbDeleteView):
    def drop(self):
        """Delete the meeting."""
        drop_meeting(meeting=self.object, by=self.request.user)


class WithGroupIndexView(LedIndexView):
    def get_base_queryset(self):
        """The rows with their groups, in one query."""
        return super().get_base_queryset().select_related("group")


class OfGroupViewSet(LedModelViewSet):
    """What the screens of members, meetings and agreements share."""

    led_lookups = ("group",)
    index_view_class = WithGroupIndexView
    add_view_class = VerbCreateView
    edit_view_class = VerbEditView
    form_class = None
    list_per_page = 50

    def get_form_class(self, for_update=False):
        """The form that saves by a verb."""
        return self.form_class

    def get_edit_handler(self):
        """None: a plain form, without panels."""
        return None


class MemberIndexView(WithGroupIndexView):
    # Wagtail would put the name of the model after «Добавить» as it is: «член».
    add_item_label = _("Добавить члена совета или группы")


class MemberViewSet(OfGroupViewSet):
    model = GroupMember
    index_view_class = MemberIndexView
    name = "group_members"
    icon = "user"
    menu_label = _("Состав")
    form_class = MemberForm
    delete_view_class = MemberDeleteView
    list_display = ["name", "role", Column("group", label=_("Совет или группа"), accessor="group.title")]
    list_filter = ["group"]
    search_fields = ["name", "role"]


class MeetingViewSet(OfGroupViewSet):
    model = Meeting
    name = "meetings"
    icon = "date"
    menu_label = _("Заседания")
    form_class = MeetingForm
    delete_view_class = MeetingDeleteView
    list_display = [
        "__str__",
        Column("status", label=_("Состояние"), accessor="status_label"),
        "place",
    ]
    list_filter = ["group", "status"]
    search_fields = ["agenda", "decisions"]


class OnlyAddPolicy(LedPolicy):
    """What was agreed is never changed: it is agreed anew."""

    def user_has_permission(self, user, action):
        """Return whether the role lets `user` add; superusers change nothing either."""
        return action in {"add", "view"} and super().user_has_permission(user, "add")

    def user_has_any_permission(self, user, actions):
        """Return whether one of `actions` is allowed."""
        return any(self.user_has_permission(user, action) for action in actions)


class AgreementViewSet(OfGroupViewSet):
    model = PlanAgreement
    name = "plan_agreements"
    icon = "check"
    menu_label = _("Согласованные планы")
    form_class = AgreementForm
    list_display = [
        "__str__",
        Column("agreed_on", label=_("Согласован"), accessor=lambda row: date_format(row.agreed_on, "j E Y")),
    ]
    list_filter = ["group"]
    search_fields = ["group__title"]

    @property
    def permission_policy(self):
        """Agreements are added and looked at."""
        return OnlyAddPolicy(self.model)


class GroupsGroup(ModelViewSetGroup):
    menu_label = _("Группы")
    menu_icon = "group"
    menu_order = 205
    items = (MemberViewSet(), MeetingViewSet(), AgreementViewSet())
