"""Works for participants: open to everybody who signs in without asking, unknown to everybody else (F2-02, F3-32)."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import PageViewRestriction

from accounts.enums import Role
from search.indexing import catch_up
from tests.home.pages import content_page
from tests.making import close, material, person, queries_of, stored

pytestmark = pytest.mark.django_db
ROOM = "/cabinet/materials/"


@pytest.fixture
def library(sections):
    return sections["library"]


@pytest.fixture
def teacher(client):
    client.force_login(person(Role.TEACHER))
    return client


def closed(library, title="Разбор апелляций", **card):
    page = material(library, title, **card)
    close(page)
    return page


def text(answer):
    assert answer.status_code == 200
    return answer.content.decode().replace("\xa0", " ")


def titles(client, query=""):
    return [page.title for page in client.get(ROOM, {"q": query}).context["materials"]]


def test_a_visitor_learns_nothing_of_it(client, library):
    file = stored("Апелляции.txt")
    page = closed(library, files=[(file, "Протокол")])
    catch_up()
    assert client.get(page.url).status_code == 302
    assert client.get(file.url).status_code == 404
    assert client.get(ROOM).status_code == 302
    for address in (library.url, "/search/?q=апелляций", "/api/v1/search/?q=апелляций", "/"):
        answer = text(client.get(address))
        assert "Разбор" not in answer
        assert "участникам" not in answer


def test_any_participant_opens_page_and_file_without_asking(teacher, library):
    file = stored("Апелляции.txt")
    page = closed(library, files=[(file, "Протокол")])
    assert "Разбор апелляций" in text(teacher.get(page.url))
    answer = teacher.get(file.url)
    assert answer.status_code == 200
    assert "private" in answer["Cache-Control"]


def test_a_file_in_the_body_of_a_closed_page_is_open_to_participants(teacher, sections):
    file = stored("Порядок.txt")
    block = {"type": "files", "value": {"title": "", "files": [file.pk]}}
    close(content_page(sections["home"], "Порядок", body=[block]))
    assert teacher.get(file.url).status_code == 200
    teacher.logout()
    assert teacher.get(file.url).status_code == 404


def test_the_listing_and_the_search_lead_a_participant_to_it(teacher, library):
    closed(library)
    material(library, "Открытый разбор")
    catch_up()
    assert "Ещё 1 материал открыт только участникам" in text(teacher.get(library.url))
    answer = text(teacher.get("/search/", {"q": "разбор"}))
    assert "Среди материалов для участников" in answer
    assert f"{ROOM}?q=" in answer
    assert "Среди материалов для участников" not in text(teacher.get("/search/", {"q": "открытый"}))


def test_it_is_found_by_the_words_of_its_card(teacher, library):
    closed(library, annotation="Как отвечать родителям.", keywords="ЕГЭ, жалоба", authors=["Вера Лунина"])
    closed(library, "Другое", files=[(stored("Протокол комиссии.txt"), "")])
    assert titles(teacher) == ["Другое", "Разбор апелляций"]
    for query in ("апелляция", "ОТВЕЧАТЬ родителям", "егэ", "Лунина", "разбор лунина"):
        assert titles(teacher, query) == ["Разбор апелляций"], query
    assert titles(teacher, "комиссия") == ["Другое"]
    assert titles(teacher, "комиссия лунина") == []
    assert "ничего нет" in text(teacher.get(ROOM, {"q": "неведомое\0"}))


def expired(page):
    type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(seconds=1))


def for_a_group(page):
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(Group.objects.get(name=Role.EDITOR))


@pytest.mark.parametrize("way", [lambda page: page.unpublish(), expired, for_a_group])
def test_what_is_withdrawn_expired_or_closed_more_tightly_is_not_for_participants(teacher, library, way):
    file = stored()
    page = closed(library, files=[(file, "")])
    assert titles(teacher) == ["Разбор апелляций"]
    way(page)
    assert titles(teacher) == []
    assert teacher.get(file.url).status_code == 404


def test_a_section_that_is_closed_closes_what_lies_in_it(teacher, library):
    page = material(library, "Работа раздела", files=[(stored(), "")])
    restriction = close(library)
    assert titles(teacher) == ["Работа раздела"]
    assert teacher.get(page.files.get().file.url).status_code == 200
    restriction.delete()
    assert titles(teacher) == []


def test_the_room_costs_as_many_questions_for_many_as_for_one(teacher, library):
    closed(library)
    few = queries_of(lambda: teacher.get(ROOM))
    for number in range(5):
        closed(library, f"Работа {number}", authors=["Автор"], files=[(stored(f"{number}.txt", str(number)), "")])
    assert queries_of(lambda: teacher.get(ROOM)) <= few + 1


def test_the_cabinet_shows_the_room_with_its_number(teacher, library):
    closed(library)
    assert "Для участников" in text(teacher.get("/cabinet/"))
