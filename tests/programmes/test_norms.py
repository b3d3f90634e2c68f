"""The verbs of the normative base: wordings come into force one after another and never change afterwards."""

import datetime
import itertools

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.permissions import ActionRefused
from programmes.models import Regulation, RegulationVersion
from programmes.norm_enums import REGULATION_MOVES, VERSION_MOVES, Purpose, RegulationStatus, VersionState
from programmes.norms import (
    NormRefused,
    add_version,
    change_version,
    drop_version,
    enforce_version,
    set_regulation_status,
)
from tests.making import person, stored

pytestmark = pytest.mark.django_db
DAY = datetime.date
TEXT = "<p>Правила.</p>"


@pytest.fixture
def leader(db):
    return person(Role.PROGRAMME_LEADER)


def regulation(title="Положение о публикации", **fields):
    """A public document without wordings."""
    made = Regulation(title=title, **{"is_public": True, **fields})
    made.full_clean()
    made.save()
    return made


def in_force(document, by, starts_on=None, **fields):
    """A new wording of `document`, in force."""
    fields.setdefault("text", TEXT)
    return enforce_version(version=add_version(regulation=document, by=by, starts_on=starts_on, **fields), by=by)


def test_wordings_follow_each_other_and_one_is_in_force(leader):
    document = regulation()
    first = in_force(document, leader, DAY(2024, 9, 1))
    second = in_force(document, leader, DAY(2025, 9, 1), changes="Короче сроки.")
    first.refresh_from_db()
    document.refresh_from_db()
    assert (first.number, first.state, first.ends_on) == (1, VersionState.PAST, DAY(2025, 8, 31))
    assert (second.number, second.state, second.ends_on) == (2, VersionState.CURRENT, None)
    assert document.status == RegulationStatus.IN_FORCE


def test_a_wording_without_a_date_is_in_force_from_today(leader):
    assert in_force(regulation(), leader).starts_on == timezone.localdate()


def test_what_has_been_in_force_never_changes(leader):
    document = regulation()
    past = in_force(document, leader, DAY(2024, 9, 1))
    current = in_force(document, leader, DAY(2025, 9, 1))
    for version, act in itertools.product((past, current), (change_version, drop_version, enforce_version)):
        with pytest.raises(NormRefused, match="больше не меняется"):
            act(version=version, by=leader, **({"text": "<p>Иначе</p>"} if act is change_version else {}))
    assert set(RegulationVersion.objects.values_list("text", flat=True)) == {TEXT}


def test_a_draft_is_changed_given_up_and_its_number_given_again(leader):
    document, file = regulation(), stored()
    draft = add_version(regulation=document, by=leader, text=TEXT)
    changed = change_version(version=draft, by=leader, file=file, changes="Что-то")
    assert (changed.number, changed.file, changed.text, changed.changes) == (1, file, "", "Что-то")
    drop_version(version=changed, by=leader)
    assert not document.versions.exists()
    assert add_version(regulation=document, by=leader, text=TEXT).number == 1


def test_one_draft_at_a_time(leader):
    document = regulation()
    add_version(regulation=document, by=leader, text=TEXT)
    with pytest.raises(NormRefused, match="уже готовится"):
        add_version(regulation=document, by=leader, text=TEXT)


@pytest.mark.parametrize("text", ["", "   ", '<p data-block-key="a"></p>', "<p> </p><br/>"])
def test_an_empty_wording_is_refused(leader, text):
    with pytest.raises(NormRefused, match="пустой редакции не бывает"):
        add_version(regulation=regulation(), by=leader, text=text)


def test_the_future_and_the_past_are_refused(leader):
    document = regulation()
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    with pytest.raises(NormRefused, match="ещё не наступила"):
        in_force(document, leader, tomorrow)
    draft = document.versions.get()
    enforce_version(version=change_version(version=draft, by=leader, text=TEXT, starts_on=DAY(2025, 1, 1)), by=leader)
    for day in (DAY(2025, 1, 1), DAY(2024, 12, 31)):
        with pytest.raises(NormRefused, match="позже прежней"):
            in_force(document, leader, day)
        drop_version(version=document.versions.get(state=VersionState.DRAFT), by=leader)
    assert document.versions.get().state == VersionState.CURRENT


def test_every_move_of_a_status_is_allowed_or_refused_as_the_table_says(leader):
    for now, wanted in itertools.product(RegulationStatus, RegulationStatus):
        document = regulation(f"{now} {wanted}", status=now)
        if wanted in REGULATION_MOVES[now]:
            assert set_regulation_status(regulation=document, status=wanted, by=leader).status == wanted
        else:
            with pytest.raises(NormRefused):
                set_regulation_status(regulation=document, status=wanted, by=leader)
            assert Regulation.objects.get(pk=document.pk).status == now


def test_a_wording_goes_one_way_only():
    assert {
        VersionState.DRAFT: {VersionState.CURRENT},
        VersionState.CURRENT: {VersionState.PAST},
        VersionState.PAST: set(),
    } == VERSION_MOVES


@pytest.mark.parametrize("role", [Role.TEACHER, Role.EXPERT, Role.ANALYST, Role.MODERATOR])
def test_others_change_nothing(leader, role):
    document, other = regulation(), person(role)
    draft = add_version(regulation=document, by=leader, text=TEXT)
    acts = [
        lambda: add_version(regulation=document, by=other, text=TEXT),
        lambda: change_version(version=draft, by=other, text=TEXT),
        lambda: drop_version(version=draft, by=other),
        lambda: enforce_version(version=draft, by=other),
        lambda: set_regulation_status(regulation=document, status=RegulationStatus.IN_FORCE, by=other),
    ]
    for act in acts:
        with pytest.raises(ActionRefused):
            act()
    assert document.versions.get().state == VersionState.DRAFT


def test_every_step_is_written_down(leader):
    document = regulation()
    draft = add_version(regulation=document, by=leader, text=TEXT)
    enforce_version(version=change_version(version=draft, by=leader, text=TEXT), by=leader)
    drop_version(version=add_version(regulation=document, by=leader, text=TEXT), by=leader)
    set_regulation_status(regulation=document, status=RegulationStatus.LOST_FORCE, by=leader)
    actions = ModelLogEntry.objects.filter(user=leader).order_by("pk").values_list("action", flat=True)
    assert [action.rsplit(".", 1)[1] for action in actions] == [
        "add", "change", "enforce", "add", "drop", "status",
    ]  # fmt: skip


def test_the_database_itself_holds_one_wording_in_force_and_numbers_once(leader):
    document = regulation()
    in_force(document, leader, DAY(2024, 9, 1))
    for fields in (
        {"number": 2, "state": VersionState.CURRENT, "starts_on": DAY(2025, 1, 1)},
        {"number": 1},
        {"number": 2, "state": VersionState.PAST},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            RegulationVersion.objects.create(regulation=document, text=TEXT, **fields)


def test_the_site_finds_the_wording_that_people_agree_to(leader):
    document = regulation(purpose=Purpose.PUBLICATION)
    find = RegulationVersion.objects.current_for
    assert find(Purpose.PUBLICATION) is None
    in_force(document, leader, DAY(2024, 9, 1))
    second = in_force(document, leader, DAY(2025, 9, 1))
    add_version(regulation=document, by=leader, text=TEXT)
    assert find(Purpose.PUBLICATION) == second
    assert find(Purpose.EXPERTISE) is None
    set_regulation_status(regulation=document, status=RegulationStatus.LOST_FORCE, by=leader)
    assert find(Purpose.PUBLICATION) is None


def test_two_documents_never_serve_one_purpose():
    regulation(purpose=Purpose.PUBLICATION)
    with pytest.raises(ValidationError, match="уже есть документ"):
        regulation("Другое", purpose=Purpose.PUBLICATION)
    regulation("Третье")
    regulation("Четвёртое")


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"number": "273-ФЗ", "date": DAY(2012, 12, 29)}, "№ 273-ФЗ от 29 декабря 2012"),
        ({"number": "№ 5"}, "№ 5"),
        ({"date": DAY(2014, 1, 9)}, "от 9 января 2014"),
        ({"date_text": "2013–2017"}, "2013–2017"),
        ({}, ""),
    ],
)
def test_number_and_date_make_one_line(fields, line):
    assert Regulation(title="Закон", **fields).details == line


def test_like_titles_have_different_addresses_that_stay():
    one, two = regulation("Приказ о группе"), regulation("Приказ о группе")
    assert (one.slug, two.slug) == ("prikaz-o-gruppe", "prikaz-o-gruppe-2")
    one.title = "Другой"
    one.full_clean()
    assert one.slug == "prikaz-o-gruppe"
