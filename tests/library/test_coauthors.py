"""Co-authors: each agrees for himself, by his cabinet or by a link, and sees no more than the title and the annotation."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.permissions import ActionRefused
from community.models import OutboxMail
from library import coauthors, submitting
from library.coauthor_views import coauthor_text
from library.models import SubmissionAuthor
from library.submission_enums import COAUTHOR_MOVES, CoauthorState
from library.submission_errors import Incomplete, MoveRefused, SubmissionRefused
from tests.library.submissions import draft, fresh
from tests.making import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sections")]


@pytest.fixture
def vera(db):
    return person(first_name="Вера", last_name="Нова")


@pytest.fixture
def work(vera):
    return draft(vera, body="Тайна работы")


def ask(work, name="Олег Иванов", email="oleg@example.org"):
    return coauthors.ask_coauthor(submission=work, by=work.author, name=name, email=email)


def link_of(email):
    """The path in the last letter to `email`."""
    letters = OutboxMail.objects.order_by("-pk")
    letter = next(letter for letter in letters if letter.recipients == [email])
    return next(line for line in letter.text.splitlines() if "/coauthors/" in line).removeprefix("http://testserver")


def test_a_coauthor_without_an_account_agrees_by_the_link_under_the_name_he_chooses(client, work):
    row = ask(work)
    address = link_of("oleg@example.org")
    page = client.get(address).content.decode()
    assert "Почему скрипит снег" in page
    assert "Урок открытия нового знания" in page
    assert "Тайна работы" not in page
    assert "Урок о снеге.txt" not in page
    client.post(address, {"answer": "yes", "name": "О. П. Иванов", "text": coauthor_text().pk})
    row.refresh_from_db()
    assert (row.state, row.name) == (CoauthorState.AGREED, "О. П. Иванов")
    assert "согласен" in OutboxMail.objects.filter(recipients=[work.author.email]).get().text


def test_the_key_of_the_link_is_kept_as_a_hash_alone(work):
    row = ask(work)
    key = link_of("oleg@example.org").strip("/").rpartition("/")[2]
    assert key not in (row.key_hash, str(vars(row)))
    assert coauthors.coauthor_of(key) == row


def test_the_page_of_the_link_tells_its_address_to_nobody(client, work):
    ask(work)
    response = client.get(link_of("oleg@example.org"))
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("spoil", ["expired", "again", "wrong", "closed"])
def test_a_dead_link_says_so_and_names_nothing(client, work, spoil):
    row = ask(work)
    address = link_of("oleg@example.org")
    if spoil == "expired":
        SubmissionAuthor.objects.update(key_expires_at=timezone.now() - timedelta(minutes=1))
    elif spoil == "again":
        SubmissionAuthor.objects.update(asked_at=timezone.now() - timedelta(days=2))
        coauthors.ask_again(coauthor=row, by=work.author)
    elif spoil == "closed":
        type(work).objects.filter(pk=work.pk).update(state="withdrawn")
    else:
        address = "/coauthors/abc/"
    response = client.get(address)
    assert response.status_code == 404
    assert "Почему скрипит снег" not in response.content.decode()
    client.post(address, {"answer": "yes", "text": coauthor_text().pk})
    row.refresh_from_db()
    assert row.state == CoauthorState.ASKED


def test_a_coauthor_with_an_account_answers_in_the_cabinet_and_nobody_else_does(client, vera):
    oleg, stranger = person(email="oleg@example.org"), person()
    row = ask(draft(vera, body="Тайна работы"))
    address = f"/cabinet/coauthorships/{row.pk}/"
    client.force_login(stranger)
    assert client.get(address).status_code == 404
    assert client.post(address, {"answer": "yes", "text": coauthor_text().pk}).status_code == 404
    client.force_login(vera)
    assert client.post(address, {"answer": "yes", "text": coauthor_text().pk}).status_code == 404
    with pytest.raises(ActionRefused):
        coauthors.answer_coauthor(coauthor=row, by=vera, agrees=True, text=coauthor_text())
    client.force_login(oleg)
    assert "Вас назвали соавтором" in client.get("/cabinet/submissions/").content.decode()
    page = client.get(address).content.decode()
    assert "Почему скрипит снег" in page
    assert "Тайна работы" not in page
    assert client.post(address, {"answer": "no"}).url == "/cabinet/submissions/"
    row.refresh_from_db()
    assert row.state == CoauthorState.DECLINED


def test_the_author_does_not_learn_whether_an_address_has_an_account(client, vera):
    person(email="oleg@example.org", first_name="Олег", last_name="Скрытный")
    work = draft(vera)
    ask(work)
    ask(work, "Анна", "nobody@example.org")
    client.force_login(vera)
    for address in (f"/cabinet/submissions/{work.pk}/", f"/cabinet/submissions/{work.pk}/edit/"):
        page = client.get(address).content.decode()
        assert "Скрытный" not in page
    rows = [row.state for row in work.coauthors.all()]
    assert rows == [CoauthorState.ASKED] * 2


def test_one_who_does_not_agree_stops_the_way_until_he_is_taken_off(client, work):
    row = ask(work)
    coauthors.answer_coauthor(coauthor=row, by=row, agrees=False)
    with pytest.raises(Incomplete) as refusal:
        submitting.submit(submission=fresh(work), by=work.author)
    assert "уберите его" in refusal.value.missing[0].how
    client.force_login(work.author)
    assert "Соавтор не согласен" in client.get("/cabinet/submissions/").content.decode().replace("\xa0", " ")
    coauthors.remove_coauthor(coauthor=row, by=work.author)
    assert submitting.submit(submission=fresh(work), by=work.author).number == 1


def test_who_has_not_answered_does_not_stop_the_sending_and_is_taken_off_only_once_he_declines(work):
    row = ask(work)
    sent = submitting.submit(submission=fresh(work), by=work.author)
    with pytest.raises(SubmissionRefused):
        coauthors.remove_coauthor(coauthor=row, by=work.author)
    coauthors.answer_coauthor(coauthor=row, by=row, agrees=False)
    coauthors.remove_coauthor(coauthor=row, by=work.author)
    assert not sent.coauthors.exists()


@pytest.mark.parametrize("before", list(CoauthorState))
@pytest.mark.parametrize("after", [CoauthorState.AGREED, CoauthorState.DECLINED])
def test_every_answer_follows_the_table(work, caplog, before, after):
    row = ask(work)
    SubmissionAuthor.objects.update(state=before)
    agrees = after == CoauthorState.AGREED
    if after in COAUTHOR_MOVES[before]:
        assert coauthors.answer_coauthor(coauthor=row, by=row, agrees=agrees, text=coauthor_text()).state == after
    else:
        with pytest.raises(MoveRefused):
            coauthors.answer_coauthor(coauthor=row, by=row, agrees=agrees, name="Другое Имя", text=coauthor_text())
        row.refresh_from_db()
        assert (row.state, row.name) == (before, "Олег Иванов")
        assert f"{before} → {after}" in caplog.text


def test_letters_to_strangers_have_their_limits(vera, work):
    row = ask(work)
    for again in (
        lambda: ask(work, email="OLEG@example.org"),
        lambda: ask(work, email=vera.email),
        lambda: ask(work, name=" "),
        lambda: coauthors.ask_again(coauthor=row, by=vera),
    ):
        with pytest.raises(SubmissionRefused):
            again()
    for number in range(coauthors.MOST_COAUTHORS - 1):
        ask(work, email=f"c{number}@example.org")
    with pytest.raises(SubmissionRefused):
        ask(work, email="last@example.org")


def test_nobody_asks_for_the_work_of_another(work):
    oleg = person()
    row = ask(work)
    with pytest.raises(ActionRefused):
        coauthors.ask_coauthor(submission=work, by=oleg, name="Я", email="i@example.org")
    with pytest.raises(ActionRefused):
        coauthors.ask_again(coauthor=row, by=oleg)
    with pytest.raises(ActionRefused):
        coauthors.remove_coauthor(coauthor=row, by=oleg)
