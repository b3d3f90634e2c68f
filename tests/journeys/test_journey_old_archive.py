"""An old folder becomes a part of the library by the admin's import, and a part of it is taken back."""

import zipfile

import pytest

from tests.files.building import docx, heading, odt, paragraph, pdf, pptx, shape
from tests.journeys.test_journey_from_file_to_hit import seen, sign_in, wait_for_hit

WORKS = {
    "Математика/5 класс": ["Обыкновенные дроби", "Площадь прямоугольника", "Симметрия"],
    "Биология/6 класс": ["Строение клетки", "Лишайники и мхи", "Птицы края"],
    "Детский сад": ["Осенний утренник", "Пальчиковые игры", "Сказка в гости"],
}


@pytest.fixture
def old_archive(tmp_path):
    """A ZIP of thirteen files as a school's computer has them."""
    folder = tmp_path / "архив"
    for place, titles in WORKS.items():
        (folder / "2012" / place).mkdir(parents=True)
        word, page, slides = titles
        docx(folder / "2012" / place / f"01_{word}.docx", heading(f"Конспект: {word}") + paragraph("Берилловый узор."))
        pdf(folder / "2012" / place / f"{page} - копия.pdf", [f"{page}\nРабота идёт в группах."])
        pptx(folder / "2012" / place / f"{slides}.pptx", {"a": shape(slides), "b": shape("Итог урока")})
    odt(folder / "Положение о конкурсе.odt", "<text:p>Положение о конкурсе чтецов</text:p>")
    (folder / "памятка.txt").write_text("Памятка родителям первоклассника\nЧто взять с собой.", encoding="cp1251")
    (folder / "программа.exe").write_bytes(b"MZ" + b"\0" * 200)
    (folder / "Thumbs.db").write_bytes(b"\0" * 50)
    with zipfile.ZipFile(tmp_path / "архив.zip", "w") as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, path.relative_to(tmp_path))
    return tmp_path / "архив.zip"


def test_a_methodist_brings_an_old_folder_checks_a_card_and_undoes_the_rest(site, page, old_archive):
    sign_in(page, site, "metodist@metodset.example")
    page.goto(f"{site.url}/admin/import/")
    page.click("text=Новый перенос")
    page.set_input_files("input[name=archive]", old_archive)
    page.click("button:has-text('Дальше')")
    page.click("button:has-text('Начать перенос')", timeout=120_000)
    page.wait_for_selector("text=Открыть библиотеку", timeout=120_000)
    told = seen(page)
    assert "В библиотеке: 11" in told
    assert "Это программа, а не документ" in told
    batch = page.url

    page.click("a:has-text('Проверить карточки')")
    page.click("td.title a:has-text('Лишайники и мхи')")
    page.fill("input[name=title]", "Лишайники и мхи нашего края")
    page.click("button:has-text('Принять и к списку')")
    assert "Лишайники и мхи нашего края» принята" in seen(page)

    assert wait_for_hit(site, "берилловый узор", "Конспект:")
    page.goto(f"{site.url}/library/?q=")
    assert "Положение о конкурсе чтецов" in seen(page)

    page.goto(batch)
    page.click("a:has-text('Отменить перенос')")
    page.click("button:has-text('Да, отменить перенос')")
    page.wait_for_selector("text=Остались в библиотеке", timeout=120_000)
    assert "Лишайники и мхи нашего края" in seen(page)
    page.goto(f"{site.url}/library/")
    assert "Положение о конкурсе чтецов" not in seen(page)
    assert "Лишайники и мхи нашего края" in seen(page)
