"""The methodist's screens of rounds, and the sheets that administrators write."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from expertise.clean_files import make_copies
from expertise.enums import Anonymity, AssignmentState, CleanState, RoundState
from expertise.levels import LevelsRefused, parse_levels
from expertise.models import Rubric
from expertise.reviewing import ask_postponement
from tests.expertise.making_reviews import (
    LEVELS,
    accepted,
    answers,
    expert,
    fresh,
    fresh_round,
    guest,
    invited,
    methodist,
    opened,
    saved,
    sheet,
    submitted,
    work,
)
from tests.files.carrying_names import named_docx
from tests.making import person, queries_of, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client, sections):
    user = methodist()
    client.force_login(user)
    return user


@pytest.fixture
def going(sections, keeper):
    return opened(work(sections, person(Role.TEACHER), title="Работа о снеге"), keeper)


def at(review_round):
    return reverse("review_admin:round", args=[review_round.pk])


def press(client, review_round, verb, **data):
    return client.post(at(review_round), {"verb": verb, **data})


def html(response):
    return response.content.decode().replace("\u00a0", " ")


def test_the_methodist_sees_who_judges_how_it_stands_and_what_is_late(client, going, keeper):
    late, done = accepted(going, keeper), submitted(going, keeper)
    type(late).objects.filter(pk=late.pk).update(work_due_on=late.work_due_on - timedelta(days=60))
    text = html(client.get(at(going)))
    for words in (late.person_name, done.person_name, "прошёл", "согласился", "отзыв отправлен", "1 из 2"):
        assert words in text
    assert "Работа о снеге" in html(client.get(reverse("review_admin:rounds")))


def test_what_is_being_written_is_its_experts_alone(client, going, keeper):
    draft = saved(accepted(going, keeper), answers(going, text="Черновик мысли."))
    assert "Черновик мысли." not in html(client.get(at(going)))
    address = reverse("review_admin:review", args=[going.pk, draft.pk])
    assert client.get(address).status_code == 404


def test_a_sent_review_is_read_with_its_note_to_the_centre(client, going, keeper):
    done = submitted(going, keeper, given=answers(going, note_to_centre="Знаю похожую работу."))
    text = html(client.get(reverse("review_admin:review", args=[going.pk, done.pk])))
    assert "Знаю похожую работу." in text
    assert "Мало примеров." in text


def test_every_press_is_a_verb(client, going, keeper):
    judge = expert()
    assert press(client, going, "invite", expert=judge.pk).status_code == 302
    assert press(client, going, "invite", guest_name="Гость", guest_email="g@example.net").status_code == 302
    one, two = going.assignments.get(expert=judge), going.assignments.get(guest_email="g@example.net")
    press(client, going, "link", target=two.pk)
    assert fresh(two).key_turn == 2
    press(client, going, "withdraw", target=two.pk, reason="Передумали.")
    press(client, going, "dismiss", target=one.pk, reason="Молчит.")
    assert [fresh(row).state for row in (one, two)] == [AssignmentState.DISMISSED, AssignmentState.CANCELLED]
    press(client, going, "reopen", target=one.pk, reason="Нашёлся.")
    assert fresh(one).state == AssignmentState.INVITED
    press(client, going, "cancel", reason="Всё.")
    assert fresh_round(going).state == RoundState.CANCELLED
    assert client.get(at(going)).status_code == 200


def test_days_are_granted_on_the_screen(client, going, keeper):
    assignment = accepted(going, keeper)
    until = assignment.work_due_on + timedelta(days=5)
    asked = ask_postponement(assignment=assignment, by=assignment.expert, until=until, reason="Болею.")
    assert "Болею." in html(client.get(at(going)))
    press(client, going, "grant", target=asked.pk)
    assert fresh(assignment).work_due_on == until


@pytest.mark.parametrize(
    ("verb", "data"),
    [
        ("invite", {"guest_name": "Имя с ошибкой", "guest_email": "x"}),
        ("cancel", {"reason": " "}),
        ("withdraw", {"target": "999999", "reason": "Имя с ошибкой"}),
        ("dismiss", {"target": "abc"}),
        ("wave", {}),
        ("replace_file", {"target": "1"}),
    ],
)
def test_a_refusal_says_why_and_keeps_what_was_typed(client, going, keeper, verb, data):
    response = press(client, going, verb, **data)
    assert response.status_code == 422
    assert "help-critical" in html(response)
    if verb == "invite":
        assert "Имя с ошибкой" in html(response)
    assert fresh_round(going).state == RoundState.OPEN


def test_an_expert_of_another_round_is_not_touched_from_here(client, sections, going, keeper):
    foreign = invited(opened(work(sections), keeper), keeper)
    assert press(client, going, "withdraw", target=foreign.pk, reason="x").status_code == 422
    assert fresh(foreign).state == AssignmentState.INVITED


def test_a_file_that_names_its_author_is_decided_on_here(client, sections, keeper, tmp_path):
    found = opened(
        work(sections, person()), keeper, rubric=sheet(anonymity=Anonymity.BOTH_HIDDEN), files=[(stored(), "Урок")]
    )
    make_copies(round=found)
    assert "Выдать как есть" in html(client.get(at(found)))
    one = found.files.get()
    assert press(client, found, "accept_file", target=one.pk, reason="").status_code == 422
    press(client, found, "accept_file", target=one.pk, reason="Имён нет.")
    assert fresh(one).clean_state == CleanState.ACCEPTED
    path = tmp_path / "a.docx"
    named_docx(path)
    upload = SimpleUploadedFile("Чистый.docx", path.read_bytes())
    press(client, found, "replace_file", target=one.pk, copy=upload)
    assert fresh(one).clean_file.name == "Файл 1.docx"


@pytest.mark.parametrize("role", [Role.TEACHER, Role.EXPERT, Role.CHAIR, Role.MODERATOR, Role.ANALYST])
@pytest.mark.parametrize("name", ["rounds", "round", "review", "rubric_preview"])
def test_others_do_not_come_in(client, going, keeper, role, name):
    arguments = {"rounds": [], "round": [going.pk], "review": [going.pk, 1], "rubric_preview": [going.rubric_id]}[name]
    address = reverse(f"review_admin:{name}", args=arguments)
    client.force_login(person(role))
    response = client.get(address)
    assert response.status_code == 302
    assert "/review/" not in response.url.split("?")[0]


def test_a_post_by_others_changes_nothing(client, going, keeper):
    client.force_login(person(Role.MODERATOR))
    press(client, going, "cancel", reason="Хочу.")
    assert fresh_round(going).state == RoundState.OPEN


def test_a_methodist_who_judges_keeps_other_rounds_and_not_this_one(client, sections, going, keeper):
    both = person(Role.METHODIST)
    invited(going, keeper, both)
    other = opened(work(sections, title="Чужая работа"), keeper)
    client.force_login(both)
    text = html(client.get(reverse("review_admin:rounds")))
    assert "Чужая работа" in text
    assert "Работа о снеге" not in text
    assert client.get(at(going)).status_code == 302
    assert client.get(at(other)).status_code == 200


def test_the_screen_of_a_round_costs_the_same_however_many_judge(client, sections, keeper):
    small, large = (opened(work(sections), keeper) for _turn in range(2))
    submitted(small, keeper)
    for _turn in range(4):
        submitted(large, keeper)
        guest(large, keeper, email=f"g{_turn}@example.net")
    counts = [queries_of(lambda found=found: client.get(at(found))) for found in (small, large)]
    assert counts[0] == counts[1]


def test_the_list_of_rounds_costs_the_same_however_long_it_is(client, sections, keeper):
    opened(work(sections), keeper)
    address = reverse("review_admin:rounds")
    few = queries_of(lambda: client.get(address))
    for _turn in range(4):
        submitted(opened(work(sections), keeper), keeper)
    assert queries_of(lambda: client.get(address)) == few


# Sheets -----------------------------------------------------------------------------------------------------------------


def test_levels_are_read_strictly_and_refused_with_the_line():
    assert parse_levels("0 — нет\n\n1 - мало\n 2–есть ") == [[0, "нет"], [1, "мало"], [2, "есть"]]
    for text, words in (
        ("нет\n1 — да", "Строка 1"),
        ("0 — нет\nда", "Строка 2"),
        ("1 — да\n0 — нет", "не больше"),
        ("0 — а\n0 — б", "не больше"),
        ("0 — нет", "от 2 до"),
        ("", "от 2 до"),
        ("0 — " + "а" * 400 + "\n1 — б", "длиннее"),
        ("-1 — а\n1 — б", "Строка 1"),
    ):
        with pytest.raises(LevelsRefused, match=words):
            parse_levels(text)


def test_the_seeded_sheets_can_be_judged_by(client, sections, keeper):
    titles = {rubric.title for rubric in Rubric.objects.active()}
    assert len(titles) == 5
    for rubric in Rubric.objects.active():
        criteria = list(rubric.criteria.all())
        assert 4 <= len(criteria) <= 6
        assert all(len(parse_levels(one.levels)) >= 4 for one in criteria)
        assert all(one.comment_up_to in dict(parse_levels(one.levels)) for one in criteria)
        response = client.get(reverse("review_admin:rubric_preview", args=[rubric.pk]))
        assert criteria[0].title in html(response)


def sheet_form(**changes):
    data = {
        "title": "Новый лист",
        "guidance": "Читайте.",
        "anonymity": "both_hidden",
        "dispute_from": "2",
        "is_active": "on",
        "criteria-TOTAL_FORMS": "1",
        "criteria-INITIAL_FORMS": "0",
        "criteria-MIN_NUM_FORMS": "1",
        "criteria-MAX_NUM_FORMS": "1000",
        "criteria-0-title": "Цель",
        "criteria-0-levels": LEVELS,
        "criteria-0-weight": "2",
        "criteria-0-comment_up_to": "0",
        "criteria-0-ORDER": "1",
    }
    return {**data, **changes}


@pytest.fixture
def administrator(client, sections):
    user = person(Role.ADMINISTRATOR)
    client.force_login(user)
    return user


def test_an_administrator_writes_a_sheet_with_its_criteria_and_it_is_logged(client, administrator):
    response = client.post(reverse("rubrics:add"), sheet_form())
    assert response.status_code == 302
    rubric = Rubric.objects.get(title="Новый лист")
    assert [(one.title, one.weight) for one in rubric.criteria.all()] == [("Цель", 2)]
    assert ModelLogEntry.objects.filter(object_id=str(rubric.pk), action="wagtail.create", user=administrator).exists()
    change = sheet_form(
        **{"criteria-INITIAL_FORMS": "1", "criteria-0-id": str(rubric.criteria.get().pk), "title": "Иной"}
    )
    assert client.post(reverse("rubrics:edit", args=[rubric.pk]), change).status_code == 302
    assert ModelLogEntry.objects.filter(object_id=str(rubric.pk), action="wagtail.edit", user=administrator).exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"criteria-0-levels": "нет\nда"}, "Строка 1"),
        ({"criteria-0-comment_up_to": "7"}, "Такой оценки среди уровней нет"),
        ({"criteria-0-weight": "0"}, "1"),
        ({"criteria-TOTAL_FORMS": "0"}, "1"),
    ],
)
def test_a_sheet_that_cannot_be_judged_by_is_not_kept(client, administrator, changes, words):
    response = client.post(reverse("rubrics:add"), sheet_form(**changes))
    assert response.status_code == 200
    assert words in html(response)
    assert not Rubric.objects.filter(title="Новый лист").exists()


@pytest.mark.parametrize("role", [Role.METHODIST, Role.EDITOR, Role.MODERATOR, Role.EXPERT])
def test_nobody_else_changes_a_sheet_and_nobody_deletes_one(client, sections, administrator, role):
    rubric = Rubric.objects.active().first()
    assert client.post(reverse("rubrics:delete", args=[rubric.pk])).status_code in (302, 403)
    client.force_login(person(role))
    client.post(reverse("rubrics:edit", args=[rubric.pk]), sheet_form())
    client.post(reverse("rubrics:add"), sheet_form())
    assert fresh(rubric).title == rubric.title
    assert not Rubric.objects.filter(title="Новый лист").exists()


def test_keepers_find_rounds_and_sheets_in_the_menu_and_others_do_not(client, going, keeper):
    home = reverse("wagtailadmin_home")
    assert reverse("review_admin:rounds") in html(client.get(home))
    client.force_login(person(Role.MODERATOR))
    assert reverse("review_admin:rounds") not in html(client.get(home))
