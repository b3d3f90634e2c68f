"""Six people bring a work from a teacher's file to the library, through two rounds of experts who part (issue 5)."""

import re

from tests.files.building import docx, heading, paragraph
from tests.journeys import review_people as people
from tests.journeys.test_journey_from_file_to_hit import seen, wait_for_hit

TITLE = "Жизнь в капле воды: разработка раздела"
ANNOTATION = "Четыре урока окружающего мира для третьего класса: наблюдаем инфузорий в воде из лужи без микроскопа."
PARTS = {
    "Цель": "Научить видеть живое в капле воды и записывать наблюдения. Опираемся на ФГОС НОО.",
    "Ход урока": "Окружающий мир, 3 класс. Дети собирают воду в баночки и смотрят через каплю-линзу.",
    "Рефлексия": "Что удивило? Напишите мне, если линза не вышла: 8 912 345-67-89.",
}
EMAIL = "olga.ruch@example.org"
REMARK, WISH = "Не сказано, как проверить, что увидел каждый.", "Добавьте фотографию линзы."
FIRST_WORDS, LAST_WORDS = "Замысел хорош, покажите проверку.", "Замечания учтены, раздел можно вести."
CHECKING = "Каждый ребёнок рисует инфузорию-туфельку и сверяет рисунок с ключом."


def paper(folder, title=TITLE, **more):
    """A teacher's DOCX; the telephone in it is for the pre-flight to find."""
    parts = "".join(heading(name) + paragraph(text) for name, text in {**PARTS, **more}.items())
    return docx(folder / "Жизнь в капле воды.docx", heading(title, "Title") + parts)


def test_a_work_goes_from_sign_up_to_the_library_through_one_revision(site, open_page, tmp_path):
    author = open_page()
    send_from_sign_up(author, site, paper(tmp_path))

    methodist = people.staff(open_page, site, "metodist")
    people.take_from_queue(methodist, site, TITLE)
    people.invite(methodist, "Ольшанский", "Берёзкина")
    round_url = methodist.url
    mark, nina = (people.at_cabinet(open_page, site, name, "reviews") for name in ("expert", "expert2"))
    judge_first_time(site, mark, nina)

    methodist.goto(round_url)
    people.draft_conclusion(methodist, verdict="вернуть на доработку", text=FIRST_WORDS)
    told = seen(methodist)
    assert "рекомендовать — 1" in told
    assert "разошлись" in told
    author.reload()
    assert FIRST_WORDS not in seen(author)
    chair = people.at_cabinet(open_page, site, "chair", "decisions")
    people.sign(chair, site, TITLE)
    revise(author, site, paper(tmp_path, Проверка=CHECKING))

    judge_second_time(site, mark, nina)
    methodist.goto(f"{site.url}/admin/works/?show=open")
    methodist.click(f"td a:has-text('{TITLE}')")
    methodist.click("a:has-text('Круг 2')")
    people.draft_conclusion(methodist, verdict="рекомендовать", text=LAST_WORDS)
    people.sign(chair, site, TITLE)
    people.agree(author, site)
    paper_words = people.take_pdf(author)
    people.publish(people.staff(open_page, site, "editor"), site, TITLE)
    read_as_visitor(site, open_page())
    check_the_paper(site, open_page(), paper_words)
    people.open_own_work(author, site)
    assert "опубликована" in seen(author).lower()


def send_from_sign_up(author, site, file):
    """The author's share of the first round: an account, a card that fills itself, a finding explained, a number."""
    people.sign_up(author, site, email=EMAIL, last_name="Ручьёва (пример)", first_name="Ольга")
    people.start_work(author, site, file)
    assert author.input_value("input[name=title]") == TITLE
    assert "заполнил сайт" in seen(author, "#about")
    assert author.is_checked("#whom label:has-text('Окружающий мир') input")
    people.fill_card(author, annotation=ANNOTATION, kind="Методическая разработка")
    people.save_card(author)
    assert "мобильный телефон" in seen(author, "#check")
    people.send_work(author)
    assert "Отправить" in seen(author, "#check"), "a warning needs a reason first"
    people.explain_findings(author, "Это телефон школы, он есть и на её сайте.")
    people.send_work(author)
    assert "Ждёт методиста" in seen(author)


def judge_first_time(site, mark, nina):
    """One expert praises, the other wants more: an obligatory remark and a wish."""
    for expert in (mark, nina):
        people.accept(expert, site, TITLE)
    people.judge(mark, mark=3, text="Бери и веди.", recommendation="Рекомендовать")
    people.judge(
        nina,
        mark=1,
        text="Замысел хорош, но не видно, чему дети научились.",
        recommendation="Вернуть на доработку",
        remarks=[(REMARK, "обязательно исправить"), (WISH, "пожелание")],
    )


def revise(author, site, file):
    """From the letter to the conclusion, its remarks, the mended file and the second version."""
    letter = site.wait_for_letter(EMAIL, "Заключение о вашей работе")
    author.goto(re.search(r"http\S+/cabinet/\S+", letter)[0])
    author.click("a:has-text('Ответить на замечания')")
    told = seen(author)
    assert FIRST_WORDS in told
    assert "Берёзкина" not in told
    people.answer_remarks(
        author,
        {
            REMARK: ("Исправлено", "Добавлена часть «Проверка»."),
            WISH: ("Не согласен", "Линзу дети делают сами, готовой фотографии не нужно."),
        },
    )
    author.click("a:has-text('доработайте и отправьте')")
    author.click("a:has-text('Доработать и отправить')")
    people.replace_file(author, file)
    author.fill("textarea[name=answer]", "Показано, как проверить каждого.")
    people.explain_findings(author, "Это телефон школы, он есть и на её сайте.")
    people.send_work(author)
    assert "На экспертизе" in seen(author)


def judge_second_time(site, mark, nina):
    """The same experts see what they said, what was answered and what has changed."""
    for expert in (mark, nina):
        people.accept(expert, site, TITLE)
    beside = seen(nina, ".desk__work")
    for words in (REMARK, "Добавлена часть «Проверка».", WISH, "готовой фотографии не нужно"):
        assert words in beside
    assert REMARK not in seen(mark, ".desk__work")
    with nina.expect_popup() as changes:
        nina.click("a:has-text('Что изменилось в тексте файлов')")
    assert CHECKING in seen(changes.value, "main ins >> nth=-1")
    people.judge(mark, mark=3, text="По-прежнему хорошо.", recommendation="Рекомендовать")
    people.judge(nina, mark=3, text="Теперь видно, чему научились.", recommendation="Рекомендовать")


def read_as_visitor(site, visitor):
    """By a word of the file to the work, from it to the conclusion, its file and the check by the printed code."""
    wait_for_hit(site, "инфузорию-туфельку", TITLE)
    visitor.goto(site.url)
    visitor.fill("main input[name=q]", "инфузорию-туфельку")
    visitor.press("main input[name=q]", "Enter")
    visitor.click(f".hit__title a:has-text('{TITLE}')")
    told = seen(visitor)
    assert "рекомендован" in told.lower()
    assert LAST_WORDS in told
    visitor.click("a:has-text('Заключение №')")
    check = seen(visitor)
    assert "Заключение действует" in check
    assert "Жизнь в капле воды" in check
    assert "Берёзкина" not in check


def check_the_paper(site, visitor, words):
    """Who holds the printed conclusion types the address that stands on it."""
    assert LAST_WORDS in words
    visitor.goto(re.search(r"http\S+/conclusions/\w+/", re.sub(r"\s", "", words))[0])
    assert "Заключение действует" in seen(visitor)
    visitor.goto(f"{site.url}/conclusions/НЕТТАКОГО/")
    assert "Такого документа нет" in seen(visitor)


def test_without_scripts_a_card_goes_from_the_upload_to_the_methodist(site, open_page, tmp_path):
    author = people.at_cabinet(lambda: open_page(java_script_enabled=False), site, "teacher2", "submissions")
    file = paper(tmp_path, "Лупа из бутылки: занятие кружка", Материалы="Прозрачная бутылка и вода из крана.")
    people.start_work(author, site, file, has_scripts=False)
    assert author.input_value("input[name=title]") == "Лупа из бутылки: занятие кружка"
    people.fill_card(author, annotation="Второклассники делают лупу из бутылки.", kind="Методическая разработка")
    people.send_work(author)
    assert "мобильный телефон" in seen(author, "#check")
    assert author.input_value("textarea[name=annotation]") == "Второклассники делают лупу из бутылки."
    people.explain_findings(author, "Это телефон школы.")
    people.send_work(author)
    assert "Ждёт методиста" in seen(author)
