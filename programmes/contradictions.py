"""What in a plan does not agree with itself: told to who leads it, never in the way of saving (issue point 2)."""

import re
from dataclasses import dataclass
from itertools import pairwise

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programmes import schedule
from programmes.enums import ItemStatus
from programmes.terms import read_term

NUMBER = re.compile(r"^(?P<head>(?:\d+\.)*)(?P<last>\d+)\.?$")


@dataclass(frozen=True)
class Contradiction:
    """A sentence about a stage or, where `item` is set, about one of its items."""

    text: str
    stage: object = None
    item: object = None


def contradictions_of(programme, stages, today):
    """Return [Contradiction] of the plan of `programme`: `stages` as `plan_rows.read_stages` gives them."""
    found = []
    for _part, run in _runs(stages):
        found += _of_stages(run)
    for stage in stages:
        found += _of_stage_in_programme(stage, programme)
        found += _of_numbers(stage)
        for item in stage.plan:
            found += [Contradiction(text, stage, item) for text in _of_item(item, today)]
    return found


def _runs(stages):
    runs = {}
    for stage in stages:
        runs.setdefault(stage.subproject_id, []).append(stage)
    return runs.items()


def _of_stages(stages):
    """Gaps and overlaps between neighbouring stages."""
    for before, after in pairwise(stages):
        if not (before.ends_on and after.starts_on):
            continue
        days = (after.starts_on - before.ends_on).days
        names = {"before": before.number, "after": after.number}
        if days > 1:
            names["days"] = days - 1
            yield Contradiction(_("Между этапами %(before)s и %(after)s — %(days)s дн. без этапа.") % names, after)
        elif days < 1:
            yield Contradiction(_("Этапы %(before)s и %(after)s накладываются.") % names, after)


def _of_stage_in_programme(stage, programme):
    early = stage.starts_on and programme.starts_on and stage.starts_on < programme.starts_on
    over = stage.ends_on and programme.ends_on and stage.ends_on > programme.ends_on
    if early or over:
        text = _("Этап %(number)s выходит за срок программы.") % {"number": stage.number}
        yield Contradiction(text, stage)


def _of_numbers(stage):
    """A gap («2.4 → 2.7»), a repetition or a step back among the numbers of one stage."""
    numbered = [(item, NUMBER.match(item.number.strip())) for item in stage.plan]
    numbered = [(item, match["head"], int(match["last"])) for item, match in numbered if match]
    for (before, head, last), (item, next_head, number) in pairwise(numbered):
        names = {"before": before.number, "after": item.number}
        if head != next_head or number == last + 1:
            continue
        if number == last:
            text = _("Номер %(after)s стоит дважды.") % names
        elif number < last:
            text = _("После %(before)s стоит %(after)s: номера идут назад.") % names
        else:
            text = _("Номера идут с пропуском: %(before)s → %(after)s.") % names
        yield Contradiction(text, stage, item)


def _of_item(item, today):
    """What one item says against itself, its stage or the calendar."""
    stage, spans = item.stage, schedule.spans_of(item)
    if item.starts_on and item.due_on and item.due_on < item.starts_on:
        yield _("Срок кончается раньше, чем начинается.")
        return
    early = stage.starts_on and any((span.ends_on or span.starts_on) < stage.starts_on for span in spans)
    late = stage.ends_on and any((span.starts_on or span.ends_on) > stage.ends_on for span in spans)
    if early or late:
        yield _("Срок не входит в свой этап (%(term)s).") % {"term": stage.period_label}
    elif stage.ends_on and any(span.ends_on and span.ends_on > stage.ends_on for span in spans):
        yield _("Срок кончается позже своего этапа (%(term)s).") % {"term": stage.period_label}
    elif stage.starts_on and any(span.starts_on and span.starts_on < stage.starts_on for span in spans):
        yield _("Срок начинается раньше своего этапа (%(term)s).") % {"term": stage.period_label}
    if item.status == ItemStatus.DONE and spans and spans[0].starts_on and spans[0].starts_on > today:
        yield _("Выполнено, а срок ещё не наступил.")
    read = read_term(item.term)
    if read.ends_on and item.due_on and read.ends_on != item.due_on:
        day = date_format(item.due_on, "j E Y")
        yield _("Слова «%(term)s» и день «не позже» (%(day)s) расходятся.") % {"term": item.term, "day": day}
