"""Each of the five sources stands on the site without loss: every leaf of its file under its heading, in its field."""

import pytest
from django.conf import settings
from django.db import transaction
from django.template import Template, engines
from django.test import Client

from config.demo.groups import seed_groups
from config.demo.indicators import seed_goals
from config.demo.norms import seed_norms
from config.demo.people import seed_people
from config.demo.programmes import seed_programmes
from config.demo.terms import seed_terms
from config.sections import make_sections
from programmes import blocks, passports
from tests.programmes import sources_cuts as cuts
from tests.programmes.source_reading import (
    Reader,
    changed_leaves,
    fits,
    holds,
    leaves,
    load,
    lost,
    not_shown,
    plain,
    rules_for,
    words_of,
)
from tests.programmes.sources_counts import COUNTS, TERMS
from tests.programmes.sources_map import ALSO, NOT_SHOWN, RULES
from tests.programmes.sources_rules import document_title

pytestmark = pytest.mark.django_db
STEMS = sorted(RULES)
FACTS = {stem: load(f"programmes/{stem}") for stem in STEMS}


def seed():
    """Make the five programmes with all that their sources say; return {stem: ProgrammePage}."""
    sections, people = make_sections(), seed_people()
    texts = load("programmes_texts")
    programmes = seed_programmes(sections["programmes"], FACTS, texts, people)
    seed_terms(load("terms"), FACTS, texts)
    seed_norms(sections["norms"], load("norms"), settings.DEMO_ROOT / "works", programmes, people)
    seed_goals(programmes, FACTS, load("indicators"), people)
    seed_groups(programmes, FACTS, load("groups"), people)
    return programmes


@pytest.fixture(scope="module")
def readers(django_db_setup, django_db_blocker):
    """{stem: Reader} of the five programmes, made once: nothing here changes them."""
    with django_db_blocker.unblock(), transaction.atomic():
        programmes = seed()
        yield {stem: Reader(Client(), programmes[stem]) for stem in STEMS}
        transaction.set_rollback(True)


@pytest.mark.parametrize("stem", STEMS)
def test_every_path_has_a_rule(stem):
    without = {".".join(path) for path, _value, _above in leaves(FACTS[stem]) if not rules_for(stem, path)}
    assert {path for path in without if not not_shown(path.split("."))} == set()


@pytest.mark.parametrize("stem", STEMS)
def test_every_path_stands_under_its_heading_in_its_field(readers, stem):
    assert lost(readers[stem], stem, FACTS[stem]) == []


@pytest.mark.parametrize("stem", STEMS)
def test_a_leaf_that_says_something_else_is_missed(readers, stem):
    """No rule is so wide that any text would fit it."""
    unnoticed = {
        ".".join(path)
        for path, value, above in changed_leaves(FACTS[stem])
        if any(readers[stem].stands(rule, path, value, above) for rule in rules_for(stem, path))
    }
    assert {path for path in unnoticed if not not_shown(path.split("."))} == set()


@pytest.mark.parametrize("pattern", [*NOT_SHOWN, *(rule.path for rule in ALSO)])
def test_nothing_is_left_out_or_named_twice_that_no_source_has(pattern):
    assert any(fits(pattern, path) for stem in STEMS for path, _value, _above in leaves(FACTS[stem]))


def test_a_path_that_nobody_has_thought_of_has_no_rule():
    assert rules_for("kinel", ("something", "new")) == []
    assert rules_for("yaroslavl", ("stages", "0", "items", "0", "colour")) == []


@pytest.mark.parametrize("name", COUNTS)
def test_the_pages_show_as_much_as_was_counted_in_the_documents(readers, name):
    stem, page, heading, whole, part, numbers = COUNTS[name]
    section = readers[stem].section(readers[stem].address(page), heading)
    wholes = [found for tag in section.tags for found in tag.select(whole)] if whole else section.tags
    assert [len(found.select(part)) for found in wholes] == numbers


def test_the_plan_of_the_fifth_source_has_its_own_numbers(readers):
    numbers = [str(item["n"]) for stage in FACTS["khorinsk"]["stages"] for item in stage["items"]]
    page = readers["khorinsk"].soup(readers["khorinsk"].address("plan/"))
    assert [cell.get_text(strip=True) for cell in page.select("td.plan__number")] == numbers
    assert len(numbers) == 24
    assert {"2.5", "2.6"}.isdisjoint(numbers)


def test_every_subproject_of_the_fourth_source_has_its_leader(readers):
    reader = readers["dobryanka"]
    leaders = [reader.section(address, "О подпроекте").beside["руководитель"][0][0] for address in reader.subprojects]
    assert leaders == [f"руководитель подпроекта {number}" for number in range(1, 7)]


@pytest.mark.parametrize(("stem", "count"), TERMS.items())
def test_every_term_of_a_source_has_its_own_place_in_the_glossary(readers, stem, count):
    glossary = readers[stem].section("/glossary/")
    places = {
        name["id"]
        for word in FACTS[stem]["thesaurus"]
        for name in glossary.tags[0].select("article h3")
        if holds(words_of(name), plain(word["term"])) and holds(words_of(name.parent), plain(word["definition"]))
    }
    assert len(places) == count == len(FACTS[stem]["thesaurus"])


def test_every_document_of_the_first_source_has_its_own_row(readers):
    norms = readers["neftegorsk"].section(readers["neftegorsk"].address(""), "Нормативная база")
    titles = [plain(document_title(document["title"])[0]) for document in FACTS["neftegorsk"]["documents"]]
    shown = [words_of(name) for name in norms.tags[0].select("h3")]
    assert len(titles) == 5
    assert set(titles) <= set(shown)


def test_everything_that_the_passport_is_made_of_is_taken_out_once():
    assert set(cuts.ROWS) == set(passports.ROWS) - cuts.ROWS_NOT_IN_SOURCES
    # A table that editors make themselves is in no source.
    assert set(cuts.BLOCKS) == set(blocks.PassportBlock.base_blocks) - {"table"}


def misses(readers, stem, pattern):
    """Tell whether the pages, read anew, have lost a path that stands on them otherwise."""
    return lost(readers[stem], stem, FACTS[stem], pattern) == [] and lost(
        readers[stem].again(), stem, FACTS[stem], pattern
    )


@pytest.mark.parametrize("name", cuts.ROWS)
def test_a_row_taken_out_of_the_passport_is_missed(readers, monkeypatch, name):
    monkeypatch.setattr(passports, "ROWS", tuple(row for row in passports.ROWS if row != name))
    assert misses(readers, *cuts.ROWS[name])


@pytest.mark.parametrize("kind", cuts.BLOCKS)
def test_a_block_that_says_nothing_in_the_passport_is_missed(readers, monkeypatch, kind):
    value = blocks.PassportBlock.base_blocks[kind].meta.value_class
    monkeypatch.setattr(value, "cell" if value.is_row else "parts", property(lambda self: ""))
    assert misses(readers, *cuts.BLOCKS[kind])


@pytest.mark.parametrize(("path", "cut"), cuts.TEMPLATES)
def test_a_field_taken_out_of_a_template_is_missed(readers, monkeypatch, path, cut):
    engine = engines["django"].engine
    source = engine.get_template(path).source
    assert cut in source
    loader = engine.template_loaders[0]
    # «nothing» is neither a text of a source nor a name that templates know.
    changed = Template(source.replace(cut, "" if cut.startswith("{") else "nothing"), engine=engine)
    monkeypatch.setitem(loader.get_template_cache, loader.cache_key(path), changed)
    assert misses(readers, *cuts.TEMPLATES[path, cut])


def places(rules):
    """The fields of the rules for pages that are no passport: (page, field or selector)."""
    return {
        (rule.page, rule.field or rule.at) for rule in rules if not rule.page.endswith("passport/") and not rule.absent
    }


def test_every_field_that_a_rule_looks_at_has_something_taken_out():
    cut = [*cuts.ROWS.values(), *cuts.BLOCKS.values(), *cuts.TEMPLATES.values()]
    looked_at = [
        rule
        for stem, pattern in cut
        for path, _value, _above in leaves(FACTS[stem])
        if fits(pattern, path)
        for rule in rules_for(stem, path)
    ]
    assert places([*ALSO, *(rule for rules in RULES.values() for rule in rules)]) - places(looked_at) == set()
