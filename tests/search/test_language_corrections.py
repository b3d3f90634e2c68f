"""Misspelled words (FX-07): the right one comes first, and what is right is left alone."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from search.language.corrections import Vocabulary, candidates, is_surely_wrong, most_mistakes
from search.language.morphology import lemma_of
from search.language.tokens import words

ROOT = Path(__file__).resolve().parents[2]
TEXTS = ("demo/**/*.yaml", "docs/**/*.md", "bench/*.py")
MISSPELLED = """
    портфоллио портфолио, призентация презентация, презентацыя презентация, методическй методический, учитиль учитель,
    програма программа, програмой программой, рабочяя рабочая, абразование образование, оброзование образование,
    обазование образование, образовнаие образование, воспитаие воспитание, воспитатиль воспитатель, коспект конспект,
    канспект конспект, сценарй сценарий, сцинарий сценарий, граматность грамотность, компитенция компетенция,
    компетенцыи компетенции, диагностка диагностика, дигностика диагностика, матиматика математика,
    математеки математики, экзамин экзамен, икзамен экзамен, педогог педагог, педагогоф педагогов,
    наставничиство наставничество, проэкт проект, тихнология технология, исследовательскя исследовательская,
    мониторнг мониторинг, рефликсия рефлексия, одареных одаренных, росписание расписание, внеурочая внеурочная,
    деятельнасть деятельность, деятельностъ деятельность, шкла школа, щкола школа, урко урок, дошколный дошкольный,
    логапед логопед, библеотека библиотека
"""
PAIRS = [tuple(pair.split()) for pair in MISSPELLED.split(",")]


@cache
def vocabulary():
    """Thousands of dictionary forms of the project's own texts, each with the number of texts that have it."""
    met = Counter(
        word
        for pattern in TEXTS
        for path in ROOT.glob(pattern)
        for word in set(words(path.read_text(encoding="utf-8")))
        if re.fullmatch("[а-я]{3,}", word)
    )
    counted = Counter()
    for word, texts in met.items():
        lemma = lemma_of(word)
        counted[lemma] = max(counted[lemma], texts)
    for _wrong, right in PAIRS:
        counted[lemma_of(right)] += 1
    return Vocabulary(counted.items())


def first(word):
    found = candidates(word, vocabulary())
    return found[0].word if found else None


def test_of_forty_misspelled_words_nearly_all_are_put_right_at_the_first_try():
    wrong = {typed: first(typed) for typed, meant in PAIRS if first(typed) != meant}
    assert len(PAIRS) >= 40
    assert len(wrong) <= len(PAIRS) * 0.05, wrong


def test_the_vocabulary_is_no_handful_of_words_that_only_the_right_ones_stand_in():
    assert len(vocabulary()) > 2500


@pytest.mark.parametrize("word", ["", "5", "2024", "273", "зуб", "3d", "а" * 80, "щщщщщщщ", "qwzxqwzx"])
def test_numbers_short_words_and_rubbish_have_no_correction(word):
    assert candidates(word, vocabulary()) == []


def test_a_longer_word_may_have_more_mistakes():
    assert [most_mistakes("а" * length) for length in (3, 4, 5, 6, 9, 10, 30)] == [0, 1, 1, 2, 2, 3, 3]


def test_rarer_words_than_asked_for_are_not_meant():
    known = Vocabulary([("проект", 40), ("проекция", 2)])
    assert [found.word for found in candidates("праект", known)] == ["проект"]
    assert candidates("праект", known, fewest_pages=41) == []


def test_what_the_language_has_is_not_surely_wrong():
    assert is_surely_wrong("портфоллио")
    assert not is_surely_wrong("лишайник")
    assert not is_surely_wrong("ребенок")


def test_words_that_begin_so_come_the_commonest_first():
    known = Vocabulary([("урок", 5), ("уровень", 9), ("школа", 7), ("Урожай", 1)])
    assert list(known.beginning_with("уро")) == [("уровень", 9), ("урок", 5), ("урожай", 1)]
    assert list(known.beginning_with("урок")) == [("урок", 5)]
    assert list(known.beginning_with("(")) == []
    assert len(known) == 4


def test_sixty_thousand_words_take_less_than_five_megabytes():
    known = Vocabulary((f"слово{'абвгдежзик'[n % 10]}{n:x}", n) for n in range(60_000))
    assert known._text.__sizeof__() + known._pages.__sizeof__() < 5 * 2**20
