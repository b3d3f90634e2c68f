"""A group's calendar plan: drafted by its curator, agreed by a council, corrected since (D12)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.permissions import demand
from home.changes import note_changes


class AgreementRefused(Exception):
    """The plan cannot be agreed; the text says why."""


@transaction.atomic
def agree_plan(*, group, on, by, meeting=None):
    """Write down that the plan of `group` was agreed on the date `on`, at `meeting` where given; return the PlanAgreement.

    Raises ActionRefused (whoever leads what stands above agrees, not the curator), AgreementRefused.
    """
    demand(by, "agree", group)
    lines = lines_of_plan(group.stages.order_by("number").prefetch_related("items"))
    if not lines:
        raise AgreementRefused(_("В плане группы ещё нет мероприятий: согласовывать нечего."))
    if on > timezone.localdate():
        raise AgreementRefused(_("План не может быть согласован в будущем."))
    agreement = group.plan_agreements.create(agreed_on=on, meeting=meeting, by=by, lines=lines)
    log(instance=group, action="programmes.plan.agree", user=by, data={"on": str(on), "lines": len(lines)})
    note_changes([group.pk])
    return agreement


def lines_of_plan(stages):
    """Return the lines of Stages with items as a PlanAgreement keeps them."""
    return [
        {"id": item.pk, "number": item.number, "text": item.text, "term": item.term}
        for stage in stages
        for item in stage.items.all()
    ]


def agreement_of(group, stages):
    """Return {"label", "tone", "sign", "on", "meeting", "corrections"} of a group's plan; None where there is no plan.

    `corrections` are what has changed since the last agreement: [(what happened, text now or then, text before or "")].
    """
    if not stages:
        return None
    last = group.plan_agreements.select_related("meeting__group").first()
    if last is None:
        return {"label": _("план — проект"), "tone": "none", "sign": "blank", "corrections": []}
    corrections = corrections_between(last.lines, lines_of_plan(stages))
    label = _("согласован, есть правки") if corrections else _("план согласован")
    state = {"tone": "wait", "sign": "clock"} if corrections else {"tone": "ok", "sign": "check"}
    return {"label": label, **state, "on": last.agreed_on, "meeting": last.meeting, "corrections": corrections}


def corrections_between(then, now):
    """Return [(«добавлено», «исправлено», «снято»; the line, the line before)] between two lists of lines."""
    before, after = ({line["id"]: line for line in lines} for lines in (then, now))
    found = []
    for pk, line in after.items():
        if pk not in before:
            found.append((_("добавлено"), _say(line), ""))
        elif _say(before[pk]) != _say(line):
            found.append((_("исправлено"), _say(line), _say(before[pk])))
    return found + [(_("снято"), _say(line), "") for pk, line in before.items() if pk not in after]


def _say(line):
    text = f"{line['number']} {line['text']}".strip()
    return f"{text} ({line['term']})" if line["term"] else text
