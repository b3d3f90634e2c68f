"""What of an edition can be taken home at this moment."""

from dataclasses import dataclass

from files.models import StoredFile
from library.editions.stamp import stamp_of
from library.enums import EditionState
from library.models.editions import CompiledEdition


@dataclass(frozen=True)
class EditionStatus:
    """`pdf` is the StoredFile of the present contents or None; `state` tells why it is not there; addresses for buttons."""

    pdf: StoredFile | None
    state: str
    reason: str
    pdf_url: str
    zip_url: str

    @property
    def is_coming(self):
        """True while the worker has the PDF still to make."""
        return self.pdf is None and not self.reason


def edition_status(page, entries):
    """Return the EditionStatus of an EditionPage with these `entries`, None where there is nothing to take home."""
    works = [entry for entry in entries if entry.material]
    if not entries or not page.url:
        return None
    compiled = compiled_of(page)
    current = compiled is not None and compiled.stamp == stamp_of(page, entries)
    failed = current and compiled.state == EditionState.FAILED
    return EditionStatus(
        pdf=compiled.file if current else None,
        state=compiled.state if compiled else EditionState.WAITING,
        reason=compiled.reason if failed else "",
        pdf_url=f"{page.url}pdf/",
        zip_url=f"{page.url}zip/" if any(work.material.files_count for work in works) else "",
    )


def compiled_of(page):
    """Return the CompiledEdition of `page` with its file, None where none was asked for."""
    return (
        CompiledEdition.objects.select_related("file__filetext")
        .defer("file__filetext__text", "file__filetext__places")
        .filter(page=page.pk)
        .first()
    )
