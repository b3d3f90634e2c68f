"""The one exception that a confined child may tell its parent about. Knows nothing of Django."""


class Refused(Exception):
    """The work cannot be done on this file; the text is one sentence in Russian for people."""
