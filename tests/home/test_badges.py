"""Words of states: said as Django says them, and never anything but words on a page."""

import pytest
from django.template import Context, Template
from django.utils.safestring import mark_safe

from home.choices import label_of
from home.templatetags.face_tags import badge, icon
from programmes.enums import ItemStatus, RiskScale, RiskState
from programmes.models import Risk


@pytest.mark.parametrize("state", RiskState)
def test_words_are_those_that_django_gives(state):
    risk = Risk(state=state, likelihood=RiskScale.LOW)
    assert risk.state_label == risk.get_state_display() == state.label
    assert risk.likelihood_label == risk.get_likelihood_display()
    assert risk.impact_label == ""


def test_what_is_no_choice_is_said_as_it_is():
    assert label_of(ItemStatus, "forgotten") == "forgotten"


def test_a_badge_is_a_colour_a_sign_and_a_word():
    assert badge("ok", "check", "завершён") == f'<span class="badge badge--ok">{icon("check")}Завершён</span>'
    assert 'class="badge badge--ok badge--l"' in badge("ok", "check", "завершён", True)


@pytest.mark.parametrize("first", [mark_safe, str])
def test_a_word_is_never_markup_whoever_said_it_first(first):
    for say in (first, str, mark_safe):
        assert "<b>" not in badge("ok", "check", say(f"<b>{first.__name__}</b>"))


def test_the_component_is_the_tag():
    shown = Template('{% include "components/badge.html" with tone="wait" sign="clock" label="идёт" only %}').render(
        Context()
    )
    assert shown.strip() == badge("wait", "clock", "идёт")
