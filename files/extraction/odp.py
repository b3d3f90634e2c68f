"""ODP: the slides in the order of the show, each with the speaker's notes."""

from files.extraction.assembly import Document
from files.extraction.limits import Limits
from files.extraction.odf_leaves import read_leaves


def read(path: str, limits: Limits) -> Document:
    """The text of an ODP file by slides, hidden ones too.

    Raises Unreadable, and zipfile.BadZipFile or ExpatError for damage.
    """
    return read_leaves(path, limits, kind="slide", element="draw:page", label="")
