"""Each of the five sources stands on the site without loss: every leaf of its file under its heading, in its field."""

from contextlib import contextmanager

import pytest
from django.template import Template, engines

from config.demo.people import seed_people
from config.demo.programmes import seed_programmes
from programmes import blocks, passports
from tests.programmes.source_reading import Reader, fits, leaves, load, lost, not_shown, rule_for
from tests.programmes.sources_map import NOT_SHOWN, RULES, WAITING

pytestmark = pytest.mark.django_db
STEMS = sorted(RULES)
VALUE = '{% include "programmes/passport_value.html" with value=cell only %}'
GOALS = '{% include "programmes/goals.html" with goals=page.goals_list only %}'
PLAN = '{% include "programmes/programme_plan.html" %}'
FACTS = {stem: load(f"programmes/{stem}") for stem in STEMS}


@pytest.fixture
def seeded(sections, client):
    """Function from names of sources to {name: Reader} of their programmes."""

    def seed(*stems):
        texts = load("programmes_texts")
        pages = seed_programmes(sections["programmes"], FACTS, {stem: texts[stem] for stem in stems}, seed_people())
        return {stem: Reader(client, pages[stem]) for stem in stems}

    return seed


@pytest.mark.parametrize("stem", STEMS)
def test_every_path_has_a_rule(stem):
    without = {".".join(path) for path, _value, _above in leaves(FACTS[stem]) if not rule_for(stem, path)}
    assert {path for path in without if not not_shown(path.split("."))} == set()


@pytest.mark.parametrize("stem", STEMS)
def test_every_path_stands_under_its_heading_in_its_field(seeded, stem):
    assert lost(seeded(stem)[stem], stem, FACTS[stem]) == []


@pytest.mark.parametrize("pattern", [*WAITING, *NOT_SHOWN])
def test_nothing_waits_or_is_left_out_that_no_source_has(pattern):
    assert any(fits(pattern, path) for stem in STEMS for path, _value, _above in leaves(FACTS[stem]))


def test_nothing_waits_that_stands_already(seeded):
    readers = seeded(*STEMS)
    waiting = {
        pattern: [(stem, *leaf) for stem in STEMS for leaf in leaves(FACTS[stem]) if fits(pattern, leaf[0])]
        for pattern in WAITING
    }
    standing = {
        pattern
        for pattern, found in waiting.items()
        if all(readers[stem].stands(rule_for(stem, path), path, value, above) for stem, path, value, above in found)
    }
    assert standing == set(), "take these out of WAITING"


def test_a_path_that_nobody_has_thought_of_has_no_rule():
    assert rule_for("kinel", ("something", "new")) is None
    assert rule_for("yaroslavl", ("stages", "0", "items", "0", "colour")) is None


def items(stem):
    return [
        len(stage.get("items", [])) + sum(len(part["items"]) for part in stage.get("directions", []))
        for stage in FACTS[stem]["stages"]
    ]


def measures(stem):
    return [len(FACTS[stem]["risks"]), sum(len(risk["measures"]) for risk in FACTS[stem]["risks"])]


def test_the_sources_have_as_much_as_was_counted_in_the_documents():
    """Counts of the documents themselves: E09, E28, E29, E41, E45, E54, E62, E63."""
    assert (len(FACTS["neftegorsk"]["tasks"]), items("neftegorsk")) == (4, [9, 0])
    kinel = FACTS["kinel"]
    assert [len(kinel[name]) for name in ("problem_table_district", "problem_table_platforms")] == [11, 4]
    assert [len(part["directions"]) for part in kinel["strategy"]] == [15, 4, 4]
    assert items("yaroslavl") == [5, 3, 3]
    dobryanka = FACTS["dobryanka"]
    assert (items("dobryanka"), len(dobryanka["indicators"]), len(dobryanka["thesaurus"])) == ([17, 15, 5], 7, 7)
    assert (measures("dobryanka"), measures("khorinsk")) == ([4, 10], [4, 9])
    assert (items("khorinsk"), len(FACTS["khorinsk"]["indicators"])) == ([9, 5, 6, 4], 6)


def test_the_pages_have_as_many_rows_as_the_sources(seeded):
    readers = seeded("kinel", "khorinsk")
    passport = readers["kinel"].soup(rule_for("kinel", ("strategy", "0", "task")), ("strategy",))
    table_rows = {table["aria-label"]: len(table.select("tbody tr")) for table in passport.select(".tablebox")}
    assert (table_rows["Проблемное поле округа"], table_rows["Проблемное поле площадок"]) == (11, 4)
    assert [count for name, count in table_rows.items() if name[:2] in {"1.", "2.", "3."}] == [15, 4, 4]
    plan = readers["khorinsk"].soup(rule_for("khorinsk", ("stages", "0", "name")), ("stages",))
    numbers = [number for stage in FACTS["khorinsk"]["stages"] for number in (item["n"] for item in stage["items"])]
    shown = [cell.get_text(strip=True) for cell in plan.select("#plan tbody td:first-child")]
    assert [number for number in shown if number in numbers] == numbers
    assert len(numbers) == 24
    assert {"2.5", "2.6"}.isdisjoint(shown)


def rows_but(name):
    """The passport without one of its rows."""

    @contextmanager
    def remove(monkeypatch):
        with monkeypatch.context() as patch:
            patch.setattr(passports, "ROWS", tuple(row for row in passports.ROWS if row != name))
            yield

    return remove


def blocks_but(kind):
    """The passport without what the blocks of one kind say."""
    value = blocks.PassportBlock.base_blocks[kind].meta.value_class

    @contextmanager
    def remove(monkeypatch):
        with monkeypatch.context() as patch:
            patch.setattr(value, "cell" if value.is_row else "parts", property(lambda self: ""))
            yield

    return remove


def template_but(name, cut):
    """The site with `cut` taken out of a template."""

    @contextmanager
    def remove(monkeypatch):
        engine = engines["django"].engine
        path = f"programmes/{name}"
        source = engine.get_template(path).source
        assert cut in source
        loader = engine.template_loaders[0]
        with monkeypatch.context() as patch:
            key = loader.cache_key(path)
            patch.setitem(loader.get_template_cache, key, Template(source.replace(cut, ""), engine=engine))
            yield

    return remove


# What no source has, what the map looks for on the programme's own page, and blocks, which are taken out by their kind.
NOT_IN_SOURCES = {"kind_label", "territory", "audience", "goal", "tasks", "legal_basis", "resources"}
PASSPORT = ("passport/", "*passport/")
REMOVALS = {
    **{f"row {name}": (rows_but(name), PASSPORT) for name in passports.ROWS if name not in NOT_IN_SOURCES},
    **{f"block {kind}": (blocks_but(kind), PASSPORT) for kind in blocks.PassportBlock.base_blocks if kind != "table"},
    "row titles": (template_but("passport_rows.html", "{{ row.title|typo }}"), PASSPORT),
    "cells": (template_but("passport_part.html", VALUE), PASSPORT),
    "items of lists": (template_but("passport_value.html", "{{ item|typo }}"), PASSPORT),
    "paragraphs": (template_but("passport_part.html", "{{ part.text|typo|linebreaksbr }}"), PASSPORT),
    "goal": (template_but("programme_page.html", GOALS), ("",)),
    "tasks": (template_but("programme_page.html", "{{ task|typo }}"), ("",)),
    "plan": (template_but("programme_page.html", PLAN), ("",)),
    "audience": (template_but("subproject_page.html", "{{ page.audience|typo }}"), ("*",)),
}


def test_whatever_is_taken_out_of_a_page_is_missed(seeded, client, monkeypatch):
    programmes = {stem: reader.programme for stem, reader in seeded(*STEMS).items()}
    unnoticed = []
    for name, (removed, pages) in REMOVALS.items():
        with removed(monkeypatch):
            if not any(lost(Reader(client, programmes[stem]), stem, FACTS[stem], pages) for stem in STEMS):
                unnoticed.append(name)
    assert unnoticed == []
