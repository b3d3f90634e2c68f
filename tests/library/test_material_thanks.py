"""«Пригодилось»: once a person, counted for the author, never by oneself."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from accounts.permissions import ActionRefused
from home.models import Change
from library.actions import set_thanks
from library.models import Thanks
from tests.making import material, person, queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def work(sections):
    return material(sections["library"])


def address(work):
    return f"/works/{work.pk}/thanks/"


def count_on(client, work):
    return client.get(work.url).context["thanks_count"]


def test_a_person_thanks_once_however_often_they_press(client, work):
    client.force_login(person())
    for _press in range(3):
        client.post(address(work), {"useful": "yes"})
    assert Thanks.objects.count() == 1
    assert count_on(client, work) == 1


def test_two_people_are_two_and_one_may_take_it_back(client, work):
    vera, oleg = person(), person()
    for user in (vera, oleg):
        set_thanks(material=work, user=user, is_useful=True)
    assert count_on(client, work) == 2
    set_thanks(material=work, user=oleg, is_useful=False)
    assert list(Thanks.objects.values_list("user", flat=True)) == [vera.pk]


def test_the_database_itself_keeps_it_to_once(work):
    user = person()
    set_thanks(material=work, user=user, is_useful=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Thanks.objects.create(material=work, user=user)


def test_who_has_not_signed_in_is_asked_to_and_comes_back_to_the_question(client, work):
    assert client.get(address(work)).url == f"/accounts/login/?next={address(work)}"
    assert client.post(address(work), {"useful": "yes"}).url.startswith("/accounts/login/")
    assert not Thanks.objects.exists()
    with pytest.raises(ActionRefused):
        set_thanks(material=work, user=AnonymousUser(), is_useful=True)


def test_looking_at_the_question_thanks_for_nothing(client, work):
    client.force_login(person())
    assert client.get(address(work)).status_code == 200
    assert not Thanks.objects.exists()


def test_an_author_does_not_thank_for_the_own_work(client, sections):
    vera = person()
    own = material(sections["library"], authors=[("Вера Лунина", vera)])
    client.force_login(vera)
    response = client.post(address(own), {"useful": "yes"}, follow=True)
    assert not Thanks.objects.exists()
    assert "Это ваша работа" in response.content.decode().replace("\u00a0", " ")


def test_the_author_sees_in_the_cabinet_how_many_found_each_work_useful(client, sections):
    vera = person()
    own = material(sections["library"], "Моя работа", authors=[("Вера Лунина", vera)])
    material(sections["library"], "Чужая работа")
    hidden = material(sections["library"], "Снятая работа", authors=[("Вера Лунина", vera)])
    hidden.unpublish()
    for _reader in range(2):
        set_thanks(material=own, user=person(), is_useful=True)
    client.force_login(vera)
    response = client.get("/cabinet/works/")
    html = response.content.decode().replace("\u00a0", " ")
    assert [(work.title, work.thanks_count) for work, _certificate in response.context["rows"]] == [("Моя работа", 2)]
    assert "пригодилось 2 коллегам" in html
    assert "Чужая работа" not in html


def test_the_list_of_own_works_costs_the_same_however_long(client, sections):
    vera = person()
    client.force_login(vera)
    material(sections["library"], "Первая", authors=[("Вера Лунина", vera)])
    few = queries_of(lambda: client.get("/cabinet/works/"))
    for number in range(5):
        material(sections["library"], f"Ещё {number}", authors=[("Вера Лунина", vera)])
    assert queries_of(lambda: client.get("/cabinet/works/")) == few


def test_one_persons_clicks_do_not_empty_the_kept_pages_of_all(work):
    before = Change.objects.count()
    set_thanks(material=work, user=person(), is_useful=True)
    assert Change.objects.count() == before


def test_the_button_says_whether_i_have_thanked(client, work):
    user = person()
    client.force_login(user)
    assert 'aria-pressed="false"' in client.get(work.url).content.decode()
    set_thanks(material=work, user=user, is_useful=True)
    assert 'aria-pressed="true"' in client.get(work.url).content.decode()
