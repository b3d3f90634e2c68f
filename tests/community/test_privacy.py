"""A person's data: everything can be taken along, and forgotten without a trace of the name."""

import io
import json
import zipfile

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.models import User
from accounts.permissions import ActionRefused
from community.consents import ConsentRefused
from community.enums import ConsentKind, NoticeKind
from community.erasure import ErasureRefused, erase_person, request_erasure, tokens
from community.models import Consent, OutboxMail
from community.notices import notify
from community.privacy import tell_all
from community.profiles import save_profile
from library.models import MaterialPage, Shelf, ShelfItem, Thanks
from library.shelving import make_shelf
from tests.accounts.agreeing import agreed, member
from tests.accounts.people import PASSWORD, boss, confirm_password, is_signed_in, person, sign_in
from tests.community.messages import message
from tests.making import material, stored

pytestmark = pytest.mark.django_db
FIRST, LAST, EMAIL = "Канарейка", "Пташкина", "canary@school.example"


@pytest.fixture
def vera(sections):
    """Somebody who has left traces everywhere."""
    user = agreed(member(Role.TEACHER, email=EMAIL, first_name=FIRST, last_name=LAST), ConsentKind.PUBLICATION)
    save_profile(person=user, school="Школа канареек", about=f"Я {FIRST}", show_school=True)
    message(author=user, name=f"{FIRST} {LAST}", email=EMAIL, text=f"Это {FIRST} {LAST}, {EMAIL}")
    notify(
        person=user,
        kind=NoticeKind.MESSAGE,
        subject=f"{FIRST}, вам ответили",
        template="digest",
        context={"notices": []},
        url="/cabinet/",
    )
    work = material(sections["library"], "Урок канареек", authors=[(f"{FIRST} {LAST}", user)])
    work.save_revision(user=user)
    shelf = make_shelf(owner=user, title="Полка канареек")
    ShelfItem.objects.create(shelf=shelf, material=work, note="Заметка канарейки")
    other = material(sections["library"], "Чужой урок")
    Thanks.objects.create(material=other, user=user)
    stored("Файл.txt", "Текст файла", user=user)
    log(instance=user, action="wagtail.edit", user=boss(), data={"email": EMAIL, "names": [f"{FIRST} {LAST}"]})
    return user


def everything():
    """The whole database as text: every text and JSON field of every model, and what sessions hold."""
    words = []
    for model in apps.get_models():
        fields = [
            f
            for f in model._meta.concrete_fields
            if isinstance(f, models.CharField | models.TextField | models.JSONField)
        ]
        for row in model._base_manager.values_list(*(f.attname for f in fields)):
            words.append(f"{model.__name__}: {json.dumps(row, ensure_ascii=False, default=str)}")
    words += [json.dumps(s.get_decoded(), ensure_ascii=False) for s in Session.objects.all()]
    return words


def traces():
    return [row[:300] for row in everything() if FIRST in row or LAST in row or EMAIL in row]


# Taking along -------------------------------------------------------------------------------------------------------------


def test_the_export_holds_everything_of_mine_and_nothing_of_others(client, vera):
    message(author=person(Role.TEACHER), text="Чужая тайна", email="other@school.example")
    sign_in(client, EMAIL)
    confirm_password(client)
    response = client.get("/cabinet/data/export.zip")
    assert response["Content-Type"] == "application/zip"
    assert "no-store" in response["Cache-Control"]
    archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    text = archive.read("data.json").decode()
    told = json.loads(text)["about"]
    assert set(told) == {
        "account", "profile", "consents", "notices", "messages", "files", "works", "shelves", "thanks", "programmes",
        "submissions", "coauthorships", "reviews", "certificates", "expert_certificates", "public_reviews",
    }  # fmt: skip
    assert told["account"]["data"]["email"] == EMAIL
    assert told["profile"]["data"]["school"] == "Школа канареек"
    assert {c["from_address"] for c in told["consents"]["data"]} == {"192.0.2.7"}
    assert told["works"]["data"][0]["title"] == "Урок канареек"
    assert told["shelves"]["data"][0]["works"][0]["note"] == "Заметка канарейки"
    assert archive.read("files/Файл.txt").decode() == "Текст файла"
    assert "Чужая тайна" not in text
    assert "password" not in text


def test_the_export_asks_for_a_sign_in_and_for_the_password_again(client, vera):
    assert client.get("/cabinet/data/export.zip").status_code == 302
    client.force_login(vera)
    assert client.get("/cabinet/data/export.zip").url.startswith("/accounts/reauthenticate/")


def test_an_export_is_noted_in_the_log_without_the_data(client, vera):
    sign_in(client, EMAIL)
    confirm_password(client)
    client.get("/cabinet/data/export.zip")
    entry = ModelLogEntry.objects.get(action="community.person.exported")
    assert (entry.user_id, entry.data) == (vera.pk, {})


# Forgetting ---------------------------------------------------------------------------------------------------------------


def test_after_an_erasure_nothing_in_the_database_names_the_person(client, vera):
    sign_in(client, EMAIL)
    assert len(traces()) > 10
    erase_person(person=User.objects.get(pk=vera.pk), by=boss(), reason="Письмо № 5")
    assert traces() == []
    assert not Shelf.objects.exists()
    assert not Thanks.objects.exists()
    assert Consent.objects.of(vera).count() == 2
    assert not Consent.objects.held().filter(person=vera).exists()


def test_the_name_stays_at_works_when_the_author_wants_it_and_nowhere_else(vera):
    erase_person(person=vera, by=boss(), reason="Письмо № 5", keep_authorship=True)
    left = {row.split(":")[0] for row in traces()}
    assert "MaterialAuthor" in left
    assert left <= {"MaterialAuthor", "Revision", "MaterialVersion", "SearchDocument", "ReferenceIndex"}


def test_the_erased_account_opens_nothing(client, vera):
    sign_in(client, EMAIL)
    erase_person(person=User.objects.get(pk=vera.pk), by=User.objects.get(pk=vera.pk))
    assert client.get("/cabinet/").status_code == 302
    sign_in(client, EMAIL)
    sign_in(client, f"erased-{vera.pk}@erased.invalid")
    assert not is_signed_in(client)
    gone = User.objects.get(pk=vera.pk)
    assert (gone.is_active, gone.has_usable_password(), gone.roles) == (False, False, frozenset())
    assert not EmailAddress.objects.filter(user=gone).exists()


def test_the_work_shows_at_once_that_the_author_is_gone(client, vera, sections):
    address = MaterialPage.objects.get(title="Урок канареек").url
    assert f"{FIRST} {LAST}" in client.get(address).content.decode().replace("\u00a0", " ")
    erase_person(person=vera, by=boss(), reason="Письмо")
    page = client.get(address).content.decode()
    assert FIRST not in page
    assert "участник сети" in page.replace("\u00a0", " ")


def test_who_may_erase_whom(vera):
    for stranger in (person(Role.TEACHER), person(Role.EDITOR)):
        with pytest.raises(ActionRefused):
            erase_person(person=vera, by=stranger, reason="Просто так")
    chief = boss()
    with pytest.raises(ActionRefused):
        erase_person(person=chief, by=person(Role.ADMINISTRATOR), reason="Переворот")
    with pytest.raises(ErasureRefused, match="основание"):
        erase_person(person=vera, by=person(Role.ADMINISTRATOR), reason="  ")
    User.objects.filter(is_superuser=True).exclude(pk=chief.pk).delete()
    with pytest.raises(ErasureRefused, match="единственная"):
        erase_person(person=chief, by=chief)
    assert User.objects.get(pk=vera.pk).email == EMAIL


def test_an_erasure_leaves_one_line_with_its_reason(vera):
    erase_person(person=vera, by=boss(), reason=" Письмо № 5 ")
    entry = ModelLogEntry.objects.get(action="community.person.erased")
    assert entry.data == {"reason": "Письмо № 5"}


def test_an_erasure_that_fails_half_way_has_not_begun(vera, monkeypatch):
    def fail(**fields):
        raise ConsentRefused

    monkeypatch.setattr("community.erasure.log", fail)
    with pytest.raises(ConsentRefused):
        erase_person(person=vera, by=boss(), reason="Письмо")
    assert User.objects.get(pk=vera.pk).email == EMAIL
    assert Shelf.objects.exists()


# The person's own way -----------------------------------------------------------------------------------------------------


def test_a_person_erases_the_account_by_the_link_of_a_letter(client, vera):
    sign_in(client, EMAIL)
    OutboxMail.objects.all().delete()
    client.post("/cabinet/data/erase/")
    address = OutboxMail.objects.get().text.split("http://testserver")[1].split()[0]
    client.post("/accounts/logout/")
    assert client.get(address).url.startswith("/accounts/login/")
    sign_in(client, EMAIL, password=PASSWORD)
    assert client.get(address).status_code == 200
    assert User.objects.get(pk=vera.pk).is_active
    assert client.post(address, {}).url == "/people/erased/"
    assert not is_signed_in(client)
    assert client.get("/people/erased/").status_code == 200
    assert traces() == []


def test_a_link_of_another_or_an_invented_one_erases_nobody(client, vera):
    oleg = member(Role.TEACHER)
    client.force_login(oleg)
    for token in (tokens.make_token(vera), "abc-123", "x"):
        assert client.post(f"/cabinet/data/erase/{token}/").url == "/cabinet/data/"
    assert User.objects.filter(is_active=True, pk__in=(vera.pk, oleg.pk)).count() == 2


def test_a_link_asked_for_before_a_new_password_works_no_more(vera):
    token = tokens.make_token(vera)
    assert tokens.check_token(vera, token)
    vera.set_password("совсем-другой-пароль-8")
    assert not tokens.check_token(vera, token)


def test_the_only_superuser_is_told_at_once_and_gets_no_letter(sections):
    chief = boss()
    with pytest.raises(ErasureRefused):
        request_erasure(person=chief)
    assert not OutboxMail.objects.exists()


# The admin ----------------------------------------------------------------------------------------------------------------


def test_an_administrator_erases_with_a_reason_and_others_find_no_such_screen(client, vera):
    address = f"/admin/people/{vera.pk}/erase/"
    for role in (Role.EDITOR, Role.MODERATOR, Role.METHODIST):
        client.force_login(person(role))
        assert client.post(address, {"reason": "Письмо"}).status_code in (302, 403)
        assert User.objects.get(pk=vera.pk).is_active
    client.force_login(person(Role.ADMINISTRATOR))
    assert address in client.get("/admin/users/").content.decode()
    assert "Стереть" in client.get(address).content.decode()
    assert client.post(address, {"reason": ""}).status_code == 200
    assert User.objects.get(pk=vera.pk).is_active
    assert client.post(address, {"reason": "Письмо № 5"}).url == "/admin/users/"
    assert traces() == []


def test_what_is_told_is_json(vera):
    facts, files = tell_all(vera)
    assert files
    assert json.dumps(facts, default=str)
