"""Why a table or a row is not imported; every text is a Russian sentence for the person who made the table."""


class TableRefused(Exception):
    """The whole table cannot be read."""


class RowRefused(Exception):
    """One row cannot be imported; the others go on."""
