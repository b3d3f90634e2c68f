"""A document as a file that many ask for: made once for what it says, kept, and not sent twice to the same browser."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b

from django.core.cache import cache
from django.utils.cache import get_conditional_response

from files.pdf_writer import write_pdf
from files.writers.docx import DOCX_TYPE, write_docx
from files.writers.page import document_html
from files.writers.responses import attachment

# Part of every digest: a new look of the files makes all of them anew.
LOOK = 1
KEPT_SECONDS = 30 * 24 * 3600
# One file at a time in each process: the second of two clicks waits for the first and takes its file.
_making = threading.Lock()


@dataclass(frozen=True)
class Format:
    """How a Document becomes a file: the end of its name, its type and the function from a Document to bytes."""

    suffix: str
    content_type: str
    write: Callable


DOCX = Format("docx", DOCX_TYPE, write_docx)
PDF = Format("pdf", "application/pdf", lambda document: write_pdf(document_html(document)))


def kept_attachment(request, document, name, format):
    """Return the response with `document` as a file `name` of a Format, or 304 where the browser has it.

    Who may see the document is asked before. Documents of a few pages only: a PDF takes about a second of a child
    process, once for each contents. Raises files.pdf_writer.PdfFailed.
    """
    digest = blake2b(repr((LOOK, format.suffix, document)).encode(), digest_size=16).hexdigest()
    etag = f'"{digest}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = attachment(_made(document, digest, format), f"{name}.{format.suffix}", format.content_type)
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response


def _made(document, digest, format):
    key = f"document-{digest}"
    with _making:
        content = cache.get(key)
        if content is None:
            content = format.write(document)
            cache.set(key, content, KEPT_SECONDS)
    return content
