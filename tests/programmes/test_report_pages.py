"""Published reports as visitors meet them: the page, its files, the list of a programme, the archive by years."""

import io
from contextlib import closing

import docx
import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from files.models import StoredFile
from programmes import report_files
from programmes.enums import PrintState, ReportKind
from programmes.models import PrintedReport, ProgrammeReportPage, ReportPublication, Stage
from programmes.spans import half_year_of, school_year_of, span_label, year_of
from tests.making import close, news, person, programme, queries_of, subproject
from tests.programmes.reports import DAY, draft, item, published

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def leader():
    return person(Role.PROGRAMME_LEADER)


@pytest.fixture
def page(sections, leader):
    made = programme(sections["programmes"], "Читаем вместе", responsible=leader)
    stage = Stage.objects.create(programme=made, number=1, name="Первый")
    item(stage, "Провести семинар", "done", status_on=DAY(2026, 3, 5))
    return made


@pytest.fixture
def report(page):
    return published(page)


@pytest.fixture
def quick_pdf(monkeypatch):
    """The child that sets PDFs has tests of its own."""
    monkeypatch.setattr(report_files, "write_pdf", lambda html: PDF)


def text(response):
    return response.content.decode().replace("\u00a0", " ").replace("\u2060", "")


def test_the_page_of_a_report_says_what_it_is_and_all_it_tells(client, page):
    made = draft(page)
    latest = made.get_latest_revision_as_object()
    latest.conclusions, latest.corrections = "Читать стали чаще\nНужны книги", "Срок издания сборника — осень"
    latest.heard_by, latest.heard_on = "Методический совет", DAY(2026, 7, 3)
    latest.publications = [
        ReportPublication(
            title="Читают все", outlet="Сельская новь", address="https://example.org/a", on=DAY(2026, 7, 9)
        )
    ]
    latest.save_revision().publish()
    seen = text(client.get(latest.url))
    for part in (
        "Промежуточный отчёт",
        "первое полугодие 2026 года",
        "Читаем вместе",
        "Провести семинар",
        "Читать стали чаще",
        "Нужны книги",
        "Срок издания сборника",
        "Методический совет",
        "Читают все",
        "Сельская новь",
        "https://example.org/a",
    ):
        assert part in seen, part
    assert "csrfmiddlewaretoken" not in seen


def test_a_publication_of_a_report_asks_for_its_files_and_the_worker_makes_them_once(client, report, quick_pdf):
    assert PrintedReport.objects.get().state == PrintState.WAITING
    assert "готовятся" in text(client.get(report.url))
    printed = report_files.make_files(page_id=report.pk)
    assert printed.state == PrintState.DONE
    seen = text(client.get(report.url))
    assert printed.pdf.open_url in seen
    assert printed.docx.url in seen
    stored = StoredFile.objects.count()
    report_files.make_files(page_id=report.pk)
    assert StoredFile.objects.count() == stored


def test_the_files_are_everybodys_while_the_report_is_and_of_its_present_publication(client, report, quick_pdf):
    printed = report_files.make_files(page_id=report.pk)
    assert client.get(printed.docx.url).status_code == 200
    fresh = ProgrammeReportPage.objects.get(pk=report.pk)
    fresh.conclusions = "Дописано"
    fresh.save_revision().publish()
    assert client.get(printed.docx.url).status_code == 404
    assert "готовятся" in text(client.get(report.url))
    again = report_files.make_files(page_id=report.pk)
    assert client.get(again.docx.url).status_code == 200
    fresh.unpublish()
    assert client.get(again.docx.url).status_code == 404
    assert report_files.make_files(page_id=report.pk) is None


def test_the_docx_says_what_the_page_says(report, quick_pdf):
    printed = report_files.make_files(page_id=report.pk)
    book = docx.Document(io.BytesIO(printed.docx.content.read()))
    headings = [line.text for line in book.paragraphs if line.style.name.startswith(("Title", "Heading"))]
    assert headings[0] == report.title
    assert "Выполнение плана" in headings
    cells = [cell.text for table in book.tables for row in table.rows for cell in row.cells]
    assert "Провести семинар" in cells
    assert "Читаем вместе" in cells


def test_the_pdf_is_a_real_tagged_one(report):
    printed = report_files.make_files(page_id=report.pk)
    with closing(pypdfium2.PdfDocument(printed.pdf.content.read())) as book:
        assert pypdfium2.raw.FPDFCatalog_IsTagged(book.raw)
        words = " ".join(page.get_textpage().get_text_range() for page in book)
    assert "Провести семинар" in " ".join(words.split())
    assert printed.pdf.name.endswith(".pdf")


def test_where_no_pdf_comes_out_the_docx_stays_and_the_reason_is_kept(client, report, monkeypatch):
    def fail(html):
        raise report_files.PdfFailed("PDF не собрался.")

    monkeypatch.setattr(report_files, "write_pdf", fail)
    printed = report_files.make_files(page_id=report.pk)
    assert (printed.state, printed.reason, printed.pdf) == (PrintState.FAILED, "PDF не собрался.", None)
    assert printed.docx.url in text(client.get(report.url))


def test_a_programme_and_its_part_list_their_reports_and_no_drafts(client, page):
    part = subproject(page, "Часть")
    published(page)
    published(page, subproject=part, kind=ReportKind.FINAL)
    draft(page, kind=ReportKind.NOTE)
    seen = text(client.get(page.url))
    assert "Промежуточный отчёт: " in seen
    assert "Итоговый отчёт: " in seen
    assert "справка: " not in seen
    assert "Итоговый отчёт: " in text(client.get(part.url))


def test_the_archive_stands_by_years_and_narrows_by_kind_and_by_programme(client, sections, page):
    other = programme(sections["programmes"], "Другая")
    published(page)
    published(page, period=(DAY(2025, 1, 1), DAY(2025, 12, 31)), kind=ReportKind.YEAR)
    published(other, kind=ReportKind.NOTE)
    published(None, period=(DAY(2025, 1, 1), DAY(2025, 12, 31)), kind=ReportKind.PUBLIC)
    close_one = published(other, kind=ReportKind.FINAL)
    close(close_one)
    index = sections["reports"]

    def shown(**params):
        return client.get(index.url, params).context_data

    assert [(year, len(rows)) for year, rows in shown()["years"]] == [(2026, 2), (2025, 2)]
    assert shown(kind="public")["total"] == 1
    assert shown(about=page.pk)["total"] == 2
    assert shown(about="centre")["total"] == 1
    assert shown(about=page.pk, kind="note")["total"] == 0
    for nonsense in ({"kind": "нет"}, {"about": "999999"}, {"about": "1 OR 1=1"}):
        assert shown(**nonsense)["total"] == 4
    for choice in [*shown()["kinds"], *shown()["places"]]:
        assert client.get(choice["url"]).context_data["total"] == choice["count"]
    assert "Публичный отчёт: 2025 год" in text(client.get(index.url))


def test_the_section_of_programmes_leads_to_the_archive(client, sections, page):
    assert sections["reports"].url in text(client.get(sections["programmes"].url))


def test_lists_of_reports_cost_the_same_for_few_and_for_many(client, sections, page):
    periods = [(DAY(year, 1, 1), DAY(year, 12, 31)) for year in range(2010, 2026)]

    def cost():
        return [queries_of(lambda url=url: client.get(url)) for url in (page.url, sections["reports"].url, one.url)]

    one = published(page, period=periods[0])
    published(None, period=periods[0])
    published(page, period=periods[1])
    few = cost()
    for period in periods[2:8]:
        published(page, period=period)
        published(None, period=period)
    many = cost()
    # The programme's page asks once for the address of the archive where its list has to be cut.
    assert many[1:] == few[1:]
    assert many[0] <= few[0] + 1


@pytest.mark.parametrize(
    ("start", "end", "label"),
    [
        (DAY(2026, 1, 1), DAY(2026, 6, 30), "первое полугодие 2026 года"),
        (DAY(2026, 7, 1), DAY(2026, 12, 31), "второе полугодие 2026 года"),
        (DAY(2026, 1, 1), DAY(2026, 12, 31), "2026 год"),
        (DAY(2025, 9, 1), DAY(2026, 8, 31), "2025/26 учебный год"),
        (DAY(2026, 3, 1), DAY(2026, 5, 31), "март – май 2026"),
        (DAY(2016, 9, 1), DAY(2019, 8, 31), "сентябрь 2016 – август 2019"),
        (DAY(2026, 2, 1), DAY(2026, 2, 28), "февраль 2026"),
        (DAY(2026, 3, 2), DAY(2026, 5, 31), "2 марта – 31 мая 2026"),
        (DAY(2025, 3, 1), DAY(2026, 5, 30), "1 марта 2025 – 30 мая 2026"),
    ],
)
def test_a_report_says_its_period_in_words(start, end, label):
    assert span_label(start, end) == label


def test_periods_are_known_by_a_day_in_them():
    assert half_year_of(DAY(2026, 6, 30)) == (DAY(2026, 1, 1), DAY(2026, 6, 30))
    assert half_year_of(DAY(2026, 7, 1)) == (DAY(2026, 7, 1), DAY(2026, 12, 31))
    assert school_year_of(DAY(2026, 8, 31)) == (DAY(2025, 9, 1), DAY(2026, 8, 31))
    assert school_year_of(DAY(2026, 9, 1)) == (DAY(2026, 9, 1), DAY(2027, 8, 31))
    assert year_of(DAY(2026, 9, 1)) == (DAY(2026, 1, 1), DAY(2026, 12, 31))


def test_a_leaders_form_makes_a_draft_and_says_what_is_wrong(client, page, leader):
    client.force_login(leader)
    address = reverse("programmes_report_draft", args=[page.pk])
    assert "Составить отчёт" in client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    first, last = half_year_of(timezone.localdate())
    seen = client.get(address, {"starts_on": first, "ends_on": last, "kind": "year"}).content.decode()
    assert f'value="{first}/{last}"' in seen
    assert client.get(address, {"starts_on": "вчера", "kind": "нет"}).status_code == 200
    assert "Назовите первый и последний день" in text(client.post(address, {"kind": "interim", "period": "own"}))
    data = {"kind": "interim", "period": "own", "starts_on": "2026-06-30", "ends_on": "2026-01-01"}
    assert "раньше, чем начался" in text(client.post(address, data))
    typed = {"kind": "interim", "period": f"{first}/{last}", "starts_on": "2026-03-01", "ends_on": "2026-03-31"}
    assert "Дни ниже не из этого периода" in text(client.post(address, typed))
    assert not ProgrammeReportPage.objects.exists()
    answer = client.post(address, {"kind": "interim", "period": f"{first}/{last}", "starts_on": first, "ends_on": last})
    report = ProgrammeReportPage.objects.get()
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[report.pk])
    assert (report.starts_on, report.ends_on, report.owner) == (first, last, leader)
    assert "уже есть" in text(client.post(address, {"kind": "interim", "period": f"{first}/{last}"}))


def test_the_screen_of_fresh_data_shows_what_would_change_and_keeps_peoples_text(client, sections, page, leader):
    report = draft(page, by=leader)
    news(sections["news"], "Свежая новость", about=[page], date=DAY(2026, 3, 1))
    client.force_login(leader)
    address = reverse("programmes_report_refresh", args=[report.pk])
    seen = text(client.get(address))
    assert "Новый раздел" in seen
    assert "Свежая новость" in seen
    assert "Свежая новость" not in str(report.get_latest_revision_as_object().body.get_prep_value())
    client.post(address)
    report = ProgrammeReportPage.objects.get()
    assert "Свежая новость" in str(report.get_latest_revision_as_object().body.get_prep_value())


@pytest.mark.parametrize("role", [Role.TEACHER, Role.METHODIST, None])
def test_the_screens_of_reports_are_closed_to_others(client, page, report, role):
    if role:
        client.force_login(person(role))
    for name, pk in (
        ("programmes_report_draft", page.pk),
        ("programmes_report_refresh", report.pk),
        ("programmes_stages", page.pk),
        ("programmes_stage_end", Stage.objects.get().pk),
    ):
        assert client.get(reverse(name, args=[pk])).status_code in (302, 403)
    assert client.get(reverse("programmes_report_draft", args=[999999])).status_code in (302, 404)
