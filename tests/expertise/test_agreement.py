"""An expert's own agreement: once for each wording, before the first work opens, guests by their link too."""

import pytest

from accounts.enums import Role
from accounts.permissions import ActionRefused
from community.consents import publish_consent_text, revoke_consent
from community.enums import ConsentKind
from community.models import Consent
from expertise.agreement import agree_to_judge, wanted_agreement
from expertise.enums import AssignmentState
from expertise.errors import AgreementMissing, InvitationRefused
from expertise.guest_keys import guest_path
from expertise.inviting import invite_expert
from expertise.models import ExpertAssignment
from expertise.reviewing import accept_invitation
from tests.expertise.making_reviews import accepted, expert, invited, methodist, obligations, opened, saved, work
from tests.making import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sections")]


@pytest.fixture
def keeper(db):
    return methodist()


@pytest.fixture
def going(sections, keeper):
    return opened(work(sections), keeper)


def state_of(assignment):
    return ExpertAssignment.objects.get(pk=assignment.pk).state


def at(assignment, screen=""):
    return f"/cabinet/reviews/{assignment.pk}/{screen}"


def new_wording():
    return publish_consent_text(kind=ConsentKind.EXPERT, text="Новые обязательства", by=person(is_superuser=True))


def test_who_has_not_agreed_cannot_take_a_work(going, keeper):
    newcomer = person(Role.EXPERT)
    assignment = invite_expert(round=going, by=keeper, expert=newcomer)
    with pytest.raises(AgreementMissing):
        accept_invitation(assignment=assignment, by=newcomer)
    agree_to_judge(assignment=assignment, by=newcomer, text=obligations(), address="192.0.2.5")
    accept_invitation(assignment=assignment, by=newcomer)
    assert state_of(assignment) == AssignmentState.ACCEPTED
    assert Consent.objects.get(person=newcomer, text__kind=ConsentKind.EXPERT).address == "192.0.2.5"


def test_the_invitation_asks_once_and_never_again_for_the_same_words(client, sections, going, keeper):
    newcomer = person(Role.EXPERT)
    first = invite_expert(round=going, by=keeper, expert=newcomer)
    client.force_login(newcomer)
    assert 'name="agreement"' in client.get(at(first)).content.decode()
    assert client.post(at(first), {"verb": "accept", "no_conflict": "1"}).status_code == 422
    client.post(at(first), {"verb": "accept", "no_conflict": "1", "agreement": obligations().pk})
    assert state_of(first) == AssignmentState.ACCEPTED
    second = invite_expert(round=opened(work(sections), keeper), by=keeper, expert=newcomer)
    assert 'name="agreement"' not in client.get(at(second)).content.decode()


def test_a_new_wording_closes_the_work_until_it_is_read_and_loses_nothing(client, going, keeper):
    assignment = saved(accepted(going, keeper))
    new_wording()
    client.force_login(assignment.expert)
    page = client.get(at(assignment)).content.decode()
    assert "Обязательства эксперта" in page
    assert "В целом удачно." not in page
    for screen in ("preview/", "pages/", "changes/"):
        assert client.get(at(assignment, screen)).url == at(assignment)
    client.post(at(assignment), {"verb": "agree", "agreement": obligations().pk})
    assert "В целом удачно." in client.get(at(assignment)).content.decode()


def test_an_older_wording_is_not_agreed_to(client, going, keeper):
    old = obligations()
    newcomer = person(Role.EXPERT)
    assignment = invite_expert(round=going, by=keeper, expert=newcomer)
    new_wording()
    with pytest.raises(AgreementMissing, match="обновился"):
        agree_to_judge(assignment=assignment, by=newcomer, text=old)
    client.force_login(newcomer)
    answer = client.post(at(assignment), {"verb": "accept", "no_conflict": "1", "agreement": old.pk})
    assert answer.status_code == 422
    assert state_of(assignment) == AssignmentState.INVITED


def test_a_guest_agrees_by_the_link(client, going, keeper):
    assignment = invite_expert(round=going, by=keeper, guest_name="Гость", guest_email="guest@example.net")
    path = guest_path(assignment)
    assert 'name="agreement"' in client.get(path).content.decode()
    client.post(path, {"verb": "accept", "no_conflict": "1"})
    assert state_of(assignment) == AssignmentState.INVITED
    client.post(path, {"verb": "accept", "no_conflict": "1", "agreement": obligations().pk}, REMOTE_ADDR="192.0.2.6")
    assert state_of(assignment) == AssignmentState.ACCEPTED
    consent = assignment.consents.get()
    assert (consent.person, consent.address, consent.text) == (None, "192.0.2.6", obligations())


def test_who_has_taken_it_back_is_not_invited_any_more(going, keeper):
    judge = expert()
    revoke_consent(consent=Consent.objects.get(person=judge, text__kind=ConsentKind.EXPERT), by=judge)
    with pytest.raises(InvitationRefused, match="отозвал"):
        invite_expert(round=going, by=keeper, expert=judge)


def test_nobody_agrees_for_another(going, keeper):
    assignment = invited(going, keeper)
    with pytest.raises(ActionRefused):
        agree_to_judge(assignment=assignment, by=expert(), text=obligations())


def test_what_was_sent_is_read_without_a_new_agreement(client, going, keeper):
    from expertise.reviewing import submit_review

    assignment = saved(accepted(going, keeper))
    submit_review(assignment=assignment, by=assignment.expert, draft_number=assignment.draft_number)
    new_wording()
    assert wanted_agreement(assignment)
    client.force_login(assignment.expert)
    page = client.get(at(assignment)).content.decode().replace("\u00a0", " ")
    assert "В целом удачно." in page


def test_the_methodist_sees_who_has_agreed(client, going, keeper):
    invited(going, keeper)
    invite_expert(round=going, by=keeper, guest_name="Гость", guest_email="guest@example.net")
    client.force_login(keeper)
    page = client.get(f"/admin/review/rounds/{going.pk}/").content.decode()
    assert page.count("обязательства эксперта приняты, версия 1") == 1
    assert page.count("обязательства эксперта ещё не приняты") == 1
