"""Draft, return, signature, edits, revocation: who may, when, and what is left behind."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.permissions import ActionRefused
from community.models import NumberSeries, OutboxMail
from expertise.concluding import draft_conclusion, return_draft, sign_conclusion
from expertise.confirming import confirm_edits, refuse_edits
from expertise.enums import CONCLUSION_MOVES, AssignmentState, ConclusionState, Recommendation, RoundState
from expertise.guard import conclusion_for, is_revoked
from expertise.models import Conclusion
from expertise.outcome_errors import (
    AlreadyDecided,
    ConclusionRefused,
    DraftHasChanged,
    EditsHaveChanged,
    NotEnoughReviews,
)
from expertise.reviewable import Edits
from expertise.revoking import revoke_conclusion
from home.models import Change
from tests.expertise import making_outcomes as making
from tests.making import person, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def works(monkeypatch):
    return making.let_pages_be_judged(monkeypatch)


@pytest.fixture
def page(sections, works):
    return making.work(sections, works)


@pytest.fixture
def round(page):
    round = making.open_round(page)
    making.review(round, 1)
    making.review(round, 2)
    return round


# Drafting ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [role for role in Role if role != Role.METHODIST])
def test_nobody_but_a_methodist_draws_up_a_conclusion(round, role):
    with pytest.raises(ActionRefused):
        making.drafted(round, by=person(role))
    assert not Conclusion.objects.exists()


def test_a_draft_before_enough_reviews_needs_a_reason_and_before_any_is_refused(page):
    round, methodist = making.open_round(page), making.methodist()
    with pytest.raises(NotEnoughReviews):
        making.drafted(round, by=methodist, reason="Спешим")
    making.review(round, 1)
    with pytest.raises(NotEnoughReviews):
        making.drafted(round, by=methodist)
    assert making.drafted(round, by=methodist, reason="Второй эксперт заболел").early_reason == "Второй эксперт заболел"


def test_a_draft_is_changed_until_it_is_signed_and_then_no_more(round):
    methodist = making.methodist()
    first = making.drafted(round, by=methodist)
    second = making.drafted(round, Recommendation.REVISE, by=methodist, text="Передумали.")
    assert (second.pk, second.verdict, second.text) == (first.pk, "revise", "Передумали.")
    sign_conclusion(conclusion=second, by=making.chair())
    with pytest.raises(AlreadyDecided):
        making.drafted(round, by=methodist)


def test_the_older_of_two_open_windows_does_not_undo_the_newer(round):
    methodist = making.methodist()
    draft = making.drafted(round, by=methodist)
    making.drafted(round, by=methodist, text="Новее.", draft_number=draft.draft_number)
    with pytest.raises(DraftHasChanged):
        making.drafted(round, by=methodist, text="Старее.", draft_number=draft.draft_number)
    assert Conclusion.objects.get().text == "Новее."


def test_a_double_click_keeps_one_draft_and_tells_the_chair_once(round):
    methodist, chair = making.methodist(), making.chair()
    first = making.drafted(round, by=methodist, draft_number=0)
    again = making.drafted(round, by=methodist, draft_number=0)
    assert again.draft_number == first.draft_number == 1
    assert [mail.recipients for mail in OutboxMail.objects.all()] == [[chair.email]]
    with pytest.raises(DraftHasChanged):
        making.drafted(round, by=making.methodist(), draft_number=0)


@pytest.mark.parametrize("fields", [{"text": " "}, {"verdict": "perhaps"}])
def test_a_draft_without_words_or_with_an_unknown_verdict_is_refused(round, fields):
    with pytest.raises(ConclusionRefused):
        making.drafted(round, **fields)


def test_chairs_hear_of_an_offered_draft_and_not_of_one_that_is_being_written(round):
    chair, author_too = making.chair(), making.chair()
    OutboxMail.objects.all().delete()
    draft = making.drafted(round, offer=False)
    assert not OutboxMail.objects.exists()
    with pytest.raises(ConclusionRefused):
        sign_conclusion(conclusion=draft, by=chair)
    making.drafted(round)
    assert {to for mail in OutboxMail.objects.all() for to in mail.recipients} == {chair.email, author_too.email}


def test_the_chair_sends_a_draft_back_with_words_and_cannot_sign_it_then(round):
    methodist, chair = making.methodist(), making.chair()
    draft = making.drafted(round, by=methodist)
    with pytest.raises(ConclusionRefused):
        return_draft(conclusion=draft, by=chair, words="  ")
    return_draft(conclusion=draft, by=chair, words="Мягче, пожалуйста.")
    letter = OutboxMail.objects.order_by("pk").last()
    assert letter.recipients == [methodist.email]
    assert "Мягче, пожалуйста." in letter.text
    for verb in (lambda: return_draft(conclusion=draft, by=chair, words="Ещё"),):
        with pytest.raises(AlreadyDecided):
            verb()
    with pytest.raises(ConclusionRefused):
        sign_conclusion(conclusion=draft, by=chair)
    again = making.drafted(round, by=methodist)
    assert sign_conclusion(conclusion=again, by=chair).state == ConclusionState.SIGNED


# Signing -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [role for role in Role if role != Role.CHAIR])
def test_nobody_but_a_chair_signs(round, role):
    draft = making.drafted(round)
    with pytest.raises(ActionRefused):
        sign_conclusion(conclusion=draft, by=person(role, first_name="Иван"))


def test_a_superuser_without_the_role_does_not_sign(round):
    draft = making.drafted(round)
    with pytest.raises(ActionRefused):
        sign_conclusion(conclusion=draft, by=person(is_superuser=True, first_name="Админ"))


def test_nobody_decides_on_a_work_of_theirs_whatever_they_are(round, page, works):
    everything = person(Role.CHAIR, Role.METHODIST, Role.ADMINISTRATOR, is_superuser=True, first_name="Всё")
    draft = making.drafted(round)
    works.coauthors[page.pk] = [everything]
    with pytest.raises(ActionRefused, match="ваша работа"):
        making.drafted(round, by=everything)
    with pytest.raises(ActionRefused, match="ваша работа"):
        return_draft(conclusion=draft, by=everything, words="Лучше")
    with pytest.raises(ActionRefused, match="ваша работа"):
        sign_conclusion(conclusion=draft, by=everything)
    signed = sign_conclusion(conclusion=draft, by=making.chair())
    with pytest.raises(ActionRefused, match="ваша работа"):
        revoke_conclusion(conclusion=signed, by=everything, reason="Хочу")


def test_who_drew_it_up_does_not_sign_it_where_another_chair_is(round):
    both = person(Role.CHAIR, Role.METHODIST, first_name="Один")
    draft = making.drafted(round, by=both)
    other = making.chair()
    with pytest.raises(ActionRefused, match="другой председатель"):
        sign_conclusion(conclusion=draft, by=both)
    other.is_active = False
    other.save()
    assert sign_conclusion(conclusion=draft, by=both).signed_by == both


def test_a_signature_freezes_number_facts_signer_and_digest_and_ends_the_round(round, page, works):
    chair = making.chair()
    signed = sign_conclusion(conclusion=making.drafted(round), by=chair)
    signed.refresh_from_db()
    assert (signed.label, signed.digest) == (f"1/{timezone.localdate().year}", round.digest)
    assert (signed.signer_name, signed.signer_role) == ("Ольга Председателева", "Председатель экспертного совета")
    assert [row["median"] for row in signed.facts["criteria"]] == [2, 2, 2]
    round.refresh_from_db()
    assert (round.state, round.closed_at) == (RoundState.CONCLUDED, signed.signed_at)
    assert works.told == [("concluded", signed.pk)]
    assert Change.objects.filter(page_id=page.pk).exists()
    assert ModelLogEntry.objects.filter(action="expertise.conclusion.sign", user=chair).exists()
    chair.delete()
    signed.refresh_from_db()
    assert (signed.signed_by, signed.signer_name) == (None, "Ольга Председателева")


def test_of_two_chairs_one_signs_and_the_other_reads_that_it_is_done(round):
    draft = making.drafted(round)
    sign_conclusion(conclusion=draft, by=making.chair())
    with pytest.raises(AlreadyDecided, match="уже всё решено"):
        sign_conclusion(conclusion=draft, by=making.chair())
    assert NumberSeries.objects.get().last == 1


def test_the_chair_signs_what_was_read_and_nothing_newer(round):
    methodist = making.methodist()
    read = making.drafted(round, by=methodist)
    making.drafted(round, by=methodist, text="Уже другое.")
    with pytest.raises(DraftHasChanged):
        sign_conclusion(conclusion=read, by=making.chair(), draft_number=read.draft_number)


def test_a_review_reopened_after_the_draft_stops_the_signature(round):
    draft = making.drafted(round)
    round.assignments.update(state=AssignmentState.ACCEPTED)
    with pytest.raises(NotEnoughReviews):
        sign_conclusion(conclusion=draft, by=making.chair())


def test_experts_who_still_work_are_let_go_and_thanked(round):
    late, guest = making.invited(round, 3), making.invited(round, 4, state=AssignmentState.INVITED)
    guest.expert, guest.guest_name, guest.guest_email = None, "Гость", "guest@example.org"
    guest.key_hash = "0" * 64
    guest.save()
    address = late.expert.email
    sign_conclusion(conclusion=making.drafted(round), by=making.chair())
    late.refresh_from_db()
    assert (late.state, late.reason) == (AssignmentState.DISMISSED, "Круг завершён заключением.")
    letters = OutboxMail.objects.filter(subject="Отзыв больше не нужен")
    assert sorted(letter.recipients for letter in letters) == sorted([[address], ["guest@example.org"]])


def test_a_chair_without_a_name_cannot_sign(round):
    with pytest.raises(ConclusionRefused, match="имя"):
        sign_conclusion(conclusion=making.drafted(round), by=person(Role.CHAIR))


def test_a_work_that_was_deleted_is_not_concluded(round, page):
    draft = making.drafted(round)
    page.delete()
    with pytest.raises(ConclusionRefused, match="больше нет"):
        sign_conclusion(conclusion=draft, by=making.chair())


# Numbers -------------------------------------------------------------------------------------------------------------


def test_numbers_have_no_gaps_though_signatures_fail_in_between(sections, works, monkeypatch):
    year = timezone.localdate().year
    first = making.judged(sections, works, title="Первая")
    with monkeypatch.context() as patch:
        patch.setattr("expertise.concluding.tell_signed", lambda conclusion: 1 / 0)
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            making.judged(sections, works, title="Сорвалась")
    second = making.judged(sections, works, title="Вторая")
    assert [first.label, second.label] == [f"1/{year}", f"2/{year}"]


def test_the_database_itself_keeps_numbers_apart(sections, works):
    first, second = (making.judged(sections, works, title=title) for title in ("Первая", "Вторая"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Conclusion.objects.filter(pk=second.pk).update(number=first.number)


# Edits ---------------------------------------------------------------------------------------------------------------


def mended(page, works, text="Исправленный урок"):
    works.digests[page.pk] = making.digest_of(text)
    return works.digests[page.pk]


def test_edits_open_the_way_only_when_the_chair_has_confirmed_these_very_bytes(sections, works):
    signed = making.judged(sections, works, Recommendation.WITH_EDITS)
    page, chair = signed.round.page, making.chair()
    digest = mended(page, works)
    assert conclusion_for(page.pk, signed.round.digest) is conclusion_for(page.pk, digest) is None
    with pytest.raises(EditsHaveChanged):
        confirm_edits(conclusion=signed, digest=signed.round.digest, by=chair)
    with pytest.raises(ActionRefused):
        confirm_edits(conclusion=signed, digest=digest, by=making.methodist())
    file = stored(name="новый.txt", text="Другой снег")
    Change.objects.all().delete()
    confirm_edits(conclusion=signed, digest=digest, by=chair, files=[(file, "План")])
    confirmed = conclusion_for(page.pk, digest)
    assert (confirmed, confirmed.confirmed_files) == (signed, [["План", file.sha256]])
    assert conclusion_for(page.pk, signed.round.digest) is None
    assert works.told[-1] == ("edits_confirmed", signed.pk)
    assert list(Change.objects.values_list("page_id", flat=True)) == [page.pk]
    with pytest.raises(AlreadyDecided):
        confirm_edits(conclusion=signed, digest=digest, by=chair)


def test_an_app_that_tells_its_edits_is_asked_for_them(sections, monkeypatch):
    file = stored(name="новый.txt", text="Третий снег")
    edits = Edits(2, making.digest_of("вторая"), timezone.localdate(), ((file, "План"),))
    works = making.let_pages_be_judged(monkeypatch, edits=lambda works: lambda page: works.waiting.get(page.pk))
    signed, chair = making.judged(sections, works, Recommendation.WITH_EDITS), making.chair()
    for verb in (
        lambda: confirm_edits(conclusion=signed, digest=signed.round.digest, by=chair),
        lambda: refuse_edits(conclusion=signed, by=chair, words="Мало"),
    ):
        with pytest.raises(ConclusionRefused, match="не прислал"):
            verb()
    works.waiting[signed.round.page_id] = edits
    with pytest.raises(EditsHaveChanged):
        confirm_edits(conclusion=signed, digest=making.digest_of("первая"), by=chair)
    confirmed = confirm_edits(conclusion=signed, digest=edits.digest, by=chair)
    assert confirmed.confirmed_files == [["План", file.sha256]]


def test_edits_that_are_not_enough_go_back_to_the_author_with_words(sections, works):
    signed, chair = making.judged(sections, works, Recommendation.WITH_EDITS), making.chair()
    mended(signed.round.page, works)
    with pytest.raises(ConclusionRefused):
        refuse_edits(conclusion=signed, by=chair, words="")
    refuse_edits(conclusion=signed, by=chair, words="Замечание 2 осталось.")
    assert works.told[-1] == ("edits_refused", signed.pk, "Замечание 2 осталось.")
    assert "Замечание 2 осталось." in OutboxMail.objects.order_by("pk").last().text


@pytest.mark.parametrize("verdict", [wish for wish in Recommendation if wish != Recommendation.WITH_EDITS])
def test_only_a_verdict_with_edits_has_edits_to_confirm(sections, works, verdict):
    signed = making.judged(sections, works, verdict)
    with pytest.raises(AlreadyDecided):
        confirm_edits(conclusion=signed, digest=mended(signed.round.page, works), by=making.chair())


# Revocation ----------------------------------------------------------------------------------------------------------


def test_a_conclusion_is_taken_back_with_a_reason_and_stays_in_the_register(sections, works):
    signed = making.judged(sections, works)
    with pytest.raises(ConclusionRefused):
        revoke_conclusion(conclusion=signed, by=making.chair(), reason=" ")
    for other in (making.methodist(), person(Role.ADMINISTRATOR)):
        with pytest.raises(ActionRefused):
            revoke_conclusion(conclusion=signed, by=other, reason="Плагиат")
    Change.objects.all().delete()
    revoked = revoke_conclusion(conclusion=signed, by=making.chair(), reason="Плагиат")
    assert list(Change.objects.values_list("page_id", flat=True)) == [signed.round.page_id]
    assert (revoked.state, revoked.number, revoked.revoke_reason) == (ConclusionState.REVOKED, signed.number, "Плагиат")
    assert works.told[-1] == ("revoked", signed.pk)
    assert Conclusion.objects.in_register().count() == 1
    assert conclusion_for(signed.round.page_id, signed.digest) is None
    assert "Плагиат" in OutboxMail.objects.order_by("pk").last().text


def test_every_move_of_the_table_of_conclusions_and_no_other(sections, works, caplog):
    """DRAFT → SIGNED → REVOKED; every verb refuses in every other state."""
    chair = making.chair()
    verbs = {
        ConclusionState.SIGNED: lambda row: sign_conclusion(conclusion=row, by=chair),
        ConclusionState.REVOKED: lambda row: revoke_conclusion(conclusion=row, by=chair, reason="Ошибка"),
    }
    for number, state in enumerate(ConclusionState):
        for target, verb in verbs.items():
            round = making.open_round(making.work(sections, works, f"Работа {number} {target}"))
            making.review(round, 1)
            making.review(round, 2)
            row = making.drafted(round)
            if state != ConclusionState.DRAFT:
                verbs[ConclusionState.SIGNED](row)
            if state == ConclusionState.REVOKED:
                verbs[ConclusionState.REVOKED](row)
            if target in CONCLUSION_MOVES[state]:
                assert verb(row).state == target
            else:
                with pytest.raises(AlreadyDecided):
                    verb(row)
                row.refresh_from_db()
                assert row.state == state
                assert f"{row.pk}: {state} → {target}" in caplog.text


# The guard -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verdict", list(Recommendation))
def test_the_guard_knows_only_what_recommends_at_once(sections, works, verdict):
    signed = making.judged(sections, works, verdict)
    allowed = verdict == Recommendation.RECOMMEND
    assert (conclusion_for(signed.round.page_id, signed.round.digest) == signed) == allowed


def test_the_guard_knows_no_other_version_no_other_page_and_no_draft(sections, works, round, page):
    signed = making.judged(sections, works, title="Другая")
    making.drafted(round)
    assert conclusion_for(page.pk, round.digest) is None
    assert conclusion_for(page.pk, signed.digest) is None
    assert conclusion_for(signed.round.page_id, making.digest_of("иное")) is None
    assert conclusion_for(signed.round.page_id, "") is None


def test_a_later_refusal_of_the_same_version_is_not_outvoted_by_an_earlier_word(sections, works):
    signed = making.judged(sections, works)
    again = making.open_round(signed.round.page, number=2)
    making.review(again, 1, wish=Recommendation.REJECT)
    making.review(again, 2, wish=Recommendation.REJECT)
    sign_conclusion(conclusion=making.drafted(again, Recommendation.REJECT), by=making.chair())
    assert conclusion_for(signed.round.page_id, signed.digest) is None


def test_what_was_taken_back_is_known_as_such_until_the_centre_says_yes_again(sections, works):
    signed = making.judged(sections, works)
    page_id, digest = signed.round.page_id, signed.digest
    assert not is_revoked(page_id, digest)
    revoke_conclusion(conclusion=signed, by=making.chair(), reason="Плагиат")
    assert is_revoked(page_id, digest)
    assert not is_revoked(page_id, making.digest_of("иное"))
    assert not is_revoked(None, digest)
    assert conclusion_for(None, digest) is None
    again = making.open_round(signed.round.page, number=2)
    making.review(again, 1)
    making.review(again, 2)
    sign_conclusion(conclusion=making.drafted(again), by=making.chair())
    assert not is_revoked(page_id, digest)


def test_a_draft_over_a_round_that_was_cancelled_is_refused(round):
    round.state, round.closed_at = RoundState.CANCELLED, timezone.now()
    round.save()
    with pytest.raises(AlreadyDecided):
        draft_conclusion(round=round, verdict="recommend", text="Да", summary="", by=making.methodist())


def test_a_draft_of_a_cancelled_round_waits_for_nobody_and_is_not_signed(round):
    draft = making.drafted(round)
    assert list(Conclusion.objects.waiting_for_signature()) == [draft]
    round.state, round.closed_at = RoundState.CANCELLED, timezone.now()
    round.save()
    assert not Conclusion.objects.waiting_for_signature().exists()
    with pytest.raises(AlreadyDecided):
        sign_conclusion(conclusion=draft, by=making.chair())
