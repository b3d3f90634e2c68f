"""Profiles: nothing is public unless the person switched it on and agreed to it."""

import pytest

from accounts.enums import Role
from community.enums import ConsentKind, NameForm
from community.models import TeacherProfile
from community.models.profile import FACTS
from community.profiles import profile_of, save_profile
from home.models import Change, Level, Subject
from tests.accounts.agreeing import agreed, member
from tests.accounts.people import person
from tests.making import queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sections")]
SHOWN = {f"show_{fact}": True for fact in FACTS}
WORDS = {
    "school": "Канарейка-школа",
    "position": "Канарейка-должность",
    "town": "Канарейка-город",
    "about": "Канарейка-о-себе",
}


def agreeing(**fields):
    return agreed(member(Role.TEACHER, **fields), ConsentKind.PUBLICATION)


def fill(vera, **switches):
    return save_profile(
        person=vera, subjects=Subject.objects.all()[:2], levels=Level.objects.all()[:1], **WORDS, **switches
    )


def test_nothing_is_shown_by_default(client):
    profile = fill(agreeing())
    assert profile.public_facts() == {}
    assert client.get(profile.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("fact", FACTS)
def test_each_switch_shows_its_own_fact_and_no_other(client, fact):
    vera = agreeing(email="canary@school.example")
    profile = fill(vera, **{f"show_{fact}": True})
    assert set(profile.public_facts()) == {fact}
    page = client.get(profile.get_absolute_url()).content.decode()
    for name, words in WORDS.items():
        assert (words in page) is (name == fact)
    assert "canary@school" not in page


def test_without_the_consent_no_switch_shows_anything(client):
    profile = fill(member(Role.TEACHER), **SHOWN)
    assert profile.public_facts() == {}
    assert client.get(profile.get_absolute_url()).status_code == 404
    assert profile.public_name == "участник сети"


def test_an_empty_fact_is_not_shown_though_switched_on():
    assert save_profile(person=agreeing(), **SHOWN).public_facts() == {}


@pytest.mark.parametrize(
    ("form", "written", "name"),
    [
        (NameForm.FULL, "", "Вера Ильинична Лунина"),
        (NameForm.INITIALS, "", "В. И. Лунина"),
        (NameForm.PSEUDONYM, "Тихий омут", "Тихий омут"),
        (NameForm.OWN, "Вера Л.", "Вера Л."),
    ],
)
def test_a_person_is_called_as_they_choose(client, form, written, name):
    vera = agreeing(first_name="Вера", patronymic="Ильинична", last_name="Лунина")
    profile = fill(vera, name_form=form, written_name=written, show_town=True)
    assert profile.public_name == name
    page = client.get(profile.get_absolute_url()).content.decode()
    assert name in page
    assert ("Лунина" in page) is ("Лунина" in name)


def test_a_pseudonym_needs_no_consent_and_an_own_name_does():
    vera = member(first_name="Вера", last_name="Лунина")
    assert save_profile(person=vera, name_form=NameForm.PSEUDONYM, written_name="Омут").public_name == "Омут"
    assert save_profile(person=vera, name_form=NameForm.OWN, written_name="Вера Л.").public_name == "участник сети"


def test_the_page_closes_when_the_person_has_left(client):
    vera = agreeing()
    profile = fill(vera, show_town=True)
    vera.is_active = False
    vera.save()
    assert client.get(profile.get_absolute_url()).status_code == 404


def test_search_engines_are_let_in_only_when_allowed_and_no_cache_keeps_the_page(client):
    vera = agreeing()
    profile = fill(vera, show_town=True)
    response = client.get(profile.get_absolute_url())
    assert response["X-Robots-Tag"] == "noindex"
    assert 'content="noindex"' in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert profile.get_absolute_url() not in client.get("/sitemap.xml").content.decode()
    save_profile(person=vera, may_be_found=True)
    response = client.get(profile.get_absolute_url())
    assert "X-Robots-Tag" not in response
    assert "noindex" not in response.content.decode()


@pytest.mark.parametrize("code", ["1", "aaaaaaaaaaaa", "admin"])
def test_pages_of_people_are_not_to_be_guessed(client, code):
    fill(agreeing(), show_town=True)
    assert client.get(f"/people/{code}/").status_code == 404


def test_what_a_person_writes_is_text_and_not_markup(client):
    vera = agreeing()
    profile = save_profile(person=vera, about="<script>alert(1)</script>", show_about=True)
    page = client.get(profile.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_the_page_asks_the_database_equally_often_whatever_is_shown(client):
    vera = agreeing()
    profile = fill(vera, show_subjects=True)
    few = queries_of(lambda: client.get(profile.get_absolute_url()))
    save_profile(person=vera, subjects=Subject.objects.all())
    assert queries_of(lambda: client.get(profile.get_absolute_url())) == few <= 12


# The form -----------------------------------------------------------------------------------------------------------------

NAMES = {"first_name": "Вера", "last_name": "Лунина"}


def test_a_person_fills_the_profile_in_and_agrees_in_one_go(client):
    vera = member(Role.TEACHER)
    client.force_login(vera)
    form = client.get("/cabinet/").context["form"]
    subject = Subject.objects.first()
    data = {**NAMES, "school": "Школа № 7", "show_school": "on", "subjects": [subject.pk], "name_form": "initials"}
    refused = client.post("/cabinet/", data)
    assert refused.status_code == 422
    assert "нужно это согласие" in refused.content.decode()
    assert profile_of(vera).school == ""
    Change.objects.all().delete()
    assert client.post("/cabinet/", {**data, next(iter(form.consent_texts)): "on"}).status_code == 302
    assert profile_of(vera).public_facts() == {"school": "Школа № 7"}
    assert profile_of(vera).public_name == "В. Лунина"
    assert list(profile_of(vera).subjects.all()) == [subject]
    assert Change.objects.exists()
    assert "Ваша страница открыта" in client.get("/cabinet/").content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"name_form": "king"},
        {"name_form": "pseudonym", "written_name": " "},
        {"school": "ш" * 256},
        {"about": "я" * 1501},
        {"town": "Город\x07"},
        {"written_name": "Лун\u202eина"},
        {"subjects": ["999999"]},
        {"subjects": ["'; DROP TABLE"]},
        {"first_name": "я" * 5000},
    ],
)
def test_a_mistake_in_the_profile_is_said_and_nothing_is_saved(client, wrong):
    vera = member(Role.TEACHER)
    client.force_login(vera)
    response = client.post("/cabinet/", {**NAMES, "position": "учитель", **wrong})
    assert response.status_code == 422
    assert response.context["form"].errors
    assert profile_of(vera).position == ""


def test_a_smile_may_stand_in_words_about_oneself(client):
    vera = member(Role.TEACHER)
    client.force_login(vera)
    client.post("/cabinet/", {**NAMES, "about": "Люблю снег ❄️ и детей 🙂"})
    assert profile_of(vera).about == "Люблю снег ❄️ и детей 🙂"


def test_the_form_writes_nothing_that_is_not_its_own(client):
    vera, oleg = member(Role.TEACHER, email="vera@school.example"), member(Role.TEACHER)
    client.force_login(vera)
    code = profile_of(vera).code
    theft = {"user": oleg.pk, "code": "aaaaaaaaaaaa", "id": profile_of(oleg).pk, "is_staff": "on", "roles": "1"}
    client.post("/cabinet/", {**NAMES, **theft, "email": "x@y.example", "password": "x", "about": "Обо мне"})
    vera.refresh_from_db()
    assert (vera.email, vera.is_staff, profile_of(vera).code) == ("vera@school.example", False, code)
    assert profile_of(oleg).about == ""
    assert TeacherProfile.objects.count() == 2


def test_the_verb_refuses_fields_that_are_no_profiles():
    with pytest.raises(ValueError, match="is_superuser"):
        save_profile(person=person(), names={"is_superuser": True})
    with pytest.raises(ValueError, match="user_id"):
        save_profile(person=person(), user_id=1)


def test_a_retired_word_stays_chosen_and_is_offered_to_nobody_else(client):
    vera = member(Role.TEACHER)
    word = Subject.objects.first()
    save_profile(person=vera, subjects=[word])
    word.is_active = False
    word.save()
    client.force_login(vera)
    client.post("/cabinet/", {**NAMES, "subjects": [word.pk]})
    assert list(profile_of(vera).subjects.all()) == [word]
    client.force_login(member(Role.TEACHER))
    assert client.post("/cabinet/", {**NAMES, "subjects": [word.pk]}).status_code == 422
