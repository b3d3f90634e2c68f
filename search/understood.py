"""«Понято как»: what was understood, in words and with the addresses that take it off."""

from django.utils.translation import gettext as _

from search.understanding import CLASSES, NAMES, SPELLING

# A chip is a line, not a paragraph.
SHOWN_NAMES = 3


def chips_of(result):
    """Return what the row of chips shows: {chips, off_chips, exact, all_url}, None where there is nothing to show.

    Each chip is {label, hint, url}; `off_chips` bring back what was taken off.
    """
    asked = result.asked
    understanding, link = asked.understanding, result.link
    steps = understanding.steps
    if len(understanding.spelling) == len(steps) == 1:
        # The sentence above the results says it already, with the same link.
        steps = ()
    if not (steps or understanding.off):
        return None
    return {
        "chips": [
            {"label": _label(step), "hint": step.typed, "url": link(off=(*asked.off, step.code))} for step in steps
        ],
        "off_chips": [
            {"label": _label(step), "hint": step.typed, "url": link(off=_without(asked.off, step), exact=False)}
            for step in ([] if understanding.exact else understanding.off)
        ],
        "exact": understanding.exact,
        "all_url": link(exact=not understanding.exact, off=()),
        "names": ", ".join(_label(step) for step in understanding.off) if understanding.exact else "",
    }


def put_right(result):
    """Return {text, typed, url} of a query whose letters were changed, None of any other; `url` asks for it as typed."""
    understanding = result.asked.understanding
    if not understanding.spelling:
        return None
    codes = (step.code for step in understanding.spelling)
    return {
        "text": understanding.corrected,
        "typed": understanding.typed,
        "url": result.link(off=(*result.asked.off, *codes)),
    }


def notes_of(result):
    """Return what else there is to say of how the query was read."""
    query, notes = result.asked.query, []
    if result.relaxed and result.total:
        notes.append(_("Страниц, где есть все слова, нет: показаны те, где есть хотя бы одно."))
    if query.ignored:
        notes.append(_("Не искали по словам: %s.") % ", ".join(query.ignored))
    if query.cut:
        notes.append(_("Запрос длинный: искали по его началу."))
    if query.excluded and not query.clauses:
        notes.append(_("Есть только слова с минусом: добавьте слово, которое искать."))
    return notes


def _label(step):
    if step.kind in SPELLING:
        return f"{step.typed} → {step.understood[0]}"
    if step.kind == NAMES:
        names = ", ".join(f"«{name}»" for name in step.understood[:SHOWN_NAMES])
        more = len(step.understood) - SHOWN_NAMES
        return _("%(typed)s, а также %(names)s") % {
            "typed": step.typed,
            "names": names + (_(" и ещё %s") % more if more > 0 else ""),
        }
    assert step.kind == CLASSES
    if len(step.understood) == 1:
        return _("%s класс и шире") % step.understood[0]
    return _("%s классы") % _listed(step.understood)


def _listed(numbers):
    """Return classes as people write them: «5–7», «1, 2 и 5»."""
    numbers = list(map(int, numbers))
    if len(numbers) > 1 and numbers == list(range(numbers[0], numbers[-1] + 1)):
        return f"{numbers[0]}–{numbers[-1]}" if len(numbers) > 2 else f"{numbers[0]} {_('и')} {numbers[-1]}"
    return f"{', '.join(map(str, numbers[:-1]))} {_('и')} {numbers[-1]}"


def _without(off, step):
    return tuple(code for code in off if code.lower() not in (step.kind, step.code))
