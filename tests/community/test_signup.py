"""Signing up: as little as is needed, each consent apart, and nothing told about who is here already."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import hashers
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client
from django.utils import timezone

from accounts.enums import Role
from accounts.models import User
from community.consents import ConsentRefused, current_texts, publish_consent_text
from community.enums import ConsentKind
from community.models import Consent, OutboxMail, TeacherProfile
from community.signing_up import prune_unconfirmed, sign_up
from tests.accounts.people import PASSWORD, boss, is_signed_in, person, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sections")]
EMAIL = "vera@school.example"


@pytest.fixture(autouse=True)
def _the_sites_own_mail_backend(settings):
    settings.EMAIL_BACKEND = "community.outbox_backend.OutboxEmailBackend"


def fields(*kinds, **more):
    """What a person fills in; the consents of `kinds`, the needed one unless told."""
    texts = current_texts(kinds or [ConsentKind.PROCESSING])
    ticked = {f"consent_{text.pk}": "on" for text in texts.values()}
    names = {"first_name": "Вера", "last_name": "Лунина", "email": EMAIL, "password1": PASSWORD}
    return {**names, **ticked, **more}


def post(client, data):
    return client.post("/accounts/signup/", data)


def link_in(mail, part):
    return re.search(rf"http://testserver(\S*{part}\S*)", mail.text).group(1)


def test_the_page_asks_only_what_is_needed_and_shows_each_consent_whole(client):
    page = client.get("/accounts/signup/")
    names = set(page.context["form"].fields) - {"website"}
    consents = {name for name in names if name.startswith("consent_")}
    assert names - consents == {"first_name", "patronymic", "last_name", "email", "password1"}
    assert [text.kind for text in page.context["form"].consent_texts.values()] == [
        "processing",
        "publication",
        "newsletter",
    ]
    for text in page.context["form"].consent_texts.values():
        assert text.text.split("\n")[0] in page.content.decode()
    assert not any(field.initial for field in page.context["form"].fields.values())


def test_a_person_signs_up_confirms_the_address_and_is_in(client):
    response = post(client, fields(ConsentKind.PROCESSING, ConsentKind.NEWSLETTER, patronymic="Ильинична"))
    assert response.url == "/accounts/confirm-email/"
    vera = User.objects.get()
    assert (str(vera), vera.roles) == ("Вера Ильинична Лунина", {Role.TEACHER})
    assert not vera.is_staff
    assert TeacherProfile.objects.get().user == vera
    assert {c.text.kind for c in Consent.objects.of(vera)} == {"processing", "newsletter"}
    assert not is_signed_in(client)
    address = link_in(OutboxMail.objects.get(), "confirm-email")
    assert client.get(address).status_code == 200
    assert not is_signed_in(client)
    assert client.post(address).url == "/cabinet/"
    assert is_signed_in(client)


def test_a_consent_is_kept_with_text_hash_time_and_address(client):
    post(client, fields())
    consent = Consent.objects.get()
    assert consent.text_sha256 == consent.text.sha256
    assert consent.address == "127.0.0.1"
    assert timezone.now() - consent.given_at < timedelta(minutes=1)


def test_the_link_of_the_letter_lets_nobody_in_elsewhere(client):
    post(client, fields())
    stranger = Client()
    stranger.post(link_in(OutboxMail.objects.get(), "confirm-email"))
    assert not is_signed_in(stranger)
    assert EmailAddress.objects.get().verified


@pytest.mark.parametrize(
    "wrong",
    [
        {"first_name": ""},
        {"last_name": "  "},
        {"first_name": "я" * 151},
        {"first_name": "я" * 5000},
        {"first_name": "Вера http://spam.example"},
        {"last_name": "Лун\u202eина"},
        {"first_name": "Вера 🌞"},
        {"first_name": "<b>Вера</b>"},
        {"email": "нет"},
        {"email": f"{'a' * 300}@school.example"},
        {"password1": "1234567890"},
        {"password1": "п" * 100_000},
        {"password1": ""},
    ],
)
def test_what_is_filled_in_wrongly_makes_no_account_and_is_said(client, wrong):
    response = post(client, fields(**wrong))
    assert response.status_code == 200
    assert response.context["form"].errors
    assert not User.objects.exists()
    assert not OutboxMail.objects.exists()


def test_without_the_needed_consent_there_is_no_account(client):
    response = post(client, fields(ConsentKind.PUBLICATION))
    assert response.context["form"].errors
    assert not User.objects.exists()


def test_a_consent_to_words_that_have_changed_meanwhile_is_no_consent(client):
    ticked = fields()
    publish_consent_text(kind=ConsentKind.PROCESSING, text="Новые слова", by=boss())
    OutboxMail.objects.all().delete()
    response = post(client, ticked)
    assert "Новые слова" in response.content.decode()
    assert not User.objects.filter(email=EMAIL).exists()


def test_the_verb_itself_refuses_without_the_needed_consent():
    with pytest.raises(ConsentRefused, match="обработка"):
        sign_up(email=EMAIL, password=PASSWORD, names={"first_name": "Вера"}, texts=[])
    assert not User.objects.exists()


def test_nobody_gives_themselves_more_than_a_teachers_rights(client):
    extra = {"is_staff": "on", "is_superuser": "on", "roles": "Администратор сайта", "groups": "1", "is_active": ""}
    post(client, fields(**extra, user_permissions="1", date_joined="2000-01-01"))
    vera = User.objects.get()
    assert (vera.is_staff, vera.is_superuser, vera.is_active) == (False, False, True)
    assert vera.roles == {Role.TEACHER}
    assert not vera.user_permissions.exists()
    assert vera.date_joined.year > 2000


def test_a_robot_sees_the_usual_answer_and_makes_nothing(client):
    assert post(client, fields(website="http://spam.example")).url == "/accounts/confirm-email/"
    assert not User.objects.exists()
    assert not OutboxMail.objects.exists()


# Who is here already ------------------------------------------------------------------------------------------------------


def test_a_known_address_gets_the_same_answer_and_its_owner_a_letter(client):
    person(email=EMAIL)
    known, unknown = Client(), Client()
    first, second = post(known, fields()), post(unknown, fields(email="nova@school.example"))
    assert (first.status_code, first.url, first.content) == (second.status_code, second.url, second.content)
    assert set(known.cookies) == set(unknown.cookies)
    sent, waiting = known.get(first.url), unknown.get(second.url)
    assert len(sent.content) == len(waiting.content)
    assert User.objects.count() == 2
    mail = OutboxMail.objects.get(recipients=[EMAIL])
    assert "уже есть" in mail.subject
    assert "Лунина" not in mail.text


@pytest.mark.parametrize("known", [True, False])
def test_every_door_costs_as_much_for_a_known_address_as_for_an_unknown(client, settings, monkeypatch, known):
    """Hashing a password is what takes time: it is done as often in both cases, and as many letters are written."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    monkeypatch.setattr(PBKDF2PasswordHasher, "iterations", 10)
    hashers.get_hashers.cache_clear()
    hashers.get_hashers_by_algorithm.cache_clear()
    if known:
        person(email=EMAIL)
    hashed = []
    encode = PBKDF2PasswordHasher.encode
    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", lambda *a, **k: hashed.append(1) or encode(*a, **k))
    post(client, fields())
    assert (len(hashed), OutboxMail.objects.count()) == (1, 1)
    if not known:
        User.objects.all().delete()
    sign_in(client, EMAIL, password="не тот пароль")
    assert len(hashed) == 2
    client.post("/accounts/password/reset/", {"email": EMAIL})
    assert (len(hashed), OutboxMail.objects.count()) == (2, 2)


def test_two_who_take_one_address_in_the_same_moment_both_get_the_usual_answer(client, monkeypatch):
    """The second form was found good before the first had made the account."""
    from community.signup import SignupForm

    person(email=EMAIL)
    monkeypatch.setattr(SignupForm, "validate_unique_email", lambda form, value: value)
    assert post(client, fields()).url == "/accounts/confirm-email/"
    assert User.objects.count() == 1


def test_who_has_an_account_is_told_the_same_by_the_sign_in(client):
    person(email=EMAIL)
    known = sign_in(client, EMAIL, password="не тот").content.decode()
    unknown = sign_in(client, "nobody@school.example", password="не тот").content.decode()
    assert known.replace(EMAIL, "").count("error") == unknown.replace("nobody@school.example", "").count("error")
    assert len(known) - len(EMAIL) == len(unknown) - len("nobody@school.example")


# Letters and sessions -----------------------------------------------------------------------------------------------------


def test_links_in_letters_lead_to_the_site_whatever_host_was_asked(client, settings):
    settings.SITE_URL = "https://centre.example"
    person(email=EMAIL)
    client.post("/accounts/password/reset/", {"email": EMAIL}, HTTP_HOST="evil.example")
    client.post(
        "/accounts/password/reset/", {"email": EMAIL}, HTTP_X_FORWARDED_HOST="evil.example", HTTP_HOST="evil.example"
    )
    post(client, fields(email="new@school.example"))
    client.post("/accounts/signup/", fields(email="other@school.example"), HTTP_HOST="evil.example")
    assert OutboxMail.objects.count() == 4
    for mail in OutboxMail.objects.all():
        assert "evil" not in mail.text + mail.html
        assert "https://centre.example/accounts/" in mail.text


def test_a_letter_of_the_account_is_in_russian_with_a_page_and_carries_no_name(client):
    post(client, fields(first_name="Купите Слона"))
    mail = OutboxMail.objects.get()
    assert mail.subject == "Подтвердите почту"
    assert "Слона" not in mail.text + mail.html
    assert "<h1>Подтвердите почту</h1>" in mail.html
    assert mail.html.count("http://testserver/accounts/confirm-email/") >= 1


def test_a_session_begun_before_the_sign_in_is_not_the_one_after_it(client):
    person(email=EMAIL)
    client.get("/contact/")
    session = client.session
    session["planted"] = "yes"
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted
    sign_in(client, EMAIL)
    assert is_signed_in(client)
    assert client.session.session_key != planted


def test_accounts_never_confirmed_are_forgotten_and_those_of_the_centre_stay(client):
    post(client, fields())
    made = User.objects.create_user("made@centre.example", PASSWORD)
    confirmed = person(email="oleg@school.example")
    User.objects.update(date_joined=timezone.now() - timedelta(days=6))
    assert prune_unconfirmed() == 0
    User.objects.update(date_joined=timezone.now() - timedelta(days=8))
    assert prune_unconfirmed() == 1
    assert set(User.objects.all()) == {made, confirmed}
    assert not Consent.objects.exists()
