from files.refusals import Refused


class TableRefused(Refused):
    """The whole table cannot be read; the text is a Russian sentence for the person who prepared it."""
