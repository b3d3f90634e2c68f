"""The queue of messages and the outbox in the admin."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.usage import UsageView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.permissions import ModelPermissionPolicy

from accounts.permissions import can
from community.consents import publish_consent_text
from community.forms import AnswerForm
from community.models import Consent, ConsentText, ContactMessage, OutboxMail
from community.permissions import messages_for


class LimitedPermissionPolicy(ModelPermissionPolicy):
    """Wagtail's rights of groups, for `actions` only: nobody, superusers included, does the others by the admin's screens."""

    def __init__(self, model, actions):
        super().__init__(model)
        self.actions = frozenset(actions)

    def user_has_permission(self, user, action):
        """Tell whether `user` may do `action` ("view", "add", "change", "delete") on the screens."""
        return action in self.actions and super().user_has_permission(user, action)


class OwnMessagesMixin:
    def get_object(self, *args, **kwargs):
        """Only a message that this person may answer."""
        message = super().get_object(*args, **kwargs)
        if not can(self.request.user, "answer", message):
            raise Http404
        return message


class MessageIndexView(generic.IndexView):
    table_classname = "listing rows rows--facts"

    def get_base_queryset(self):
        """Only the messages this person may read."""
        return messages_for(self.request.user, super().get_base_queryset()).select_related("responsible")


class MessageEditView(OwnMessagesMixin, generic.EditView):
    template_name = "community/admin/message.html"

    def get_success_message(self):
        """Say what became of the message."""
        return _("Сообщение № %(number)d: %(state)s.") % {
            "number": self.object.pk,
            "state": self.object.get_state_display(),
        }


class MessageInspectView(OwnMessagesMixin, generic.InspectView):
    pass


class MessageHistoryView(OwnMessagesMixin, HistoryView):
    pass


class MessageUsageView(OwnMessagesMixin, UsageView):
    pass


class ContactMessageViewSet(ModelViewSet):
    model = ContactMessage
    name = "contact_messages"
    icon = "mail"
    menu_label = _("Сообщения посетителей")
    index_view_class = MessageIndexView
    edit_view_class = MessageEditView
    inspect_view_class = MessageInspectView
    history_view_class = MessageHistoryView
    usage_view_class = MessageUsageView
    # A message comes by the contact form alone and is never deleted by hand.
    permission_policy = LimitedPermissionPolicy(ContactMessage, {"view", "change"})
    inspect_view_enabled = True
    copy_view_enabled = False
    list_display = [
        "__str__",
        "name",
        "page_title",
        Column("reason", label=_("Проблема"), accessor="get_reason_display"),
        "state",
        "responsible",
        DateColumn("created_at", label=_("Получено")),
    ]
    list_filter = ["state", "reason", "responsible"]
    search_fields = ["name", "email", "text"]
    inspect_view_fields = [
        "name",
        "email",
        "page_title",
        "reason",
        "text",
        "created_at",
        "state",
        "responsible",
        "answer",
        "answered_by",
        "answered_at",
    ]
    form_fields = ["answer"]

    def get_form_class(self, for_update=False):
        """The form whose save is one of the verbs."""
        return AnswerForm


class MailIndexView(generic.IndexView):
    table_classname = "listing rows rows--facts"


class OutboxMailViewSet(ModelViewSet):
    model = OutboxMail
    name = "outbox_mail"
    icon = "mail"
    menu_label = _("Исходящие письма")
    permission_policy = LimitedPermissionPolicy(OutboxMail, {"view"})
    copy_view_enabled = False
    inspect_view_enabled = True
    # Not the letter as it went out: its links let in whoever has them (a new password, a guest expert's work).
    inspect_view_fields = ["recipients", "subject", "words", "state", "tries", "error", "created_at", "sent_at"]
    index_view_class = MailIndexView
    list_display = [
        "subject",
        Column("recipients", label=_("Кому"), accessor=lambda mail: ", ".join(mail.recipients)),
        "state",
        "tries",
        DateColumn("created_at", label=_("Написано")),
    ]
    list_filter = ["state"]
    search_fields = ["subject"]
    form_fields = ["state"]


class MailGroup(ModelViewSetGroup):
    menu_label = _("Почта")
    menu_icon = "mail"
    menu_order = 250
    items = (ContactMessageViewSet(), OutboxMailViewSet())


class ConsentTextForm(WagtailAdminModelForm):
    """A new version: saved by its verb, which numbers it and takes its hash."""

    class Meta:
        model = ConsentText
        fields = ["kind", "text", "valid_from"]

    def save(self, commit=True):
        """Publish the text."""
        return publish_consent_text(by=self.for_user, **{name: self.cleaned_data[name] for name in self.Meta.fields})


class ConsentTextViewSet(ModelViewSet):
    model = ConsentText
    name = "consent_texts"
    icon = "doc-full-inverse"
    menu_label = _("Тексты согласий")
    permission_policy = LimitedPermissionPolicy(ConsentText, {"view", "add"})
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = ["kind", "version", "valid_from", "text", "sha256"]
    list_display = ["__str__", DateColumn("valid_from", label=_("Действует с")), "sha256"]
    list_filter = ["kind"]
    form_fields = ["kind", "text", "valid_from"]

    def get_form_class(self, for_update=False):
        """The form whose save is the verb."""
        return ConsentTextForm


class ConsentViewSet(ModelViewSet):
    model = Consent
    name = "consents"
    icon = "check"
    menu_label = _("Согласия людей")
    permission_policy = LimitedPermissionPolicy(Consent, {"view"})
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = ["person", "text", "text_sha256", "given_at", "address", "revoked_at"]
    list_display = [
        "__str__",
        Column("person", label=_("Кто")),
        Column("text", label=_("На что")),
        DateColumn("given_at", label=_("Дано")),
        DateColumn("revoked_at", label=_("Отозвано")),
    ]
    list_select_related = ["person", "text"]
    list_filter = ["text__kind"]
    search_fields = ["person__email", "person__last_name"]
    form_fields = ["text"]


class ConsentGroup(ModelViewSetGroup):
    menu_label = _("Согласия")
    menu_icon = "check"
    menu_order = 260
    items = (ConsentTextViewSet(), ConsentViewSet())
