"""Forms of the desk: filters of the queue and the words of each decision."""

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from expertise.models import Rubric
from home.models import Subject
from library.models import MaterialKind
from programmes.models import ProgrammePage


class QueueTab(TextChoices):
    """Parts of the queue, as tabs."""

    WAITING = "waiting", _("ждут методиста")
    EDITING = "editing", _("ждут редактора")
    MINE = "mine", _("у меня")
    LATE = "late", _("просрочены")
    OPEN = "open", _("все в пути")
    CLOSED = "closed", _("завершены")


class QueueForm(forms.Form):
    """What of the queue to show."""

    show = forms.ChoiceField(choices=QueueTab, required=False, widget=forms.HiddenInput)
    q = forms.CharField(label=_("Название или номер"), max_length=100, required=False)
    kind = forms.ModelChoiceField(
        label=_("Вид"), queryset=MaterialKind.objects.all(), required=False, empty_label=_("любой")
    )
    subject = forms.ModelChoiceField(
        label=_("Предмет"), queryset=Subject.objects.all(), required=False, empty_label=_("любой")
    )
    programme = forms.ModelChoiceField(
        label=_("Программа"), queryset=ProgrammePage.objects.none(), required=False, empty_label=_("любая")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = ProgrammePage.objects.live().only("title").order_by("title")


class WordsForm(forms.Form):
    """What the author reads when the work comes back or is not taken."""

    words = forms.CharField(
        label=_("Что исправить"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Автор прочтёт эти слова без вашего имени. Назовите место и скажите, как лучше."),
        error_messages={"required": _("Напишите, что исправить: автор прочтёт именно это.")},
    )


class ExpertsForm(forms.Form):
    """By which sheet the experts judge, and how many of them."""

    rubric = forms.ModelChoiceField(
        label=_("Лист оценки"),
        queryset=Rubric.objects.none(),
        error_messages={"required": _("Выберите лист оценки.")},
    )
    experts = forms.IntegerField(label=_("Сколько экспертов"), min_value=1, max_value=9)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rubric"].queryset = Rubric.objects.active()
