"""Why something is not imported; every text is a Russian sentence for the person who prepared it."""

from files.tables.errors import TableRefused

__all__ = ["ArchiveRefused", "MoveRefused", "RowRefused", "TableRefused"]


class RowRefused(Exception):
    """One row cannot be imported; the others go on."""


class ArchiveRefused(Exception):
    """The archive with the files cannot be unpacked."""


class MoveRefused(Exception):
    """The import is in a state that does not allow the step."""
