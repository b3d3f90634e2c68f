"""The fingerprint of what is judged and published: the same for a version of a submission and for a page (design §7).

The bytes of the files are in it, in no order and under any titles; where there is no file, the words of the body. The card and a
description beside files may be polished by an editor without a new judgement (D1.10), the work itself may not.
"""

import html
import json
import re
from hashlib import sha256

from django.utils.html import escape

# What the admin's editor adds when it opens and saves a text that nobody has changed.
EDITORS_KEY = re.compile(r'\s+data-block-key="[^"]*"')
BREAK = re.compile(r"<br\s*/?>")
BETWEEN = re.compile(r">\s+<")


def digest_of(files, body=()):
    """Return 64 hexadecimal characters for `files` (their SHA-256 in hexadecimal) and `body` (raw data of a StreamField).

    Formula: SHA-256 of the sorted hashes, a line each, and of the body as JSON: of its lists of files alone where the work
    has files of its own, of all its words where it has none.
    """
    counted = [block for block in body if block["type"] == "files"] if files else list(body)
    words = json.dumps(_plain(counted), ensure_ascii=False, sort_keys=True) if counted or not files else ""
    return sha256("\n".join([*sorted(files), words]).encode()).hexdigest()


def digest_of_page(page):
    """Return the digest of a MaterialPage as it is in memory: its files that are there, and its body."""
    shas = [entry.file.sha256 for entry in page.files.all() if entry.file_id and entry.file]
    return digest_of(shas, page.body.get_prep_value())


def body_of(text):
    """Return the raw body of a page for an author's plain text: a paragraph for each piece between empty lines."""
    pieces = [piece.strip() for piece in re.split(r"\n\s*\n", text.replace("\r\n", "\n"))]
    paragraphs = ["<p>" + escape(piece).replace("\n", "<br/>") + "</p>" for piece in pieces if piece]
    return [{"type": "text", "value": "".join(paragraphs)}] if paragraphs else []


def _plain(value):
    """The body without what two savings of the same words differ in: keys of blocks, spelling of signs and breaks."""
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items() if name != "id"}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, str):
        tidy = BETWEEN.sub("><", BREAK.sub("<br/>", EDITORS_KEY.sub("", value)))
        return html.unescape(tidy).replace("\xa0", " ").strip()
    return value
