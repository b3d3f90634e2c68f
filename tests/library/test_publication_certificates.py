"""The author's certificate of publication: given on wish, frozen, checked by anybody, never saying more than the site."""

import io
import json

import pypdfium2
import pytest
from django.urls import reverse

from accounts.enums import Role
from accounts.permissions import ActionRefused
from community import check_views
from community.erasure import erase_person
from community.models import Notification
from community.privacy import tell_all
from expertise.enums import ConclusionState
from expertise.models import Conclusion
from library.actions import set_expert_status
from library.certifying import (
    CertificateRefused,
    issue_publication_certificate,
    revoke_publication_certificate,
)
from library.enums import ExpertState
from library.models import MaterialAuthor, PublicationCertificate
from tests.library.editions import issue, journal
from tests.library.making_submissions import judged
from tests.making import close, material, person, queries_of

pytestmark = pytest.mark.django_db
NAME = "Вера Неповторимая"


@pytest.fixture
def vera(db):
    return person(Role.TEACHER, first_name="Вера", last_name="Неповторимая")


@pytest.fixture
def work(sections, vera):
    return material(sections["library"], "Почему скрипит снег", authors=[(NAME, vera), ("Олег Соавторов", None)])


def recommended(page):
    conclusion = judged(page)
    set_expert_status(material=page, state=ExpertState.RECOMMENDED)
    return conclusion


def editor():
    return person(Role.EDITOR)


def address(certificate):
    return reverse("community:certificate_check", args=[certificate.code])


def shown(client, certificate):
    return " ".join(client.get(address(certificate)).content.decode().split())


def text_of(pdf):
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def test_the_author_gets_a_numbered_certificate_with_what_the_page_says(work, vera):
    conclusion = recommended(work)
    certificate = issue_publication_certificate(page=work, by=vera)
    assert certificate.label == f"1/{certificate.year}"
    assert certificate.person_name == NAME
    assert certificate.facts["title"] == "Почему скрипит снег"
    assert certificate.facts["review"] == "рекомендован"
    assert certificate.facts["conclusion"] == conclusion.label
    assert certificate.facts["path"] == work.url


def test_the_certificate_names_the_issue_of_the_journal(sections, work, vera):
    issue(journal(sections["journals"], "Вестник"), works=[work])
    (named,) = issue_publication_certificate(page=work, by=vera).facts["issues"]
    assert named.startswith("«Вестник», № 1")


def test_while_the_site_says_the_same_the_same_certificate_is_given_again(work, vera):
    first = issue_publication_certificate(page=work, by=vera)
    assert issue_publication_certificate(page=work, by=vera) == first
    recommended(work)
    second = issue_publication_certificate(page=work, by=vera)
    assert [first.number, second.number] == [1, 2]
    assert PublicationCertificate.objects.count() == 2


def test_a_work_that_has_moved_keeps_its_certificate(work, vera):
    first = issue_publication_certificate(page=work, by=vera)
    work.slug = "drugoy-adres"
    work.save_revision().publish()
    assert issue_publication_certificate(page=work, by=vera) == first


def test_each_author_has_a_certificate_of_their_own_and_nobody_one_of_others(sections, work, vera):
    oleg = person(Role.TEACHER)
    MaterialAuthor.objects.filter(page=work, user=None).update(user=oleg)
    assert issue_publication_certificate(page=work, by=oleg).person_name == "Олег Соавторов"
    with pytest.raises(CertificateRefused):
        issue_publication_certificate(page=work, by=person(Role.TEACHER))
    assert issue_publication_certificate(page=work, by=vera).number == 2


def test_a_work_that_is_not_open_to_everybody_has_no_certificate_and_takes_no_number(work, vera):
    closed = close(work)
    with pytest.raises(CertificateRefused):
        issue_publication_certificate(page=work, by=vera)
    closed.delete()
    work.unpublish()
    with pytest.raises(CertificateRefused):
        issue_publication_certificate(page=work, by=vera)
    work.get_latest_revision().publish()
    assert issue_publication_certificate(page=work, by=vera).number == 1


def test_a_certificate_comes_from_the_cabinet_as_a_tagged_pdf(client, work, vera):
    conclusion = recommended(work)
    client.force_login(vera)
    assert "Свидетельство о публикации, PDF" in client.get(reverse("library:cabinet_works")).content.decode()
    answer = client.post(reverse("library:work_certificate", args=[work.pk]))
    certificate = PublicationCertificate.objects.get()
    assert pypdfium2.raw.FPDFCatalog_IsTagged(pypdfium2.PdfDocument(answer.content))
    text = text_of(answer.content)
    for words in (NAME, "Почему скрипит снег", certificate.label, certificate.code, conclusion.label):
        assert words in text
    room = client.get(reverse("library:cabinet_works")).content.decode()
    assert f"№ {certificate.label}" in room


def test_strangers_and_unknown_works_are_not_found(client, work):
    where = reverse("library:work_certificate", args=[work.pk])
    assert client.post(where).status_code == 302
    client.force_login(person(Role.TEACHER))
    assert client.post(where).status_code == 404
    assert client.post(reverse("library:work_certificate", args=[10**6])).status_code == 404
    assert client.get(where).status_code == 405
    assert not PublicationCertificate.objects.exists()


def test_anybody_checks_a_certificate_by_its_code(client, work, vera):
    recommended(work)
    certificate = issue_publication_certificate(page=work, by=vera)
    page = shown(client, certificate)
    for words in ("Свидетельство выдано центром", NAME, "Почему скрипит снег", "Рекомендован", "заключение № 1/2026"):
        assert words in page
    assert client.get(address(certificate))["X-Robots-Tag"] == "noindex, nofollow"


def test_guessing_codes_is_stopped(client, work, vera):
    certificate = issue_publication_certificate(page=work, by=vera)
    codes = [f"AAAAAAAA{number:02}" for number in range(check_views.MISSES)]
    assert {client.get(f"/certificates/{code}/").status_code for code in codes} == {404}
    assert client.get(address(certificate)).status_code == 429


def test_the_check_names_neither_a_work_nor_a_person_that_the_site_no_longer_shows(client, work, vera):
    certificate = issue_publication_certificate(page=work, by=vera)
    for hide in (lambda: close(work), work.unpublish, work.delete):
        hide()
        page = shown(client, certificate)
        assert "Работы сейчас нет в открытой библиотеке" in page
        assert "скрипит" not in page
        assert "Неповторимая" not in page
        assert "В. Н." in page


def test_the_check_calls_a_renamed_work_as_it_is_called_today(client, work, vera):
    certificate = issue_publication_certificate(page=work, by=vera)
    work.title = "Снег и звук"
    work.save_revision().publish()
    page = shown(client, certificate)
    assert "Снег и звук" in page
    assert "Почему скрипит снег" not in page
    assert "прежнее название" in page


def test_the_check_says_when_the_conclusion_was_taken_back(client, work, vera):
    conclusion = recommended(work)
    certificate = issue_publication_certificate(page=work, by=vera)
    values = {"state": ConclusionState.REVOKED, "revoked_at": conclusion.signed_at, "revoke_reason": "Чужой текст"}
    Conclusion.objects.filter(pk=conclusion.pk).update(**values)
    page = shown(client, certificate)
    assert "заключение об экспертизе отозвано" in page
    assert "Рекомендован" not in page


def test_an_editor_takes_a_certificate_back_with_a_reason_that_is_read(client, work, vera):
    certificate = issue_publication_certificate(page=work, by=vera)
    with pytest.raises(CertificateRefused):
        revoke_publication_certificate(certificate=certificate, by=editor(), reason=" ")
    revoke_publication_certificate(certificate=certificate, by=editor(), reason="Работа списана")
    page = shown(client, certificate)
    assert "Свидетельство отозвано" in page
    assert "Работа списана" in page
    assert certificate.label in Notification.objects.get(person=vera).text
    with pytest.raises(CertificateRefused, match="Работа списана"):
        issue_publication_certificate(page=work, by=vera)
    with pytest.raises(CertificateRefused):
        revoke_publication_certificate(certificate=certificate, by=editor(), reason="Ещё раз")


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.EDITOR, Role.CHAIR, Role.ADMINISTRATOR}])
def test_nobody_else_takes_a_certificate_back(work, vera, role):
    certificate = issue_publication_certificate(page=work, by=vera)
    with pytest.raises(ActionRefused):
        revoke_publication_certificate(certificate=certificate, by=person(role), reason="Так")


def test_an_editor_does_not_take_back_the_own_certificate(sections):
    author = editor()
    page = material(sections["library"], "Своё", authors=[("Редактор", author)])
    certificate = issue_publication_certificate(page=page, by=author)
    with pytest.raises(ActionRefused):
        revoke_publication_certificate(certificate=certificate, by=author, reason="Так")


def test_the_register_finds_certificates_and_takes_them_back(client, work, vera):
    certificate = issue_publication_certificate(page=work, by=vera)
    where = reverse("library_certificates")
    client.force_login(person(Role.TEACHER))
    assert client.get(where).status_code == 302
    client.force_login(person(is_superuser=True))
    for words in ("неповторимая", "Скрипит", certificate.code.lower(), "1", f"№ {certificate.label}"):
        assert certificate.label in client.get(where, {"q": words}).content.decode(), words
    assert "Таких свидетельств нет" in client.get(where, {"q": "Иванова"}).content.decode()
    refused = client.post(where, {"certificate": certificate.pk, "reason": ""})
    assert refused.status_code == 422
    client.post(where, {"certificate": certificate.pk, "reason": "Ошибка в имени"})
    certificate.refresh_from_db()
    assert certificate.revoke_reason == "Ошибка в имени"


def test_a_person_takes_certificates_along_and_is_forgotten_in_them(client, work, vera):
    certificate = issue_publication_certificate(page=work, by=vera)
    facts, _files = tell_all(vera)
    assert facts["certificates"]["data"][0]["number"] == certificate.label
    erase_person(person=vera, by=vera)
    certificate.refresh_from_db()
    assert certificate.person is None
    assert "Неповторимая" not in json.dumps(certificate.person_name, ensure_ascii=False)
    assert "Неповторимая" not in shown(client, certificate)


def test_the_works_room_asks_as_much_for_many_works_as_for_one(client, sections, work, vera):
    client.force_login(vera)
    room = reverse("library:cabinet_works")
    one = queries_of(lambda: client.get(room))
    for number in range(5):
        page = material(sections["library"], f"Работа {number}", authors=[(NAME, vera)])
        issue_publication_certificate(page=page, by=vera)
    assert queries_of(lambda: client.get(room)) == one
