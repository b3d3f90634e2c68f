"""The full forms of stages and items: left for the board of their plan."""

from django.urls import reverse

from programmes.led_screens import LedCreateView, LedDeleteView, LedEditView
from programmes.models import Stage


class ToBoardMixin:
    """From the form back to the board."""

    def get_success_url(self):
        """The place on the board where the stage or the item stands."""
        stage = self.object if isinstance(self.object, Stage) else self.object.stage
        board = reverse("programme_plans:board", args=[stage.programme_id])
        return f"{board}#stage-{stage.pk}" if self.object is stage else f"{board}#item-{self.object.pk}"


class PlanAddView(ToBoardMixin, LedCreateView):
    """A new one, in the programme or the stage that the address names."""

    def get_initial_form_instance(self):
        """An empty one that knows its programme, or its stage."""
        name = "programme" if self.model is Stage else "stage"
        key = self.request.GET.get(name, "")
        return self.model(**{f"{name}_id": int(key)}) if key.isdecimal() and len(key) < 10 else None


class PlanEditView(ToBoardMixin, LedEditView):
    """The form."""


class PlanDeleteView(ToBoardMixin, LedDeleteView):
    """The question before one is deleted."""
