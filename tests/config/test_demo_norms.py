"""The normative base and the terms of the demo: every line of the five sources stands in them, files open, words agree."""

import pytest
import yaml
from django.conf import settings

from config.demo.norms import seed_norms
from config.demo.people import seed_people
from config.demo.terms import seed_terms
from home.models import Term
from home.terms import REMARK
from programmes.models import Regulation, RegulationVersion
from programmes.norm_enums import Purpose
from tests.making import programme

pytestmark = pytest.mark.django_db
DEMO = settings.ROOT / "demo"
# What of each source is a normative document → how many of them.
LINES = {"dobryanka": 7, "khorinsk": 8, "neftegorsk": 3, "kinel": 5, "yaroslavl": 1}


def load(name):
    return yaml.safe_load((DEMO / name).read_text(encoding="utf-8"))


@pytest.fixture
def programmes(sections):
    return {stem: programme(sections["programmes"], stem) for stem in LINES}


@pytest.fixture
def seeded(sections, programmes):
    people = seed_people()
    for _time in range(2):
        seed_norms(sections["norms"], load("norms.yaml"), DEMO / "works", programmes, people)
    return programmes


def titles_of(page):
    return " ".join(f"{d.kind_label} {d.title} {d.details} {d.issuer}" for d in page.regulations.all()).lower()


def test_every_document_is_made_once_and_is_seen(seeded):
    assert Regulation.objects.shown().count() == len(load("norms.yaml"))
    assert all(document.summary and document.programmes.exists() for document in Regulation.objects.all())


@pytest.mark.parametrize(
    ("stem", "words"),
    [
        ("dobryanka", ["№ 273-фз от 29 декабря 2012", "№ 2765-р от 29 декабря 2014", "2013–2017", "2015 г."]),
        ("dobryanka", ["фип, кап, цио, опп, ооу", "сетевой деятельности"]),
        ("khorinsk", ["№ 273-фз", "приказ порядок применения", "№ 2 от 9 января 2014", "№ 5 от 11 января 2019"]),
        ("khorinsk", ["дистанционных образовательных технологий", "об образовательном округе"]),
        ("khorinsk", ["об инновационной деятельности", "о рабочей группе", "план работы по модели"]),
        ("khorinsk", ["документация о ресурсно-методическом центре"]),
        ("neftegorsk", ["концепция сетевого сообщества", "положение о сетевом сообществе", "о публикации авторских"]),
        ("neftegorsk", ["порядок экспертизы материалов", "функциональные обязанности сетевых методистов и модератора"]),
        (
            "kinel",
            ["«междисциплинарном совете»", "постановление о создании", "исследовательской", "стажёрских площадках"],
        ),
        ("yaroslavl", ["нормативная база модели"]),
    ],
)
def test_every_normative_line_of_the_sources_stands_at_its_programme(seeded, stem, words):
    said = titles_of(seeded[stem])
    assert [word for word in words if word not in said] == []
    assert seeded[stem].regulations.count() >= LINES[stem]


def test_the_centres_own_regulations_are_in_force_with_files_or_texts(client, seeded):
    for purpose in (Purpose.PUBLICATION, Purpose.EXPERTISE, Purpose.COMMUNITY):
        version = RegulationVersion.objects.current_for(purpose)
        assert "(пример)" in version.regulation.issuer
        assert client.get(version.file.url).status_code == 200
        assert client.get(version.url).status_code == 200
    publication = RegulationVersion.objects.current_for(Purpose.PUBLICATION)
    assert publication.number == 2
    assert publication.changes
    assert "десять рабочих дней" in publication.regulation.versions.get(number=1).text


def test_every_term_of_the_sources_is_explained_in_the_words_of_the_source(sections):
    facts = {stem: load(f"programmes/{stem}.yaml") for stem in LINES}
    texts = load("programmes_texts.yaml")
    for _time in range(2):
        seed_terms(load("terms.yaml"), facts, texts)
    terms = {label.lower(): term for term in Term.objects.all() for label in (term.name, term.abbreviation) if label}
    for stem, source in facts.items():
        for word in source["thesaurus"]:
            term = terms[word["term"].lower()]
            assert word["definition"] in (term.definition, *(reading.definition for reading in term.readings.all()))
            assert texts[stem]["title"] in (term.source, *(reading.source for reading in term.readings.all()))
    assert Term.objects.filter(name__in=[entry["name"] for entry in load("terms.yaml")]).count() == len(
        load("terms.yaml")
    )


def test_two_terms_that_differ_are_never_one_abbreviation(sections):
    seed_terms(
        load("terms.yaml"), {stem: load(f"programmes/{stem}.yaml") for stem in LINES}, load("programmes_texts.yaml")
    )
    short = [term.abbreviation for term in Term.objects.exclude(abbreviation="")]
    assert len(short) == len(set(short))
    assert all(REMARK.sub("", term.name) for term in Term.objects.all())
