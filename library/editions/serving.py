"""The whole edition as one file: the PDF that the worker has made, or a ZIP of the works' own files."""

from django.http import Http404, HttpResponseRedirect

from files.packing import Entry, zip_response
from library.editions.status import edition_status
from library.models.material import MaterialFile

LIST_NAME = "Содержание.txt"


def serve_part(page, part):
    """Return the response for `part` («pdf», «zip») of an EditionPage. Raises Http404 where there is nothing in it."""
    entries = page.entries()
    status = edition_status(page, entries)
    if status is None:
        raise Http404
    if part == "pdf":
        # The file's own address asks once more who may see it; while it is being made the page says so.
        target = (status.pdf.open_url or status.pdf.url) if status.pdf else page.url
        return HttpResponseRedirect(target, headers={"Cache-Control": "no-store"})
    if not status.zip_url:
        raise Http404
    return zip_response(zip_entries(page, entries), f"{page.title}.zip")


def zip_entries(page, entries):
    """Yield the Entry of every member of the archive: a folder for each work, and a list of them all."""
    yield Entry(LIST_NAME, contents_text(page, entries))
    works = {entry.material.pk: entry for entry in entries if entry.material}
    files = {pk: [] for pk in works}
    for row in MaterialFile.objects.filter(page__in=works, file__isnull=False).select_related("file"):
        files[row.page_id].append(row.file)
    for pk, entry in works.items():
        for file in files[pk]:
            yield Entry(file.name, file, folder=f"{entry.number:02} {entry.title}")


def contents_text(page, entries):
    """Return the contents of an edition as plain text for the archive."""
    lines, section = [page.title, ""], ""
    for entry in entries:
        if entry.section and entry.section != section:
            section = entry.section
            lines += [section.upper(), ""]
        authors = entry.material.authors_text if entry.material else ""
        lines.append(f"{entry.number}. {entry.title}" + (f" — {authors}" if authors else ""))
        lines += [line for line in (entry.annotation, entry.reason, entry.url) if line] + [""]
    return "\n".join(lines)
