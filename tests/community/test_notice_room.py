"""The rooms of notices and settings: each person their own."""

import pytest
from django.test import Client

from accounts.enums import Role
from community.actions import answer_message
from community.enums import Letters, NoticeKind
from community.models import LetterChoice, Notification, OutboxMail
from community.notices import all_letters_of, letters_of, notify
from tests.accounts.agreeing import member
from tests.accounts.people import PASSWORD, is_signed_in, sign_in
from tests.community.messages import message
from tests.making import queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sections")]
ROOMS = ["/cabinet/notices/", "/cabinet/settings/", "/cabinet/consents/", "/cabinet/data/"]


def tell(vera, subject="Новое у вас", url="/cabinet/messages/", kind=NoticeKind.PROGRAMME):
    return notify(person=vera, kind=kind, subject=subject, template="digest", context={"notices": []}, url=url)


@pytest.mark.parametrize("address", ROOMS)
def test_the_rooms_need_a_sign_in_and_no_cache_keeps_them(client, address):
    assert client.get(address).url.startswith("/accounts/login/?next=/cabinet/")
    client.force_login(member(Role.TEACHER))
    response = client.get(address)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


def test_a_person_sees_their_notices_opens_one_and_reads_all(client):
    vera, oleg = member(Role.TEACHER), member(Role.TEACHER)
    first, second = tell(vera, "Первое <b>дело</b>"), tell(vera, "Второе дело")
    foreign = tell(oleg, "Чужая тайна")
    client.force_login(vera)
    page = client.get("/cabinet/notices/")
    text = page.content.decode().replace("\u00a0", " ")
    assert [room["count"] for room in page.context["sections"] if room["code"] == "notices"] == [2]
    assert text.index("Второе дело") < text.index("Первое &lt;b&gt;дело")
    assert "Чужая тайна" not in text
    assert client.post(f"/cabinet/notices/{first.pk}/").url == "/cabinet/messages/"
    first.refresh_from_db()
    assert first.read_at
    assert client.post(f"/cabinet/notices/{foreign.pk}/").status_code == 404
    client.post("/cabinet/notices/read/")
    second.refresh_from_db()
    foreign.refresh_from_db()
    assert second.read_at
    assert foreign.read_at is None


@pytest.mark.parametrize("address", ["/cabinet/notices/1/", "/cabinet/notices/read/", "/cabinet/settings/sign-out/"])
def test_nothing_changes_by_a_link(client, address):
    reader = member()
    notice = tell(reader)
    client.force_login(reader)
    assert client.get(address.replace("1", str(notice.pk))).status_code == 302
    notice.refresh_from_db()
    assert notice.read_at is None
    assert client.get("/cabinet/notices/").status_code == 200


def test_the_deeds_of_the_cabinet_need_the_forms_token():
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(member())
    for address in (
        "/cabinet/notices/read/",
        "/cabinet/settings/",
        "/cabinet/consents/give/1/",
        "/cabinet/data/erase/",
        "/cabinet/settings/sign-out/",
    ):
        assert strict.post(address).status_code == 403


def test_the_list_asks_the_database_equally_often_whatever_its_length(client):
    vera = member(Role.TEACHER)
    client.force_login(vera)
    tell(vera)
    few = queries_of(lambda: client.get("/cabinet/notices/"))
    for _number in range(40):
        tell(vera)
    assert queries_of(lambda: client.get("/cabinet/notices/")) == few <= 20
    assert "Раньше" in client.get("/cabinet/notices/").content.decode()


def test_a_person_chooses_their_letters_and_the_needed_ones_stay(client):
    vera = member(Role.TEACHER)
    client.force_login(vera)
    choice = {"review": "digest", "submission": "never", "programme": "at_once", "message": "digest"}
    client.post("/cabinet/settings/", {**choice, "system": "never", "person": "1"})
    assert all_letters_of(vera) == {
        NoticeKind.REVIEW: Letters.DIGEST,
        NoticeKind.SUBMISSION: Letters.NEVER,
        NoticeKind.PROGRAMME: Letters.AT_ONCE,
        NoticeKind.MESSAGE: Letters.DIGEST,
        NoticeKind.SYSTEM: Letters.AT_ONCE,
    }
    assert not LetterChoice.objects.filter(kind="system").exists()
    assert client.post("/cabinet/settings/", {**choice, "review": "yesterday"}).status_code == 422
    assert letters_of(vera, NoticeKind.REVIEW) == Letters.DIGEST


def test_who_wants_no_letters_gets_no_digest_of_what_waited(client):
    vera = member(Role.TEACHER)
    notice = tell(vera)
    assert notice.letter == "waiting"
    client.force_login(vera)
    client.post(
        "/cabinet/settings/", {"review": "never", "submission": "never", "programme": "never", "message": "never"}
    )
    assert Notification.objects.get(pk=notice.pk).letter == "none"


def test_signing_out_everywhere_leaves_only_this_browser(client):
    vera = member(Role.TEACHER)
    other = Client()
    for browser in (client, other):
        sign_in(browser, vera.email)
    assert client.post("/cabinet/settings/sign-out/", {"password": "не тот"}).status_code == 422
    assert other.get("/cabinet/").status_code == 200
    assert client.post("/cabinet/settings/sign-out/", {"password": PASSWORD}).status_code == 302
    assert client.get("/cabinet/").status_code == 200
    assert other.get("/cabinet/").status_code == 302
    third = Client()
    sign_in(third, vera.email)
    assert is_signed_in(third)


def test_a_new_password_signs_out_everywhere_else(client):
    vera = member(Role.TEACHER)
    other = Client()
    for browser in (client, other):
        sign_in(browser, vera.email)
    new = "совсем-другой-пароль-8"
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert client.get("/cabinet/").status_code == 200
    assert other.get("/cabinet/").status_code == 302


def test_an_answer_to_a_message_comes_into_the_cabinet_of_who_wrote_it_and_by_one_letter():
    vera, keeper = member(Role.TEACHER), member(Role.EDITOR)
    answer_message(message=message(author=vera, email=vera.email.upper()), by=keeper, answer="В библиотеке.")
    notice = Notification.objects.get()
    assert (notice.person, notice.kind, notice.url) == (vera, NoticeKind.MESSAGE, "/cabinet/messages/")
    mail = OutboxMail.objects.get(subject__startswith="Ответ")
    assert mail.reply_to == [keeper.email]
    answer_message(message=message(author=vera, email="other@school.example"), by=keeper, answer="Там же.")
    assert Notification.objects.count() == 1
    assert OutboxMail.objects.get(recipients=["other@school.example"])
