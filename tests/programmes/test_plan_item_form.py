"""A leader says what became of an item, from the public plan; who may, what is understood, what is refused."""

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from programmes.models import ItemProof, PlanItem, Stage
from programmes.planning import write_term
from programmes.terms import read_term
from tests.making import news, person, plan, programme, queries_of

pytestmark = pytest.mark.django_db
TODAY = datetime.date.today()


@pytest.fixture
def page(sections):
    return programme(sections["programmes"], "Читаем вместе")


@pytest.fixture
def item(page):
    return plan(page, items=1)[0]


@pytest.fixture
def leader(client):
    user = person(Role.EDITOR)
    client.force_login(user)
    return user


def sent(client, item, **fields):
    return client.post(reverse("programmes:item_change", args=[item.pk]), fields)


def errors(response):
    assert response.status_code == 200
    return " ".join(error for found in response.context["form"].errors.values() for error in found)


def test_a_leader_changes_the_state_and_comes_back_to_the_item(client, leader, item, page):
    assert "Оставить как есть" in client.get(reverse("programmes:item_change", args=[item.pk])).content.decode()
    response = sent(client, item, status="done", on=TODAY.isoformat(), reason="Раньше срока")
    assert response.url == f"{page.url}plan/#item-{item.pk}"
    item.refresh_from_db()
    assert (item.status, item.status_on, item.status_reason) == ("done", TODAY, "Раньше срока")
    assert "Раньше срока" in Client().get(page.url + "plan/").content.decode()


def test_a_moved_item_gets_the_term_its_leader_writes(client, leader, item):
    sent(client, item, status="moved", reason="Ждём приказ", term="до 15 мая 2031")
    item.refresh_from_db()
    assert (item.status, item.term, item.due_on) == ("moved", "до 15 мая 2031", datetime.date(2031, 5, 15))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Выберите новое состояние"),
        ({"status": "moved"}, "причину"),
        ({"status": "moved", "reason": "Ждём", "term": "когда-нибудь"}, "Не удалось понять срок"),
        ({"status": "done", "term": "май 2031"}, "когда дело перенесено"),
        ({"status": "wrong"}, "Выберите корректный"),
        ({"status": "done", "on": "31.02.2026"}, "правильную дату"),
        ({"status": "done", "on": "2099-01-01"}, "не наступил"),
        ({"status": "done", "address": "javascript:alert(1)", "text": "Отчёт"}, "не адрес"),
        ({"address": "https://school.example/"}, "станут ссылкой"),
        ({"page": "999999"}, "Выберите корректный"),
    ],
)
def test_what_is_not_understood_is_said_and_nothing_is_saved(client, leader, item, fields, said):
    assert said in errors(sent(client, item, **fields))
    assert PlanItem.objects.get(pk=item.pk).status == "planned"
    assert not ItemProof.objects.exists()


def test_a_proof_is_chosen_from_the_news_of_the_programme(client, leader, item, page, sections):
    about = news(sections["news"], "Прошла встреча", about=[page])
    news(sections["news"], "О другом")
    text = client.get(reverse("programmes:item_change", args=[item.pk])).content.decode()
    assert "Прошла встреча" in text
    assert "О другом" not in text
    sent(client, item, page=about.pk, status="done")
    assert ItemProof.objects.get().link() == ("Прошла встреча", about.url)


@pytest.mark.parametrize("whole", [False, True])
def test_an_address_of_this_site_is_known_as_its_page(client, leader, item, sections, settings, whole):
    page = news(sections["news"], "Прошла встреча")
    sent(client, item, address=f"{settings.SITE_URL}{page.url}" if whole else page.url)
    proof = ItemProof.objects.get()
    assert (proof.text, proof.object_id, proof.on) == ("Прошла встреча", page.pk, page.date)


def test_a_draft_is_found_by_nobodys_address(client, leader, item, sections):
    draft = news(sections["news"], "Тайна", publish=False)
    assert "станут ссылкой" in errors(sent(client, item, address=f"/news/{draft.slug}/"))


def test_who_does_not_lead_is_refused_and_who_has_not_signed_in_is_asked_to(client, item):
    address = reverse("programmes:item_change", args=[item.pk])
    assert client.get(address).url.startswith("/accounts/login/")
    client.force_login(person(Role.TEACHER))
    assert client.get(address).status_code == 403
    assert sent(client, item, status="done").status_code == 403
    assert PlanItem.objects.get(pk=item.pk).status == "planned"


def test_another_site_cannot_change_the_plan_in_a_leaders_name(item):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person(Role.EDITOR))
    assert sent(strict, item, status="done").status_code == 403


def test_a_proof_is_taken_off_by_its_leader_and_by_post_only(client, leader, item):
    sent(client, item, address="https://school.example/", text="Отчёт")
    address = reverse("programmes:proof_remove", args=[ItemProof.objects.get().pk])
    client.force_login(leader)
    assert client.get(address).headers["Location"] == reverse("programmes:cabinet_items")
    assert ItemProof.objects.exists()
    client.force_login(person(Role.TEACHER))
    assert client.post(address).status_code == 403
    client.force_login(leader)
    assert client.post(address).status_code == 302
    assert not ItemProof.objects.exists()


def test_a_person_sees_the_items_of_all_plans_that_are_theirs(client, page, sections):
    user = person(Role.TEACHER)
    client.force_login(user)
    address = reverse("programmes:cabinet_items")
    assert "сейчас нет" in client.get(address).content.decode()
    mine, settled = plan(page, items=2)
    draft = plan(programme(sections["programmes"], "Черновик", publish=False), items=1)[0]
    for item in (mine, settled, draft):
        item.responsible_users.add(user)
    PlanItem.objects.filter(pk=settled.pk).update(status="done")
    assert [row["item"] for row in client.get(address).context["rows"]] == [mine]
    few = queries_of(lambda: client.get(address))
    for item in plan(programme(sections["programmes"], "Другая"), stages=2, items=4):
        item.responsible_users.add(user)
    assert queries_of(lambda: client.get(address)) == few


def test_the_cabinet_says_a_day_once(client, leader, page):
    client.force_login(leader)
    stage = Stage.objects.create(programme=page, number=7, name="Седьмой")
    for words in ("до 2 декабря 2099", "до 2 мая 2099, до 3 мая 2099", "июнь 2099"):
        item = PlanItem(stage=stage, text=words)
        write_term(item, read_term(words), words)
        item.responsible_users.add(leader)
    html = client.get(reverse("programmes:cabinet_items")).text
    said = re.findall(r'<p class="rows__meta">(.*?)</p>', html, re.DOTALL)
    said = [re.sub(r"<[^>]*>", "", one).replace("\u00a0", " ") for one in said]
    assert [one.split(" · ")[1:] for one in said] == [
        ["до 2 мая 2099, до 3 мая 2099", "до 2 мая 2099"],
        ["июнь 2099", "до 30 июня 2099"],
        ["до 2 декабря 2099"],
    ]
