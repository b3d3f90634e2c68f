"""The methodist's and the editor's steps of a teacher's work (D1.4–9, design §7)."""

import re
from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from accounts.enums import Role
from accounts.permissions import ActionRefused, can
from community.enums import ActivityKind
from community.models import ActivityRecord, OutboxMail
from expertise.rounds import cancel_round
from home.working_days import add_working_days
from library.desk.checking import (
    claim_submission,
    pass_to_editor,
    pass_to_experts,
    refuse_submission,
    release_submission,
    return_submission,
)
from library.desk.editing import publish_work, return_from_editing, take_editing
from library.desk.moves import MoveRefused, move
from library.desk.reminders import remind_of_works
from library.enums import ExpertState
from library.guard import PublicationRefused
from library.models import MaterialPage, ReviewScheme, Submission
from library.submission_enums import OPEN_SUBMISSIONS, SUBMISSION_MOVES, WRITABLE, ReturnStep, SubmissionState
from tests.library.making_submissions import add_criterion, judged, reviewed_kind, rubric, send_version, sent_work
from tests.making import person, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(sections):
    return sections["library"]


@pytest.fixture
def author():
    return person(Role.TEACHER, first_name="Анна", last_name="Примерова")


@pytest.fixture
def methodist():
    return person(Role.METHODIST)


@pytest.fixture
def editor():
    return person(Role.EDITOR)


@pytest.fixture
def sent(library, author):
    return sent_work(library, author)


@pytest.fixture
def checked(sent, methodist):
    return claim_submission(submission=sent, by=methodist)


@pytest.fixture
def editing(checked, methodist):
    return pass_to_editor(submission=checked, by=methodist)


def state_of(submission):
    return Submission.objects.get(pk=submission.pk).state


def letters_to(user):
    return [mail for mail in OutboxMail.objects.order_by("pk") if mail.recipients == [user.email]]


# The table ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wanted", SubmissionState)
@pytest.mark.parametrize("now", SubmissionState)
def test_a_work_moves_as_the_table_says_and_not_otherwise(library, now, wanted):
    methodist = person(Role.METHODIST)
    submission = sent_work(library, person(Role.TEACHER), state=now, claimed_by=methodist)
    if wanted in SUBMISSION_MOVES[now]:
        move(submission=submission, state=wanted, by=methodist)
        assert state_of(submission) == wanted
    else:
        with pytest.raises(MoveRefused):
            move(submission=submission, state=wanted, by=methodist)
        assert state_of(submission) == now


def test_every_state_is_in_the_table_and_each_open_one_can_end():
    assert set(SUBMISSION_MOVES) == set(SubmissionState)
    assert set(SubmissionState) >= WRITABLE
    assert all(SUBMISSION_MOVES[state] for state in OPEN_SUBMISSIONS)


def test_a_move_whose_workflow_fails_has_not_happened(sent, methodist, monkeypatch):
    def broken(submission):
        raise RuntimeError

    monkeypatch.setattr("library.desk.moves.follow", broken)
    with pytest.raises(RuntimeError):
        claim_submission(submission=sent, by=methodist)
    assert (state_of(sent), Submission.objects.get(pk=sent.pk).claimed_by) == (SubmissionState.SUBMITTED, None)


# The methodist ----------------------------------------------------------------------------------------------------------


def test_a_methodist_takes_a_work_and_colleagues_see_whose_it_is(sent, methodist):
    claim_submission(submission=sent, by=methodist)
    assert (state_of(sent), sent.claimed_by) == (SubmissionState.CHECKING, methodist)
    with pytest.raises(MoveRefused):
        claim_submission(submission=Submission.objects.get(pk=sent.pk), by=person(Role.METHODIST))


def test_only_who_took_it_decides(checked):
    with pytest.raises(MoveRefused, match="другой методист"):
        return_submission(submission=checked, by=person(Role.METHODIST), remarks="Поправьте.")


def test_a_work_goes_back_into_the_queue(checked, methodist):
    release_submission(submission=checked, by=methodist)
    assert (state_of(checked), checked.claimed_by) == (SubmissionState.SUBMITTED, None)


def test_nobody_checks_an_own_work_whatever_else_they_are(library):
    chief = person(Role.TEACHER, Role.METHODIST, Role.EDITOR, Role.ADMINISTRATOR)
    own = sent_work(library, chief)
    with pytest.raises(ActionRefused, match="ваша работа"):
        claim_submission(submission=own, by=chief)


def test_nor_does_a_coauthor(sent, methodist):
    sent.coauthors.create(name="Соавтор", user=methodist)
    with pytest.raises(ActionRefused, match="ваша работа"):
        claim_submission(submission=sent, by=methodist)


@pytest.mark.parametrize("role", [Role.TEACHER, Role.EXPERT, Role.CHAIR, Role.ANALYST])
def test_others_do_not_check(sent, role):
    with pytest.raises(ActionRefused):
        claim_submission(submission=sent, by=person(role))


def test_a_returned_work_says_what_to_mend_and_the_letter_names_nobody(checked, methodist, author):
    return_submission(submission=checked, by=methodist, remarks="Нет цели занятия.")
    (back,) = checked.returns.all()
    assert (state_of(checked), back.step, back.remarks) == (
        SubmissionState.RETURNED,
        ReturnStep.CHECK,
        "Нет цели занятия.",
    )
    (letter,) = letters_to(author)
    assert f"/cabinet/submissions/{checked.pk}/" in letter.text
    assert methodist.email not in letter.text + letter.subject + str(letter.headers)


@pytest.mark.parametrize("words", ["", "   \n"])
def test_a_return_without_words_is_refused(checked, methodist, words):
    with pytest.raises(MoveRefused, match="что исправить"):
        return_submission(submission=checked, by=methodist, remarks=words)
    assert state_of(checked) == SubmissionState.CHECKING


def test_what_is_no_work_is_closed_with_its_reason(checked, methodist, author):
    refuse_submission(submission=checked, by=methodist, reason="Это реклама курсов.")
    checked.refresh_from_db()
    assert (checked.state, checked.close_reason) == (SubmissionState.REJECTED, "Это реклама курсов.")
    assert letters_to(author)


def test_a_kind_that_needs_review_does_not_slip_to_the_editor(library, author, methodist):
    sent = sent_work(library, author, kind=reviewed_kind())
    claim_submission(submission=sent, by=methodist)
    with pytest.raises(MoveRefused, match="через экспертизу"):
        pass_to_editor(submission=sent, by=methodist)


def test_the_term_is_counted_in_working_days_by_the_scheme_of_the_kind(library, author, methodist):
    kind = reviewed_kind()
    ReviewScheme.objects.filter(kind=kind).update(check_days=7, author_days=11)
    sent = sent_work(library, author, kind=kind)
    claim_submission(submission=sent, by=methodist)
    assert sent.due_on == add_working_days(timezone.localdate(), 7)
    return_submission(submission=sent, by=methodist, remarks="Поправьте.")
    assert sent.due_on == add_working_days(timezone.localdate(), 11)


def test_each_move_is_written_down_once_with_who_made_it(checked, methodist):
    from wagtail.models import ModelLogEntry

    entries = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Submission), object_id=str(checked.pk)
    )
    assert [(entry.action, entry.user) for entry in entries] == [("library.submission.checking", methodist)]
    assert "Урок" not in entries[0].label


# The editor -------------------------------------------------------------------------------------------------------------


def test_the_editor_publishes_and_everything_that_belongs_to_it_happens(editing, editor, author):
    page = publish_work(submission=editing, by=editor)
    assert page.live
    assert state_of(editing) == SubmissionState.PUBLISHED
    (record,) = ActivityRecord.objects.of_person(author)
    assert (record.kind, record.text) == (
        ActivityKind.MATERIAL_PUBLISHED,
        "Опубликована работа «Программа кружка»",
    )
    assert "опубликована" in letters_to(author)[-1].subject
    workflow = page.workflow_states.get()
    assert workflow.status == workflow.STATUS_APPROVED


def test_a_work_that_experts_have_judged_gets_their_badge(library, author, methodist, editor):
    submission = reviewed_work(library, author, methodist)
    judged(submission.page)
    move(submission=submission, state=SubmissionState.DECIDED, by=None)
    move(submission=submission, state=SubmissionState.EDITING, by=None)
    page = publish_work(submission=submission, by=editor)
    assert MaterialPage.objects.get(pk=page.pk).expert_status.state == ExpertState.RECOMMENDED


def reviewed_work(library, author, methodist):
    submission = sent_work(library, author, kind=reviewed_kind())
    claim_submission(submission=submission, by=methodist)
    return move(submission=submission, state=SubmissionState.IN_REVIEW, by=methodist)


def test_a_work_mended_after_the_experts_says_so(library, author, methodist, editor):
    submission = reviewed_work(library, author, methodist)
    judged(submission.page, verdict="with_edits", confirmed=True)
    move(submission=submission, state=SubmissionState.DECIDED, by=None)
    move(submission=submission, state=SubmissionState.EDITING, by=None)
    page = publish_work(submission=submission, by=editor)
    assert page.expert_status.state == ExpertState.RECOMMENDED_AFTER


def test_an_editor_does_not_publish_other_files_than_those_judged(library, author, methodist, editor):
    submission = reviewed_work(library, author, methodist)
    judged(submission.page)
    move(submission=submission, state=SubmissionState.DECIDED, by=None)
    move(submission=submission, state=SubmissionState.EDITING, by=None)
    draft = submission.page.get_latest_revision_as_object()
    entry = draft.files.all()[0]
    entry.file = stored("Другой.txt", "Другое.")
    draft.files = [entry]
    draft.save_revision()
    with pytest.raises(PublicationRefused):
        publish_work(submission=Submission.objects.get(pk=submission.pk), by=editor)
    assert state_of(submission) == SubmissionState.EDITING


def test_the_publish_button_of_the_page_brings_the_same(editing, editor):
    editing.page.get_latest_revision().publish(user=editor)
    assert state_of(editing) == SubmissionState.PUBLISHED


def test_an_editor_does_not_publish_an_own_work(library, methodist):
    editor = person(Role.EDITOR)
    own = sent_work(library, editor)
    claim_submission(submission=own, by=methodist)
    pass_to_editor(submission=own, by=methodist)
    with pytest.raises(ActionRefused, match="ваша работа"):
        publish_work(submission=own, by=editor)
    assert not can(editor, "finish", own)


def test_the_editor_sends_back_and_the_work_comes_to_the_editor_again(editing, editor):
    return_from_editing(submission=editing, by=editor, remarks="Подпишите рисунки.")
    assert state_of(editing) == SubmissionState.RETURNED
    send_version(editing)
    move(submission=editing, state=SubmissionState.EDITING, by=None)
    assert editing.page.specific.current_workflow_task.name == "Редактор"


def test_the_workflow_buttons_of_the_editors_step_are_our_verbs(client, editing, editor):
    client.force_login(editor)
    task_state = editing.page.specific.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[editing.page_id, "reject", task_state.pk])
    client.post(address, {"comment": "Подпишите рисунки."})
    assert state_of(editing) == SubmissionState.RETURNED
    assert editing.returns.get().remarks == "Подпишите рисунки."


def test_wagtails_history_of_the_page_names_no_methodist(editing, methodist, author):
    entries = PageLogEntry.objects.filter(page_id=editing.page_id, action__startswith="wagtail.workflow")
    assert entries
    assert methodist.pk not in {entry.user_id for entry in entries}


def test_of_two_editors_the_one_who_leads_the_work_finishes_it(editing, editor):
    colleague = person(Role.EDITOR)
    take_editing(submission=editing, by=colleague)
    waiting = Submission.objects.get(pk=editing.pk)
    with pytest.raises(MoveRefused, match="другой редактор"):
        publish_work(submission=waiting, by=editor)
    with pytest.raises(MoveRefused, match="другой редактор"):
        return_from_editing(submission=waiting, by=editor, remarks="Подпишите рисунки.")
    assert state_of(editing) == SubmissionState.EDITING
    taken = take_editing(submission=waiting, by=editor)
    assert publish_work(submission=taken, by=editor).live


def test_an_editor_takes_neither_an_own_work_nor_one_that_is_elsewhere(library, checked, methodist):
    editor = person(Role.EDITOR)
    with pytest.raises(ActionRefused, match="не у редактора"):
        take_editing(submission=checked, by=editor)
    own = claim_submission(submission=sent_work(library, editor), by=methodist)
    with pytest.raises(ActionRefused, match="ваша работа"):
        take_editing(submission=pass_to_editor(submission=own, by=methodist), by=editor)


def test_who_leads_a_work_is_reminded_of_it_and_the_other_editors_are_not(editing, editor):
    colleague = person(Role.EDITOR)
    wednesday = timezone.make_aware(timezone.datetime(2026, 9, 16, 10))
    Submission.objects.filter(pk=editing.pk).update(due_on=wednesday.date())
    take_editing(submission=editing, by=colleague)
    assert remind_of_works(now=wednesday) == (1, 0)
    assert letters_to(colleague)[-1].subject.startswith("Работа № ")
    assert not letters_to(editor)


def test_wagtail_writes_no_letters_of_its_own_about_a_work(
    library, author, methodist, editor, mailoutbox, django_capture_on_commit_callbacks
):
    person(is_superuser=True)
    with django_capture_on_commit_callbacks(execute=True):
        work = claim_submission(submission=sent_work(library, author), by=methodist)
        pass_to_editor(submission=work, by=methodist)
        return_from_editing(submission=work, by=editor, remarks="Подпишите рисунки.")
        send_version(work)
        move(submission=work, state=SubmissionState.EDITING, by=None)
        publish_work(submission=work, by=editor)
    # Ours go into our own outbox; Wagtail writes by Django's.
    assert [letter.subject for letter in mailoutbox] == []


# The screens ------------------------------------------------------------------------------------------------------------


def test_the_queue_shows_the_longest_waiting_first(client, library, author, methodist):
    old, new = sent_work(library, author, title="Старая"), sent_work(library, author, title="Новая")
    Submission.objects.filter(pk=old.pk).update(state_since=timezone.now() - timedelta(days=10))
    client.force_login(methodist)
    text = client.get(reverse("library_queue")).text
    assert text.index("Старая") < text.index("Новая")
    assert f"№ {new.label}" in text


@pytest.mark.parametrize("role", [Role.TEACHER, Role.EXPERT, Role.CHAIR, Role.ANALYST])
def test_the_queue_is_closed_to_others(client, sent, role):
    client.force_login(person(role))
    for address in (reverse("library_queue"), reverse("library_work", args=[sent.pk])):
        assert sent.page.title not in client.get(address, follow=True).text


def test_drafts_are_nobodys_but_their_authors(client, library, author, methodist):
    draft = Submission.objects.create(author=author, title="Тайный черновик")
    client.force_login(methodist)
    assert "Тайный черновик" not in client.get(reverse("library_queue") + "?show=open").text
    assert client.get(reverse("library_work", args=[draft.pk])).status_code == 404


def test_the_first_screen_says_how_many_works_wait_and_for_whom(client, library, author, methodist):
    claim_submission(submission=sent_work(library, author, title="Про снег"), by=methodist)
    for title in ("Про дождь", "Про град"):
        sent_work(library, author, title=title)
    client.force_login(methodist)
    front = client.get(reverse("wagtailadmin_home")).text
    assert f'<a href="{reverse("library_queue")}"><b>2</b>Ждут методиста</a>' in front
    assert f'<a href="{reverse("library_queue")}?show=mine"><b>1</b>Смотрите вы</a>' in front
    assert "Просрочены" not in front
    client.force_login(person(Role.PROGRAMME_LEADER))
    assert "Работы учителей" not in client.get(reverse("wagtailadmin_home")).text


def test_the_queue_filters(client, library, author, methodist):
    sent_work(library, author, title="Про снег")
    sent_work(library, author, title="Про дождь", kind=reviewed_kind())
    client.force_login(methodist)
    queue = reverse("library_queue")
    assert "Про дождь" not in client.get(queue, {"q": "Про снег"}).text
    assert "Про снег" not in client.get(queue, {"kind": reviewed_kind().pk}).text
    assert "Здесь пусто" in client.get(queue, {"show": "mine"}).text
    assert client.get(queue, {"kind": "нет", "p": "999", "q": "№ 99999999999"}).status_code == 200


def test_an_editor_sees_first_what_waits_for_an_editor(client, library, author, methodist, editing):
    sent_work(library, author, title="Ещё у методиста")
    editor = person(Role.EDITOR)
    for someone, first, count in ((methodist, "Ещё у методиста", 1), (editor, editing.page.title, 1)):
        client.force_login(someone)
        answer = client.get(reverse("library_queue"))
        assert [row.sent_title for row in answer.context["rows"].object_list] == [first]
        (tab,) = [tab for tab in answer.context["tabs"] if tab.is_open]
        assert tab.count == count
    room = reverse("library_work", args=[editing.pk])
    client.post(room, {"do": "take_editing"})
    assert Submission.objects.get(pk=editing.pk).editor == editor
    assert editing.page.title in client.get(reverse("library_queue") + "?show=mine").text
    client.force_login(person(Role.EDITOR))
    assert "Если коллега не может, возьмите её себе" in client.get(room).text


def test_each_number_of_the_front_leads_to_the_works_that_it_counts(client, library, author, editing):
    sent_work(library, author, title="Ещё у методиста")
    client.force_login(person(Role.EDITOR))
    front = client.get(reverse("wagtailadmin_home")).text
    for words, title in (("Ждут методиста", "Ещё у методиста"), ("У редактора", editing.page.title)):
        address = re.search(rf'<a href="([^"]*)"><b>1</b>{words}</a>', front)[1]
        rows = client.get(address).context["rows"].object_list
        assert [row.sent_title for row in rows] == [title]


def test_the_queue_asks_the_same_number_of_questions_however_long_it_is(
    client, library, author, methodist, django_assert_max_num_queries
):
    client.force_login(methodist)
    sent_work(library, author)
    queue = reverse("library_queue")
    client.get(queue)
    with django_assert_max_num_queries(25):
        client.get(queue)
    for number in range(8):
        sent_work(library, person(Role.TEACHER), title=f"Работа {number}")
    with django_assert_max_num_queries(25):
        answer = client.get(queue)
    assert answer.text.count("версия 1") == 9


def test_a_methodist_takes_and_returns_a_work_on_its_screen(client, sent, methodist):
    client.force_login(methodist)
    room = reverse("library_work", args=[sent.pk])
    assert "Взять себе" in client.get(room).text
    client.post(room, {"do": "claim"})
    assert state_of(sent) == SubmissionState.CHECKING
    refused = client.post(room, {"do": "return", "words": ""})
    assert (refused.status_code, "автор прочтёт именно это" in refused.text) == (422, True)
    client.post(room, {"do": "return", "words": "Нет цели."})
    assert state_of(sent) == SubmissionState.RETURNED


def test_a_work_goes_to_experts_from_its_screen_and_the_screen_leads_to_the_round(client, library, author, methodist):
    kind = reviewed_kind()
    add_criterion(ReviewScheme.objects.get(kind=kind).rubric)
    submission = claim_submission(submission=sent_work(library, author, kind=kind), by=methodist)
    client.force_login(methodist)
    room = reverse("library_work", args=[submission.pk])
    rubric = ReviewScheme.objects.get(kind=kind).rubric
    answer = client.post(room, {"do": "experts", "rubric": rubric.pk, "experts": 2})
    opened = submission.page.review_rounds.get()
    assert answer.url == reverse("review_admin:round", args=[opened.pk])
    assert (opened.digest, opened.experts_wanted) == (submission.versions.get().digest, 2)
    assert answer.url in client.get(room).text


@pytest.mark.parametrize("do", ["", "claim_everything", "__class__", "publish", "release", "experts"])
def test_a_button_that_is_not_there_changes_nothing(client, sent, methodist, do):
    client.force_login(methodist)
    answer = client.post(reverse("library_work", args=[sent.pk]), {"do": do}, follow=True)
    assert answer.status_code in {200, 422}
    assert state_of(sent) == SubmissionState.SUBMITTED


def test_the_editor_publishes_on_the_screen_of_the_work(client, editing, editor):
    client.force_login(editor)
    room = reverse("library_work", args=[editing.pk])
    assert "Опубликовать" in client.get(room).text
    client.post(room, {"do": "publish"})
    assert MaterialPage.objects.live().filter(pk=editing.page_id).exists()


def test_a_person_of_the_work_is_told_that_others_decide(client, library):
    chief = person(Role.METHODIST)
    own = sent_work(library, chief)
    client.force_login(chief)
    answer = client.get(reverse("library_work", args=[own.pk]), follow=True)
    assert "ваша работа" in answer.text


def test_only_administrators_change_the_order_of_kinds(client, methodist):
    scheme = ReviewScheme.objects.get(kind=reviewed_kind())
    client.force_login(methodist)
    address = reverse("review_schemes:edit", args=[scheme.pk])
    assert client.get(address).status_code != 200
    client.force_login(person(Role.ADMINISTRATOR))
    assert client.get(address).status_code == 200


# Each deed at its own step --------------------------------------------------------------------------------------------

WORDS = {"remarks": "Поправьте."}
DEEDS = {
    "claim": (lambda work, by: claim_submission(submission=work, by=by), {SubmissionState.SUBMITTED, SubmissionState.IN_REVIEW}),
    "release": (lambda work, by: release_submission(submission=work, by=by), {SubmissionState.CHECKING}),
    "return": (lambda work, by: return_submission(submission=work, by=by, **WORDS), {SubmissionState.CHECKING}),
    "pass": (lambda work, by: pass_to_editor(submission=work, by=by), {SubmissionState.CHECKING}),
    "experts": (lambda work, by: pass_to_experts(submission=work, by=by, rubric=judging_rubric()), {SubmissionState.CHECKING}),
    "refuse": (lambda work, by: refuse_submission(submission=work, by=by, reason="Реклама."), {SubmissionState.CHECKING}),
    "return from editing": (lambda work, by: return_from_editing(submission=work, by=by, **WORDS), {SubmissionState.EDITING}),
    "publish": (lambda work, by: publish_work(submission=work, by=by), {SubmissionState.EDITING}),
}  # fmt: skip


def judging_rubric():
    sheet = rubric()
    if not sheet.criteria.exists():
        add_criterion(sheet)
    return sheet


@pytest.mark.parametrize("now", SubmissionState)
@pytest.mark.parametrize("deed", DEEDS)
def test_a_deed_of_the_desk_belongs_to_its_step_though_the_table_knows_the_move(library, deed, now):
    """What the chair has signed, or the editor has, a methodist does not move; a superuser no more than he."""
    chief = person(Role.METHODIST, is_superuser=True)
    work = sent_work(library, person(Role.TEACHER), state=now, claimed_by=chief)
    act, steps = DEEDS[deed]
    if now in steps:
        act(work, chief)
        assert state_of(work) != now
    else:
        with pytest.raises((MoveRefused, PublicationRefused, ActionRefused)):
            act(work, chief)
        assert state_of(work) == now


def test_a_work_whose_experts_still_judge_is_not_taken_back(library):
    methodist = person(Role.METHODIST)
    work = sent_work(library, person(Role.TEACHER), state=SubmissionState.CHECKING, claimed_by=methodist)
    opened = pass_to_experts(submission=work, by=methodist, rubric=judging_rubric())
    with pytest.raises(MoveRefused, match="судят эксперты"):
        claim_submission(submission=work, by=methodist)
    cancel_round(round=opened, by=methodist, reason="Ошиблись листом.")
    claim_submission(submission=work, by=methodist)
    assert state_of(work) == SubmissionState.CHECKING
