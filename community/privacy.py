"""The one door to a person's data: what the site knows of somebody, told and forgotten (152-FZ).

Apps register their part in `ready()`:

    @personal_data("shelves", _("Мои полки"))
    def shelves(user): return Told([...], files)

    @erasure("shelves")
    def forget_shelves(user, keep_authorship): ...
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from wagtail.log_actions import log

from files.models import StoredFile
from files.packing import Entry, zip_response


@dataclass(frozen=True)
class Told:
    """What one part of the site knows: `facts` that JSON can hold, and files of the person's own."""

    facts: object
    files: Iterable[StoredFile] = ()


_tellers: dict[str, tuple[str, Callable]] = {}
_forgetters: dict[str, Callable] = {}


def personal_data(code, title):
    """Register the decorated function (user) → Told under `code`; `title` says to the person what it is about."""

    def register(function):
        _tellers[code] = (title, function)
        return function

    return register


def erasure(code):
    """Register the decorated function (user, keep_authorship): it forgets the person, inside the verb's transaction.

    It runs while the account still carries its name and address. `keep_authorship`: the name stays at published works.
    """

    def register(function):
        _forgetters[code] = function
        return function

    return register


def tell_all(user):
    """Return ({code: {"title", "data"}}, files) of everything the site knows of `user`."""
    facts, files = {}, {}
    for code, (title, teller) in _tellers.items():
        told = teller(user)
        facts[code] = {"title": str(title), "data": told.facts}
        files |= {file.pk: file for file in told.files}
    return facts, list(files.values())


def forget_all(user, keep_authorship):
    """Let every app forget `user`."""
    for forget in _forgetters.values():
        forget(user, keep_authorship)


def export_response(user):
    """Return the ZIP of everything the site knows of `user`, sent while it is made: data.json and the files."""
    facts, files = tell_all(user)
    whole = {"made_at": timezone.now(), "about": facts}
    text = json.dumps(whole, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    log(instance=user, action="community.person.exported", user=user)
    entries = [Entry("data.json", text.encode()), *(Entry(file.name, file, folder="files") for file in files)]
    return zip_response(entries, f"Мои данные {timezone.localdate():%Y-%m-%d}.zip")
