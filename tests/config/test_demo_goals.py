"""The demo's indicators, risks and results: all that the sources and the requirements name (B.27, B.28), and once."""

from collections import Counter

import pytest
import yaml
from django.conf import settings

from accounts.enums import Role
from config.demo.indicators import indicator_rows, seed_goals
from programmes.models import ExpectedResult, Indicator, Measurement, ResultProof, Risk
from tests.making import person, programme

STEMS = ("dobryanka", "khorinsk", "kinel", "neftegorsk", "yaroslavl")


def demo(name):
    return yaml.safe_load((settings.DEMO_ROOT / f"{name}.yaml").read_text(encoding="utf-8"))


FACTS = {stem: demo(f"programmes/{stem}") for stem in STEMS}


def texts_of(value):
    """Every text inside a structure of YAML."""
    if isinstance(value, dict | list):
        return [text for part in (value.values() if isinstance(value, dict) else value) for text in texts_of(part)]
    return [value] if isinstance(value, str) else []


def test_all_thirty_indicators_of_the_requirements_are_there():
    codes = [row["code"] for stem in STEMS for row in indicator_rows(stem, FACTS[stem], demo("indicators"))]
    assert {code.split(".")[0] for code in codes} == {f"I{number:02}" for number in range(1, 31)}
    assert len(codes) == len(set(codes))


def test_every_key_of_the_extras_is_an_indicator():
    codes = {row["code"] for stem in STEMS for row in indicator_rows(stem, FACTS[stem], demo("indicators"))}
    assert set(demo("indicators")["indicators"]) <= codes


@pytest.fixture
def seeded(sections):
    """The five programmes with their goals, and the deed itself to do it again."""
    people = {"leader": person(Role.PROGRAMME_LEADER)}
    pages = {stem: programme(sections["programmes"], stem, owner=people["leader"]) for stem in STEMS}

    def seed():
        seed_goals(pages, FACTS, demo("indicators"), people)

    seed()
    return pages, seed


@pytest.mark.django_db
def test_counts_are_those_of_the_sources(seeded):
    pages, seed = seeded
    for _again in range(2):
        criteria = Counter(Indicator.objects.exclude(criterion="").values_list("programme__slug", "criterion"))
        by_programme = Counter(slug for slug, _criterion in criteria)
        assert (by_programme["dobryanka"], by_programme["khorinsk"]) == (7, 6)
        for stem, risks, measures in (("dobryanka", 4, 10), ("khorinsk", 4, 9)):
            found = Risk.objects.filter(programme=pages[stem])
            assert (found.count(), sum(risk.measures.count() for risk in found)) == (risks, measures)
        before = [model.objects.count() for model in (Indicator, Measurement, Risk, ExpectedResult, ResultProof)]
        seed()
        assert [m.objects.count() for m in (Indicator, Measurement, Risk, ExpectedResult, ResultProof)] == before


@pytest.mark.django_db
@pytest.mark.parametrize("stem", STEMS)
def test_every_word_of_a_source_about_its_goals_stands_on_the_programmes_pages(client, seeded, stem):
    pages, _seed = seeded
    shown = "".join(
        " ".join(response.content.decode().replace("\u2060", "").split())
        for address in (pages[stem].url, f"{pages[stem].url}indicators/")
        if (response := client.get(address)).status_code == 200
    ).casefold()
    facts = FACTS[stem]
    indicators = [
        {k: v for k, v in i.items() if k not in ("id", "direction", "target", "unit")} for i in facts["indicators"]
    ]
    wanted = texts_of([indicators, facts["risks"]])
    wanted += texts_of(
        [facts.get(name, []) for name in ("main_result", "expected_results", "forecast", "network_effects")]
    )
    assert not [text for text in wanted if text.casefold().replace("&", "&amp;") not in shown]


@pytest.mark.django_db
def test_invented_values_say_that_they_are_examples(seeded):
    assert Measurement.objects.count() > 60
    assert set(Measurement.objects.values_list("note", flat=True)) == {"пример"}
