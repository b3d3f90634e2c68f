"""A name for the contents of an edition: two editions of one stamp are the same book."""

from hashlib import sha256

from library.models.material import MaterialFile

# Part of every stamp: a new look of the PDF makes all of them anew.
LOOK = 1


def stamp_of(page, entries):
    """Return the stamp (64 hexadecimal digits) of `page` as published with these `entries`, in one query.

    It changes with the page, with the choice and order of its works, with each work's publication, files and their text.
    """
    works = [entry.material.pk for entry in entries if entry.material]
    files = (
        MaterialFile.objects.filter(page__in=works)
        .order_by("page_id", "sort_order", "pk")
        .values_list("page_id", "title", "file__sha256", "file__filetext__state", "file__filetext__extracted_at")
    )
    lines = [(entry.title, entry.annotation, entry.reason, entry.section, *_place(entry)) for entry in entries]
    parts = (LOOK, page.pk, page.title, page.live_revision_id, lines, list(files))
    return sha256(repr(parts).encode()).hexdigest()


def _place(entry):
    # Not a work's address: another slug of a section above changes it and tells nobody, and the work is the same.
    work = entry.material
    return (work.pk, work.live_revision_id) if work else (entry.url,)
