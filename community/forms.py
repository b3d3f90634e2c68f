from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.models import Page

from community import actions
from community.enums import ALLOWED_MOVES, MessageState, ProblemReason
from community.models import ContactMessage
from home.querysets import BasePageQuerySet


class ContactForm(forms.Form):
    """What a visitor writes to the centre."""

    name = forms.CharField(label=_("Как к вам обращаться"), max_length=120)
    email = forms.EmailField(label=_("Электронная почта"), help_text=_("Только чтобы ответить вам."))
    message = forms.CharField(
        label=_("Сообщение"), max_length=5000, widget=forms.Textarea(attrs={"rows": 7}), strip=True
    )
    consent = forms.BooleanField(label=_("Согласен на обработку имени и почты, чтобы мне ответили"))
    topic_page = forms.IntegerField(required=False, widget=forms.HiddenInput)
    # Hidden from people by the style sheet; a robot fills every field.
    website = forms.CharField(required=False, label=_("Оставьте это поле пустым"))

    def clean_topic_page(self):
        """Return the public page the message is about, or None for anything else."""
        return public_page(self.cleaned_data["topic_page"])

    @property
    def is_from_robot(self):
        """Whether the trap was filled."""
        return bool(self.cleaned_data.get("website"))


class ProblemForm(ContactForm):
    """What is wrong with a page, for the moderator."""

    reason = forms.ChoiceField(label=_("Что не так"), choices=[("", _("Выберите")), *ProblemReason.choices])
    message = forms.CharField(
        label=_("Подробнее"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Какой файл, какая страница, что именно вы увидели."),
    )


def public_page(pk):
    """Return the page with this key in its own class, if every visitor may see it now, or None."""
    page = BasePageQuerySet(Page).shown().filter(pk=pk, depth__gt=1).first() if pk and 0 < pk < 2**31 else None
    return page.specific if page else None


class AnswerForm(WagtailAdminModelForm):
    """The admin's form of a message: what becomes of it, and the answer that is mailed."""

    question = forms.CharField(
        label=_("Сообщение"), disabled=True, required=False, widget=forms.Textarea(attrs={"rows": 7})
    )
    move = forms.ChoiceField(label=_("Что сделать"))

    class Meta:
        model = ContactMessage
        fields = ["answer"]

    field_order = ["question", "answer", "move"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["question"].initial = self.instance.text
        moves = ALLOWED_MOVES[MessageState(self.instance.state)]
        names = {
            MessageState.IN_PROGRESS: _("Взять в работу"),
            MessageState.ANSWERED: _("Отправить ответ посетителю"),
            MessageState.CLOSED: _("Закрыть без ответа"),
        }
        self.fields["move"].choices = [(state, names[state]) for state in names if state in moves]

    def clean(self):
        """An answer that is sent has words, and words that were written are not left behind."""
        cleaned = super().clean()
        is_written = "answer" in self.changed_data and cleaned.get("answer", "").strip()
        if is_written and cleaned.get("move") not in (None, MessageState.ANSWERED):
            self.add_error(
                "move", _("Вы написали ответ. Чтобы он ушёл, выберите «Отправить ответ посетителю»; иначе сотрите его.")
            )
        if cleaned.get("move") == MessageState.ANSWERED and not cleaned.get("answer", "").strip():
            self.add_error("answer", _("Напишите ответ: он уйдёт посетителю по почте."))
        return cleaned

    def save(self, commit=True):
        """Carry the chosen move out by its verb."""
        message = ContactMessage.objects.get(pk=self.instance.pk)
        move = self.cleaned_data["move"]
        if move == MessageState.ANSWERED:
            return actions.answer_message(message=message, by=self.for_user, answer=self.cleaned_data["answer"])
        verb = actions.take_message if move == MessageState.IN_PROGRESS else actions.close_message
        return verb(message=message, by=self.for_user)
