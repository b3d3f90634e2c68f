"""The frame of the measured site: home, sections, programmes with plans. Few pages, made as people make them."""

import random
from datetime import date

from wagtail.models import PageViewRestriction

from bench.grammar import Writer
from home.actions import make_home
from home.models import ContentPage
from home.models.pages import HomeDoor
from library.models import MaterialIndexPage
from programmes.enums import ItemStatus
from programmes.models import (
    ExpectedResult,
    Indicator,
    Measurement,
    NewsIndexPage,
    PlanItem,
    ProgrammeIndexPage,
    ProgrammePage,
    Risk,
    RiskMeasure,
    Stage,
    SubprojectPage,
)

# Subprojects of each of the five programmes.
SUBPROJECTS = (6, 2, 1, 0, 0)
STAGES = 4
ITEMS_OF_A_STAGE = 10
INDICATORS, RISKS, RESULTS = 30, 4, 5
CONTENT_PAGES = ("О центре", "Экспертам", "Правила", "Доступность", "Контакты")


def build_structure():
    """Make the pages over materials and news.

    Returns (library, news section, pairs (programme, subproject or None) that works and news can be about).
    """
    home = make_home()
    home.headline, home.lead = "Методические материалы (пример)", "Ищите по словам, видам и предметам."
    home.hints = "первоклассник\nсмысловое чтение\nпроектная работа"
    library = home.add_child(instance=MaterialIndexPage(title="Библиотека", slug="library", show_in_menus=True))
    section = home.add_child(instance=ProgrammeIndexPage(title="Программы", slug="programmes", show_in_menus=True))
    news = home.add_child(instance=NewsIndexPage(title="Новости", slug="news", show_in_menus=True))
    home.doors = [
        HomeDoor(icon=icon, name=page.title, text="Перейти в раздел", target=page)
        for icon, page in (("book", library), ("flag", section), ("net", news))
    ]
    home.save_revision().publish()
    writer = Writer(random.Random("structure"))
    for number, title in enumerate(CONTENT_PAGES):
        home.add_child(
            instance=ContentPage(title=title, slug=f"page-{number}", intro=writer.sentence(), body=body(writer))
        )
    # Something is closed on every real site, and from then on every query for pages asks about it.
    PageViewRestriction.objects.create(page=home.get_children().last(), restriction_type=PageViewRestriction.LOGIN)
    pairs = [pair for number, count in enumerate(SUBPROJECTS) for pair in _programme(section, writer, number, count)]
    return library, news, pairs


def body(writer, characters=1500):
    """Return the blocks of a page's body: a heading, then paragraphs."""
    return blocks(writer.phrase().capitalize(), writer.paragraphs(characters))


def blocks(heading, paragraphs):
    """Return the value of a StreamField with one heading over `paragraphs`."""
    return [("heading", {"text": heading, "level": "2"}), *(("text", f"<p>{text}</p>") for text in paragraphs)]


def _programme(section, writer, number, subprojects):
    page = ProgrammePage(
        title=f"Программа «{writer.phrase().capitalize()}» (пример)",
        slug=f"programme-{number}",
        starts_on=date(2024, 9, 1),
        ends_on=date(2027, 8, 31),
        territory="Пример",
        **_goals(writer),
    )
    section.add_child(instance=page)
    _plan(page, writer)
    _promises(page, writer)
    pairs = [(page, None)]
    for position in range(subprojects):
        title = f"Подпроект «{writer.phrase().capitalize()}» (пример)"
        part = SubprojectPage(title=title, slug=f"part-{position}", number=position + 1, **_goals(writer))
        pairs.append((page, page.add_child(instance=part)))
    return pairs


def _goals(writer):
    return {
        "summary": writer.sentence(),
        "goal": writer.sentence(),
        "tasks": "\n".join(writer.sentence() for _ in range(5)),
        "body": body(writer),
    }


def _plan(programme, writer):
    statuses = list(ItemStatus)
    for number in range(1, STAGES + 1):
        year = 2022 + number
        stage = Stage.objects.create(
            programme=programme,
            number=number,
            name=writer.phrase().capitalize(),
            starts_on=date(year, 9, 1),
            ends_on=date(year + 1, 8, 31),
            task=writer.sentence(),
        )
        for position in range(ITEMS_OF_A_STAGE):
            PlanItem.objects.create(
                stage=stage,
                sort_order=position,
                number=f"{number}.{position + 1}",
                text=writer.sentence(),
                term="в течение года",
                status=statuses[position % len(statuses)],
            )


def _promises(programme, writer):
    """Give a programme indicators with values of two years, risks with measures, expected results."""
    for number in range(INDICATORS):
        indicator = Indicator.objects.create(
            programme=programme,
            sort_order=number,
            code=f"И{number + 1}",
            criterion=writer.phrase() if number % 5 == 0 else "",
            text=writer.sentence()[:300],
            unit="%",
            at_least=60,
        )
        for year in (2024, 2025):
            Measurement.objects.create(indicator=indicator, on=date(year, 12, 1), value=40 + (number + year) % 50)
    for number in range(RISKS):
        risk = Risk.objects.create(programme=programme, sort_order=number, text=writer.sentence())
        for position in range(3):
            RiskMeasure.objects.create(risk=risk, sort_order=position, text=writer.phrase())
    for number in range(RESULTS):
        ExpectedResult.objects.create(programme=programme, sort_order=number, text=writer.sentence())
