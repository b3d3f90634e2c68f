"""What a leader does with the plan: states with day and reason, moved terms, proofs; and visitors see it at once."""

import datetime

import pytest
from wagtail.models import ModelLogEntry, Page

from accounts.enums import Role
from accounts.permissions import ActionRefused, can
from home import page_cache
from programmes.actions import MoveRefused, ReasonNeeded, set_item_status
from programmes.enums import NEED_REASON, ItemStatus
from programmes.models import ItemDate, ItemProof, PlanItem, Stage
from programmes.planning import ProofRefused, TermRefused, add_proof, move_item, remove_proof, write_term
from programmes.terms import Term, read_term
from tests.making import close, news, person, plan, programme, subproject

pytestmark = pytest.mark.django_db
DAY = datetime.date
TODAY = datetime.date.today()


@pytest.fixture
def page(sections):
    return programme(sections["programmes"], "Читаем вместе")


@pytest.fixture
def leader():
    return person(Role.EDITOR)


@pytest.fixture
def item(page):
    return plan(page, items=1)[0]


def logged(action):
    return ModelLogEntry.objects.get(action=f"programmes.item.{action}")


# States ------------------------------------------------------------------------------------------------------------------


def test_a_state_keeps_its_day_and_its_reason(item, leader):
    set_item_status(item=item, status="in_progress", by=leader, reason="  Начали\nраньше ", on=DAY(2026, 5, 4))
    item.refresh_from_db()
    assert (item.status_on, item.status_reason) == (DAY(2026, 5, 4), "Начали раньше")
    set_item_status(item=item, status="done", by=leader)
    item.refresh_from_db()
    assert (item.status_on, item.status_reason) == (TODAY, "")


@pytest.mark.parametrize("status", ItemStatus)
def test_only_what_is_moved_or_cancelled_needs_a_reason(page, leader, status):
    (item,) = plan(page, items=1, status="planned" if status != "planned" else "done")
    if status in NEED_REASON:
        with pytest.raises(ReasonNeeded, match="причину"):
            set_item_status(item=item, status=status, by=leader, reason="  ")
        item.refresh_from_db()
        assert item.status != status
    else:
        assert set_item_status(item=item, status=status, by=leader).status == status


def test_a_state_of_tomorrow_and_a_reason_that_is_too_long_are_refused(item, leader):
    with pytest.raises(MoveRefused, match="не наступил"):
        set_item_status(item=item, status="done", by=leader, on=TODAY + datetime.timedelta(days=2))
    with pytest.raises(MoveRefused, match="300"):
        set_item_status(item=item, status="done", by=leader, reason="я" * 301)
    assert not ModelLogEntry.objects.filter(action="programmes.item.status").exists()


# Terms -------------------------------------------------------------------------------------------------------------------


def test_a_moved_item_has_new_terms_a_reason_and_what_was_before_in_the_log(item, leader):
    write_term(item, read_term("май 2026"), "май 2026")
    words = "май 2027, май 2028"
    move_item(item=item, by=leader, reason="Ждём приказ", words=words, term=read_term(words))
    item.refresh_from_db()
    assert (item.status, item.status_reason, item.term) == ("moved", "Ждём приказ", words)
    assert (item.starts_on, item.due_on) == (DAY(2027, 5, 1), DAY(2028, 5, 31))
    assert [date.ends_on for date in item.dates.all()] == [DAY(2027, 5, 31), DAY(2028, 5, 31)]
    assert logged("move").data["before"] == {"term": "май 2026", "due_on": "2026-05-31"}


def test_an_item_may_be_moved_twice_and_old_terms_do_not_stay(item, leader):
    for words in ("май 2027, май 2028", "июнь 2029"):
        move_item(item=item, by=leader, reason="Снова ждём", words=words, term=read_term(words))
    assert not ItemDate.objects.exists()
    item.refresh_from_db()
    assert item.due_on == DAY(2029, 6, 30)


def test_a_move_may_be_written_down_later_but_not_before_its_day(item, leader):
    given = {"item": item, "by": leader, "reason": "Ждём приказ", "words": "май 2027", "term": read_term("май 2027")}
    yesterday, tomorrow = TODAY - datetime.timedelta(days=1), TODAY + datetime.timedelta(days=1)
    assert move_item(**given, on=yesterday).status_on == yesterday
    assert logged("move").data["on"] == yesterday.isoformat()
    assert move_item(**given).status_on == TODAY
    with pytest.raises(MoveRefused, match="не наступил"):
        move_item(**given, on=tomorrow)


def test_what_is_cancelled_is_not_moved_and_a_move_needs_words_and_a_reason(page, leader):
    gone, kept = plan(page, items=2)
    set_item_status(item=gone, status="cancelled", by=leader, reason="Не нужно")
    with pytest.raises(MoveRefused, match="Отменённое"):
        move_item(item=gone, by=leader, reason="Нужно", words="май 2027", term=read_term("май 2027"))
    with pytest.raises(ReasonNeeded):
        move_item(item=kept, by=leader, reason="", words="май 2027", term=read_term("май 2027"))
    with pytest.raises(TermRefused):
        move_item(item=kept, by=leader, reason="Ждём", words=" ", term=Term())
    with pytest.raises(ActionRefused):
        move_item(item=kept, by=person(Role.TEACHER), reason="Ждём", words="май 2027", term=read_term("май 2027"))
    kept.refresh_from_db()
    assert (kept.status, kept.term) == ("planned", "")


# Proofs ------------------------------------------------------------------------------------------------------------------


def test_a_proof_keeps_the_title_the_address_and_the_day_of_a_page(item, leader, sections):
    page = news(sections["news"], "Прошёл семинар", date=DAY(2026, 4, 9))
    proof = add_proof(item=item, by=leader, target=page)
    assert (proof.link(), proof.on, proof.object_id) == (("Прошёл семинар", page.url), DAY(2026, 4, 9), page.pk)
    assert proof.content_type.model_class() is Page
    page.delete()
    assert ItemProof.objects.get().link()[0] == "Прошёл семинар"
    assert logged("proof").data["text"] == "Прошёл семинар"


def test_a_page_that_visitors_cannot_open_is_no_proof(item, leader, sections):
    closed = news(sections["news"], "Только для своих")
    close(closed)
    for target in (news(sections["news"], "Черновик", publish=False), closed):
        with pytest.raises(ProofRefused, match="не увидят"):
            add_proof(item=item, by=leader, target=target)
    assert not ItemProof.objects.exists()


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//evil.example/x", "школа.рф", "ftp://a.b/c", "http://["])
def test_what_is_no_address_is_refused(item, leader, address):
    with pytest.raises(ProofRefused, match="не адрес"):
        add_proof(item=item, by=leader, address=address, text="Отчёт")


def test_an_address_needs_words_and_stands_once(item, leader):
    with pytest.raises(ProofRefused, match="Напишите"):
        add_proof(item=item, by=leader, address="https://school.example/report")
    for address in ("https://school.example/report", "/files/report/"):
        add_proof(item=item, by=leader, address=address, text="Отчёт")
    with pytest.raises(ProofRefused, match="уже есть"):
        add_proof(item=item, by=leader, address="https://school.example/report", text="Он же")
    assert ItemProof.objects.count() == 2


def test_a_proof_is_added_and_taken_off_by_who_keeps_the_plan_only(item, leader):
    proof = add_proof(item=item, by=leader, address="/about/", text="Страница")
    stranger = person(Role.TEACHER)
    with pytest.raises(ActionRefused):
        add_proof(item=item, by=stranger, address="/other/", text="Другая")
    with pytest.raises(ActionRefused):
        remove_proof(proof=proof, by=stranger)
    remove_proof(proof=proof, by=leader)
    assert not ItemProof.objects.exists()
    assert logged("proof_off").user == leader


# What visitors see -------------------------------------------------------------------------------------------------------


def test_visitors_see_every_change_at_once_though_pages_are_kept(settings, client, page, item, leader):
    settings.PAGE_CACHE_BYTES = 4 * 1024 * 1024
    page_cache.pages.clear()
    address = page.url + "plan/"

    def shown(words):
        return words in client.get(address).content.decode()

    assert not shown("Ждём приказ")
    set_item_status(item=item, status="cancelled", by=leader, reason="Ждём приказ")
    assert shown("Ждём приказ")
    set_item_status(item=item, status="planned", by=leader)
    assert not shown("Ждём приказ")
    move_item(item=item, by=leader, reason="Болеем", words="май 2031", term=read_term("май 2031"))
    assert shown("май 2031")
    proof = add_proof(item=item, by=leader, address="/about/", text="Протокол совета")
    assert shown("Протокол совета")
    remove_proof(proof=proof, by=leader)
    assert not shown("Протокол совета")
    assert client.get(address).headers["ETag"]


def test_every_change_moves_the_day_of_the_items_update(item, leader):
    moments = [item.updated_at]
    proof = add_proof(item=item, by=leader, address="/about/", text="Страница")
    for act in (
        lambda: set_item_status(item=item, status="done", by=leader),
        lambda: move_item(item=item, by=leader, reason="Ещё раз", words="май 2031", term=read_term("май 2031")),
        lambda: remove_proof(proof=proof, by=leader),
    ):
        act()
        moments.append(PlanItem.objects.get(pk=item.pk).updated_at)
    assert moments == sorted(set(moments))


# Whose it is -------------------------------------------------------------------------------------------------------------


def test_who_answers_for_a_part_keeps_what_in_the_plan_is_the_parts(page):
    user = person(Role.TEACHER)
    own, other = plan(page, items=2)
    own.subproject = subproject(page, "Своя часть", responsible=user)
    assert can(user, "change", own)
    assert not can(user, "change", other)


def test_stages_of_a_part_are_numbered_apart_and_go_with_it(page):
    part = subproject(page, "Часть")
    Stage.objects.create(programme=page, number=1, name="Общий")
    stage = Stage.objects.create(programme=page, subproject=part, number=1, name="Свой")
    item = PlanItem.objects.create(stage=stage, text="Дело")
    shared = PlanItem.objects.create(stage=page.stages.get(name="Общий"), subproject=part, text="Дело части")
    add_proof(item=item, by=person(Role.EDITOR), address="/about/", text="Страница")
    Page.objects.get(pk=part.pk).specific.delete()
    shared.refresh_from_db()
    assert [stage.name for stage in Stage.objects.all()] == ["Общий"]
    assert shared.subproject is None


def test_a_programme_is_deleted_with_its_whole_plan(page, leader):
    (item,) = plan(page, items=1)
    write_term(item, read_term("май 2027, май 2028"), "май 2027, май 2028")
    add_proof(item=item, by=leader, address="/about/", text="Страница")
    item.responsible_users.add(leader)
    Page.objects.get(pk=page.pk).specific.delete()
    assert not any(model.objects.exists() for model in (Stage, PlanItem, ItemDate, ItemProof))
