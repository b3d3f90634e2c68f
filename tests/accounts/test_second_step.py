"""The second step of signing in: codes of an application, obligatory for the staff where the settings say so."""

import re
import subprocess
import sys

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client

from accounts.enums import STAFF_ROLES, Role
from accounts.models import User
from community.models import Notification, OutboxMail
from tests.accounts.agreeing import member
from tests.accounts.people import PASSWORD, boss, confirm_password, is_signed_in, person, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sections")]
SET_UP = "/accounts/2fa/totp/activate/"


def code_of(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def protect(user):
    """Switch the second step on; return its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def test_a_person_switches_it_on_with_the_password_and_gets_spare_codes(client):
    vera = member(Role.TEACHER)
    sign_in(client, vera.email)
    assert client.get(SET_UP).url.startswith("/accounts/reauthenticate/")
    confirm_password(client)
    page = client.get(SET_UP).content.decode()
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page).group(1)
    assert "data:image/svg+xml;base64," in page
    assert "<script>" not in page
    assert client.post(SET_UP, {"code": "000000"}).status_code == 200
    assert not Authenticator.objects.exists()
    assert client.post(SET_UP, {"code": code_of(secret)}).url == "/accounts/2fa/recovery-codes/"
    assert len(re.findall(r"\b\d{8}\b", client.get("/accounts/2fa/recovery-codes/").content.decode())) == 10


def test_with_it_the_password_alone_lets_nobody_in(client):
    vera = member(Role.TEACHER)
    secret = protect(vera)
    assert sign_in(client, vera.email).url.startswith("/accounts/2fa/authenticate/")
    assert not is_signed_in(client)
    assert client.get("/cabinet/").status_code == 302
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert not is_signed_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert is_signed_in(client)


def test_a_spare_code_lets_in_once(client):
    vera = member(Role.TEACHER)
    protect(vera)
    spare = RecoveryCodes.activate(vera).get_unused_codes()[0]
    for browser, expected in ((client, True), (Client(), False)):
        sign_in(browser, vera.email)
        browser.post("/accounts/2fa/authenticate/", {"code": spare})
        assert is_signed_in(browser) is expected


def test_a_link_for_a_forgotten_password_goes_round_it_nowhere(client, settings):
    settings.EMAIL_BACKEND = "community.outbox_backend.OutboxEmailBackend"
    vera = member(Role.TEACHER)
    protect(vera)
    client.post("/accounts/password/reset/", {"email": vera.email})
    address = re.search(r"http://testserver(\S+/reset/key/\S+)", OutboxMail.objects.get().text).group(1)
    form = client.get(address, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": "совсем-другой-пароль-8", "password2": "совсем-другой-пароль-8"})
    assert not is_signed_in(client)
    sign_in(client, vera.email, password="совсем-другой-пароль-8")
    assert not is_signed_in(client)


# The staff ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_the_admin_leads_staff_without_it_to_where_it_is_set_up(client, settings, role):
    settings.REQUIRE_STAFF_MFA = True
    client.force_login(person(role))
    for address in ("/admin/", "/admin/pages/", "/admin/users/"):
        assert client.get(address).url == SET_UP
        assert client.post(address).url == SET_UP
    assert client.get("/cabinet/").status_code == 200
    assert client.post("/admin/logout/").url != SET_UP


def test_a_superuser_needs_it_too_and_then_comes_in(client, settings):
    settings.REQUIRE_STAFF_MFA = True
    chief = boss()
    client.force_login(chief)
    assert client.get("/admin/").url == SET_UP
    protect(chief)
    assert client.get("/admin/").status_code == 200


def test_staff_cannot_switch_it_off_and_a_teacher_can(client, settings):
    settings.REQUIRE_STAFF_MFA = True
    for user, stays in ((member(Role.EDITOR), True), (member(Role.TEACHER), False)):
        secret, browser = protect(user), Client()
        sign_in(browser, user.email)
        browser.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
        assert is_signed_in(browser)
        confirm_password(browser)
        browser.post("/accounts/2fa/totp/deactivate/")
        assert Authenticator.objects.filter(user=user).exists() is stays


def test_where_the_settings_do_not_ask_the_admin_is_open_without_it(client):
    client.force_login(person(Role.EDITOR))
    assert client.get("/admin/").status_code == 200


def test_production_asks_for_it(settings, tmp_path):
    words = "from config.settings import base, production; print(base.REQUIRE_STAFF_MFA, production.REQUIRE_STAFF_MFA)"
    given = {
        "PYTHONPATH": str(settings.ROOT / "site"),
        "SECRET_KEY": "x" * 50,
        "SITE_URL": "https://centre.example",
        "METODSET_VAR": str(tmp_path),
    }
    said = subprocess.run([sys.executable, "-c", words], env=given, capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["False", "True"]


def test_a_teacher_meets_the_same_closed_door_as_before(client, settings):
    settings.REQUIRE_STAFF_MFA = True
    client.force_login(person(Role.TEACHER))
    assert client.get("/admin/", follow=True).status_code in (403, 404)


# Who may change whom in the admin -------------------------------------------------------------------------------------------


def account_form(user, **changes):
    fields = {"email": user.email, "first_name": "Вера", "last_name": "Лунина", "is_active": "on", **changes}
    return fields


def test_an_administrator_cannot_take_a_superusers_account_over(client):
    chief = boss()
    client.force_login(person(Role.ADMINISTRATOR))
    address = f"/admin/users/edit/{chief.pk}/"
    client.post(address, account_form(chief, email="mine@evil.example", password1=PASSWORD, password2=PASSWORD))
    client.post(f"/admin/bulk/accounts/user/set_active_state/?id={chief.pk}", {"mark_as_active": ""})
    chief.refresh_from_db()
    assert (chief.email != "mine@evil.example", chief.is_active) == (True, True)


def test_an_administrator_makes_nobody_a_superuser(client):
    vera = person(Role.TEACHER)
    client.force_login(person(Role.ADMINISTRATOR))
    client.post(f"/admin/users/edit/{vera.pk}/", account_form(vera, is_superuser="on", is_staff="on"))
    vera.refresh_from_db()
    assert not vera.is_superuser


def test_an_address_changed_by_the_centre_is_confirmed_anew_and_the_old_one_opens_nothing(client):
    vera = person(Role.TEACHER, email="old@school.example")
    client.force_login(boss())
    assert (
        client.post(f"/admin/users/edit/{vera.pk}/", account_form(vera, email="new@school.example")).status_code == 302
    )
    assert User.objects.get(pk=vera.pk).email == "new@school.example"
    other = Client()
    sign_in(other, "old@school.example")
    assert not is_signed_in(other)
    sign_in(other, "new@school.example")
    assert not is_signed_in(other)
    assert vera.emailaddress_set.get().email == "new@school.example"


def test_the_admins_own_page_of_the_account_changes_neither_address_nor_password(client):
    editor = person(Role.EDITOR, email="editor@centre.example")
    client.force_login(editor)
    page = client.get("/admin/account/").content.decode()
    assert 'name="password-old_password"' not in page
    assert 'name="name_email-email"' not in page


def test_who_has_lost_the_telephone_is_helped_by_an_administrator_and_told(client):
    vera, chief = member(Role.TEACHER), boss()
    protect(vera)
    protect(chief)
    client.force_login(person(Role.EDITOR))
    client.post(f"/admin/people/{vera.pk}/second-step/")
    assert Authenticator.objects.filter(user=vera).exists()
    client.force_login(person(Role.ADMINISTRATOR))
    assert client.get(f"/admin/people/{vera.pk}/second-step/").status_code == 200
    assert client.post(f"/admin/people/{vera.pk}/second-step/").status_code == 302
    client.post(f"/admin/people/{chief.pk}/second-step/")
    assert set(Authenticator.objects.values_list("user", flat=True)) == {chief.pk}
    assert OutboxMail.objects.get(recipients=[vera.email]).subject == "Второй шаг входа снят администратором"
    assert Notification.objects.get().person == vera
