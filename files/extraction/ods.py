"""ODS: the cells of each sheet, as they were last shown, under the name of the sheet."""

from files.extraction.assembly import Document
from files.extraction.limits import Limits
from files.extraction.odf_leaves import read_leaves


def read(path: str, limits: Limits) -> Document:
    """The text of an ODS file by sheets, hidden ones too. A cell that is repeated is read once.

    Raises Unreadable, and zipfile.BadZipFile or ExpatError for damage.
    """
    return read_leaves(path, limits, kind="sheet", element="table:table", label="table:name")
