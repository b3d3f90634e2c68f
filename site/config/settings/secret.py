"""The secret key of a site that was given none: made once, kept in the data directory."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path


def read_or_make_secret(path: Path) -> str:
    """Return the key stored in `path`; make it on the first start, readable by its owner only.

    Two processes that start at once agree: the file appears under its name whole and once, the loser reads the winner's.
    """
    if not path.exists():
        # mkstemp makes the file readable by its owner only.
        descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        os.unlink(draft)
    return path.read_text(encoding="ascii").strip()
