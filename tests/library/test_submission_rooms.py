"""The author's rooms: nothing written is lost, nobody else comes in, what is posted beside the form counts for nothing."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.log_actions import registry

from accounts.enums import Role
from community.consents import current_texts
from community.enums import ConsentKind
from library import drafting, submitting
from library.models import Submission, SubmissionFile
from library.submission_enums import SubmissionState
from library.submission_moves import move_submission
from programmes.models import Regulation
from programmes.norm_enums import Purpose
from programmes.norms import add_version, enforce_version
from tests.library.submissions import ANNOTATION, draft, fresh, kept, read_all, returned
from tests.making import person, queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sections")]
JSON = {"Accept": "application/json"}


@pytest.fixture
def vera(db):
    return person(first_name="Вера", last_name="Нова")


@pytest.fixture
def signed_in(client, vera):
    client.force_login(vera)
    return client


def room(work, *parts):
    return f"/cabinet/submissions/{work.pk}/" + "".join(f"{part}/" for part in parts)


def upload(name="Конспект.txt", text="Конспект урока по математике. 2 класс. Цель: дроби."):
    return SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())


def posted(work, **fields):
    return {"draft_number": work.draft_number, "whole": "1", "deed": "save", **fields}


def shown(response):
    return response.content.decode().replace("\xa0", " ")


def test_a_work_begins_with_files_and_the_bad_one_is_named_kindly(signed_in, vera):
    files = [upload(), upload("вирус.exe", b"MZ\x90\x00" + bytes(200))]
    response = signed_in.post("/cabinet/submissions/new/", {"files": files, "deed": "files"})
    work = Submission.objects.get()
    assert response.url == room(work, "edit")
    assert [entry.file.name for entry in work.files.all()] == ["Конспект.txt"]
    assert work.files.get().file.is_personal
    assert "вирус.exe" in shown(signed_in.get(response.url))


def test_files_that_are_all_refused_begin_nothing_and_say_why(signed_in):
    response = signed_in.post("/cabinet/submissions/new/", {"files": [upload("пусто.txt", b"")], "deed": "files"})
    assert response.status_code == 422
    assert "ни одного байта" in shown(response)
    assert signed_in.post("/cabinet/submissions/new/", {"deed": "files"}).status_code == 422
    assert not Submission.objects.exists()


def test_nobody_fills_the_disk(signed_in, vera, monkeypatch):
    monkeypatch.setattr(drafting, "MOST_FILES_A_DAY", 1)
    work = draft(vera)
    signed_in.post(room(work, "edit"), {**posted(work, deed="upload"), "files": [upload()]})
    assert work.files.count() == 1
    response = signed_in.post("/cabinet/submissions/new/", {"files": [upload("2.txt", "два")], "deed": "files"})
    assert response.status_code == 422
    assert Submission.objects.count() == 1


def test_a_work_begins_without_files(signed_in):
    assert signed_in.post("/cabinet/submissions/new/", {"deed": "text"}).url == room(Submission.objects.get(), "edit")


def test_while_the_file_is_read_the_page_says_so_and_then_shows_guesses_as_guesses(signed_in, vera):
    signed_in.post("/cabinet/submissions/new/", {"files": [upload()], "deed": "files"})
    work = Submission.objects.get()
    address = room(work, "edit")
    assert "Читаем файл" in shown(signed_in.get(address))
    assert signed_in.get(room(work, "reading")).json()["waiting"] is True
    read_all(work)
    told = signed_in.get(room(work, "reading")).json()
    assert told["waiting"] is False
    assert told["guesses"]["subjects"] == ["matematika"]
    page = signed_in.get(address)
    assert "Читаем файл" not in shown(page)
    assert page.context["form"]["subjects"].value() == ["matematika"]
    assert page.context["rows"]["subjects"]["guess"]
    assert "заполнил сайт, проверьте" in shown(page)
    assert fresh(work).card == {}


def test_what_the_author_has_written_is_stronger_than_a_guess(signed_in, vera):
    work = draft(vera, subjects=[], kind="")
    Submission.objects.filter(pk=work.pk).update(
        guesses={"title": "Другое", "subjects": ["matematika"], "kind": "talk"}
    )
    page = signed_in.get(room(work, "edit"))
    assert page.context["form"]["title"].value() == "Почему скрипит снег"
    assert page.context["form"]["subjects"].value() == []
    assert "Судя по файлу: Математика" in shown(page)


def test_the_card_is_kept_by_the_button_and_by_itself(signed_in, vera):
    work = draft(vera)
    response = signed_in.post(
        room(work, "edit"), posted(work, title="Новое название", links="https://example.org/a Видео")
    )
    assert response.status_code == 302
    work = fresh(work)
    assert (work.title, work.card["links"]) == ("Новое название", [["Видео", "https://example.org/a"]])
    answer = signed_in.post(room(work, "edit"), posted(work, title="Ещё новее"), headers=JSON)
    assert answer.json()["number"] == work.draft_number + 1
    assert fresh(work).title == "Ещё новее"


def test_one_wrong_field_loses_neither_itself_nor_the_others(signed_in, vera):
    work = draft(vera)
    data = posted(work, title="Хорошее название", year="позапрошлый", links="не адрес")
    response = signed_in.post(room(work, "edit"), data)
    assert response.status_code == 422
    assert "позапрошлый" in shown(response)
    assert "не адрес" in shown(response)
    assert fresh(work).title == "Хорошее название"


def test_the_older_of_two_windows_keeps_its_words_on_the_screen_and_does_not_overwrite(signed_in, vera):
    work = draft(vera)
    old = posted(work, title="Из старого окна")
    signed_in.post(room(work, "edit"), posted(work, title="Из нового окна"))
    assert signed_in.post(room(work, "edit"), old, headers=JSON).status_code == 409
    response = signed_in.post(room(work, "edit"), old)
    assert response.status_code == 409
    assert "Из старого окна" in shown(response)
    assert fresh(work).title == "Из нового окна"
    signed_in.post(room(work, "edit"), {**old, "draft_number": response.context["draft_number"]})
    assert fresh(work).title == "Из старого окна"


def test_an_ended_session_loses_no_word(client, vera):
    work = draft(vera)
    data = posted(work, title="Написано долго", annotation="Очень длинный текст")
    response = client.post(room(work, "edit"), data)
    assert response.url == f"/accounts/login/?next=/cabinet/submissions/{work.pk}/edit/"
    assert client.post(room(work, "edit"), data, headers=JSON).status_code == 401
    assert fresh(work).title == "Почему скрипит снег"
    session = client.session
    keep = dict(session)
    client.force_login(vera)
    session = client.session
    session.update({key: value for key, value in keep.items() if not key.startswith("_")})
    session.save()
    page = client.get(room(work, "edit"))
    assert "Написано долго" in shown(page)
    assert "Очень длинный текст" in shown(page)
    assert "Вход закончился" in shown(page)


def test_the_real_sign_in_gives_the_text_back_and_to_nobody_but_its_author(client):
    vera = person(email="vera@example.org", password="dlinny-parol-7")
    person(email="oleg@example.org", password="dlinny-parol-7")
    work = draft(vera)
    for email, expected in (("oleg@example.org", 404), ("vera@example.org", 200)):
        browser = Client()
        browser.post(room(work, "edit"), posted(work, title="Написано долго"))
        browser.post("/accounts/login/", {"login": email, "password": "dlinny-parol-7"})
        page = browser.get(room(work, "edit"))
        assert page.status_code == expected
        assert ("Написано долго" in shown(page)) == (expected == 200)


def test_what_is_posted_beside_the_form_counts_for_nothing(signed_in, vera):
    work, oleg = draft(vera), person()
    before = fresh(work)
    evil = {"state": "published", "author": oleg.pk, "number": 777, "page": 1, "claimed_by": oleg.pk, "due_on": "2030-01-01",
            "card": "{}", "preflight_reasons": "{}", "regulation_accepted_at": "2020-01-01", "guesses": "{}"}  # fmt: skip
    signed_in.post(room(work, "edit"), posted(work, title="Как было", annotation=ANNOTATION, **evil))
    after = fresh(work)
    for name in ("state", "author_id", "number", "page_id", "claimed_by_id", "due_on", "regulation_accepted_at"):
        assert getattr(after, name) == getattr(before, name)


@pytest.mark.parametrize("who", ["another", "staff", "nobody"])
def test_nobody_else_comes_into_the_rooms_of_a_work(client, vera, who):
    work = draft(vera)
    if who != "nobody":
        client.force_login(person(Role.EDITOR) if who == "staff" else person())
    expected = 302 if who == "nobody" else 404
    for address in (room(work), room(work, "edit")):
        assert client.get(address).status_code == expected
        assert client.post(address, {"deed": "discard", "title": "Чужое"}).status_code == expected
    assert client.get(room(work, "reading")).status_code in (401, 404)
    assert fresh(work).title == "Почему скрипит снег"


def test_the_file_of_a_draft_is_its_authors_alone_and_of_a_sent_work_the_centres_too(client, vera):
    work = draft(vera)
    file = work.files.get().file
    readers = {"author": vera, "teacher": person(), "editor": person(Role.EDITOR), "analyst": person(Role.ANALYST)}

    def who_reads():
        allowed = set()
        for name, reader in readers.items():
            client.force_login(reader)
            if client.get(file.url).status_code == 200:
                allowed.add(name)
        return allowed

    assert who_reads() == {"author"}
    submitting.submit(submission=fresh(work), by=vera)
    assert who_reads() == {"author", "editor"}
    client.logout()
    assert client.get(file.url).status_code in (302, 403, 404)


def test_the_admins_lists_of_files_do_not_name_those_of_drafts(client, vera):
    work = draft(vera)
    file = work.files.get().file
    client.force_login(person(Role.EDITOR))
    for address in ("/admin/stored_files/", "/admin/stored_file_chooser/", f"/admin/stored_file_chooser/chosen/{file.pk}/",
                    f"/admin/stored_file_chooser/chosen-multiple/?id={file.pk}",
                    f"/admin/stored_files/inspect/{file.pk}/"):  # fmt: skip
        assert "Урок о снеге" not in client.get(address).content.decode()
    assert client.post(f"/admin/stored_files/strip/{file.pk}/").status_code == 404


def test_a_file_of_another_work_is_neither_moved_nor_removed(signed_in, vera):
    work, foreign = draft(vera), draft(person())
    entry = foreign.files.get()
    for deed in ("up", "down", "drop"):
        assert signed_in.post(room(work, "edit"), posted(fresh(work), deed=f"{deed}:{entry.pk}")).status_code == 404
    signed_in.post(room(work, "edit"), posted(fresh(work), **{f"file_title_{entry.pk}": "Чужое"}))
    assert SubmissionFile.objects.get(pk=entry.pk).title == ""


def test_every_button_keeps_the_card_first(signed_in, vera):
    work = draft(vera, files=[kept(), kept("Второй.txt", "Второй файл")])
    second = work.files.last()
    signed_in.post(room(work, "edit"), posted(work, title="Не потерять", deed=f"up:{second.pk}"))
    assert [entry.file.name for entry in work.files.all()] == ["Второй.txt", "Урок о снеге.txt"]
    assert fresh(work).title == "Не потерять"
    data = posted(fresh(work), title="И это", deed="ask", coauthor_name="Олег", coauthor_email="oleg@example.org")
    signed_in.post(room(work, "edit"), data)
    assert fresh(work).title == "И это"
    assert work.coauthors.get().name == "Олег"
    signed_in.post(
        room(work, "edit"), {**posted(fresh(work), title="Третье", deed="upload"), "files": [upload("3.txt", "три")]}
    )
    assert work.files.count() == 3


def whole(work, **fields):
    """What the form of a finished draft posts."""
    data = {
        "title": "Почему скрипит снег",
        "annotation": ANNOTATION,
        "kind": "article",
        "levels": work.card["levels"],
        "subjects": work.card["subjects"],
        "author_name": "Вера Нова",
        "language": "ru",
        "licence": work.licence_id,
        "origin": "own",
        "pupils_works": "none",
        "pupils_photos": "none",
        "agree_authorship": current_texts([ConsentKind.AUTHORSHIP])[ConsentKind.AUTHORSHIP].pk,
    }
    return posted(work, **{**data, **fields})


def test_a_work_is_sent_from_its_page_and_its_room_says_whose_turn_it_is(signed_in, vera):
    work = draft(vera)
    response = signed_in.post(room(work, "edit"), whole(work, deed="send"))
    assert response.url == room(work)
    page = shown(signed_in.get(response.url))
    assert "Ход центра" in page
    assert "Версия 1" in page
    assert "Работа отправлена, версия 1" in page
    assert signed_in.post(room(work, "edit"), whole(work, deed="send")).url == room(work)
    assert fresh(work).versions.count() == 1


def test_what_is_missing_is_said_and_nothing_is_lost(signed_in, vera):
    work = draft(vera)
    response = signed_in.post(room(work, "edit"), whole(work, deed="send", annotation=""), follow=True)
    assert "Чтобы отправить, осталось заполнить" in shown(response)
    assert fresh(work).state == SubmissionState.DRAFT


def test_the_reason_for_a_finding_is_written_beside_it(signed_in, vera):
    work = draft(vera)
    data = whole(work, deed="send", annotation="Коротко.")
    response = signed_in.post(room(work, "edit"), data, follow=True)
    assert "Аннотация очень короткая" in shown(response)
    data = whole(
        fresh(work), deed="send", annotation="Коротко.", **{"reason-short_annotation": "Памятка", "reason-evil": "x"}
    )
    assert signed_in.post(room(work, "edit"), data).url == room(work)
    assert fresh(work).preflight_reasons == {"short_annotation": "Памятка"}


@pytest.fixture
def rules(db):
    editor = person(Role.EDITOR)
    regulation = Regulation(title="Положение о публикации", purpose=Purpose.PUBLICATION, is_public=True)
    regulation.full_clean()
    regulation.save()

    def enact(text, month=9):
        version = add_version(regulation=regulation, by=editor, text=text, starts_on=date(2025, month, 1))
        enforce_version(version=version, by=editor)
        return version

    return enact


def test_the_accepted_wording_is_stored_with_its_moment_and_a_newer_one_is_asked_for_anew(signed_in, vera, rules):
    first = rules("<p>Первая редакция</p>")
    work = draft(vera)
    signed_in.post(room(work, "edit"), whole(work, deed="send"))
    assert fresh(work).state == SubmissionState.DRAFT
    signed_in.post(room(work, "edit"), whole(fresh(work), regulation=first.pk))
    accepted = fresh(work)
    assert (accepted.regulation, accepted.regulation_accepted_at is not None) == (first, True)
    second = rules("<p>Вторая редакция</p>", month=10)
    signed_in.post(room(work, "edit"), whole(fresh(work), deed="send", regulation=first.pk))
    assert fresh(work).state == SubmissionState.DRAFT
    signed_in.post(room(work, "edit"), whole(fresh(work), deed="send", regulation=second.pk))
    sent = fresh(work)
    assert sent.state == SubmissionState.SUBMITTED
    assert sent.versions.get().card["regulation"]["version"] == second.pk


def test_a_returned_work_shows_the_remarks_and_takes_the_answer(signed_in, vera):
    work = returned(submitting.submit(submission=draft(vera), by=vera), "check", "Нет рефлексии на слайде 7.")
    page = shown(signed_in.get(room(work, "edit")))
    assert "Нет рефлексии на слайде 7." in page
    response = signed_in.post(room(work, "edit"), whole(work, deed="send", answer=" "))
    assert fresh(work).state == SubmissionState.RETURNED
    response = signed_in.post(
        room(work, "edit"), whole(fresh(work), deed="send", answer="Добавила", title="Снег скрипит")
    )
    assert response.url == room(work)
    page = shown(signed_in.get(room(work)))
    assert "Ваш ответ:" in page
    assert "изменены: название" in page


def test_the_room_never_names_the_methodist(signed_in, vera):
    methodist = person(Role.METHODIST, first_name="Секретная", last_name="Методистова")
    work = submitting.submit(submission=draft(vera), by=vera)
    registry.register_action("tests.claim", "Взята", "Взята")
    move_submission(submission=work, to="checking", by=methodist, action="tests.claim", claimed_by=methodist)
    for address in (room(work), "/cabinet/submissions/"):
        page = shown(signed_in.get(address))
        assert "Методистова" not in page
        assert "Методист центра" in page


def test_the_list_shows_own_works_alone_those_that_wait_for_the_author_first(signed_in, vera):
    draft(person(), title="Чужая работа")
    sent = submitting.submit(submission=draft(vera, title="Отправленная работа"), by=vera)
    begun = draft(vera, files=[kept("2.txt", "другой")], title="Начатая работа")
    page = signed_in.get("/cabinet/submissions/")
    assert [work.pk for work, _turn in page.context["rows"]] == [begun.pk, sent.pk]
    assert "Чужая работа" not in shown(page)


def test_a_work_is_taken_back_opened_anew_and_a_draft_thrown_away_from_its_room(signed_in, vera):
    work = submitting.submit(submission=draft(vera), by=vera)
    signed_in.post(room(work), {"deed": "withdraw", "reason": "Нашла ошибку"})
    assert (fresh(work).state, fresh(work).close_reason) == (SubmissionState.WITHDRAWN, "Нашла ошибку")
    assert signed_in.post(room(work), {"deed": "reopen"}).url == room(work, "edit")
    other = draft(vera, files=[kept("2.txt", "другой")])
    signed_in.post(room(other), {"deed": "discard"})
    assert list(Submission.objects.all()) == [work]
    assert signed_in.post(room(work), {"deed": "publish"}).status_code == 404
    assert signed_in.post(room(work), {"deed": "again:999999999999999999999"}).status_code == 404


def test_pages_ask_the_database_as_often_for_a_small_work_as_for_a_large_one(signed_in, vera):
    def grown(count):
        files = [kept(f"Файл {count} {n}.txt", f"Текст {count} {n}. Тел. 8 917 123-45-67") for n in range(count)]
        work = read_all(draft(vera, files=files, title=f"Работа о {count}"))
        return work

    small, large = grown(1), grown(6)
    for parts in ((), ("edit",)):
        assert queries_of(lambda: signed_in.get(room(small, *parts))) == queries_of(  # noqa: B023
            lambda: signed_in.get(room(large, *parts))  # noqa: B023
        )
    few = queries_of(lambda: signed_in.get("/cabinet/submissions/"))
    for n in range(6):
        draft(vera, files=[kept(f"Ещё {n}.txt", f"ещё {n}")], title=f"Ещё {n}")
    assert queries_of(lambda: signed_in.get("/cabinet/submissions/")) == few
