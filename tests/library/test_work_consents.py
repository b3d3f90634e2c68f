"""What the author of a work agrees to: each apart, to words that were shown, only where the work needs it (152-FZ, D1.1)."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from accounts.enums import Role
from accounts.permissions import ActionRefused
from community.consents import current_texts, publish_consent_text
from community.enums import ConsentKind
from community.erasure import erase_person
from community.models import DeedConsent, Notification, OutboxMail
from community.privacy import tell_all
from home.models import SiteSettings
from library import coauthors, submitting
from library.coauthor_views import coauthor_text
from library.consents_of_work import WORK_CONSENTS, needed_consents
from library.models import Submission
from library.submission_enums import SubmissionState
from library.submission_errors import Incomplete, SubmissionRefused
from library.work_consents import keep_consents, revoke_consent_of_work
from tests.library.submissions import agree_to_all, draft, fresh, save
from tests.making import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sections")]
AUTHORSHIP, WORKS, PHOTOS = WORK_CONSENTS


@pytest.fixture
def vera(db):
    return person(Role.TEACHER, first_name="Вера", last_name="Нова")


def text_of(kind):
    return current_texts([kind])[kind]


def held(work):
    return set(work.consents.held().values_list("text__kind", flat=True))


def send(work):
    return submitting.submit(submission=fresh(work), by=work.author)


def keep(work, agreed, **fields):
    keep_consents(submission=work, by=work.author, agreed=agreed, **fields)


def lacking(work):
    """The fields that a refused sending names."""
    with pytest.raises(Incomplete) as refusal:
        send(work)
    return {one.field for one in refusal.value.missing}


def fields_of(work):
    """What the browser posts of the rights, beside the whole form's mark."""
    return {"whole": "1", "draft_number": fresh(work).draft_number, "deed": "save", "title": work.title}


# What is asked for ----------------------------------------------------------------------------------------------------


def test_a_work_without_the_authors_statement_is_not_sent(vera):
    work = draft(vera)
    keep(work, {AUTHORSHIP: None})
    assert lacking(work) == {"agree_authorship"}
    keep(work, {AUTHORSHIP: text_of(AUTHORSHIP)})
    assert send(work).state == SubmissionState.SUBMITTED


@pytest.mark.parametrize("part", ["none", "impersonal"])
def test_pupils_consents_are_asked_for_only_where_the_author_says_so(vera, part):
    work = draft(vera, pupils_works=part, pupils_photos=part)
    assert needed_consents(work) == (AUTHORSHIP,)
    assert send(work).state == SubmissionState.SUBMITTED


def test_with_pupils_works_and_photographs_each_has_its_own_consent(vera):
    work = draft(vera, pupils_works="consented", pupils_photos="consented")
    keep(work, {WORKS: None, PHOTOS: None})
    assert lacking(work) == {"agree_pupils_works", "agree_pupils_photos"}
    keep(work, {WORKS: text_of(WORKS)})
    assert lacking(work) == {"agree_pupils_photos"}


def test_what_the_work_does_not_need_any_more_is_not_held(vera):
    work = draft(vera, pupils_photos="consented")
    assert held(work) == {AUTHORSHIP, PHOTOS}
    assert held(save(work, pupils_photos="none")) == {AUTHORSHIP}


def test_a_new_wording_is_asked_for_again_and_the_old_one_counts_no_more(vera):
    work = draft(vera)
    old = text_of(AUTHORSHIP)
    publish_consent_text(kind=AUTHORSHIP, text="Новые слова", by=person(is_superuser=True))
    assert lacking(work) == {"agree_authorship"}
    with pytest.raises(SubmissionRefused, match="обновился"):
        keep(work, {AUTHORSHIP: old})
    keep(work, {AUTHORSHIP: text_of(AUTHORSHIP)})
    assert [row.text.version for row in work.consents.held()] == [2]


def test_the_version_keeps_which_words_were_agreed_to_and_the_row_from_where(vera):
    work = draft(vera, pupils_works="consented")
    version = send(work).versions.get()
    kept = {row["kind"]: row for row in version.card["consents"]}
    assert set(kept) == {AUTHORSHIP, WORKS}
    assert kept[WORKS]["sha256"] == text_of(WORKS).sha256
    assert "192.0.2.7" not in str(version.card)
    assert {row.address for row in work.consents.all()} == {"192.0.2.7"}


def test_nobody_agrees_for_another_and_not_after_sending(vera):
    work = draft(vera)
    with pytest.raises(ActionRefused):
        keep_consents(submission=work, by=person(Role.TEACHER), agreed={})
    send(work)
    with pytest.raises(SubmissionRefused):
        keep(fresh(work), {AUTHORSHIP: None})
    assert held(work) == {AUTHORSHIP}


# The form -------------------------------------------------------------------------------------------------------------


def test_the_boxes_of_the_form_are_kept_with_the_address_and_taken_back_when_cleared(client, vera):
    work = draft(vera)
    keep(work, {AUTHORSHIP: None})
    client.force_login(vera)
    where = reverse("library:submission_edit", args=[work.pk])
    page = client.get(where).content.decode()
    assert 'name="agree_authorship"' in page
    assert text_of(AUTHORSHIP).text.split("\n")[0][:40] in page
    ticked = {"agree_authorship": text_of(AUTHORSHIP).pk}
    client.post(where, {**fields_of(work), **ticked}, REMOTE_ADDR="198.51.100.4")
    assert work.consents.held().get().address == "198.51.100.4"
    assert "checked" in client.get(where).content.decode().split('id="id_agree_authorship"')[1].split(">")[0]
    client.post(where, fields_of(work))
    assert held(work) == set()


def test_a_box_of_an_older_wording_counts_for_nothing(client, vera):
    work = draft(vera)
    old = text_of(AUTHORSHIP)
    publish_consent_text(kind=AUTHORSHIP, text="Новые слова", by=person(is_superuser=True))
    client.force_login(vera)
    posted = {**fields_of(work), "agree_authorship": old.pk}
    client.post(reverse("library:submission_edit", args=[work.pk]), posted)
    assert held(work) == set()


# Taking back ----------------------------------------------------------------------------------------------------------


def test_the_centre_stops_looking_at_a_sent_work_whose_consent_is_taken_back(client, vera):
    work = draft(vera, pupils_photos="consented")
    send(work)
    client.force_login(vera)
    room = reverse("library:submission_room", args=[work.pk])
    assert "Центр перестанет рассматривать" in client.get(room).content.decode().replace("\u00a0", " ")
    client.post(room, {"deed": f"revoke:{PHOTOS}"})
    assert fresh(work).state == SubmissionState.WITHDRAWN
    assert "фотографии обучающихся" in fresh(work).close_reason
    assert held(work) == {AUTHORSHIP}
    again = submitting.reopen(submission=fresh(work), by=vera)
    assert lacking(again) == {"agree_pupils_photos"}


def test_a_returned_work_stays_with_its_author_and_cannot_be_sent_without_the_consent(vera):
    work = draft(vera)
    send(work)
    Submission.objects.filter(pk=work.pk).update(state=SubmissionState.RETURNED)
    revoke_consent_of_work(submission=fresh(work), by=vera, kind=AUTHORSHIP)
    assert fresh(work).state == SubmissionState.RETURNED
    with pytest.raises(Incomplete):
        submitting.resubmit(submission=fresh(work), by=vera, answer="Вот")


def published(work, methodist=None):
    send(work)
    Submission.objects.filter(pk=work.pk).update(state=SubmissionState.PUBLISHED, claimed_by=methodist)
    return fresh(work)


def test_of_a_published_work_the_centre_is_told_and_the_authors_statement_stays(vera):
    methodist = person(Role.METHODIST)
    work = published(draft(vera, pupils_works="consented"), methodist)
    revoke_consent_of_work(submission=work, by=vera, kind=WORKS)
    assert work.label in Notification.objects.get(person=methodist).text
    assert fresh(work).state == SubmissionState.PUBLISHED
    with pytest.raises(SubmissionRefused, match="напишите центру"):
        revoke_consent_of_work(submission=work, by=vera, kind=AUTHORSHIP)
    assert held(work) == {AUTHORSHIP}


def test_where_no_methodist_is_left_the_centre_itself_is_written_to(sections, vera):
    SiteSettings.objects.update_or_create(site=Site.objects.get(), defaults={"email": "centre@example.org"})
    work = published(draft(vera, pupils_works="consented"))
    OutboxMail.objects.all().delete()
    revoke_consent_of_work(submission=work, by=vera, kind=WORKS)
    assert OutboxMail.objects.get().recipients == ["centre@example.org"]


def test_nobody_takes_the_consent_of_another_back_nor_one_twice(vera):
    work = draft(vera)
    with pytest.raises(ActionRefused):
        revoke_consent_of_work(submission=work, by=person(Role.METHODIST), kind=AUTHORSHIP)
    revoke_consent_of_work(submission=work, by=vera, kind=AUTHORSHIP)
    for kind in (AUTHORSHIP, ConsentKind.PROCESSING):
        with pytest.raises(SubmissionRefused):
            revoke_consent_of_work(submission=work, by=vera, kind=kind)


# Who reads of it ------------------------------------------------------------------------------------------------------


def test_the_methodist_sees_what_was_agreed_to_and_what_was_taken_back(client, vera):
    work = draft(vera, pupils_works="consented")
    row = coauthors.ask_coauthor(submission=fresh(work), by=vera, name="Олег", email="oleg@example.org")
    coauthors.answer_coauthor(coauthor=row, by=row, agrees=True, text=coauthor_text(), address="192.0.2.9")
    send(work)
    work.consents.filter(text__kind=WORKS).update(revoked_at=timezone.now())
    client.force_login(person(Role.METHODIST))
    page = " ".join(client.get(reverse("library_work", args=[work.pk])).content.decode().split())
    assert "Авторство и право публикации, версия текста 1" in page
    assert "отозвано" in page
    assert "Олег: согласен, версия текста 1" in page
    assert "192.0.2" not in page


def test_a_coauthor_agrees_to_the_words_he_was_shown_and_takes_them_back(vera):
    row = coauthors.ask_coauthor(submission=draft(vera), by=vera, name="Олег", email="oleg@example.org")
    for text in (None, text_of(ConsentKind.PUBLICATION)):
        with pytest.raises(SubmissionRefused):
            coauthors.answer_coauthor(coauthor=row, by=row, agrees=True, text=text)
    coauthors.answer_coauthor(coauthor=row, by=row, agrees=True, text=coauthor_text(), address="192.0.2.9")
    consent = row.consents.get()
    assert (consent.text, consent.person, consent.address) == (coauthor_text(), None, "192.0.2.9")
    coauthors.answer_coauthor(coauthor=row, by=row, agrees=False)
    assert not row.consents.held().exists()


def test_the_words_are_shown_beside_the_coauthors_answer(client, vera):
    oleg = person(Role.TEACHER, email="oleg@example.org")
    row = coauthors.ask_coauthor(submission=draft(vera), by=vera, name="Олег", email="oleg@example.org")
    client.force_login(oleg)
    where = reverse("library:coauthorship", args=[row.pk])
    assert coauthor_text().text.split("\n")[0][:40] in client.get(where).content.decode()
    client.post(where, {"answer": "yes", "name": "Олег", "text": coauthor_text().pk})
    assert row.consents.get().person == oleg


def test_a_person_takes_them_along_and_an_erasure_ends_them(client, vera):
    work = draft(vera)
    send(work)
    client.force_login(vera)
    assert "По отдельным работам" in client.get("/cabinet/consents/").content.decode()
    facts, _files = tell_all(vera)
    assert "авторство и право публикации" in [str(row["about"]) for row in facts["consents"]["data"]]
    erase_person(person=vera, by=vera)
    assert DeedConsent.objects.get().revoked_at is not None


def test_a_discarded_draft_takes_its_consents_with_it(vera):
    from library.drafting import discard_draft

    work = draft(vera)
    agree_to_all(work)
    discard_draft(submission=work, by=vera)
    assert not DeedConsent.objects.exists()
