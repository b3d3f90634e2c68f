"""The centre tunes the order of hits: the weights count at once, in every process, and only administrators change them."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.permissions import ActionRefused
from home.changes import log
from home.models import Change
from search import weights as kept
from search.actions import save_weights
from search.indexing import catch_up
from search.language.scoring import Weights
from search.models import RankingWeights
from search.weights import NAMES, current_weights
from tests.making import material, person
from tests.search.searching import ask, titles

pytestmark = pytest.mark.django_db
PAGE = "/admin/settings/search/weights/"
BY_TITLE, BY_TEXT = "Кристаллы", "Зимняя прогулка"


@pytest.fixture
def library(sections):
    material(sections["library"], title=BY_TITLE, annotation="О погоде.")
    material(sections["library"], title=BY_TEXT, annotation="Кристаллы кристаллы кристаллы кристаллы.")
    catch_up()
    return sections["library"]


@pytest.fixture
def boss(client):
    user = person(Role.ADMINISTRATOR)
    client.force_login(user)
    return user


def typed(**changed):
    """What the form sends: the usual weights and what is `changed`."""
    return {**{name: getattr(Weights(), name) for name in NAMES}, **changed}


def asked_for(act):
    """Whether `act()` asks the database for the weights."""
    with CaptureQueriesContext(connection) as seen:
        act()
    return any("search_rankingweights" in query["sql"] for query in seen)


FOR_TEXT = {"title": 0, "summary": 20, "all_in_title": 0, "same_title": 0, "in_a_row": 0}


def test_the_fields_are_those_of_the_scorer_with_its_defaults():
    row = RankingWeights()
    assert kept.weights_of(row) == kept.weights_of(None) == Weights()
    assert {field.name for field in RankingWeights._meta.fields} - {"id"} == set(NAMES)
    assert all(RankingWeights._meta.get_field(name).help_text for name in NAMES)


def test_saved_weights_change_the_order_at_once(client, library, boss):
    assert titles(ask(client, "кристаллы")) == [BY_TITLE, BY_TEXT]
    response = client.post(PAGE, {**typed(**FOR_TEXT), "save": "1"}, follow=True)
    assert "он уже действует" in response.content.decode()
    assert titles(ask(client, "кристаллы")) == [BY_TEXT, BY_TITLE]
    assert client.post(PAGE, {"reset": "1"}).status_code == 302
    assert titles(ask(client, "кристаллы")) == [BY_TITLE, BY_TEXT]


def test_another_process_hears_of_it_by_the_log_of_changes(library, boss):
    assert current_weights() == Weights()
    # As another process would: the row and the change, and nothing of this one's memory.
    RankingWeights.objects.bulk_create([RankingWeights(title=3)])
    assert current_weights().title == Weights.title
    Change.objects.create(page_id=None)
    assert current_weights().title == 3


def test_while_nothing_changes_nobody_asks_for_them(client, library):
    ask(client, "кристаллы")
    assert not asked_for(lambda: ask(client, "кристаллы"))
    log.forget()
    assert asked_for(lambda: ask(client, "кристаллы"))


def test_a_changed_page_is_no_reason_to_read_them_again(library):
    current_weights()
    Change.objects.create(page_id=library.pk)
    assert not asked_for(current_weights)
    assert kept._kept[0] == log.generation()


def test_the_preview_shows_both_orders_and_changes_nothing(client, library, boss):
    response = client.post(PAGE, {**typed(**FOR_TEXT), "q": "кристаллы", "try": "1"})
    rows = response.context["rows"]
    assert [(place, old.title, new.title, before) for place, old, new, before in rows] == [
        (1, BY_TITLE, BY_TEXT, 2),
        (2, BY_TEXT, BY_TITLE, 1),
    ]
    text = response.content.decode()
    assert "выше: было 2" in text
    assert "ниже: было 1" in text
    assert not RankingWeights.objects.exists()
    assert current_weights() == Weights()
    assert titles(ask(client, "кристаллы")) == [BY_TITLE, BY_TEXT]


def test_a_query_without_hits_and_a_strange_one_are_answered(client, library, boss):
    assert "ничего не нашлось" in client.post(PAGE, {**typed(), "q": "лишайник"}).content.decode()
    text = client.post(PAGE, {**typed(), "q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)" in text
    assert client.post(PAGE, {**typed(), "q": "х" * 300}).status_code == 200


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("-0.1", "больше либо равно 0"),
        ("20.1", "меньше либо равно 20"),
        ("много", "Введите число"),
        ("nan", "Введите число"),
        ("1e400", "Введите число"),
        ("", "Требуется заполнить это поле"),
    ],
)
def test_what_is_out_of_range_is_refused_in_russian(client, library, boss, value, said):
    text = client.post(PAGE, {**typed(title=value), "save": "1"}).content.decode()
    assert said in text
    assert not RankingWeights.objects.exists()


def test_the_verb_refuses_it_too_whoever_calls(library, boss):
    with pytest.raises(ValidationError):
        save_weights(weights=Weights(body=21), by=boss)
    with pytest.raises(IntegrityError), transaction.atomic():
        RankingWeights.objects.create(body=-1)


def test_the_change_is_logged_with_what_was_before(library, boss):
    assert save_weights(weights=Weights(title=5), by=boss)
    assert not save_weights(weights=Weights(title=5), by=boss)
    entry = ModelLogEntry.objects.get(action="search.weights.change")
    assert (entry.user, entry.data) == (boss, {"changed": {"title": [8.0, 5]}})


@pytest.mark.parametrize("role", [Role.METHODIST, Role.EDITOR, Role.ANALYST, Role.TEACHER])
def test_others_neither_see_nor_change_them(client, library, role):
    user = person(role)
    client.force_login(user)
    assert client.get(PAGE).status_code in (302, 403)
    assert client.post(PAGE, {**typed(title=1), "save": "1"}).status_code in (302, 403)
    with pytest.raises(ActionRefused):
        save_weights(weights=Weights(title=1), by=user)
    assert not RankingWeights.objects.exists()


def test_the_menu_leads_there(client, library, boss):
    assert PAGE in client.get("/admin/").content.decode()
