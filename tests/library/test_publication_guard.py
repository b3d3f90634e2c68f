"""No way leads from a draft to the public round the guard (design §7; D1: acceptance)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Task, Workflow

from accounts.enums import Role
from expertise.enums import AppealState, ConclusionState, Recommendation
from home.actions import publish_due
from library.desk.moves import move
from library.guard import DeletionRefused, PublicationRefused, may_publish
from library.models import MaterialKind, MaterialPage, Submission, SubmissionAuthor
from library.models.workflow import work_workflow
from library.submission_enums import CoauthorState, SubmissionState
from tests.library.making_submissions import judged, reviewed_kind, sent_work
from tests.making import material, person, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(sections):
    return sections["library"]


@pytest.fixture
def home(library):
    return library.get_parent().specific


@pytest.fixture
def kind():
    return reviewed_kind()


@pytest.fixture
def draft(library, kind):
    """A draft of a kind that needs review, with one file, as an editor has made it."""
    return material(library, "Программа кружка", kind=kind, files=[(stored(), "Программа")], publish=False)


@pytest.fixture
def chief():
    """Who may do everything else."""
    return person(is_superuser=True)


def is_public(page):
    return MaterialPage.objects.live().filter(pk=page.pk).exists()


def publish(page, **kwargs):
    page.save_revision(**kwargs).publish()


def replace_file(page, text="Совсем другой текст."):
    page = page.get_latest_revision_as_object()
    entry = page.files.all()[0]
    entry.file = stored("Другой.txt", text)
    page.files = [entry]
    return page


def test_a_draft_without_a_conclusion_is_not_published_by_a_verb(draft):
    with pytest.raises(PublicationRefused, match="экспертного заключения"):
        publish(draft)
    assert not is_public(draft)


def test_a_conclusion_over_the_same_files_lets_it_out(draft):
    judged(draft)
    publish(draft)
    assert is_public(draft)


@pytest.mark.parametrize("verdict", [Recommendation.REVISE, Recommendation.REJECT])
def test_a_conclusion_that_does_not_recommend_lets_nothing_out(draft, verdict):
    judged(draft, verdict=verdict)
    with pytest.raises(PublicationRefused):
        publish(draft)


def test_edits_that_the_chair_has_not_confirmed_let_nothing_out(draft):
    judged(draft, verdict=Recommendation.WITH_EDITS)
    with pytest.raises(PublicationRefused):
        publish(draft)


def test_confirmed_edits_do(draft):
    judged(draft, verdict=Recommendation.WITH_EDITS, confirmed=True)
    publish(draft)
    assert is_public(draft)


def test_other_files_than_the_judged_ones_are_kept_back(draft):
    judged(draft)
    with pytest.raises(PublicationRefused):
        publish(replace_file(draft))
    assert not is_public(draft)


def test_a_revoked_conclusion_keeps_back_what_it_had_let_out(draft):
    judged(draft, state=ConclusionState.REVOKED)
    with pytest.raises(PublicationRefused, match="отозвано"):
        publish(draft)


def test_a_slip_in_the_card_of_a_published_work_is_mended_without_a_review(draft):
    judged(draft)
    publish(draft)
    page = MaterialPage.objects.get(pk=draft.pk)
    page.annotation = "Аннотация без опечатки."
    publish(page)
    assert MaterialPage.objects.get(pk=draft.pk).annotation == "Аннотация без опечатки."


def test_a_published_work_does_not_change_its_files_without_a_review(draft):
    judged(draft)
    publish(draft)
    with pytest.raises(PublicationRefused):
        publish(replace_file(draft))


def test_a_work_taken_off_the_site_comes_back_as_it_was_and_not_otherwise(draft):
    judged(draft)
    publish(draft)
    MaterialPage.objects.get(pk=draft.pk).unpublish()
    with pytest.raises(PublicationRefused):
        publish(replace_file(draft))
    page = MaterialPage.objects.get(pk=draft.pk)
    page.files = list(page.files.all())
    publish(page)
    assert is_public(draft)


def test_an_imported_work_keeps_its_place_and_takes_no_new_files(library, kind):
    page = material(library, "Из прежнего архива", kind=kind, files=[(stored(), "Программа")])
    assert is_public(page)
    with pytest.raises(PublicationRefused):
        publish(replace_file(page))


def test_another_kind_is_no_way_in(library, kind):
    page = material(library, "Заметка", kind=MaterialKind.objects.get(code="article"), files=[(stored(), "Текст")])
    page = MaterialPage.objects.get(pk=page.pk)
    page.kind = kind
    with pytest.raises(PublicationRefused):
        publish(page)


def test_a_judged_work_does_not_come_out_as_another_kind(draft):
    judged(draft, verdict=Recommendation.REJECT)
    draft = MaterialPage.objects.get(pk=draft.pk)
    draft.kind = MaterialKind.objects.get(code="article")
    with pytest.raises(PublicationRefused):
        publish(draft)


def test_a_text_without_files_is_judged_by_its_words(library, kind):
    page = material(library, "Текст", kind=kind, body=[("text", "<p>Цель кружка.</p>")], publish=False)
    judged(page)
    page = MaterialPage.objects.get(pk=page.pk)
    page.body = [("text", "<p>Цель совсем другая.</p>")]
    with pytest.raises(PublicationRefused):
        publish(page)


def test_a_new_page_of_such_a_kind_is_never_live_at_once(library, kind):
    page = MaterialPage(title="Сразу на сайт", annotation="…", kind=kind, live=True)
    library.add_child(instance=page)
    assert not is_public(page)


def test_scheduling_is_refused_and_so_is_the_moment_itself(draft):
    draft = MaterialPage.objects.get(pk=draft.pk)
    draft.go_live_at = timezone.now() + timedelta(days=1)
    revision = draft.save_revision()
    with pytest.raises(PublicationRefused):
        revision.publish()
    # As if it had been scheduled before the kind began to need a review.
    type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=timezone.now() - timedelta(hours=1))
    published, failed = publish_due()
    assert (published, failed) == (0, 1)
    assert not is_public(draft)


def test_a_copy_of_a_published_work_is_a_draft(draft, library):
    judged(draft)
    publish(draft)
    source = MaterialPage.objects.get(pk=draft.pk)
    copied = source.copy(to=library, update_attrs={"slug": "kopiya"}, keep_live=True)
    assert not is_public(copied)
    with pytest.raises(PublicationRefused):
        publish(MaterialPage.objects.get(pk=copied.pk))


def test_a_copy_of_the_whole_library_holds_drafts_of_such_works(draft, library, home):
    judged(draft)
    publish(draft)
    type(library).max_count, before = None, type(library).max_count
    try:
        copied = library.copy(recursive=True, to=home, update_attrs={"slug": "vtoraya"}, keep_live=True)
    finally:
        type(library).max_count = before
    twin = MaterialPage.objects.descendant_of(copied).get()
    assert not twin.live


def test_an_earlier_revision_is_no_way_back(draft):
    first = draft.save_revision()
    publish_later = replace_file(draft)
    publish_later.save_revision()
    judged(publish_later)
    with pytest.raises(PublicationRefused):
        first.publish()


@pytest.mark.parametrize("answer", [CoauthorState.ASKED, CoauthorState.DECLINED])
def test_a_work_waits_for_each_who_stands_on_its_cover(library, answer):
    article = MaterialKind.objects.get(code="article")
    work = sent_work(library, person(Role.TEACHER), kind=article, state=SubmissionState.EDITING)
    row = SubmissionAuthor.objects.create(
        submission=work, name="Роза Пример", email="roza@metodset.example", state=answer
    )
    with pytest.raises(PublicationRefused, match="Роза Пример"):
        publish(work.page.get_latest_revision_as_object())
    assert not is_public(work.page)
    row.state = CoauthorState.AGREED
    row.save()
    publish(work.page.get_latest_revision_as_object())
    assert is_public(work.page)


# The admin ----------------------------------------------------------------------------------------------------------


def edit_data(client, page):
    """What the admin's form would send for `page`, read out of the form itself."""
    response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    form = response.context["form"]
    data = {}
    for each in [form, *[f for s in form.formsets.values() for f in [s.management_form, *s.forms]]]:
        for bound in each:
            value = bound.value()
            data[bound.html_name] = "" if value is None else value
    data["body-count"] = "0"
    return response, {name: value for name, value in data.items() if value is not False}


def test_the_admin_offers_no_publish_button_and_keeps_what_was_written_when_it_is_pressed(client, draft, chief):
    client.force_login(chief)
    response, data = edit_data(client, draft)
    assert 'name="action-publish"' not in response.text
    data |= {"annotation": "Новая аннотация.", "action-publish": "action-publish"}
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), data, follow=True)
    assert "Изменения сохранены в черновике" in answer.text
    assert not is_public(draft)
    kept = MaterialPage.objects.get(pk=draft.pk).get_latest_revision_as_object()
    assert kept.annotation == "Новая аннотация."


def test_the_admin_offers_the_button_for_what_the_guard_lets_out(client, draft, chief):
    judged(draft)
    client.force_login(chief)
    response, data = edit_data(client, draft)
    assert 'name="action-publish"' in response.text
    client.post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), data | {"action-publish": "action-publish"})
    assert is_public(draft)


def test_bulk_publication_is_whole_or_not_at_all(client, library, draft, chief):
    free = material(library, "Свободная", publish=False)
    client.force_login(chief)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = client.post(f"{address}?id={draft.pk}&id={free.pk}", follow=True)
    assert "Без экспертного заключения не публикуют: Программа кружка" in answer.text
    assert not is_public(draft)
    assert not is_public(free)
    client.post(f"{address}?id={free.pk}")
    assert is_public(free)


def test_bulk_publication_of_the_section_does_not_take_drafts_with_it(client, library, draft, chief):
    client.force_login(chief)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{address}?id={library.pk}", {"include_descendants": "on"})
    assert not is_public(draft)


def test_the_admins_api_is_no_way_round(client, draft, chief):
    client.force_login(chief)
    address = reverse("wagtailadmin_api:pages:action", args=[draft.pk, "publish"])
    assert client.post(address).status_code == 403
    assert not is_public(draft)
    judged(draft)
    assert client.post(address).status_code == 200
    assert is_public(draft)


@pytest.mark.parametrize("way", ["the button", "the API"])
def test_other_files_do_not_reach_visitors_of_a_published_work_by(client, draft, chief, way):
    judged(draft)
    publish(draft)
    replace_file(MaterialPage.objects.get(pk=draft.pk)).save_revision()
    client.force_login(chief)
    if way == "the button":
        _response, data = edit_data(client, draft)
        client.post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), data | {"action-publish": "action-publish"})
    else:
        client.post(reverse("wagtailadmin_api:pages:action", args=[draft.pk, "publish"]))
    assert str(MaterialPage.objects.get(pk=draft.pk).files.get()) == "Программа"


def test_a_row_that_is_saved_as_live_by_hand_is_refused(draft):
    page = MaterialPage.objects.get(pk=draft.pk)
    page.live = True
    with pytest.raises(PublicationRefused):
        page.save()
    assert not is_public(draft)


@pytest.mark.parametrize("way", ["publish in bulk", "the API", "the button"])
@pytest.mark.parametrize("who", ["its author", "another methodist"])
def test_a_work_at_its_last_step_is_an_editors_to_publish_by(client, library, kind, who, way):
    author = person(Role.TEACHER, Role.METHODIST)
    work = sent_work(library, author, kind=kind, state=SubmissionState.EDITING)
    judged(work.page)
    client.force_login(author if who == "its author" else person(Role.METHODIST))
    ways = {
        "publish in bulk": f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'publish'])}?id={work.page_id}",
        "the API": reverse("wagtailadmin_api:pages:action", args=[work.page_id, "publish"]),
        "the button": reverse("wagtailadmin_pages:edit", args=[work.page_id]),
    }
    data = edit_data(client, work.page)[1] | {"action-publish": "1"} if way == "the button" else {}
    client.post(ways[way], data)
    assert not is_public(work.page)


# The workflow ---------------------------------------------------------------------------------------------------------


def on_its_way(library, kind, state=SubmissionState.CHECKING):
    submission = sent_work(library, person(Role.TEACHER), kind=kind, state=SubmissionState.SUBMITTED)
    methodist = person(Role.METHODIST)
    move(submission=submission, state=SubmissionState.CHECKING, by=methodist, claimed_by=methodist)
    return submission


def test_a_workflow_without_its_steps_publishes_nothing(library, kind):
    submission = on_its_way(library, kind)
    for task in Task.objects.all():
        task.specific.deactivate()
    page = MaterialPage.objects.get(pk=submission.page_id)
    assert not page.live


def test_an_administrator_who_switches_the_workflow_off_publishes_nothing(library, kind):
    submission = on_its_way(library, kind)
    work_workflow().deactivate()
    assert not is_public(submission.page)
    # The way goes on without it.
    move(submission=submission, state=SubmissionState.IN_REVIEW, by=None)
    assert Submission.objects.get(pk=submission.pk).state == SubmissionState.IN_REVIEW


def test_cancelling_the_workflow_publishes_nothing_and_the_next_move_begins_it_anew(library, kind):
    submission = on_its_way(library, kind)
    submission.page.specific.current_workflow_state.cancel()
    assert not is_public(submission.page)
    move(submission=submission, state=SubmissionState.IN_REVIEW, by=None)
    task = MaterialPage.objects.get(pk=submission.page_id).current_workflow_task
    assert task.name == "Экспертиза"


def test_finishing_the_workflow_by_hand_publishes_nothing(library, kind):
    submission = on_its_way(library, kind)
    submission.page.specific.current_workflow_state.finish()
    assert not is_public(submission.page)


def test_a_work_on_its_way_is_published_by_nobody_though_its_kind_needs_no_review(library):
    submission = on_its_way(library, MaterialKind.objects.get(code="article"))
    with pytest.raises(PublicationRefused, match="рассматривается"):
        submission.page.specific.get_latest_revision().publish()


@pytest.mark.parametrize("action", ["approve", "reject"])
def test_the_admins_workflow_buttons_pass_no_step(client, library, kind, chief, action):
    submission = on_its_way(library, kind)
    state = submission.page.specific.current_workflow_task_state
    client.force_login(chief)
    address = reverse("wagtailadmin_pages:workflow_action", args=[submission.page_id, action, state.pk])
    client.post(address, {"comment": "Пусть идёт."})
    state.refresh_from_db()
    assert state.status == state.STATUS_IN_PROGRESS
    assert Submission.objects.get(pk=submission.pk).state == SubmissionState.CHECKING


def test_the_page_of_a_work_on_its_way_is_locked_for_all(client, library, kind, chief):
    submission = on_its_way(library, kind)
    page = submission.page.specific
    assert page.permissions_for_user(chief).page_locked()
    client.force_login(chief)
    _response, data = edit_data(client, page)
    client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data | {"title": "Подменённая"})
    assert page.get_latest_revision_as_object().title == "Программа кружка"


# Deletion -------------------------------------------------------------------------------------------------------------


def test_a_work_before_its_judges_is_not_deleted_nor_moved_by_anybody(client, library, kind, chief):
    submission = on_its_way(library, kind)
    page = submission.page.specific
    assert not page.permissions_for_user(chief).can_delete()
    assert not page.permissions_for_user(chief).can_move()
    with pytest.raises(DeletionRefused):
        page.delete()
    client.force_login(chief)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    client.post(f"{address}?id={library.pk}")
    assert MaterialPage.objects.filter(pk=page.pk).exists()
    with pytest.raises(DeletionRefused):
        library.delete()


def test_a_refused_work_stays_while_the_chair_considers_the_appeal(draft, chief):
    refused = judged(draft, verdict=Recommendation.REJECT)
    refused.appeal_state, refused.appeal_text, refused.appealed_at = AppealState.ASKED, "Прочитайте.", timezone.now()
    refused.save()
    assert not draft.permissions_for_user(chief).can_delete()
    with pytest.raises(DeletionRefused):
        draft.delete()


def test_a_work_whose_way_has_ended_may_go(library, kind):
    submission = on_its_way(library, kind)
    move(submission=submission, state=SubmissionState.WITHDRAWN, by=None)
    MaterialPage.objects.get(pk=submission.page_id).delete()
    assert Submission.objects.get(pk=submission.pk).page is None


def test_the_verdict_says_why_in_words(draft):
    verdict = may_publish(draft)
    assert not verdict
    assert "экспертизы" in str(verdict.reason)


def test_there_is_one_workflow_of_works_with_three_steps():
    tasks = [task.name for task in Workflow.objects.get(name="Публикация работы").tasks]
    assert tasks == ["Проверка методиста", "Экспертиза", "Редактор"]
