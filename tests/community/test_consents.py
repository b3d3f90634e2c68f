"""Consents: each apart, to words that never change, taken back as easily as given."""

import hashlib
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.enums import Role
from accounts.permissions import ActionRefused
from community.consents import (
    ConsentRefused,
    current_texts,
    give_consent,
    missing_consents,
    publish_consent_text,
    revoke_consent,
)
from community.enums import AFTER_REVOCATION, ConsentKind
from community.models import Consent, ConsentText
from community.models.profile import FACTS
from community.profiles import profile_of, save_profile
from home.models import Change
from tests.accounts.agreeing import agreed, member
from tests.accounts.people import boss, person, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sections")]
PROCESSING, PUBLICATION = ConsentKind.PROCESSING, ConsentKind.PUBLICATION


def text_of(kind):
    return current_texts([kind])[kind]


def test_every_kind_has_its_first_text_with_its_hash_and_a_consequence():
    assert set(current_texts(ConsentKind)) == set(ConsentKind) == set(AFTER_REVOCATION)
    for text in ConsentText.objects.all():
        assert text.sha256 == hashlib.sha256(text.text.encode()).hexdigest()


def test_an_administrator_adds_versions_and_nobody_else():
    new = publish_consent_text(kind=PROCESSING, text="  Новый текст \n", by=person(Role.ADMINISTRATOR))
    assert (new.version, new.text, text_of(PROCESSING)) == (2, "Новый текст", new)
    with pytest.raises(ActionRefused):
        publish_consent_text(kind=PROCESSING, text="Текст", by=person(Role.EDITOR))
    with pytest.raises(ConsentRefused):
        publish_consent_text(kind=PROCESSING, text="  ", by=boss())


def test_a_text_of_tomorrow_is_not_asked_for_today():
    tomorrow = timezone.now() + timedelta(days=1)
    new = publish_consent_text(kind=PROCESSING, text="Завтра", by=boss(), valid_from=tomorrow)
    assert text_of(PROCESSING).version == 1
    assert ConsentText.objects.current(tomorrow).get(kind=PROCESSING) == new


def test_the_database_keeps_one_version_once():
    with pytest.raises(IntegrityError), transaction.atomic():
        ConsentText.objects.create(kind=PROCESSING, version=1, text="Другой", sha256="x")


def test_a_consent_given_twice_is_one():
    vera = person()
    first = give_consent(person=vera, text=text_of(PUBLICATION), address="192.0.2.7")
    assert give_consent(person=vera, text=text_of(PUBLICATION)) == first
    assert first.address == "192.0.2.7"
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(person=vera, text=first.text, text_sha256="x")


@pytest.mark.parametrize("address", ["", "unknown", "<script>", "999.1.1.1", "10.0.0.1, 10.0.0.2"])
def test_words_that_are_no_address_are_not_kept_as_one(address):
    assert give_consent(person=person(), text=text_of(PUBLICATION), address=address).address is None


def test_nobody_agrees_to_a_text_that_is_out_of_force():
    old = text_of(PUBLICATION)
    publish_consent_text(kind=PUBLICATION, text="Новый", by=boss())
    with pytest.raises(ConsentRefused, match="обновился"):
        give_consent(person=person(), text=old)


def test_a_new_version_takes_the_place_of_the_old_consent():
    vera = agreed(person(), PUBLICATION)
    new = publish_consent_text(kind=PUBLICATION, text="Новый", by=boss())
    assert [text.version for text in missing_consents(vera, [PUBLICATION])] == [2]
    give_consent(person=vera, text=new)
    assert [c.text.version for c in Consent.objects.held().filter(person=vera)] == [2]
    assert Consent.objects.of(vera).count() == 2


def test_taking_back_the_publication_switches_everything_off_and_nothing_comes_back_by_itself():
    vera = agreed(member(Role.TEACHER), PUBLICATION)
    save_profile(person=vera, school="Школа № 7", **{f"show_{fact}": True for fact in FACTS}, may_be_found=True)
    assert profile_of(vera).public_facts() == {"school": "Школа № 7"}
    Change.objects.all().delete()
    revoke_consent(consent=Consent.objects.held().get(person=vera, text__kind=PUBLICATION), by=vera)
    assert Change.objects.exists()
    assert profile_of(vera).public_facts() == {}
    agreed(vera, PUBLICATION)
    assert profile_of(vera).public_facts() == {}
    assert not profile_of(vera).may_be_found


def test_a_consent_cannot_be_taken_back_by_another_nor_twice_nor_the_needed_one():
    vera = agreed(member(), PUBLICATION)
    consent = Consent.objects.get(person=vera, text__kind=PUBLICATION)
    with pytest.raises(ActionRefused):
        revoke_consent(consent=consent, by=boss())
    revoke_consent(consent=consent, by=vera)
    with pytest.raises(ConsentRefused, match="уже"):
        revoke_consent(consent=consent, by=vera)
    with pytest.raises(ConsentRefused, match="удалите"):
        revoke_consent(consent=Consent.objects.get(person=vera, text__kind=PROCESSING), by=vera)


def test_a_consent_is_not_revoked_before_it_was_given():
    vera = member()
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.filter(person=vera).update(revoked_at=timezone.now() - timedelta(days=1))


# The cabinet --------------------------------------------------------------------------------------------------------------


def test_a_new_version_of_the_needed_text_is_asked_for_at_the_next_sign_in_and_may_wait(client):
    vera = member(Role.TEACHER)
    assert not missing_consents(vera)
    publish_consent_text(kind=PROCESSING, text="Новые слова", by=boss())
    response = sign_in(client, vera.email, next="/cabinet/messages/")
    assert response.url == "/cabinet/consents/needed/?next=%2Fcabinet%2Fmessages%2F"
    page = client.get(response.url)
    assert "Новые слова" in page.content.decode()
    assert 'href="/cabinet/messages/"' in page.content.decode()
    assert client.get("/cabinet/messages/").status_code == 200
    assert client.post("/cabinet/consents/needed/", {"next": "/cabinet/messages/"}).status_code == 200
    assert missing_consents(vera)
    name = next(iter(page.context["form"].consent_texts))
    given = client.post("/cabinet/consents/needed/", {"next": "/cabinet/messages/", name: "on"})
    assert given.url == "/cabinet/messages/"
    assert not missing_consents(vera)
    assert client.get("/cabinet/consents/needed/?next=/cabinet/messages/").url == "/cabinet/messages/"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_the_page_of_the_needed_consent_leads_to_no_foreign_site(client, target):
    vera = person(Role.TEACHER)
    client.force_login(vera)
    assert client.get("/cabinet/consents/needed/", {"next": target}).context["next"] == "/cabinet/"
    agreed(vera)
    assert client.get("/cabinet/consents/needed/", {"next": target}).url == "/cabinet/"


def test_a_person_gives_and_takes_back_in_the_cabinet(client):
    vera = member(Role.TEACHER)
    client.force_login(vera)
    client.post(f"/cabinet/consents/give/{text_of(PUBLICATION).pk}/")
    consent = Consent.objects.get(person=vera, text__kind=PUBLICATION)
    page = client.get("/cabinet/consents/").content.decode()
    assert consent.text.text.split("\n")[0] in page
    assert str(AFTER_REVOCATION[PUBLICATION])[:20] in page.replace("\u00a0", " ")
    client.post(f"/cabinet/consents/{consent.pk}/revoke/")
    assert missing_consents(vera, [PUBLICATION])


def test_other_peoples_consents_and_kinds_that_are_not_offered_are_not_found(client):
    oleg = agreed(member(), PUBLICATION)
    client.force_login(member(Role.TEACHER))
    consent = Consent.objects.get(person=oleg, text__kind=PUBLICATION)
    assert client.post(f"/cabinet/consents/{consent.pk}/revoke/").status_code == 404
    assert not missing_consents(oleg, [PUBLICATION])
    assert client.post(f"/cabinet/consents/give/{text_of(ConsentKind.EXPERT).pk}/").status_code == 404
    assert oleg.email not in client.get("/cabinet/consents/").content.decode()


def test_nothing_is_given_or_taken_back_by_a_link(client):
    oleg = agreed(member(), PUBLICATION)
    client.force_login(oleg)
    consent = Consent.objects.get(person=oleg, text__kind=PUBLICATION)
    news = text_of(ConsentKind.NEWSLETTER)
    for address in (f"/cabinet/consents/{consent.pk}/revoke/", f"/cabinet/consents/give/{news.pk}/"):
        assert client.get(address).headers["Location"] == "/cabinet/consents/"
    held = Consent.objects.held().filter(person=oleg)
    assert {consent.text.kind for consent in held} == {ConsentKind.PROCESSING, PUBLICATION}


# The admin ----------------------------------------------------------------------------------------------------------------


def test_an_administrator_adds_a_text_and_can_change_none(client):
    client.force_login(person(Role.ADMINISTRATOR))
    when = timezone.localtime().strftime("%Y-%m-%d %H:%M")
    data = {"kind": "newsletter", "text": "Новый текст", "valid_from": when, "sha256": "x", "version": "99"}
    assert client.post("/admin/consent_texts/new/", data).status_code == 302
    made = ConsentText.objects.get(kind="newsletter", version=2)
    assert made.sha256 == hashlib.sha256("Новый текст".encode()).hexdigest()
    for address in ("edit", "delete"):
        assert client.post(f"/admin/consent_texts/{address}/{made.pk}/", {"text": "Иное"}).status_code in (
            302,
            403,
            404,
        )
    made.refresh_from_db()
    assert made.text == "Новый текст"


def test_only_administrators_see_who_agreed_and_from_where(client):
    consent = Consent.objects.get(person=member())
    address = f"/admin/consents/inspect/{consent.pk}/"
    client.force_login(person(Role.ADMINISTRATOR))
    assert "192.0.2.7" in client.get(address).content.decode()
    assert client.post(f"/admin/consents/delete/{consent.pk}/").status_code in (302, 403, 404)
    assert Consent.objects.filter(pk=consent.pk).exists()
    for role in (Role.EDITOR, Role.METHODIST, Role.MODERATOR):
        client.force_login(person(role))
        response = client.get(address)
        assert "192.0.2.7" not in response.content.decode()
