"""News: kinds, the archive with its filters, notices whose time is over."""

import datetime
import itertools
from datetime import timedelta

import pytest
from django.utils import timezone

from programmes.enums import NewsKind
from programmes.models import NewsPage
from programmes.news_archive import read_filters
from programmes.templatetags import programmes_tags
from tests.making import close, news, programme, queries_of, subproject

pytestmark = pytest.mark.django_db
DAY = datetime.date


@pytest.fixture
def section(sections):
    return sections["news"]


def archive(client, section, **params):
    """What the page of all news shows for an address."""
    response = client.get(section.url, params)
    assert response.status_code == 200
    return response.context_data


def titles(shown):
    return [page.title for page in shown["news"]]


@pytest.fixture
def many(sections):
    """News of every kind, of three months, about two programmes or none, some not to be seen."""
    first, second = (programme(sections["programmes"], title) for title in ("Первая", "Вторая"))
    part = subproject(first, "Часть")
    kinds, months = ["news", "notice", "letter"], [DAY(2026, 1, 31), DAY(2026, 2, 1), DAY(2025, 2, 1)]
    abouts = [[], [first], [first, second]]
    for n, (kind, month, about) in enumerate(itertools.product(kinds, months, abouts)):
        news(sections["news"], f"{n}", kind=kind, date=month, about=about, parts=[part] if n % 2 else [])
    news(sections["news"], "черновик", publish=False, date=months[0], about=[first])
    close(news(sections["news"], "закрыта", date=months[0], about=[first]))
    return {"first": first, "second": second, "part": part}


def facts_of_all():
    """[(id, {filter: its values})] of every piece of news that visitors may see."""
    return [
        (
            page.pk,
            {
                "kind": [page.kind],
                "month": [page.date.strftime("%Y-%m")],
                "programme": [p.pk for p in page.programmes.all()],
                "subproject": [p.pk for p in page.subprojects.all()],
            },
        )
        for page in NewsPage.objects.live().exclude(title="закрыта")
    ]


def expected(chosen, known):
    """The ids that a combination of filters must give, by looking at every piece of news."""
    return {pk for pk, facts in known if all(value in facts[name] for name, value in chosen.items())}


def test_every_combination_of_filters_gives_its_news_and_true_counts(client, section, many):
    kinds, months = [None, "news", "notice"], [None, "2026-01", "2025-02"]
    programmes, parts = [None, many["first"].pk, many["second"].pk], [None, many["part"].pk]
    known = facts_of_all()
    for values in itertools.product(kinds, months, programmes, parts):
        names = ("kind", "month", "programme", "subproject")
        chosen = {name: value for name, value in zip(names, values, strict=True) if value}
        shown = archive(client, section, **chosen)
        assert shown["news"].paginator.count == len(expected(chosen, known))
        assert {page.pk for page in shown["news"]} <= expected(chosen, known)
        assert len(shown["active"]) == len(chosen)
        for name, key in (("kind", "kinds"), ("month", "months"), ("programme", "programmes_filter")):
            for choice in shown[key]:
                assert choice["count"] == len(expected({**chosen, name: choice["code"]}, known)), (chosen, choice)
                assert choice["current"] == (chosen.get(name) == choice["code"])


def test_a_chosen_value_leaves_the_others_of_its_filter_on_offer(client, section, many):
    shown = archive(client, section, kind="news", month="2026-01", programme=many["first"].pk)
    assert {choice["code"] for choice in shown["kinds"]} == {"news", "notice", "letter"}
    assert {choice["code"] for choice in shown["months"]} == {"2026-02", "2026-01", "2025-02"}
    assert {choice["code"] for choice in shown["programmes_filter"]} == {many["first"].pk, many["second"].pk}


def test_every_choice_leads_where_it_says(client, section, many):
    shown = archive(client, section, kind="news")
    for choice in [*shown["kinds"], *shown["months"], *shown["programmes_filter"]]:
        there = client.get(choice["url"]).context_data
        if choice["current"]:
            assert there["active"] == []
        else:
            assert there["news"].paginator.count == choice["count"]
    assert client.get(shown["active"][0]["url"]).context_data["active"] == []


def test_months_stand_newest_first_in_russian(client, section, many):
    assert [month["label"] for month in archive(client, section)["months"]] == [
        "февраль 2026",
        "январь 2026",
        "февраль 2025",
    ]


@pytest.mark.parametrize(
    "params",
    [
        {"kind": "нет такого"},
        {"month": "2026-13"},
        {"month": "вчера"},
        {"month": "2026-02-30"},
        {"programme": "999999"},
        {"programme": "-1"},
        {"programme": "9" * 40},
        {"programme": "1 OR 1=1"},
        {"subproject": "999999"},
        {"subproject": "٣"},
        {"page": "abc"},
        {"page": "-5"},
        {"nothing": "<script>alert(1)</script>"},
    ],
)
def test_what_does_not_exist_is_left_out_of_the_filters(client, section, params):
    news(section, "Есть")
    shown = archive(client, section, **params)
    assert titles(shown) == ["Есть"]
    assert shown["active"] == []


def test_a_month_long_ago_answers_with_nothing(client, section):
    news(section, "Есть")
    assert titles(archive(client, section, month="0001-01")) == []
    assert titles(archive(client, section, month="9999-12")) == []


def test_a_closed_programme_is_no_filter_and_its_name_is_not_told(client, sections):
    hidden = programme(sections["programmes"], "Тайная программа", publish=False)
    news(sections["news"], "Есть", about=[hidden])
    response = client.get(sections["news"].url, {"programme": hidden.pk})
    assert "Тайная программа" not in response.content.decode()
    assert response.context_data["programmes_filter"] == []


def test_filters_are_read_out_of_an_address():
    params = {"kind": "letter", "month": "2026-03", "programme": "7", "subproject": "8"}
    assert read_filters(params) == {"kind": "letter", "month": DAY(2026, 3, 1), "programme": 7, "subproject": 8}


def test_pages_follow_each_other_without_repeats_or_gaps(client, section):
    for n in range(45):
        news(section, f"{n}", date=DAY(2026, 1, 1))
    seen = [title for number in (1, 2, 3) for title in titles(archive(client, section, page=number))]
    assert len(seen) == 45
    assert len(set(seen)) == 45
    assert titles(archive(client, section, page=99)) == seen[40:]
    links = archive(client, section, kind="news", page=2)["page_links"]
    assert all("kind=news" in url for _number, url in links)


def test_news_stand_newest_first_and_within_a_day_the_later_first(client, section):
    news(section, "старая", date=DAY(2026, 1, 1))
    news(section, "новая", date=DAY(2026, 1, 2))
    news(section, "новее", date=DAY(2026, 1, 2))
    assert titles(archive(client, section)) == ["новее", "новая", "старая"]


def test_the_archive_costs_the_same_for_few_news_and_for_a_full_page(client, sections):
    def grow(number):
        for n in range(number):
            about = [programme(sections["programmes"], f"П {number} {n}")]
            news(sections["news"], f"{number} {n}", about=about, date=DAY(2025, 1 + n % 12, 1))

    grow(3)
    few = queries_of(lambda: client.get(sections["news"].url))
    grow(17)
    assert queries_of(lambda: client.get(sections["news"].url)) == few
    assert few <= 15


def test_a_page_of_news_costs_the_same_among_few_and_many(client, section):
    page = news(section, "Первая")
    news(section, "Вторая")
    few = queries_of(lambda: client.get(page.url))
    for n in range(10):
        news(section, f"{n}")
    assert queries_of(lambda: client.get(page.url)) == few


def test_a_notice_leaves_every_list_when_its_time_is_over(client, section):
    page = news(section, "Приём до пятницы", kind="notice", expire_at=timezone.now() + timedelta(hours=1))
    assert [notice.title for notice in programmes_tags.current_notices()] == ["Приём до пятницы"]
    assert titles(archive(client, section)) == ["Приём до пятницы"]
    NewsPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    assert programmes_tags.current_notices() == []
    assert titles(archive(client, section)) == []
    assert client.get(page.url).status_code == 404


def test_home_shows_notices_apart_from_the_newest_news(section):
    for kind in NewsKind:
        news(section, kind.value, kind=kind)
    news(section, "черновик", kind="notice", publish=False)
    close(news(section, "закрыто", kind="notice"))
    assert [notice.title for notice in programmes_tags.current_notices()] == ["notice"]
    latest = [page.title for page in programmes_tags.latest_news(10)]
    assert "notice" not in latest
    assert len(latest) == len(NewsKind) - 1
    assert len(programmes_tags.latest_news(2)) == 2
