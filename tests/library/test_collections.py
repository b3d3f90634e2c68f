"""Collections: works by hand with a word about each, by a saved filter, public ones only; one ZIP; choosing with reasons."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import PageLogEntry

from accounts.enums import Role
from accounts.permissions import ActionRefused
from library.collecting import CandidateRefused, decline_candidate, propose_candidates, select_candidate
from library.enums import CANDIDATE_MOVES, CandidateState, ExpertState
from library.models import CollectionCandidate, CollectionItem, MaterialCollectionPage, MaterialKind, MaterialPage
from library.numbers import validate_isbn
from library.templatetags.library_tags import published_in
from search.documents import load_documents
from tests.library.editions import collection, names
from tests.making import close, material, person, programme, queries_of, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(sections):
    return sections["library"]


@pytest.fixture
def shelf(sections):
    return sections["collections"]


def html_of(client, page):
    response = client.get(page.url)
    assert response.status_code == 200
    return response.content.decode().replace("\u00a0", " ")


def archive(client, page):
    """The ZIP of an edition, {name: bytes}."""
    response = client.get(f"{page.url}zip/")
    assert response.status_code == 200
    opened = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    return {name: opened.read(name) for name in opened.namelist()}


def leave(library):
    """Materials that no visitor may see, each with a title of its own."""
    closed = material(library, "Закрытая работа")
    close(closed)
    withdrawn = material(library, "Снятая работа")
    withdrawn.unpublish()
    return [material(library, "Черновик работы", publish=False), closed, withdrawn]


def test_a_collection_shows_its_works_in_order_with_annotation_and_reason(client, library, shelf):
    first, second = material(library, "Яблоко"), material(library, "Арбуз", annotation="Своя аннотация.")
    page = collection(shelf, works=[(first, "Слово составителя.", "Проверено в трёх школах."), second])
    html = html_of(client, page)
    assert names(page) == ["Яблоко", "Арбуз"]
    assert html.index("Яблоко") < html.index("Слово составителя.") < html.index("Проверено в трёх школах.")
    assert html.index("Арбуз") < html.index("Своя аннотация.")
    assert "2 работы" in html


def test_a_work_that_visitors_may_not_see_is_neither_named_nor_counted_nor_packed(client, library, shelf):
    open_one = material(library, "Открытая работа", files=[(stored(), "")])
    hidden = [(work, "Слово о скрытой", "Причина скрытой") for work in leave(library)]
    page = collection(shelf, works=[*hidden, open_one])
    html = html_of(client, page)
    assert names(page) == ["Открытая работа"]
    assert "1 работа" in html
    packed = archive(client, page)
    said = html + "".join(packed) + "".join(data.decode(errors="replace") for data in packed.values())
    for words in ("Черновик работы", "Закрытая работа", "Снятая работа", "Слово о скрытой", "Причина скрытой"):
        assert words not in said


def test_a_filter_fills_a_collection_and_goes_on_filling_it(client, library, shelf):
    kind = MaterialKind.objects.get(code="cases")
    material(library, "Бета", kind=kind)
    material(library, "Не из отбора")
    leave(library)
    page = collection(shelf, filter=f"{library.url}?kind=cases&sort=title&page=2", order="title")
    assert page.filter == "kind=cases"
    assert names(page) == ["Бета"]
    material(library, "Альфа", kind=kind)
    assert names(page) == ["Альфа", "Бета"]
    page.order = "newest"
    assert names(page) == ["Альфа", "Бета"]
    assert "пополняется" in html_of(client, page)


def test_works_chosen_by_hand_stand_before_the_filtered_and_only_once(library, shelf):
    kind = MaterialKind.objects.get(code="cases")
    chosen, found = material(library, "Я выбрана", kind=kind), material(library, "А найдена", kind=kind)
    page = collection(shelf, works=[chosen], filter="kind=cases", order="title")
    assert names(page) == [chosen.title, found.title]


@pytest.mark.parametrize(
    ("text", "said"),
    [("kind=net-takogo", "kind=net-takogo"), ("?colour=red", "colour=red"), ("/library/?sort=title", "нет отбора")],
)
def test_a_filter_that_the_library_does_not_know_is_refused_by_name(library, shelf, text, said):
    material(library)
    with pytest.raises(ValidationError) as refused:
        collection(shelf, filter=text)
    assert said in str(refused.value.message_dict["filter"])


def test_a_filter_whose_works_are_gone_finds_nothing_and_not_everything(library, shelf):
    only = material(library, "Единственная", kind=MaterialKind.objects.get(code="cases"))
    material(library, "Другая")
    page = collection(shelf, filter="kind=cases")
    only.unpublish()
    assert names(page) == []


def test_a_list_of_literature_holds_sources_that_the_library_does_not_have(client, shelf):
    items = [
        CollectionItem(
            source="Иванов И. И. Чтение (пример). М., 2019", url="https://example.org/kniga", annotation="О чём."
        )
    ]
    page = collection(shelf, kind="literature")
    page.items = items
    page.save_revision().publish()
    html = html_of(client, page)
    assert "Иванов И. И. Чтение (пример)" in html
    assert 'href="https://example.org/kniga"' in html
    document = next(load_documents([page.pk]))
    assert "Иванов" in document.card


def test_an_entry_that_is_neither_work_nor_source_is_refused():
    with pytest.raises(ValidationError):
        CollectionItem().clean()


def test_a_deleted_work_leaves_the_collection_standing(client, library, shelf):
    work = material(library, "Уйдёт")
    page = collection(shelf, works=[work, material(library, "Останется")])
    MaterialPage.objects.get(pk=work.pk).delete()
    page = MaterialCollectionPage.objects.get(pk=page.pk)
    assert names(page) == ["Останется"]
    assert "Уйдёт" not in html_of(client, page)


def test_the_archive_holds_a_folder_for_each_work_and_the_contents(client, library, shelf):
    files = [(stored("Ход.txt", "Снег."), ""), (stored("Ход.txt", "Лёд."), "")]
    page = collection(
        shelf, "Зима", works=[material(library, "Урок: «Снег»/лёд", files=files), material(library, "Без файла")]
    )
    packed = archive(client, page)
    assert list(packed) == ["Содержание.txt", "01 Урок_ «Снег»_лёд/Ход.txt", "01 Урок_ «Снег»_лёд/Ход (2).txt"] or list(
        packed
    ) == ["Содержание.txt", "лёд/Ход.txt", "лёд/Ход (2).txt"]
    assert sorted(data.decode() for name, data in packed.items() if name != "Содержание.txt") == ["Лёд.", "Снег."]
    contents = packed["Содержание.txt"].decode("utf-8-sig")
    assert "2. Без файла" in contents
    assert client.get(f"{page.url}zip/")["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("part", ["zip", "pdf"])
def test_a_collection_that_is_not_public_gives_nothing_away(client, library, shelf, part):
    work = material(library, files=[(stored(), "")])
    draft = collection(shelf, "Черновик", works=[work], publish=False)
    closed = collection(shelf, "Закрыт", works=[work])
    close(closed)
    assert client.get(f"{draft.url}{part}/").status_code == 404
    assert client.get(f"{closed.url}{part}/").status_code == 302
    assert "login" in client.get(f"{closed.url}{part}/")["Location"]
    assert client.get(f"{collection(shelf, 'Пуст').url}{part}/").status_code == 404


def test_the_page_costs_the_same_for_few_and_many_works(client, library, shelf):
    works = [material(library, f"Работа {n}", authors=["А (пример)", "Б (пример)"]) for n in range(6)]
    small, large = collection(shelf, "Малый", works=works[:2]), collection(shelf, "Большой", works=works)
    few = queries_of(lambda: client.get(small.url))
    assert queries_of(lambda: client.get(large.url)) == few
    assert few <= 15


def test_collections_are_listed_under_the_library_and_the_library_leads_there(client, library, shelf):
    page = collection(shelf, "Итоги года", year=2019)
    collection(shelf, "Тайный", publish=False)
    html = html_of(client, shelf)
    assert page.url == "/library/collections/itogi-goda/"
    assert page.url in html
    assert "Тайный" not in html
    assert shelf.url in html_of(client, library)


def test_a_material_says_in_which_public_collections_it_is(client, library, shelf):
    work = material(library)
    collection(shelf, "Открытый сборник", works=[work])
    collection(shelf, "Тайный сборник", works=[work], publish=False)
    assert [page.title for page in published_in(work)["collections"]] == ["Открытый сборник"]
    html = html_of(client, work)
    assert "Открытый сборник" in html
    assert "Тайный сборник" not in html


@pytest.mark.parametrize("number", ["978-5-699-12014-7", "9785699120147", "5-02-013850-9"])
def test_a_right_isbn_is_taken(number):
    validate_isbn(number)


@pytest.mark.parametrize("number", ["978-5-699-12014-8", "12345", "", "978-5-699-12014-X", "٩٧٨٥٦٩٩١٢٠١٤٧"])
def test_a_wrong_isbn_is_refused(number):
    with pytest.raises(ValidationError):
        validate_isbn(number)


# Choosing with reasons ------------------------------------------------------------------------------------------------


@pytest.fixture
def methodist(sections):
    return person(Role.METHODIST)


def candidate(page, work, by):
    propose_candidates(collection=page, by=by)
    return CollectionCandidate.objects.get(collection=page, material=work)


def test_candidates_are_the_public_works_of_the_year_and_programme_that_are_not_in_yet(
    sections, library, shelf, methodist
):
    about = programme(sections["programmes"])
    wanted = material(library, "Подходит", year=2019, programme=about)
    taken = material(library, "Уже внутри", year=2019, programme=about)
    material(library, "Другой год", year=2018, programme=about)
    material(library, "Без программы", year=2019)
    leave(library)
    page = collection(shelf, works=[taken])
    assert propose_candidates(collection=page, by=methodist, year=2019, programme=about) == 1
    assert CollectionCandidate.objects.get().material == wanted
    assert propose_candidates(collection=page, by=methodist, year=2019, programme=about) == 0


def test_only_what_experts_recommend_is_proposed_when_asked(library, shelf, methodist):
    good = material(library, "Рекомендована", expert_state=ExpertState.RECOMMENDED_AFTER)
    material(library, "Не судили")
    material(library, "На экспертизе", expert_state=ExpertState.IN_REVIEW)
    page = collection(shelf)
    assert propose_candidates(collection=page, by=methodist, approved_only=True) == 1
    assert CollectionCandidate.objects.get().material == good


def test_a_selected_work_enters_the_published_page_last_with_its_reason(client, library, shelf, methodist):
    first, work = material(library, "Была"), material(library, "Новая")
    page = collection(shelf, works=[first])
    chosen = select_candidate(
        candidate=candidate(page, work, methodist), reason="  Просят чаще\nдругих. ", by=methodist
    )
    page = MaterialCollectionPage.objects.get(pk=page.pk)
    assert names(page) == ["Была", "Новая"]
    assert "Просят чаще других." in html_of(client, page)
    assert (chosen.state, chosen.decided_by) == (CandidateState.SELECTED, methodist)
    entry = PageLogEntry.objects.get(action="library.collection.select")
    assert (entry.user, entry.data["material"], entry.data["reason"]) == (methodist, work.pk, "Просят чаще других.")


def test_a_selected_work_waits_in_the_draft_where_an_editor_has_one(library, shelf, methodist):
    work = material(library, "Новая")
    page = collection(shelf)
    page.title = "Правка редактора"
    page.save_revision()
    select_candidate(candidate=candidate(page, work, methodist), reason="Да", by=methodist)
    page = MaterialCollectionPage.objects.get(pk=page.pk)
    assert (page.title, names(page)) == ("Сборник", [])
    draft = page.get_latest_revision_as_object()
    assert (draft.title, [item.material_id for item in draft.items.all()]) == ("Правка редактора", [work.pk])


def test_who_may_not_publish_selects_into_the_draft(library, shelf):
    leader, work = person(Role.SUBPROJECT_LEADER), material(library)
    page = collection(shelf, owner=leader)
    select_candidate(candidate=candidate(page, work, leader), reason="Да", by=leader)
    page = MaterialCollectionPage.objects.get(pk=page.pk)
    assert names(page) == []
    assert page.has_unpublished_changes


def test_a_declined_work_keeps_its_reason_and_leaves_the_page(library, shelf, methodist):
    work = material(library)
    page = collection(shelf)
    chosen = select_candidate(candidate=candidate(page, work, methodist), reason="Да", by=methodist)
    declined = decline_candidate(candidate=chosen, reason="Нашлась работа новее", by=methodist)
    assert (declined.state, declined.reason) == (CandidateState.DECLINED, "Нашлась работа новее")
    assert names(MaterialCollectionPage.objects.get(pk=page.pk)) == []


@pytest.mark.parametrize("now", CandidateState)
@pytest.mark.parametrize("wanted", [CandidateState.SELECTED, CandidateState.DECLINED])
def test_every_move_of_a_candidate_is_allowed_or_refused_by_the_table(library, shelf, methodist, now, wanted):
    page, work = collection(shelf), material(library)
    reason = "" if now == CandidateState.PROPOSED else "Было решено"
    row = CollectionCandidate.objects.create(collection=page, material=work, state=now, reason=reason)
    verb = select_candidate if wanted == CandidateState.SELECTED else decline_candidate
    if wanted in CANDIDATE_MOVES[now]:
        assert verb(candidate=row, reason="Почему", by=methodist).state == wanted
    else:
        with pytest.raises(CandidateRefused):
            verb(candidate=row, reason="Почему", by=methodist)


@pytest.mark.parametrize("reason", ["", "  \n", "я" * 501])
def test_a_decision_without_a_proper_reason_is_refused(library, shelf, methodist, reason):
    row = candidate(collection(shelf), material(library), methodist)
    for verb in (select_candidate, decline_candidate):
        with pytest.raises(CandidateRefused):
            verb(candidate=row, reason=reason, by=methodist)
    assert CollectionCandidate.objects.get().state == CandidateState.PROPOSED


def test_the_database_itself_keeps_one_row_a_work_and_a_reason_for_each_decision(library, shelf):
    page, work = collection(shelf), material(library)
    CollectionCandidate.objects.create(collection=page, material=work)
    with pytest.raises(IntegrityError), transaction.atomic():
        CollectionCandidate.objects.create(collection=page, material=work)
    with pytest.raises(IntegrityError), transaction.atomic():
        CollectionCandidate.objects.update(state=CandidateState.DECLINED)


def test_a_locked_collection_refuses_a_choice(library, shelf, methodist):
    page = collection(shelf)
    row = candidate(page, material(library), methodist)
    MaterialCollectionPage.objects.filter(pk=page.pk).update(locked=True, locked_by=person(Role.EDITOR))
    with pytest.raises(CandidateRefused):
        select_candidate(candidate=row, reason="Да", by=methodist)
    assert CollectionCandidate.objects.get().state == CandidateState.PROPOSED


def test_who_may_not_edit_the_collection_does_not_choose_for_it(library, shelf, methodist):
    page = collection(shelf)
    row = candidate(page, material(library), methodist)
    for stranger in (person(Role.TEACHER), person(Role.ANALYST), person(Role.COORDINATOR)):
        with pytest.raises(ActionRefused):
            select_candidate(candidate=row, reason="Да", by=stranger)
    page.responsible = asked = person(Role.COORDINATOR)
    page.save()
    assert select_candidate(candidate=row, reason="Да", by=asked).state == CandidateState.SELECTED


def test_the_admin_screen_proposes_selects_and_declines(client, library, shelf, methodist):
    works = [material(library, f"Работа {n}") for n in range(2)]
    page = collection(shelf)
    address = f"/admin/library/collections/{page.pk}/candidates/"
    client.force_login(methodist)
    assert address in client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert client.post(address, {"do": "propose"}, follow=True).status_code == 200
    rows = {row.material: row for row in CollectionCandidate.objects.all()}
    assert set(rows) == set(works)
    client.post(address, {"do": "select", "candidate": rows[works[0]].pk, "reason": "Просят"})
    client.post(address, {"do": "decline", "candidate": rows[works[1]].pk, "reason": "Старое"})
    html = client.post(
        address, {"do": "select", "candidate": rows[works[1]].pk, "reason": ""}, follow=True
    ).content.decode()
    assert "Напишите, почему" in html
    assert names(MaterialCollectionPage.objects.get(pk=page.pk)) == ["Работа 0"]
    assert CollectionCandidate.objects.get(material=works[1]).reason == "Старое"


@pytest.mark.parametrize(
    "data", [{"do": "select"}, {"do": "select", "candidate": "x"}, {"do": "decline", "candidate": "9" * 30}]
)
def test_a_decision_about_nothing_is_not_found(client, shelf, methodist, data):
    client.force_login(methodist)
    page = collection(shelf)
    assert client.post(f"/admin/library/collections/{page.pk}/candidates/", data).status_code == 404


def test_the_admin_screen_is_closed_to_others(client, shelf):
    page = collection(shelf)
    for role in (Role.ANALYST, Role.TEACHER):
        client.force_login(person(role))
        assert client.get(f"/admin/library/collections/{page.pk}/candidates/").status_code in (302, 403)


def test_an_editor_opens_the_form_of_a_collection(client, shelf):
    client.force_login(person(Role.EDITOR))
    page = collection(shelf)
    assert client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200
    assert client.get(f"/admin/pages/add/library/materialcollectionpage/{shelf.pk}/").status_code == 200
