"""A material in words: what cards and pages say of it."""

from dataclasses import dataclass

from home.querysets import is_shown
from library.enums import BADGES, ExpertState

META_SUBJECT = "metapredmetnoe"


@dataclass(frozen=True)
class Badge:
    """The expert status as people see it: word, tone, sign, meaning."""

    label: str
    tone: str
    icon: str
    explanation: str


def badge_of(status):
    """Return the Badge of an ExpertStatus; of None where nobody has judged the work."""
    state = ExpertState(status.state) if status else ExpertState.NONE
    tone, icon, explanation = BADGES[state]
    return Badge(state.label, tone, icon, explanation)


class MaterialWords:
    """Words of a MaterialPage. Lists prefetch what is read here (`MaterialQuerySet.for_cards`)."""

    @property
    def kind_name(self):
        """The kind in words."""
        return self.kind.name if self.kind else ""

    @property
    def kind_code(self):
        """The kind's code: it chooses the cover's figure."""
        return self.kind.code if self.kind else ""

    @property
    def subjects_text(self):
        """«Математика, Физика»."""
        return ", ".join(subject.name for subject in self.subjects.all())

    @property
    def cover_subject(self):
        """The subject that chooses the cover's colour: the first real one, «Метапредметное» only where it stands alone."""
        subjects = self.subjects.all()
        return next((s.name for s in subjects if s.code != META_SUBJECT), subjects[0].name if subjects else "")

    @property
    def levels_text(self):
        """«Начальное общее, Основное общее»."""
        return ", ".join(level.name for level in self.levels.all())

    @property
    def audiences_text(self):
        """«Методист, Руководитель»."""
        return ", ".join(audience.name for audience in self.audiences.all())

    @property
    def authors_text(self):
        """Names of the authors in their order."""
        return ", ".join(author.name for author in self.authors.all())

    @property
    def shown_programme(self):
        """The programme, if every visitor may see it; a draft's title is nobody's business."""
        return self.programme if is_shown(self.programme) else None

    @property
    def shown_subproject(self):
        """The subproject, if every visitor may see it."""
        return self.subproject if is_shown(self.subproject) else None

    @property
    def keywords_list(self):
        """The keywords, one string each."""
        return [word.strip() for word in self.keywords.split(",") if word.strip()]

    @property
    def language_label(self):
        """The language in words."""
        return self.get_language_display()

    @property
    def expert(self):
        """The badge of the expert status; without a record nobody has judged the work."""
        return badge_of(getattr(self, "expert_status", None))

    def files_shown(self):
        """Return the material's files in order with title, addresses, kind, size and state of the reading."""
        shown = []
        for entry in self.files.all():
            if entry.file is None:
                continue
            reading = getattr(entry.file, "filetext", None)
            shown.append(
                {
                    "title": entry.title or entry.file.title,
                    "url": entry.file.url,
                    "open_url": entry.file.open_url,
                    "kind_label": entry.file.kind_label,
                    "size": entry.file.size,
                    "pages_label": entry.file.pages_label,
                    "state": reading.state if reading else "",
                    "state_label": reading.get_state_display() if reading else "",
                    "reason": reading.reason if reading else "",
                }
            )
        return shown
