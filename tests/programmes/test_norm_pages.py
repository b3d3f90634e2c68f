"""The section of the normative base: the list, documents, wordings, their files; what is not public stays inside."""

import datetime
import itertools

import pytest
from django.conf import settings

from accounts.enums import Role
from accounts.permissions import ActionRefused
from files.uses import uses_of
from home import page_cache
from programmes.models import Regulation
from programmes.norm_enums import RegulationStatus
from programmes.norms import add_version, enforce_version, set_regulation_status
from tests.making import close, person, programme, queries_of, stored
from tests.search.searching import find, read

pytestmark = pytest.mark.django_db
DAY = datetime.date
TEXT = "<p>Правила.</p>"


@pytest.fixture
def leader(db):
    return person(Role.PROGRAMME_LEADER)


def regulation(title="Положение о публикации", about=(), **fields):
    """A public document about programmes, without wordings."""
    made = Regulation(title=title, **{"is_public": True, **fields})
    made.full_clean()
    made.save()
    made.programmes.set(about)
    return made


def in_force(document, by, starts_on=None, **fields):
    fields.setdefault("text", TEXT)
    return enforce_version(version=add_version(regulation=document, by=by, starts_on=starts_on, **fields), by=by)


def html(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, address
    # As it reads: typography puts no-break spaces into words for people.
    return response.content.decode().replace("\u00a0", " ")


def listed(client, section, **params):
    return [document.title for document in client.get(section.url, params).context_data["regulations"]]


@pytest.fixture
def norms(sections):
    return sections["norms"]


# Wordings ----------------------------------------------------------------------------------------------------------------
def test_every_wording_has_an_address_that_stays(client, norms, leader):
    document = regulation(number="3", date=DAY(2025, 8, 28), issuer="Совет", audience="педагоги", summary="О работах")
    in_force(document, leader, DAY(2024, 9, 1), text="<p>Десять дней.</p>")
    in_force(document, leader, DAY(2025, 9, 1), text="<p>Пять дней.</p>", changes="Сроки короче.")
    base = f"{norms.url}{document.slug}/"
    assert document.url == base
    now, first, second = html(client, base), html(client, f"{base}v1/"), html(client, f"{base}v2/")
    for page in (now, second):
        assert "Пять дней." in page
        assert "Сроки короче." in page
        assert "Десять дней." not in page
    assert "Десять дней." in first
    assert "Это прежняя редакция" in first
    for part in ("№ 3 от", "Совет", "педагоги", "О работах", "Действует", f'href="{base}v1/"', f'href="{base}v2/"'):
        assert part in now


@pytest.mark.parametrize("rest", ["v0/", "v3/", "v01/", "v/", "vv1/", "v1/v1/", "v99999/", "2/"])
def test_what_is_no_wording_is_not_found(client, norms, leader, rest):
    document = regulation()
    in_force(document, leader)
    assert client.get(f"{norms.url}{document.slug}/{rest}").status_code == 404


@pytest.mark.parametrize("slug", ["net-takogo", "%00", "x" * 300, "положение"])
def test_an_unknown_document_is_not_found(client, norms, slug):
    assert client.get(f"{norms.url}{slug}/").status_code == 404


def test_drafts_are_seen_by_who_keeps_the_base_alone(client, norms, leader):
    document, file = regulation(), stored()
    in_force(document, leader, DAY(2024, 9, 1))
    add_version(regulation=document, by=leader, text="<p>Тайная редакция.</p>", file=file)
    draft = f"{norms.url}{document.slug}/v2/"
    assert client.get(draft).status_code == 404
    assert "v2" not in html(client, document.url)
    assert client.get(file.url).status_code == 404
    client.force_login(person(Role.TEACHER))
    assert client.get(draft).status_code == 404
    client.force_login(leader)
    assert "Тайная редакция." in html(client, draft)
    assert "Это черновик" in html(client, draft)


def test_a_document_that_is_not_public_is_nowhere(client, norms, leader):
    hidden = regulation("Тайное положение", is_public=False)
    file = stored()
    in_force(hidden, leader, file=file)
    assert client.get(hidden.url).status_code == 404
    assert client.get(file.url).status_code == 404
    assert listed(client, norms) == []
    client.force_login(leader)
    assert "виден только сотрудникам" in html(client, hidden.url)


# Files -------------------------------------------------------------------------------------------------------------------
def test_files_of_wordings_open_by_the_one_door(client, norms, leader):
    document, old, new = regulation(), stored("Старое.txt", "старый"), stored("Новое.txt", "новый")
    in_force(document, leader, DAY(2024, 9, 1), file=old)
    in_force(document, leader, DAY(2025, 9, 1), file=new)
    assert new.url in html(client, document.url)
    for file in (old, new):
        assert client.get(file.url).status_code == 200
    restriction = close(norms)
    for file in (old, new):
        assert client.get(file.url).status_code == 404
    restriction.delete()
    assert client.get(new.url).status_code == 200
    Regulation.objects.update(is_public=False)
    assert client.get(new.url).status_code == 404


def test_a_document_and_the_text_of_its_file_are_found_by_search(client, norms, leader):
    document = regulation("Положение о зимнем чтении", summary="Каникулы с книгой.")
    assert find(client, "зимнее чтение") == ["Нормативная база"]
    file = read("Библиотекарь ведёт рукопашный дневник.")
    in_force(document, leader, file=file, text="<p>Кот учёный</p>")
    assert find(client, "рукопашный") == ["Нормативная база"]
    assert find(client, "кот учёный") == ["Нормативная база"]
    document.is_public = False
    document.save()
    assert find(client, "рукопашный") == []


# The list ----------------------------------------------------------------------------------------------------------------
@pytest.fixture
def many(sections):
    """Documents of several kinds, years, programmes and statuses."""
    first, second = (programme(sections["programmes"], title) for title in ("Первая", "Вторая"))
    kinds, dates = ["law", "order"], [DAY(2012, 12, 29), DAY(2014, 1, 9), None]
    for n, (kind, date, about) in enumerate(itertools.product(kinds, dates, [[], [first], [first, second]])):
        status = RegulationStatus.IN_FORCE if n % 2 else RegulationStatus.PROJECT
        regulation(f"Документ {n}", about, kind=kind, date=date, status=status)
    regulation("Скрытый", [first], kind="law", is_public=False)
    return first, second


def test_every_filter_gives_its_documents_and_true_counts(client, norms, many):
    everything = list(Regulation.objects.filter(is_public=True))
    for kind, status, about, year in itertools.product(
        [None, "law"], [None, "project"], [None, many[1].pk], [None, "2012"]
    ):
        asked = {"kind": kind, "status": status, "programme": about, "year": year}
        asked = {name: str(value) for name, value in asked.items() if value}
        expected = {
            document.title
            for document in everything
            if (not kind or document.kind == kind)
            and (not status or document.status == status)
            and (not about or document.programmes.filter(pk=about).exists())
            and (not year or document.year == int(year))
        }
        assert set(listed(client, norms, **asked)) == expected
        shown = client.get(norms.url, asked).context_data
        assert len(shown["active"]) == len(asked)
        for one in shown["filters"]:
            for value in one["values"]:
                if not value["current"]:
                    assert len(client.get(value["url"]).context_data["regulations"]) == value["count"]


@pytest.mark.parametrize(
    "params", [{"kind": "x"}, {"year": "1"}, {"programme": "9" * 30}, {"status": "<b>"}, {"page": "2"}, {"kind": "\0"}]
)
def test_what_does_not_exist_is_left_out_of_the_filters(client, norms, params):
    regulation()
    assert listed(client, norms, **params) == ["Положение о публикации"]


def test_a_closed_programme_is_not_named(client, sections, norms):
    hidden = programme(sections["programmes"], "Тайная программа", publish=False)
    document = regulation(about=[hidden])
    assert "Тайная программа" not in html(client, norms.url) + html(client, document.url)


def test_a_long_list_asks_no_more_than_a_short_one(client, sections, norms, leader):
    page = programme(sections["programmes"], "П")

    def cost():
        return [queries_of(lambda a=address: client.get(a)) for address in (norms.url, page.url, first.url)]

    first = regulation(about=[page])
    in_force(first, leader, DAY(2020, 1, 1), file=stored())
    few = cost()
    for number in range(8):
        made = regulation(f"Документ {number}", [page])
        in_force(made, leader, file=stored())
        in_force(first, leader, DAY(2021, 1 + number, 1), file=stored())
    assert cost() == few


# On programmes' pages, at once ---------------------------------------------------------------------------------------------
def test_a_programme_shows_the_documents_that_concern_it(client, sections, norms):
    page, other = (programme(sections["programmes"], title) for title in ("Своя", "Чужая"))
    regulation("Приказ о группе", [page])
    regulation("Скрытый приказ", [page], is_public=False)
    own, foreign = html(client, page.url), html(client, other.url)
    assert "Приказ о группе" in own
    assert 'href="#norms"' in own
    assert "Скрытый приказ" not in own
    assert "Приказ о группе" not in foreign
    assert 'href="#norms"' not in foreign


def test_every_change_shows_at_once_on_pages_that_are_kept_whole(client, sections, norms, leader, monkeypatch):
    monkeypatch.setattr(settings, "PAGE_CACHE_BYTES", 1024 * 1024)
    page_cache.pages.clear()
    page = programme(sections["programmes"], "П")
    document = regulation(is_public=False)

    def seen():
        address = f"{norms.url}{document.slug}/"
        response = client.get(address)
        own = html(client, address) if response.status_code == 200 else ""
        return own, html(client, norms.url), html(client, page.url)

    assert not any(document.title in part for part in seen())
    document.is_public = True
    document.save()
    assert document.title in seen()[1]
    document.programmes.add(page)
    assert document.title in seen()[2]
    in_force(document, leader, text="<p>Первая редакция правил</p>")
    assert "Первая редакция правил" in seen()[0]
    assert "Действует" in seen()[2]
    set_regulation_status(regulation=document, status=RegulationStatus.LOST_FORCE, by=leader)
    assert all("Утратил силу" in part for part in seen()[1:])
    assert "Документ утратил силу" in seen()[0]
    document.delete()
    assert not any("Положение о публикации" in part for part in seen())
    page_cache.pages.clear()


# In the admin --------------------------------------------------------------------------------------------------------------
def test_a_leader_adds_a_document_and_brings_its_wording_into_force(client, norms, leader):
    client.force_login(leader)
    card = {"kind": "order", "title": "О творческой группе", "is_public": "on", "purpose": "", "number": "7"}
    response = client.post("/admin/regulations/new/", card)
    assert response.status_code == 302, response.content.decode()[:3000]
    document = Regulation.objects.get()
    assert (document.slug, document.status) == ("o-tvorcheskoy-gruppe", "project")
    versions, file = f"/admin/regulations/versions/{document.pk}/", stored()
    for address in ("/admin/regulations/", f"/admin/regulations/edit/{document.pk}/", versions):
        assert client.get(address).status_code == 200
    empty = client.post(versions, {"do": "save", "starts_on": "", "file": "", "text": "null", "changes": ""})
    assert "пустой редакции не бывает" in empty.content.decode()
    client.post(versions, {"do": "save", "starts_on": "2025-09-01", "file": file.pk, "text": "null", "changes": "x"})
    assert document.versions.get().file == file
    assert "Ввести в действие" in html(client, versions)
    client.post(versions, {"do": "enforce"})
    assert document.versions.get().state == "current"
    client.post(versions, {"do": "status", "status": "lost_force"})
    client.post(versions, {"do": "status", "status": "чушь"})
    client.post(versions, {"do": "drop"})
    document.refresh_from_db()
    assert (document.status, document.versions.count()) == ("lost_force", 1)


@pytest.mark.parametrize("role", [Role.TEACHER, Role.ANALYST])
def test_others_do_not_come_to_the_base_in_the_admin(client, norms, role):
    document = regulation()
    client.force_login(person(role))
    for address in ("/admin/regulations/", f"/admin/regulations/versions/{document.pk}/"):
        assert client.get(address).status_code in (302, 403)
    client.post(f"/admin/regulations/versions/{document.pk}/", {"do": "status", "status": "in_force"})
    assert Regulation.objects.get().status == "project"


def test_a_clean_copy_of_a_file_becomes_a_draft_and_never_changes_what_was_in_force(norms, leader):
    document, file, copy = regulation(), stored("Первый.txt", "1"), stored("Второй.txt", "2")
    version = in_force(document, leader, file=file)
    (use,) = uses_of(file)
    assert (use.title, use.url) == (str(version), f"/admin/regulations/versions/{document.pk}/")
    use.replace(copy, leader)
    version.refresh_from_db()
    draft = document.versions.get(state="draft")
    assert (version.file, draft.file, draft.text) == (file, copy, TEXT)
    with pytest.raises(ActionRefused, match="уже готовится"):
        use.replace(copy, leader)
    third = stored("Третий.txt", "3")
    uses_of(copy)[0].replace(third, leader)
    draft.refresh_from_db()
    assert draft.file == third


def test_documents_stand_in_the_map_of_the_site(client, norms):
    document = regulation()
    regulation("Скрытый", is_public=False)
    found = client.get("/sitemap.xml").content.decode()
    assert f"{norms.url}{document.slug}/</loc>" in found
    assert "skrytyy" not in found


def test_a_document_that_has_been_in_force_is_not_deleted(client, norms, leader):
    client.force_login(leader)
    fresh, document = regulation("Черновик"), regulation()
    add_version(regulation=fresh, by=leader, text=TEXT)
    in_force(document, leader)
    assert "/admin/regulations/delete/" in html(client, f"/admin/regulations/edit/{fresh.pk}/")
    assert "/admin/regulations/delete/" not in html(client, f"/admin/regulations/edit/{document.pk}/")
    for one in (fresh, document):
        client.post(f"/admin/regulations/delete/{one.pk}/")
    assert list(Regulation.objects.all()) == [document]
