"""A material in words: what cards and pages say of it."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from files.enums import TextState
from home.querysets import is_shown
from library.enums import BADGES, ExpertState

META_SUBJECT = "Метапредметное"


@dataclass(frozen=True)
class Badge:
    """The expert status (an ExpertState) as people see it: word, tone, sign, meaning."""

    state: ExpertState
    label: str
    tone: str
    icon: str
    explanation: str


def badge_of(status):
    """Return the Badge of an ExpertStatus; of None where nobody has judged the work."""
    return badge_in_state(status.state if status else ExpertState.NONE)


def badge_in_state(state):
    """Return the Badge of an ExpertState or of its value."""
    state = ExpertState(state)
    tone, icon, explanation = BADGES[state]
    return Badge(state, state.label, tone, icon, explanation)


def _picture(uuid, width, height):
    address = reverse("files:page_deliver_small", args=[UUID(str(uuid)), 1])
    return {"url": address, "width": width, "height": height}


class MaterialWords:
    """Words of a MaterialPage. Lists prefetch what is read here (`MaterialQuerySet.for_cards`)."""

    @property
    def kind_name(self):
        """The kind in words."""
        if known := self._known("kind"):
            return known[0].text
        return self.kind.name if self.kind else ""

    @property
    def kind_code(self):
        """The kind's code: it chooses the cover's figure."""
        row = self._row
        if row is not None:
            return next(iter(row.values["kind"]), "")
        return self.kind.code if self.kind else ""

    @property
    def subjects_text(self):
        """«Математика, Физика»."""
        return ", ".join(self._names("subject", self.subjects))

    @property
    def cover_subject(self):
        """The subject that chooses the cover's colour: the first real one, «Метапредметное» only where it stands alone."""
        names = self._names("subject", self.subjects)
        return next((name for name in names if name != META_SUBJECT), names[0] if names else "")

    @property
    def levels_text(self):
        """«Начальное общее, Основное общее»."""
        return ", ".join(self._names("level", self.levels))

    @property
    def audiences_text(self):
        """«Методист, Руководитель»."""
        return ", ".join(self._names("audience", self.audiences))

    @property
    def authors_text(self):
        """Names of the authors in their order."""
        return ", ".join(author.name for author in self.authors.all())

    @property
    def shown_programme(self):
        """The programme (title and address), if every visitor may see it; a draft's title is nobody's business."""
        return self._shown_page("programme")

    @property
    def shown_subproject(self):
        """The subproject (title and address), if every visitor may see it."""
        return self._shown_page("subproject")

    @property
    def shown_group(self):
        """The council or group (title and address), if every visitor may see it."""
        return self._shown_page("group")

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
        row = self._row
        if row is not None:
            return badge_in_state(row.values["expert"][0])
        return badge_of(getattr(self, "expert_status", None))

    @property
    def cover_picture(self):
        """The first page of the first file that was drawn: {"url", "width", "height"}; None: the cover is drawn from words.

        Lists bring it along (`for_cards`), a page finds it among its files (`for_serving`).
        """
        if hasattr(self, "cover_page"):
            return _picture(**self.cover_page) if self.cover_page else None
        files = (entry.file for entry in self.files.all() if entry.file)
        pages = (page for file in files for page in file.preview_pages.all() if page.number == 1)
        return next((_picture(page.file.uuid, page.small_width, page.small_height) for page in pages), None)

    def files_shown(self):
        """Return the material's files in order: title, addresses, kind, size, reading, drawn pages, downloads."""
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
                    "text_url": entry.file.text_url if reading and reading.state == TextState.DONE else "",
                    "kind_label": entry.file.kind_label,
                    "size": entry.file.size,
                    "pages_label": entry.file.pages_label,
                    "state": reading.state if reading else "",
                    "state_label": reading.get_state_display() if reading else "",
                    "reason": reading.reason if reading else "",
                    "pictures": entry.file.preview_pages.all(),
                    "downloads": entry.downloads,
                }
            )
        return shown

    def _names(self, facet, words):
        """Return the names of the page's `words` in their order: of a published page from memory, else by a query."""
        known = self._known(facet)
        return [word.name for word in words.all()] if known is None else [label.text for label in known]

    def _shown_page(self, facet):
        known = self._known(facet)
        if known is not None:
            return known[0].page if known else None
        page = getattr(self, facet)
        return page if is_shown(page) else None

    def _known(self, facet):
        """Return the Labels of a published page's values in their order; None where memory does not hold the page."""
        # Imported here: the facets are built from the models, and this is a part of one.
        from library.facets.labels import facet_labels

        row = self._row
        if row is None:
            return None
        labels = facet_labels()[facet]
        known = (labels[code] for code in row.values.get(facet, ()) if code in labels)
        return sorted(known, key=lambda label: label.order)

    @property
    def _row(self):
        from library.facets import current_facets

        return current_facets().rows.get(self.pk) if self.is_as_published else None
