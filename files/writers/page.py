"""A Document as a whole HTML page, for `files.pdf_writer.write_pdf`."""

from django.template.loader import render_to_string

from files.writers.document import Document


def document_html(document: Document):
    """Return the HTML (str) of a Document; every text in it is escaped."""
    parts = [(type(part).__name__.lower(), part) for part in document.parts]
    return render_to_string("pdf/document.html", {"document": document, "parts": parts})
