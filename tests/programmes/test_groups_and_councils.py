"""Councils and groups: members with terms, meetings with their moves, protocols, plans agreed and corrected."""

import datetime
import itertools

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.permissions import ActionRefused, can
from programmes.agreements import AgreementRefused, agree_plan, corrections_between
from programmes.group_enums import COUNCILS, MEETING_MOVES, MEETING_SIGNS, MEETING_TONES, GroupKind, MeetingStatus
from programmes.leading import appoint_leader
from programmes.meeting import (
    MeetingRefused,
    cancel_meeting,
    correct_meeting,
    drop_meeting,
    hold_meeting,
    plan_meeting,
    reopen_meeting,
)
from programmes.membership import drop_member, keep_member
from programmes.models import GroupMember, GroupPage, Meeting, PlanItem, Stage
from tests.making import close, news, person, programme, put, queries_of, stored, subproject

pytestmark = pytest.mark.django_db
TODAY = datetime.date.today()
DAY = datetime.timedelta(days=1)


@pytest.fixture
def leader(db):
    return person()


@pytest.fixture
def page(sections, leader):
    return programme(sections["programmes"], "Читаем вместе", responsible=leader)


@pytest.fixture
def group(page):
    return put(page, GroupPage(title="Координационный совет", kind=GroupKind.COORDINATING))


def meeting_of(group, by, status=MeetingStatus.PLANNED, on=TODAY):
    """A meeting in this state, brought there by the verbs."""
    meeting = plan_meeting(group=group, on=on, by=by)
    if status == MeetingStatus.HELD:
        return hold_meeting(meeting=meeting, by=by)
    if status == MeetingStatus.CANCELLED:
        return cancel_meeting(meeting=meeting, reason="Карантин", by=by)
    return meeting


def plan_of_group(group, page, *texts):
    """A stage of the group with these items."""
    stage = Stage.objects.create(programme=page, group=group, number=1, name="План группы")
    return [PlanItem.objects.create(stage=stage, text=text, sort_order=n) for n, text in enumerate(texts)]


def text_of(client, page):
    response = client.get(page.url)
    assert response.status_code == 200
    # Without the spaces that keep words together.
    return response.content.decode().replace("\xa0", " ")


MOVE = {
    MeetingStatus.HELD: lambda meeting, by: hold_meeting(meeting=meeting, by=by),
    MeetingStatus.CANCELLED: lambda meeting, by: cancel_meeting(meeting=meeting, reason="Нет людей", by=by),
    MeetingStatus.PLANNED: lambda meeting, by: reopen_meeting(meeting=meeting, by=by),
}


@pytest.mark.parametrize(("now", "wanted"), list(itertools.product(MeetingStatus, MeetingStatus)))
def test_a_meeting_goes_only_where_the_table_lets_it(group, leader, now, wanted):
    meeting = meeting_of(group, leader, now)
    if wanted in MEETING_MOVES[now]:
        MOVE[wanted](meeting, leader)
        kept = wanted
    else:
        with pytest.raises(MeetingRefused, match=str(now.label)):
            MOVE[wanted](meeting, leader)
        kept = now
    meeting.refresh_from_db()
    assert meeting.status == kept
    assert bool(meeting.reason) == (kept == MeetingStatus.CANCELLED)


def test_the_words_of_meetings_and_kinds_are_whole():
    assert set(MEETING_MOVES) == set(MEETING_TONES) == set(MEETING_SIGNS) == set(MeetingStatus)
    assert set(list(GroupKind)[: len(COUNCILS)]) == COUNCILS


def test_a_meeting_is_not_held_before_its_day_and_keeps_what_it_decided(group, leader):
    meeting = meeting_of(group, leader, on=TODAY + DAY)
    with pytest.raises(MeetingRefused, match="ещё не наступил"):
        hold_meeting(meeting=meeting, by=leader)
    held = hold_meeting(meeting=meeting_of(group, leader), decisions="Принять план", protocol_number="4", by=leader)
    assert (held.decisions, held.protocol_number) == ("Принять план", "4")
    with pytest.raises(MeetingRefused, match="решения или протокол"):
        reopen_meeting(meeting=held, by=leader)
    with pytest.raises(MeetingRefused, match="не удаляют"):
        drop_meeting(meeting=held, by=leader)
    with pytest.raises(MeetingRefused, match="не может быть в будущем"):
        correct_meeting(meeting=held, on=TODAY + DAY, by=leader)
    held.refresh_from_db()
    assert (held.on, held.decisions) == (TODAY, "Принять план")


def test_only_a_held_meeting_decides_and_only_a_cancelled_one_has_a_reason(group, leader):
    meeting = meeting_of(group, leader)
    with pytest.raises(MeetingRefused, match="которое прошло"):
        correct_meeting(meeting=meeting, decisions="Решили", by=leader)
    with pytest.raises(MeetingRefused, match="почему"):
        cancel_meeting(meeting=meeting, reason="  ", by=leader)
    wrong = [{"decisions": "Решили"}, {"status": "cancelled"}, {"protocol": stored()}]
    for fields in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Meeting.objects.filter(pk=meeting.pk).update(**fields)


def test_verbs_are_written_down_and_only_for_those_who_lead(group, leader):
    meeting = meeting_of(group, leader, MeetingStatus.HELD)
    correct_meeting(meeting=meeting, place="Зал", by=leader)
    correct_meeting(meeting=meeting, place="Зал", by=leader)
    done = ModelLogEntry.objects.filter(object_id=str(meeting.pk)).order_by("pk").values_list("action", flat=True)
    assert list(done) == [f"programmes.meeting.{verb}" for verb in ("plan", "hold", "correct")]
    stranger = person(Role.PROGRAMME_LEADER)
    member = GroupMember(group=group, name="Имя")
    for act in (
        lambda: plan_meeting(group=group, on=TODAY, by=stranger),
        lambda: correct_meeting(meeting=meeting, place="Двор", by=stranger),
        lambda: reopen_meeting(meeting=meeting, by=stranger),
        lambda: keep_member(member=member, by=stranger),
        lambda: agree_plan(group=group, on=TODAY, by=stranger),
    ):
        with pytest.raises(ActionRefused):
            act()
    keep_member(member=member, by=leader)
    with pytest.raises(ActionRefused):
        drop_member(member=member, by=stranger)
    drop_member(member=member, by=leader)
    assert not GroupMember.objects.exists()


def test_a_member_cannot_leave_before_joining(group, leader):
    with pytest.raises(ValidationError):
        keep_member(member=GroupMember(group=group, name="Имя", since=TODAY, until=TODAY - DAY), by=leader)


def test_the_page_shows_members_of_today_apart_from_the_others(client, group, leader):
    terms = {
        "Ныне": (None, None),
        "Бывший": (None, TODAY - DAY),
        "Будущий": (TODAY + DAY, None),
        "Сегодня": (TODAY, TODAY),
    }
    for order, (name, (since, until)) in enumerate(terms.items()):
        member = GroupMember(group=group, name=name, role="член совета", since=since, until=until, sort_order=order)
        keep_member(member=member, by=leader)
    shown = client.get(group.url).context_data
    assert [member.name for member in shown["members"]] == ["Ныне", "Сегодня"]
    assert [member.name for member in shown["former"]] == ["Бывший", "Будущий"]
    assert text_of(client, group.get_parent()).count("2 человека") == 1


def test_visitors_see_at_once_what_a_verb_has_changed(client, page, group, leader):
    assert "12 марта" not in text_of(client, group)
    meeting = plan_meeting(group=group, on=datetime.date(2020, 3, 12), agenda="О плане", by=leader)
    assert "О плане" in text_of(client, group)
    hold_meeting(meeting=meeting, decisions="Принять", by=leader)
    assert "Принять" in text_of(client, group)
    keep_member(member=GroupMember(group=group, name="Вера Лаптева"), by=leader)
    assert "Вера Лаптева" in text_of(client, group)
    plan_meeting(group=group, on=TODAY + DAY, by=leader)
    assert "Ближайшее заседание" in text_of(client, page)


def test_a_protocol_is_read_by_all_only_of_a_held_meeting_of_an_open_page(client, group, leader):
    file = stored("Протокол.txt", "Слушали, решили")
    meeting = hold_meeting(meeting=meeting_of(group, leader), protocol=file, by=leader)
    assert file.url in text_of(client, group)
    assert client.get(file.url).status_code == 200
    correct_meeting(meeting=meeting, protocol=None, by=leader)
    assert client.get(file.url).status_code != 200
    correct_meeting(meeting=meeting, protocol=file, by=leader)
    restriction = close(group)
    assert client.get(file.url).status_code != 200
    restriction.delete()
    GroupPage.objects.get(pk=group.pk).unpublish()
    assert client.get(file.url).status_code != 200


def test_a_plan_is_a_draft_then_agreed_then_corrected_line_by_line(client, page, group, leader):
    with pytest.raises(AgreementRefused, match="нечего"):
        agree_plan(group=group, on=TODAY, by=leader)
    first, second, third = plan_of_group(group, page, "Первое", "Второе", "Третье")
    assert "проект" in text_of(client, group)
    with pytest.raises(AgreementRefused, match="в будущем"):
        agree_plan(group=group, on=TODAY + DAY, by=leader)
    agree_plan(group=group, on=TODAY, by=leader)
    state = client.get(group.url).context_data["agreement"]
    assert (state["tone"], state["corrections"]) == ("ok", [])
    first.text = "Первое иначе"
    first.save()
    third.delete()
    PlanItem.objects.create(stage=second.stage, text="Четвёртое", sort_order=9)
    state = client.get(group.url).context_data["agreement"]
    assert state["corrections"] == [
        ("исправлено", "Первое иначе", "Первое"),
        ("добавлено", "Четвёртое", ""),
        ("снято", "Третье", ""),
    ]
    text = text_of(client, group)
    assert "Правки после согласования: 3" in text
    assert "Было: Первое" in text
    agree_plan(group=group, on=TODAY, by=leader)
    assert client.get(group.url).context_data["agreement"]["corrections"] == []
    assert group.plan_agreements.count() == 2


def test_a_term_is_part_of_what_was_agreed_and_a_state_is_not():
    line = {"id": 1, "number": "1", "text": "Дело", "term": "май"}
    assert corrections_between([line], [dict(line)]) == []
    assert corrections_between([line], [{**line, "term": "июнь"}]) == [("исправлено", "1 Дело (июнь)", "1 Дело (май)")]


def test_a_curator_keeps_the_group_and_does_not_agree_their_own_plan(page, group, leader):
    curator = person()
    appoint_leader(page=group, user=curator, by=leader)
    (item,) = plan_of_group(group, page, "Дело")
    assert can(curator, "change", item)
    assert can(curator, "change", item.stage)
    plan_meeting(group=group, on=TODAY, by=curator)
    with pytest.raises(ActionRefused):
        agree_plan(group=group, on=TODAY, by=curator)
    with pytest.raises(ActionRefused):
        appoint_leader(page=group, user=person(), by=curator)
    other = put(page, GroupPage(title="Другая", kind=GroupKind.SMALL))
    assert not can(curator, "change", Meeting(group=other, on=TODAY))


def test_a_stage_belongs_to_one_part_and_numbers_start_anew_in_each(page, group):
    part = subproject(page)
    for fields in ({}, {"subproject": part}, {"group": group}):
        Stage.objects.create(programme=page, number=1, name="Первый", **fields)
    for fields in ({"group": group}, {"group": group, "subproject": part}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Stage.objects.create(programme=page, number=1, name="Ещё", **fields)


def test_the_plan_of_a_group_stands_on_its_page_and_not_among_the_programmes_stages(client, page, group):
    plan_of_group(group, page, "Дело одной группы")
    assert "Дело одной группы" in text_of(client, group)
    shown = text_of(client, page)
    assert "Дело одной группы" not in shown
    assert "Координационный совет" in shown


def test_a_subproject_shows_its_leader_defence_plan_groups_and_news(client, sections, page, leader):
    part = subproject(page, "Часть", leader="Вера Лаптева", defended_on=datetime.date(2016, 10, 20), defence="Принят")
    stage = Stage.objects.create(programme=page, subproject=part, number=1, name="Своё")
    PlanItem.objects.create(stage=stage, text="Дело подпроекта", status="done")
    put(part, GroupPage(title="Лаборатория вопроса", kind=GroupKind.PROBLEM))
    news(sections["news"], "Новость части", parts=[part])
    shown = text_of(client, part)
    for words in ("Вера Лаптева", "20 октября 2016", "Принят", "Дело подпроекта", "Выполнено 1 из 1"):
        assert words in shown, words
    assert "Лаборатория вопроса" in shown
    assert "Новость части" in shown
    assert "Лаборатория вопроса" in text_of(client, page)


def test_all_councils_and_groups_stand_in_one_list_by_kind_with_the_place_of_each(client, sections, page, group):
    put(sections["groups"], GroupPage(title="НМС центра", kind=GroupKind.SCIENTIFIC, members_total=5))
    put(group, GroupPage(title="Малая", kind=GroupKind.SMALL))
    put(page, GroupPage(title="Черновик", kind=GroupKind.SMALL), publish=False)
    sorts = client.get(sections["groups"].url).context_data["sorts"]
    listed = [
        (name, [(entry["page"].title, " · ".join(entry["facts"]).replace("\xa0", " ")) for entry in entries])
        for name, entries in sorts
    ]
    assert listed == [
        (
            "Советы",
            [
                ("НМС центра", "научно-методический совет · 5 человек · Советы и группы"),
                # Called by its kind, so the kind is not said again.
                ("Координационный совет", "Читаем вместе"),
            ],
        ),
        ("Группы", [("Малая", "малая группа · Координационный совет")]),
    ]
    assert sections["groups"].url in text_of(client, sections["programmes"])


def test_pages_cost_the_same_for_few_rows_and_for_many(client, sections, page, group, leader):
    part = subproject(page)
    plan_of_group(group, page, "Первое")

    def grow(number):
        for n in range(number):
            keep_member(member=GroupMember(group=group, name=f"Имя {n}"), by=leader)
            meeting = plan_meeting(group=group, on=TODAY - n * DAY, by=leader)
            hold_meeting(meeting=meeting, decisions="Решили", protocol=stored(f"П{n}.txt", f"Текст {n}"), by=leader)
            PlanItem.objects.create(stage=group.stages.get(), text=f"Дело {n}")
            put(group, GroupPage(title=f"Под {n}", kind=GroupKind.SMALL))
            put(part, GroupPage(title=f"Малая {n}", kind=GroupKind.SMALL))
            stage = Stage.objects.create(
                programme=page, subproject=part, number=100 + Stage.objects.count(), name="Этап"
            )
            PlanItem.objects.create(stage=stage, text="Дело")

    addresses = [group.url, part.url, page.url, sections["groups"].url]

    def costs():
        # A question mark: pages of addresses with a query are made anew each time.
        return [queries_of(lambda address=address: client.get(f"{address}?n=1")) for address in addresses]

    grow(2)
    few = costs()
    grow(4)
    assert costs() == few
    assert max(few) <= 20


def test_a_group_whose_term_has_ended_says_so(client, page):
    over = put(page, GroupPage(title="Прежняя", ends_on=TODAY - DAY))
    present = put(page, GroupPage(title="Нынешняя", ends_on=TODAY))
    assert "Работа завершена" in text_of(client, over)
    assert "Работа завершена" not in text_of(client, present)


def test_a_person_is_asked_once_what_they_lead(page, leader, django_assert_num_queries):
    items = plan_of_group(put(page, GroupPage(title="Группа")), page, *"абвгд")
    rows = list(PlanItem.objects.select_related("stage__programme", "stage__group", "stage__subproject", "subproject"))
    assert len(rows) == len(items) == 5
    user = type(leader).objects.get(pk=leader.pk)
    # The roles and what the person leads.
    with django_assert_num_queries(2):
        assert all(can(user, "change", item) for item in rows)


class TestScreens:
    """The admin's screens over a group's life: through the verbs, for those who lead."""

    def post(self, client, address, **data):
        return client.post(f"/admin/{address}/", data)

    def test_a_leader_plans_holds_and_corrects_a_meeting_on_one_screen(self, client, group, leader):
        client.force_login(leader)
        data = {"group": group.pk, "on": str(TODAY), "agenda": "О плане", "state": "planned"}
        assert self.post(client, "meetings/new", **data).status_code == 302
        meeting = Meeting.objects.get()
        address = f"meetings/edit/{meeting.pk}"
        assert client.get(f"/admin/{address}/").status_code == 200
        answer = self.post(client, address, **{**data, "decisions": "Решили"})
        assert "которое прошло" in answer.content.decode()
        held = {**data, "decisions": "Решили", "protocol_number": "1", "state": "held"}
        assert self.post(client, address, **held).status_code == 302
        meeting.refresh_from_db()
        assert (meeting.status, meeting.decisions) == ("held", "Решили")
        assert "нельзя сменить" in self.post(client, address, **{**held, "state": "cancelled"}).content.decode()
        assert self.post(client, address, **{**data, "state": "planned"}).status_code == 302
        assert self.post(client, address, **{**data, "state": "cancelled"}).status_code == 200
        assert self.post(client, address, **{**data, "state": "cancelled", "why": "Карантин"}).status_code == 302
        meeting.refresh_from_db()
        assert (meeting.status, meeting.reason, meeting.decisions) == ("cancelled", "Карантин", "")

    def test_members_and_agreements_are_kept_on_their_screens(self, client, page, group, leader):
        client.force_login(leader)
        plan_of_group(group, page, "Дело")
        data = {"group": group.pk, "name": "Вера", "sort_order": "1"}
        assert self.post(client, "group_members/new", **data).status_code == 302
        member = GroupMember.objects.get()
        assert self.post(client, f"group_members/edit/{member.pk}", **{**data, "role": "секретарь"}).status_code == 302
        assert GroupMember.objects.get().role == "секретарь"
        assert self.post(client, f"group_members/delete/{member.pk}").status_code == 302
        assert not GroupMember.objects.exists()
        future = {"group": group.pk, "agreed_on": str(TODAY + DAY)}
        assert "в будущем" in self.post(client, "plan_agreements/new", **future).content.decode()
        assert self.post(client, "plan_agreements/new", **{**future, "agreed_on": str(TODAY)}).status_code == 302
        agreement = group.plan_agreements.get()
        assert client.get(f"/admin/plan_agreements/edit/{agreement.pk}/").status_code in {302, 403, 404}

    def test_another_leader_sees_no_row_and_saves_none(self, client, sections, group, leader):
        stranger = person()
        programme(sections["programmes"], "Чужая", responsible=stranger)
        meeting = meeting_of(group, leader)
        member = keep_member(member=GroupMember(group=group, name="Вера"), by=leader)
        client.force_login(stranger)
        for name, row in (("meetings", meeting), ("group_members", member)):
            assert list(client.get(f"/admin/{name}/").context["object_list"]) == []
            for act in ("edit", "delete", "history"):
                assert client.get(f"/admin/{name}/{act}/{row.pk}/").status_code == 404
            data = {"group": group.pk, "name": "Я", "sort_order": "0", "on": str(TODAY), "state": "planned"}
            assert self.post(client, f"{name}/new", **data).status_code == 200
        assert (Meeting.objects.count(), GroupMember.objects.count()) == (1, 1)


def test_a_member_is_added_in_the_accusative(client, sections):
    client.force_login(person(Role.EDITOR))
    assert "Добавить члена совета или группы" in client.get(reverse("group_members:index")).text
