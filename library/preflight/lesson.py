"""The parts that colleagues look for in a lesson plan."""

import re

from django.utils.translation import gettext_lazy as _

from library.preflight.findings import Finding, Severity
from library.preflight.registry import About, preflight_check

# Many words for one thing: a part counts as there rather than as missing.
PARTS = {
    "aim": re.compile(
        r"(?i)\bцел[ьиюея]\b|целеполагани|для чего|зачем|результат|науч[аиу]т|что получится|замысел|смо(?:жет|гут)\b"
        r"|(?:к концу|в конце|после) (?:\w+ )?(?:урок|заняти)"
    ),
    "tasks": re.compile(
        r"(?i)\bзадач[иаей]\b|результат|предметные|\bууд\b|науч[аиу]т|что получится|критери|\bумеют\b|объясняет|узна(?:ет|ют)"
    ),
    "course": re.compile(
        r"(?i)\bход\b|этап|технологическая карта|деятельность (?:учителя|педагога|воспитателя)|\bплан (?:урока|занятия)"
        r"|сценарий|ведущ(?:ий|ая|ие)|структура (?:урока|занятия)|\d[ \t]минут|(?:урок|занятие|шаг) (?:перв|\d)"
    ),
    "reflection": re.compile(
        r"(?i)рефлекси|итог|обратн\w+ связь|что (?:нового )?узнали|заключительн|понравил|самооценк|оценивани|вывод"
        r"|(?:к концу|в конце|в завершение) |последн\w+ (?:\w+ )?минут|\bexit\b|обсужд|что изменил"
    ),
    "equipment": re.compile(
        r"(?i)оборудован|материал|средства обучения|ресурс|инвентар|реквизит|наглядн|презентаци|раздаточн|карточк|понадоб"
        r"|принес|приготов|заранее|\bлист(?:ы|ок|ки)?\b"
    ),
}
NAMES = {
    "aim": _("цель"),
    "tasks": _("задачи или планируемые результаты"),
    "course": _("ход урока или занятия"),
    "reflection": _("рефлексия, подведение итогов"),
    "equipment": _("оборудование и материалы"),
}
LESSON_KINDS = frozenset({"scenario", "development"})
NEEDED = frozenset({"aim", "course"})
# Of less text than this nothing can be said.
LEAST_CHARS = 500


def parts_of(text):
    """Return the set of names of PARTS that a TextFacts has."""
    return {name for name, pattern in PARTS.items() if pattern.search(text.text)}


@preflight_check("lesson_parts", About.WORK)
def lesson_has_its_parts(work):
    """A scenario or a lesson plan without an aim or a course is hard to use; the other parts are only named."""
    if work.card.get("kind") not in LESSON_KINDS or work.chars < LEAST_CHARS:
        return []
    lacking = [name for name in PARTS if name not in work.parts]
    if not lacking:
        return []
    return [
        Finding(
            "lesson_parts",
            Severity.WARN if NEEDED & set(lacking) else Severity.NOTE,
            str(_("Не нашли частей плана: %s") % ", ".join(str(NAMES[name]) for name in lacking)),
            str(_("По ним коллега решает, подойдёт ли работа его классу; эксперт оценивает их отдельно.")),
            str(_("Добавьте их или, если они названы иначе, напишите об этом ниже.")),
        )
    ]
