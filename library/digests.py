"""The fingerprint of what experts judge and visitors get: the bytes of the files, or the text where there are none."""

import json
from hashlib import sha256


def digest_of(hashes, body=""):
    """Return 64 hexadecimal characters for a work with files of these SHA-256 `hashes`, in any order and under any titles.

    `body` (a StreamField's value prepared for the database, or a text) counts only where there is no file: a slip in a
    description is mended by an editor without a new review (D1.10), the work itself is not. Source: design §7 (the guard).
    """
    parts = ["files", *sorted(hashes)] if hashes else ["text", body]
    return sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def digest_of_page(page):
    """Return the fingerprint of a MaterialPage as it stands in memory: of a draft, the draft's."""
    hashes = [entry.file.sha256 for entry in page.files.all() if entry.file]
    return digest_of(hashes, "" if hashes else _body_text(page.body.get_prep_value()))


def _body_text(value):
    # Each block has an id of its own that a new save may change; words and their order are what is judged.
    blocks = [{name: part for name, part in block.items() if name != "id"} for block in value]
    return json.dumps(blocks, ensure_ascii=False, sort_keys=True, default=str) if blocks else ""
