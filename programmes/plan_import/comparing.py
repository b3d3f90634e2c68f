"""A row of the table beside the item of the plan that it is about: the same thing found, its differences named."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from files.writers.cells import fit_for_xml
from programmes.enums import ItemStatus
from programmes.models import PlanItem
from programmes.plan_import.words import key_of, tidy

# A text whose words were mended is still the same item, when the number is the same too.
LIKENESS = 0.6
# Fields of an item by the columns that speak of them.
SPOKEN_OF = {
    "number": ("number",),
    "text": ("text",),
    "direction": ("direction",),
    "term": ("term",),
    "starts_on": ("term", "starts_on"),
    "due_on": ("term", "due_on"),
    "every_months": ("term",),
    "place": ("place",),
    "responsible": ("responsible",),
    "product": ("product",),
}


@dataclass(frozen=True)
class Difference:
    """A field of an item, what it is called, its value now and its value in the table."""

    name: str
    label: str
    now: object
    then: object


def is_touched(item):
    """Tell whether work on an item has begun: it has a state, a reason or proofs that an import must not lose."""
    return item.status != ItemStatus.PLANNED or bool(item.status_on or item.status_reason or item.proofs.all())


class Finder:
    """Finds the items of a plan by number and text; each is found once."""

    def __init__(self, items):
        self._items = list(items)
        self._by_key, self._by_text, self._by_number = {}, {}, {}
        for item in self._items:
            number, text = key_of(item.number), key_of(item.text)
            self._by_key.setdefault((number, text), []).append(item)
            self._by_text.setdefault(text, []).append(item)
            if number:
                self._by_number.setdefault((item.stage_id, number), []).append(item)
        self._taken = set()

    def exact(self, row, stage):
        """Return the item with the row's number and text, of this stage first; None where there is none."""
        return self._take(self._by_key.get(row.key, []), stage)

    def near(self, row, stage):
        """Return the item whose text is the same and the number is not, or the other way round with a text much alike."""
        number, text = row.key
        found = self._take(self._by_text.get(text, []), stage)
        if found or not (number and stage):
            return found
        alike = [
            item
            for item in self._by_number.get((stage.pk, number), [])
            if SequenceMatcher(None, key_of(item.text), text, autojunk=False).ratio() >= LIKENESS
        ]
        return self._take(alike, stage)

    def left(self):
        """Return the items that no row is about, in the order of the plan."""
        return [item for item in self._items if item.pk not in self._taken]

    def _take(self, items, stage):
        free = [item for item in items if item.pk not in self._taken]
        free.sort(key=lambda item: stage is None or item.stage_id != stage.pk)
        if not free:
            return None
        self._taken.add(free[0].pk)
        return free[0]


def differences(row, item, columns):
    """Return the Differences between an item and what the table says.

    `columns` are the fields the table has columns for: what it does not speak of does not differ.
    """
    names = [name for name, spoken in SPOKEN_OF.items() if columns & set(spoken)]
    if same_text(row.values["term"], item.term):
        # The same words: dates that a person has set by hand beside them are better than ours.
        names = [name for name in names if name not in SPOKEN_OF or SPOKEN_OF[name][0] != "term" or name in columns]
    found = []
    for name in names:
        now, then = getattr(item, name), row.values[name]
        same = key_of(now) == key_of(then) if name == "number" else same_text(now, then)
        if not same:
            found.append(Difference(name, str(PlanItem._meta.get_field(name).verbose_name), now, then))
    return found


def same_text(one, other):
    """Tell whether two values read the same: a file loses line breaks, soft hyphens and unprintable signs."""
    return _visible(one) == _visible(other)


def _visible(value):
    return tidy(fit_for_xml("" if value is None else value).replace("\u00ad", ""))
