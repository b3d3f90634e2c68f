"""«Вернуть как было»: the last deed on the board stays in its person's session and can be taken back."""

from django.utils.translation import gettext as _

from programmes.models import PlanItem
from programmes.planning_undo import restore_items

KEY = "plan_undo"


def state_of(items, fields):
    """Return {key of an item: {field: value}} as the database has it now, fit for a session."""
    rows = PlanItem.objects.filter(pk__in=[item.pk for item in items]).values("pk", *fields)
    return {str(row["pk"]): {name: _plain(row[name]) for name in fields} for row in rows}


def remember(request, programme, said, before, fields):
    """Keep what the items `before` (of `state_of`) were; what did not change is left out."""
    after = state_of(PlanItem.objects.filter(pk__in=before).only("pk"), fields)
    changed = {key: [old, after[key]] for key, old in before.items() if key in after and after[key] != old}
    if changed:
        request.session[KEY] = {"programme": programme.pk, "said": said, "changed": changed}


def last_deed(request, programme):
    """Return what can be taken back on this board, in words; empty when there is nothing."""
    kept = request.session.get(KEY) or {}
    return kept.get("said", "") if kept.get("programme") == programme.pk else ""


def take_back(request, programme):
    """Restore what the last deed changed; return the Outcome, None where there is nothing to take back."""
    if not last_deed(request, programme):
        return None
    kept = request.session.pop(KEY)
    return restore_items(programme=programme, changed=kept["changed"], by=request.user)


def _plain(value):
    return value.isoformat() if hasattr(value, "isoformat") else value


def refused_in_words(outcome):
    """Return the sentences about items that a deed did not change, the first few."""
    said = [f"«{item}»: {reason.rstrip('.')}" for item, reason in outcome.refused[:5]]
    more = len(outcome.refused) - len(said)
    return said + ([_("и ещё %s") % more] if more > 0 else [])
