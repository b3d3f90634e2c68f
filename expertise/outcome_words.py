"""The outcome of a round in Russian sentences: the proposal of one more expert, and a draft that the methodist edits."""

from collections import Counter

from django.utils.translation import gettext as _

from expertise.enums import MENDED_AFTER, Recommendation, RemarkForce
from home.templatetags.face_tags import plural_ru

EXPERTS = "эксперт,эксперта,экспертов"
# A criterion is praised from this share of its best mark on, and doubted up to that one.
PRAISED, DOUBTED = 0.8, 0.5
OPENINGS = {
    Recommendation.RECOMMEND: "Работа рекомендуется к публикации в методической библиотеке.",
    Recommendation.WITH_EDITS: "Работа рекомендуется к публикации после правок, перечисленных ниже. Новый круг "
    "экспертизы не нужен: правки сверит председатель экспертного совета.",
    Recommendation.REVISE: "Работа возвращается автору на доработку. Новую версию посмотрят те же эксперты.",
    Recommendation.REJECT: "Работа не рекомендуется к публикации. Автор может один раз обратиться к председателю "
    "экспертного совета и попросить пересмотреть решение.",
}


def proposal_of_one_more(outcome):
    """Return why the site proposes one more expert, as a sentence; empty where the experts agree (H11)."""
    if not outcome.needs_one_more:
        return ""
    if outcome.disputes:
        parts = [f"«{row.criterion.title}» ({row.range_label})" for row in outcome.disputes]
        by = _("по критерию") if len(parts) == 1 else _("по критериям")
        return _("Эксперты разошлись %(by)s %(criteria)s: предлагаем пригласить ещё одного.") % {
            "by": by,
            "criteria": ", ".join(parts),
        }
    return _("Одни эксперты предлагают опубликовать работу, другие нет: предлагаем пригласить ещё одного.")


def proposals_label(outcome):
    """Return «рекомендовать — 2, отклонить — 1»."""
    return ", ".join(f"{Recommendation(wish).label} — {count}" for wish, count in outcome.proposals.items())


def proposals_of_facts(facts):
    """Return the same words from the facts that a signed conclusion keeps."""
    counted = Counter(wish for _expert, wish in facts["proposals"])
    return ", ".join(f"{wish.label} — {counted[wish]}" for wish in Recommendation if counted[wish])


def draft_text(outcome, verdict=""):
    """Return a text of the conclusion composed from the reviews for `verdict` (the proposed one unless given).

    Paragraphs are parted by empty lines. Each expert's own words stand in it under «Эксперт 1»; the methodist makes one
    text of them.
    """
    verdict = verdict or outcome.proposed_verdict
    if not verdict:
        return ""
    paragraphs = [
        OPENINGS[verdict],
        _introduction(outcome),
        _judgement(outcome),
        _parting(outcome),
        *_own_words(outcome),
        *_remarks(outcome, verdict),
    ]
    return "\n\n".join(filter(None, paragraphs))


def _introduction(outcome):
    round = outcome.round
    count = plural_ru(len(outcome.reviews), EXPERTS)
    verb = "рассмотрел" if len(outcome.reviews) % 10 == 1 and len(outcome.reviews) % 100 != 11 else "рассмотрели"
    totals = sorted(round_to_int(review.total) for review in outcome.reviews if review.total is not None)
    result = ""
    if totals:
        spread = f"{totals[0]} %" if totals[0] == totals[-1] else f"от {totals[0]} до {totals[-1]} %"
        result = f" Итог по листу — {spread} от возможного."
    return (
        f"Работу «{round.title}» (версия {round.version_number}) {verb} {count} по листу «{round.rubric_title}».{result} "
        f"Предложения экспертов: {proposals_label(outcome)}."
    )


def _judgement(outcome):
    judged = [row for row in outcome.criteria if row.median is not None and row.best and not row.is_disputed]
    praised = [_quoted(row) for row in judged if row.median / row.best >= PRAISED]
    doubted = [_quoted(row) for row in judged if row.median / row.best <= DOUBTED]
    sentences = []
    if praised:
        sentences.append(f"Сильные стороны работы: {', '.join(praised)}.")
    if doubted:
        sentences.append(f"Больше всего вопросов вызвало: {', '.join(doubted)}.")
    return " ".join(sentences)


def _parting(outcome):
    if not outcome.disputes:
        return ""
    parts = [f"«{row.criterion.title}» — {row.range_label} из {row.best}" for row in outcome.disputes]
    return f"Мнения экспертов разошлись: {'; '.join(parts)}."


def _own_words(outcome):
    return [f"{review.expert}. {review.text.strip()}" for review in outcome.reviews if review.text.strip()]


def _remarks(outcome, verdict):
    if verdict not in MENDED_AFTER:
        return [_numbered("Замечания экспертов: № {}.", outcome, RemarkForce.values)]
    return [
        _numbered("До следующего шага обязательно учесть: № {}.", outcome, [RemarkForce.OBLIGATORY]),
        _numbered("Пожелания, которые остаются на усмотрение автора: № {}.", outcome, [RemarkForce.ADVISORY]),
    ]


def _numbered(words, outcome, forces):
    numbers = [str(row.number) for row in outcome.remarks if row.force in forces and row.number]
    return words.format(", ".join(numbers)) if numbers else ""


def _quoted(row):
    return f"«{row.criterion.title}» ({mark_ru(row.median)} из {row.best})"


def round_to_int(value):
    """Return a share in whole per cent; halves go up, as people count."""
    return int(value + 0.5)


def mark_ru(value):
    """Return a median as Russians write it: «2», «2,5», «—» where nobody has marked."""
    if value is None:
        return "—"
    return f"{value:g}".replace(".", ",")
