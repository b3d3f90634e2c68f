"""manage.py import_materials: what gets into the library and what does not."""

import pytest
from wagtail.models import Page

from accounts.enums import Role
from files.models import StoredFile
from home.models import Subject
from library.enums import ExpertState
from library.importing.run import Importer
from library.importing.table import read_table
from library.models import MaterialIndexPage, MaterialPage
from tests.files.building import docx, paragraph
from tests.library.import_tables import row, run, table, text_file
from tests.making import person, programme, subproject

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(sections):
    """Every import goes into a library."""


def titles():
    return sorted(MaterialPage.objects.values_list("title", flat=True))


def only():
    return MaterialPage.objects.get()


def test_a_title_and_a_file_are_enough(tmp_path):
    text_file(tmp_path, "урок.txt")
    told = run(table(tmp_path, ["Урок о снеге", "урок.txt"], header=["title", "file"]))
    assert not told.failed
    assert "Импортировано: 1" in told.text
    page = only()
    assert page.live
    assert page.slug == "urok-o-snege"
    assert page.expert_status.state == ExpertState.ARCHIVE
    assert [entry.file.name for entry in page.files.all()] == ["урок.txt"]


def test_every_column_reaches_the_card(sections, tmp_path):
    net = programme(sections["programmes"], "Сеть чтения")
    part = subproject(net, "Чтение вслух", number=3)
    docx(tmp_path / "план.docx", paragraph("План"))
    told = run(
        row(
            tmp_path,
            file="урок.txt|план.docx",
            kind="СЦЕНАРИЙ,  конспект",
            subjects="математика; Физика",
            levels="основное общее",
            audiences="методист|Библиотекарь",
            authors="Иванова А. А. (пример); Петров Б. Б. (пример)",
            organisation="Школа № 1 (пример)",
            programme="сеть чтения",
            subproject="3",
            year="2014",
            language="татарский",
            licence="cc-by-4",
            keywords="снег; лёд, зима",
            links="Сайт урока=https://example.org/a?b=c|https://example.org/d",
            slug="sneg",
        )
    )
    assert told.text.startswith("Импортировано: 1")
    page = only()
    assert (page.kind.code, page.licence.code, page.language, page.year) == ("scenario", "cc-by-4", "tt", 2014)
    assert (page.subjects_text, page.levels_text) == ("Математика, Физика", "Основное общее")
    assert {word.name for word in page.audiences.all()} == {"Методист", "Библиотекарь"}
    assert page.authors_text == "Иванова А. А. (пример), Петров Б. Б. (пример)"
    assert (page.programme_id, page.subproject_id) == (net.pk, part.pk)
    assert (page.organisation, page.slug) == ("Школа № 1 (пример)", "sneg")
    assert page.keywords_list == ["снег", "лёд", "зима"]
    assert [(link.title, link.url) for link in page.links.all()] == [
        ("Сайт урока", "https://example.org/a?b=c"),
        ("https://example.org/d", "https://example.org/d"),
    ]
    assert [entry.file.name for entry in page.files.all()] == ["урок.txt", "план.docx"]


def test_the_published_card_and_its_revision_say_the_same(tmp_path):
    run(row(tmp_path, subjects="Физика", authors="Иванова А. А. (пример)"))
    page = only()
    assert not page.has_unpublished_changes
    draft = page.get_latest_revision_as_object()
    assert (
        (draft.subjects_text, draft.authors_text)
        == (page.subjects_text, page.authors_text)
        == (
            "Физика",
            "Иванова А. А. (пример)",
        )
    )


def test_a_subproject_alone_brings_its_programme(sections, tmp_path):
    net = programme(sections["programmes"], "Сеть чтения")
    part = subproject(net, "Чтение вслух", number=1)
    assert not run(row(tmp_path, subproject="чтение вслух")).failed
    assert (only().programme_id, only().subproject_id) == (net.pk, part.pk)


def test_a_number_that_two_programmes_use_needs_the_programme(sections, tmp_path):
    for title in ("Сеть чтения", "Сеть счёта"):
        subproject(programme(sections["programmes"], title), f"Часть: {title}", number=1)
    assert "«1» подходит к нескольким записям" in run(row(tmp_path, subproject="1")).text
    assert not run(row(tmp_path, subproject="1", programme="Сеть счета")).failed
    assert only().subproject.title == "Часть: Сеть счёта"


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"subjects": "Матиматика"}, "Столбец «предметы»: не знаю «Матиматика»; может быть, «Математика»?"),
        ({"kind": "Методические рекоммендации"}, "может быть, «Методические рекомендации»?"),
        ({"levels": "Основное"}, "может быть, «Основное общее»?"),
        ({"audiences": "Учитель предметник"}, "может быть, «Учитель-предметник»?"),
        ({"licence": "CC-BY 4"}, "может быть, «CC BY 4.0»?"),
        ({"language": "русски"}, "может быть, «русский»?"),
        ({"programme": "Нет такой"}, "Столбец «программа»: не знаю «Нет такой»"),
        ({"subproject": "7"}, "Столбец «подпроект»: не знаю «7»"),
        ({"year": "две тысячи"}, "Столбец «год»: «две тысячи» — не год."),
        ({"year": "1066"}, "Столбец «год»"),
        ({"links": "Сайт=javascript:alert(1)"}, "Столбец «ссылки»"),
        ({"slug": "мой урок"}, "Столбец «адрес»"),
        ({"title": "у" * 256}, "Столбец «название»"),
        ({"authors": "у" * 161}, "Столбец «авторы»"),
        ({"title": ""}, "Столбец «название» пуст."),
        ({"file": " | "}, "Столбец «файл» пуст."),
        ({"file": "нет.txt"}, "Файл «нет.txt» не найден"),
    ],
)
@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_a_wrong_row_is_refused_with_its_number_and_reason_and_leaves_nothing(tmp_path, cells, reason, options):
    told = run(row(tmp_path, **cells), *options)
    assert told.failed
    assert reason in told.text
    assert "строка 2: " in told.text
    assert "Отклонено строк: 1." in told.text
    assert not MaterialPage.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_retired_word_is_no_longer_known(tmp_path):
    Subject.objects.filter(name="Физика").update(is_active=False)
    assert "не знаю «Физика»" in run(row(tmp_path, subjects="Физика")).text


def test_one_refused_file_undoes_its_row_and_the_other_rows_go_on(tmp_path):
    text_file(tmp_path, "урок.txt")
    (tmp_path / "программа.pdf").write_bytes(b"MZ" + b"\0" * 200)
    told = run(table(tmp_path, ["Первый", "урок.txt|программа.pdf"], ["Второй", "урок.txt"]))
    assert titles() == ["Второй"]
    assert StoredFile.objects.count() == 1
    assert "строка 2: Файл «программа.pdf»: " in told.text
    assert "строка 3" not in told.text


def test_a_run_that_breaks_off_inside_a_row_leaves_nothing_of_the_row(sections, tmp_path):
    path = row(tmp_path)
    importer = Importer(index=sections["library"], folder=tmp_path)
    read = read_table(path)
    MaterialIndexPage.objects.get().delete()
    with pytest.raises(Page.DoesNotExist):
        importer.take(read, read.rows[0])
    assert not StoredFile.objects.exists()


def test_a_file_above_the_limit_is_refused_in_a_dry_run_too(settings, tmp_path):
    settings.FILES_MAX_BYTES = 1 << 20
    text_file(tmp_path, "книга.txt", "слово " * 200_000)
    assert "больше 1 МБ" in run(table(tmp_path, ["Книга", "книга.txt"]), "--dry-run").text


def test_an_address_is_taken_once(tmp_path):
    text_file(tmp_path, "а.txt", "а")
    text_file(tmp_path, "б.txt", "б")
    header = ["название", "файл", "аннотация", "вид", "адрес"]
    rows = [[title, name, "Что это.", "Модель", "sneg"] for title, name in (("Первый", "а.txt"), ("Второй", "б.txt"))]
    path = table(tmp_path, *rows, header=header)
    for options in (["--dry-run"], []):
        assert "строка 3: Столбец «адрес»: «sneg» уже занят." in run(path, *options).text
    assert titles() == ["Первый"]


def test_equal_titles_get_different_addresses(tmp_path):
    text_file(tmp_path, "а.txt", "а")
    text_file(tmp_path, "б.txt", "б")
    assert not run(table(tmp_path, ["Урок", "а.txt"], ["Урок", "б.txt"])).failed
    assert sorted(MaterialPage.objects.values_list("slug", flat=True)) == ["urok", "urok-2"]


def test_a_second_run_passes_over_what_is_there_and_brings_the_rest(tmp_path):
    text_file(tmp_path, "а.txt", "а")
    run(table(tmp_path, ["Первый", "а.txt"], ["Второй", "б.txt"]))
    text_file(tmp_path, "б.txt", "б")
    told = run(table(tmp_path, ["Первый", "а.txt"], ["Второй", "б.txt"]))
    assert not told.failed
    assert "Импортировано: 1" in told.text
    assert "Уже есть: 1 (строки 2)" in told.text
    assert titles() == ["Второй", "Первый"]


@pytest.mark.parametrize("options", [(), ("--dry-run",), ("--draft",)])
def test_a_row_that_stands_twice_is_one_material_whatever_its_files_are_called(tmp_path, options):
    text_file(tmp_path, "а.txt", "одно")
    text_file(tmp_path, "б.txt", "одно")
    told = run(table(tmp_path, ["Урок", "а.txt"], ["Урок", "б.txt"]), *options)
    assert "Уже есть: 1 (строки 3)" in told.text


def test_the_same_title_with_one_more_file_is_another_material(tmp_path):
    text_file(tmp_path, "а.txt", "а")
    text_file(tmp_path, "б.txt", "б")
    run(table(tmp_path, ["Урок", "а.txt"]))
    assert "Импортировано: 1" in run(table(tmp_path, ["Урок", "а.txt|б.txt"])).text


def test_a_dry_run_says_what_would_come_and_writes_nothing(tmp_path):
    told = run(row(tmp_path), "--dry-run")
    assert "Можно импортировать: 1" in told.text
    assert not MaterialPage.objects.exists()
    assert not StoredFile.objects.exists()


def test_drafts_are_not_shown_and_carry_no_expert_status(tmp_path):
    run(row(tmp_path, subjects="Физика"), "--draft")
    page = only()
    assert not page.live
    assert not hasattr(page, "expert_status")
    assert page.get_latest_revision_as_object().subjects_text == "Физика"


def test_an_administrator_is_written_down(tmp_path):
    user = person(Role.ADMINISTRATOR)
    assert not run(row(tmp_path), "--user", user.email.upper()).failed
    page = only()
    assert page.owner == page.get_latest_revision().user == page.files.get().file.uploaded_by == user


def test_nobody_else_may_import(tmp_path):
    for email in (person(Role.EDITOR).email, "nobody@example.org"):
        told = run(row(tmp_path), "--user", email)
        assert told.failed
        assert "такого администратора нет" in told.text
    assert not MaterialPage.objects.exists()


def test_a_folder_that_is_not_there_and_a_bad_table_are_refused_in_words(tmp_path):
    path = row(tmp_path)
    assert "нет" in run(path, folder=tmp_path / "нет").text
    assert "Таблица не открывается" in run(tmp_path / "нет.csv").text


def test_an_imported_file_opens_for_every_visitor(client, tmp_path):
    run(row(tmp_path))
    assert client.get(only().files.get().file.url).status_code == 200
