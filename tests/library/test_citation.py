"""References to a work: ГОСТ Р 7.0.5-2008, BibTeX, RIS."""

from datetime import date

import pytest

from library.citing import Work, author_of, bibtex, gost, ris

SEEN = date(2026, 11, 22)
TAIL = "Методсеть: [сайт]. 2018. URL: https://metodset.example/library/sneg/ (дата обращения: 22.11.2026)."


def work(*authors, title="Почему скрипит снег", organisation="Школа № 2 (пример)", year=2018, placed=None):
    return Work(
        title=title,
        authors=authors,
        organisation=organisation,
        site="Методсеть",
        url="https://metodset.example/library/sneg/",
        seen=SEEN,
        year=year,
        placed=placed,
        key="7",
    )


def plain(text):
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("name", "inverted"),
    [
        ("Ирина Соловьёва (пример)", "Соловьёва И."),
        ("Ирина Петровна Соловьёва", "Соловьёва И. П."),
        ("Соловьёва Ирина Петровна (пример)", "Соловьёва И. П."),
        ("Соловьёва И. П.", "Соловьёва И. П."),
        ("И.П. Соловьёва", "Соловьёва И. П."),
        ("Анна-Мария Римская-Корсакова", "Римская-Корсакова А.-М."),
        ("Людвиг ван Бетховен", "ван Бетховен Л."),
        ("Баир Доржиев (пример)", "Доржиев Б."),
        ("Экспертный совет Методсети (пример)", "Экспертный совет Методсети"),
        ("Редакция Методсети", "Редакция Методсети"),
        ("МБОУ СОШ № 5", "МБОУ СОШ № 5"),
        ("Центр творчества «Парус» (пример)", "Центр творчества «Парус»"),
        ("Коллектив", "Коллектив"),
        ("", ""),
    ],
)
def test_a_name_on_the_cover_becomes_a_heading(name, inverted):
    assert plain(author_of(name).inverted) == inverted


def test_initials_never_stand_on_another_line_than_the_surname():
    assert author_of("Ирина Петровна Соловьёва").inverted == "Соловьёва\u00a0И.\u00a0П."


def test_one_author_heads_the_reference():
    assert plain(gost(work("Ирина Соловьёва (пример)"))) == (
        f"Соловьёва И. Почему скрипит снег [Электронный ресурс] // {TAIL}"
    )


def test_three_authors_head_the_reference():
    assert plain(gost(work("Ирина Соловьёва", "О. П. Тимченко", "Рябинина Светлана Игоревна"))) == (
        f"Соловьёва И., Тимченко О. П., Рябинина С. И. Почему скрипит снег [Электронный ресурс] // {TAIL}"
    )


def test_of_more_than_three_authors_the_first_stands_after_the_title():
    assert plain(gost(work("Ирина Петровна Соловьёва", "Ольга Тимченко", "Вера Лунина", "Олег Дорогин"))) == (
        f"Почему скрипит снег [Электронный ресурс] / И. П. Соловьёва [и др.] // {TAIL}"
    )


def test_a_body_is_named_after_the_title():
    assert gost(work("Экспертный совет Методсети (пример)")) == (
        f"Почему скрипит снег [Электронный ресурс] / Экспертный совет Методсети // {TAIL}"
    )


def test_a_person_and_a_body_are_both_named_after_the_title():
    assert plain(gost(work("Ирина Соловьёва", "Совет школы № 2"))) == (
        f"Почему скрипит снег [Электронный ресурс] / И. Соловьёва, Совет школы № 2 // {TAIL}"
    )


def test_without_authors_the_organisation_answers_for_the_work():
    assert gost(work()) == f"Почему скрипит снег [Электронный ресурс] / Школа № 2 // {TAIL}"


def test_without_authors_and_organisation_the_title_stands_alone():
    assert gost(work(organisation="")) == f"Почему скрипит снег [Электронный ресурс] // {TAIL}"


def test_a_year_that_the_work_does_not_name_stands_in_brackets():
    assert "[сайт]. [2024]. URL" in gost(work(year=None, placed=2024))
    assert "[сайт]. [б. г.]. URL" in gost(work(year=None))


def test_a_title_that_ends_with_a_full_stop_does_not_double_it():
    assert "снег [Электронный" in gost(work(title="Почему скрипит снег."))


def test_bibtex_names_persons_by_surname_and_bodies_whole():
    entry = bibtex(work("Ирина Соловьёва (пример)", "Совет школы № 2"))
    assert entry.startswith("@misc{soloveva2018-7,\n")
    assert "  author = {Соловьёва, Ирина and {Совет школы № 2}},\n" in entry
    assert "  title = {{Почему скрипит снег}},\n" in entry
    assert "  year = {2018},\n" in entry
    assert "  organization = {Школа № 2},\n" in entry
    assert "  url = {https://metodset.example/library/sneg/},\n" in entry
    assert "  urldate = {2026-11-22},\n" in entry
    assert entry.endswith("}\n")


def test_bibtex_without_authors_and_year_is_whole_all_the_same():
    entry = bibtex(work(year=None, organisation=""))
    assert "author" not in entry
    assert "year = " not in entry
    assert entry.startswith("@misc{pochemuskripitsneg-7,")


def test_signs_of_tex_cannot_break_an_entry():
    entry = bibtex(work("Ирина Соловьёва", title=r"50 % & {тайна} \input{x} #1_a $2 ~^"))
    assert r"50 \% \& \{тайна\} \textbackslash{}input\{x\} \#1\_a \$2 \textasciitilde{}\textasciicircum{}" in entry
    bare = entry.replace(r"\{", "").replace(r"\}", "")
    assert bare.count("{") == bare.count("}")


def test_a_line_break_in_a_title_cannot_begin_a_field_of_ris():
    record = ris(work("Ирина Петровна Соловьёва", title="Снег\r\nAU  - Чужой"))
    assert record.split("\r\n") == [
        "TY  - ELEC",
        "AU  - Соловьёва, Ирина Петровна",
        "TI  - Снег AU - Чужой",
        "PY  - 2018",
        "PB  - Методсеть",
        "UR  - https://metodset.example/library/sneg/",
        "Y2  - 2026/11/22",
        "LA  - ru",
        "ER  - ",
        "",
    ]
