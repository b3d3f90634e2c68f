"""Where a file stands: apps that show files say so, and how another file takes its place there (design §2, registries)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from files.models import StoredFile


@dataclass(frozen=True)
class Use:
    """A place where a file stands.

    key      names the place among those of one file
    title    what people call it
    url      where it is edited
    replace  (new, by) -> str: puts the StoredFile `new` there for the user `by`, says in Russian what came of it; raises
             ActionRefused; None where the site makes the file itself
    """

    key: str
    title: str
    url: str
    replace: Callable[[StoredFile, object], str] | None

    @property
    def is_replaceable(self):
        """For templates, which would call `replace` itself."""
        return self.replace is not None


_finders: list[Callable[[StoredFile], Iterable[Use]]] = []


def file_places(function):
    """Register the decorated function (file) -> uses as one that knows where files stand."""
    if function not in _finders:
        _finders.append(function)
    return function


def uses_of(file):
    """Return every Use of `file`."""
    return [use for finder in _finders for use in finder(file)]
