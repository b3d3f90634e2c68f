"""What a process remembers between requests: read once, and never a moment longer than it is true."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from home import remembered
from home.changes import current_generation, note_changes
from home.models import Change
from home.remembered import Remembered, current_moment
from tests.home.pages import content_page

pytestmark = pytest.mark.django_db
NOON = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)


class Source:
    """What is read, with a count of how often."""

    def __init__(self, value="было"):
        self.value, self.times = value, 0

    def __call__(self, *args):
        self.times += 1
        return self.value


@pytest.fixture
def memory():
    return Remembered()


@pytest.fixture
def clock(monkeypatch):
    """The time as the site sees it; `clock.now` may be set."""
    clock = SimpleNamespace(now=NOON)
    monkeypatch.setattr(timezone, "now", lambda: clock.now)
    return clock


def test_a_value_is_read_once_and_costs_one_question_afterwards(memory, django_assert_num_queries):
    source = Source()
    assert memory.get("a", source) == "было"
    with django_assert_num_queries(1):
        assert memory.get("a", source) == "было"
    assert source.times == 1


def test_keys_are_not_mixed_up(memory):
    assert [memory.get(key, Source(key)) for key in (1, 2, 1, 2)] == [1, 2, 1, 2]


@pytest.mark.parametrize(
    "written", [lambda: note_changes([7]), lambda: note_changes([]), lambda: Change.objects.create()]
)
def test_any_change_by_any_process_makes_it_read_anew(memory, written):
    memory.get("a", Source("было"))
    written()
    assert memory.get("a", Source("стало")) == "стало"


def test_what_changes_while_it_is_read_is_read_again(memory):
    def read():
        note_changes([7])
        return "наполовину"

    assert memory.get("a", read) == "наполовину"
    assert memory.get("a", Source("целиком")) == "целиком"


def test_nothing_is_remembered_of_a_reading_that_failed(memory):
    with pytest.raises(ZeroDivisionError):
        memory.get("a", lambda: 1 / 0)
    assert memory.get("a", Source("прочитано")) == "прочитано"


def test_the_next_day_it_is_read_anew(memory, clock):
    memory.get("a", Source("сегодня"))
    clock.now = NOON + timedelta(hours=11)
    assert memory.get("a", Source("позже")) == "сегодня"
    clock.now = NOON + timedelta(hours=13)
    assert memory.get("a", Source("завтра")) == "завтра"


def test_when_the_time_of_a_page_ends_it_is_read_anew_though_nothing_was_written(memory, clock, sections):
    for hours in (1, 2):
        content_page(sections["home"], f"Объявление {hours}", expire_at=NOON + timedelta(hours=hours))
    for hours, times in ((0, 1), (0.9, 1), (1, 2), (1.9, 2), (2.1, 3), (3, 3)):
        clock.now = NOON + timedelta(hours=hours)
        source = Source(times)
        assert memory.get("a", source) == times
    assert current_moment().ends_at is None


def test_the_time_of_a_draft_that_nobody_sees_changes_nothing(clock, sections):
    content_page(sections["home"], "Черновик", live=False, expire_at=NOON + timedelta(hours=1))
    assert current_moment().ends_at is None


def test_a_draft_is_read_now_and_leaves_no_trace(memory):
    shown = SimpleNamespace(pk=7, is_as_published=True)
    draft = SimpleNamespace(pk=7, is_as_published=False)
    assert memory.of(draft, Source("черновик")) == "черновик"
    assert memory.of(shown, Source("для всех")) == "для всех"
    assert memory.of(draft, Source("черновик")) == "черновик"
    assert memory.of(shown, Source("не читается")) == "для всех"


def test_it_does_not_grow_without_bound():
    memory = Remembered(most=10)
    for key in range(35):
        assert memory.get(key, Source(key)) == key
    assert len(memory._known[1]) <= 10


def test_a_thread_that_is_behind_gives_nothing_old_to_one_that_is_ahead(memory, monkeypatch):
    behind = current_generation()
    note_changes([7])
    ahead = current_generation()
    for generation, value in ((behind, "старое"), (ahead, "новое"), (behind, "снова старое"), (ahead, "новее")):
        monkeypatch.setattr(remembered, "current_generation", lambda generation=generation: generation)
        assert memory.get("a", Source(value)) == value
