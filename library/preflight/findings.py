"""A finding: what, where, why it matters, how to mend it."""

from dataclasses import asdict, dataclass, field
from enum import StrEnum

QUOTE = 90
MOST_PLACES = 5


class Severity(StrEnum):
    """WARN waits for a word of the author, NOTE is only told."""

    WARN = "warn"
    NOTE = "note"


@dataclass(frozen=True)
class Place:
    """Where it was seen: `label` is «Страница 3» or a heading, empty where a text has neither; `quote` its words."""

    label: str
    quote: str


@dataclass(frozen=True)
class Finding:
    """One advice. `file` is the key of a SubmissionFile or None for the card and the text of the work itself."""

    code: str
    severity: Severity
    title: str
    why: str
    how: str
    places: tuple[Place, ...] = ()
    total: int = 0
    file: int | None = None
    file_title: str = ""
    # Works that look like this one: (title, address).
    links: tuple[tuple[str, str], ...] = field(default=())

    @property
    def key(self):
        """What the author's reason is kept under."""
        return f"{self.code}-{self.file}" if self.file else self.code

    @property
    def more(self):
        """How many places are not listed."""
        return max(0, self.total - len(self.places))

    def frozen(self, reasons):
        """Return the finding with the author's reason as plain data, for a version."""
        return {**asdict(self), "severity": self.severity.value, "key": self.key, "reason": reasons.get(self.key, "")}

    @classmethod
    def thawed(cls, data, file=None, file_title=""):
        """Return the finding that a file's report holds."""
        places = tuple(Place(**place) for place in data["places"])
        known = {name: data[name] for name in ("code", "title", "why", "how", "total")}
        return cls(severity=Severity(data["severity"]), places=places, file=file, file_title=file_title, **known)


def found_in(text, spans, *, code, severity, title, why, how):
    """Return [Finding] with the places of `spans` ((start, end) in the TextFacts `text`); [] when there are none."""
    spans = list(spans)
    if not spans:
        return []
    places = tuple(Place(text.label_at(start), text.quote(start, end)) for start, end in spans[:MOST_PLACES])
    return [Finding(code, severity, str(title), str(why), str(how), places, total=len(spans))]
