"""The way of a report to the site: a leader sends it, an editor approves it, and nobody approves his own."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import TaskState, Workflow, WorkflowState

from accounts.enums import Role
from accounts.permissions import can
from programmes.models import ProgrammeReportPage, ReportEditorTask, ReportLeaderTask
from programmes.reporting import ReportRefused, refresh_report
from tests.making import person, programme, subproject
from tests.programmes.reports import draft, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(sections, leader):
    return programme(sections["programmes"], "Читаем вместе", responsible=leader)


@pytest.fixture
def leader():
    return person(Role.PROGRAMME_LEADER)


@pytest.fixture
def editor():
    return person(Role.EDITOR)


def fresh(report):
    return ProgrammeReportPage.objects.get(pk=report.pk)


def send(report, by):
    """Send the report its way; return the WorkflowState."""
    report = fresh(report)
    return report.get_workflow().start(report, by)


def decide(report, by, move="approve", **data):
    """Press a button of the present step."""
    state = fresh(report).current_workflow_task_state
    state.task.specific.on_action(state, by, move, **data)


def step(report):
    state = fresh(report).current_workflow_task_state
    return type(state.task.specific) if state else None


def test_every_report_goes_one_way_of_two_steps(page, leader):
    report = draft(page, by=leader)
    workflow = report.get_workflow()
    assert workflow.name == "Отчёт программы"
    assert [type(task.specific) for task in workflow.tasks] == [ReportLeaderTask, ReportEditorTask]
    assert report.has_workflow
    assert page.get_workflow() != workflow


def test_a_leader_sends_an_editor_approves_and_visitors_read(client, page, leader, editor):
    report = draft(page, by=leader)
    send(report, leader)
    assert step(report) is ReportEditorTask
    assert client.get(report.url).status_code == 404
    decide(report, editor)
    assert fresh(report).live
    answer = client.get(fresh(report).url)
    assert answer.status_code == 200
    assert "Промежуточный отчёт" in answer.content.decode()
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_APPROVED


def test_the_leader_of_a_part_needs_the_leader_of_the_programme_first(page, leader, editor):
    author = person(Role.SUBPROJECT_LEADER)
    report = draft(page, by=author, subproject=subproject(page, "Часть", responsible=author))
    send(report, author)
    assert step(report) is ReportLeaderTask
    with pytest.raises(PermissionDenied, match="согласует руководитель"):
        decide(report, author)
    decide(report, leader)
    assert step(report) is ReportEditorTask
    assert not fresh(report).live
    decide(report, editor)
    assert fresh(report).live


def test_nobody_approves_a_report_of_his_own(sections, editor):
    report = draft(None, by=editor)
    send(report, editor)
    assert step(report) is ReportEditorTask
    with pytest.raises(PermissionDenied, match="утвердить его должен другой человек"):
        decide(report, editor)
    assert not fresh(report).live
    decide(report, person(Role.EDITOR))
    assert fresh(report).live


def test_who_sends_a_report_of_another_does_not_approve_it_either(page, leader, editor):
    report = draft(page, by=leader)
    send(report, editor)
    with pytest.raises(PermissionDenied):
        decide(report, editor)
    assert not fresh(report).live


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.EDITOR, Role.ADMINISTRATOR}))
def test_only_editors_publish_and_everybody_else_hears_why_not(page, leader, role):
    report = draft(page, by=leader)
    send(report, leader)
    user = person(role)
    assert "отправьте его на утверждение" in str(can(user, "publish", report).reason)
    with pytest.raises(PermissionDenied):
        decide(report, user)
    with pytest.raises(PermissionDenied):
        fresh(report).get_latest_revision().publish(user=user)
    assert not fresh(report).live


def test_a_leader_cannot_publish_around_the_way_though_the_section_would_let_him(client, page, leader):
    report = draft(page, by=leader)
    assert page.permissions_for_user(leader).can_publish()
    assert not fresh(report).permissions_for_user(leader).can_publish()
    client.force_login(leader)
    client.get(reverse("wagtailadmin_pages:edit", args=[report.pk]))
    client.post(reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={report.pk}&next=/")
    assert not fresh(report).live


def test_a_report_is_made_by_its_verb_and_not_by_an_empty_form(page, leader, client):
    assert ProgrammeReportPage not in type(page).creatable_subpage_models()
    client.force_login(leader)
    answer = client.get(reverse("wagtailadmin_pages:add", args=["programmes", "programmereportpage", page.pk]))
    assert answer.status_code in (302, 403)


def test_a_published_report_is_taken_off_by_editors_alone(page, leader, editor):
    report = draft(page, by=leader)
    assert fresh(report).permissions_for_user(leader).can_delete()
    send(report, leader)
    decide(report, editor)
    allowed = fresh(report).permissions_for_user(leader)
    assert not allowed.can_unpublish()
    assert not allowed.can_delete()
    assert not allowed.can_move()
    assert "снимает редактор" in str(can(leader, "withdraw", report).reason)
    assert fresh(report).permissions_for_user(editor).can_unpublish()
    assert fresh(report).permissions_for_user(person(Role.EDITOR)).can_delete()


def test_while_it_is_being_approved_its_author_cannot_change_it(page, leader, editor):
    report = draft(page, by=leader)
    send(report, leader)
    report = fresh(report)
    assert report.get_lock().for_user(leader)
    assert not report.get_lock().for_user(editor)
    with pytest.raises(ReportRefused, match="на утверждении"):
        refresh_report(report=report, by=leader)


def test_a_returned_report_comes_back_to_who_returned_it(page, leader, editor):
    report = draft(page, by=leader)
    state = send(report, leader)
    decide(report, editor, "reject", comment="Нет выводов")
    state.refresh_from_db()
    assert state.status == WorkflowState.STATUS_NEEDS_CHANGES
    refresh_report(report=fresh(report), by=leader)
    WorkflowState.objects.get().resume(user=leader)
    assert step(report) is ReportEditorTask
    decide(report, editor)
    assert fresh(report).live


def test_a_report_that_waits_is_on_the_desk_of_who_may_decide_and_of_nobody_else(page, leader, editor):
    report = draft(page, by=leader)
    send(report, leader)
    assert list(TaskState.objects.reviewable_by(editor)) == [fresh(report).current_workflow_task_state]
    assert not TaskState.objects.reviewable_by(leader)
    assert not TaskState.objects.reviewable_by(person(Role.METHODIST))


def test_editors_hear_by_mail_that_a_report_waits_and_the_author_that_it_is_out(page, leader, editor, mailoutbox):
    report = draft(page, by=leader)
    send(report, leader)
    assert [letter.to for letter in mailoutbox] == [[editor.email]]
    decide(report, editor)
    assert mailoutbox[-1].to == [leader.email]


def test_a_switched_off_way_leaves_the_sections_own(page, leader):
    Workflow.objects.filter(name="Отчёт программы").update(active=False)
    assert draft(page, by=leader).get_workflow() == page.get_workflow()


def test_the_form_of_a_report_says_how_it_gets_to_the_site_and_offers_no_publishing_to_its_author(
    client, page, leader, editor
):
    report = draft(page, by=leader)
    address = reverse("wagtailadmin_pages:edit", args=[report.pk])
    client.force_login(leader)
    seen = client.get(address).content.decode()
    assert "Редактор утверждает" in seen
    assert "отправьте его на утверждение" in seen
    assert 'name="action-publish"' not in seen
    assert 'name="action-submit"' in seen
    assert words(report)
    client.force_login(editor)
    assert 'name="action-publish"' in client.get(address).content.decode()


def test_the_screen_of_fresh_data_offers_nothing_for_a_report_that_is_out(client, page, leader, editor):
    client.force_login(leader)
    report = draft(page, by=leader)
    address = reverse("programmes_report_refresh", args=[report.pk])
    assert "Обновить данные</button>" in client.get(address).text
    report.get_latest_revision_as_object().save_revision(user=leader).publish(user=editor)
    screen = client.get(address).text
    assert "числа больше не меняются" in screen
    assert "Обновить данные</button>" not in screen
