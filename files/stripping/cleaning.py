"""The child's way in: finds the cleaner of a kind and names what went wrong."""

import zipfile
from pathlib import Path
from xml.etree.ElementTree import ParseError

from files.refusals import Refused
from files.stripping import OFFICE_OPEN, OPEN_DOCUMENT, PICTURES

BROKEN = "Файл повреждён, копию из него не сделать: откройте его в редакторе и сохраните заново."


def main(kind, source, target):
    """Write the clean copy of `source` to `target`. Raises Refused."""
    try:
        if kind in PICTURES:
            from files.stripping.pictures import without_metadata

            Path(target).write_bytes(without_metadata(Path(source).read_bytes(), kind))
        else:
            _cleaner(kind)(source, target)
    except (zipfile.BadZipFile, ParseError, KeyError, UnicodeDecodeError) as error:
        raise Refused(BROKEN) from error


def _cleaner(kind):
    # Each brings libraries of its own; one is enough.
    if kind in OFFICE_OPEN:
        from files.stripping.ooxml import clean
    elif kind in OPEN_DOCUMENT:
        from files.stripping.odf import clean
    else:
        from files.stripping.pdf import clean
    return clean
