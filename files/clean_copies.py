"""The verb that makes a copy of a file without what it says of people: authors, company, comments, place and time."""

import tempfile
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from accounts.permissions import demand
from files.actions import local_path, store_file
from files.confined import ChildFailed, Fence, run_confined
from files.sniffing import FileRefused
from files.stripping import STRIPPABLE

ADVICE = {
    "doc": _("Сохраните файл в формате DOCX и загрузите его: из старого формата Word сведения надёжно не убрать."),
    "xls": _("Сохраните файл в формате XLSX и загрузите его: из старого формата Excel сведения надёжно не убрать."),
    "ppt": _(
        "Сохраните файл в формате PPTX и загрузите его: из старого формата PowerPoint сведения надёжно не убрать."
    ),
    "rtf": _("Сохраните файл в формате DOCX и загрузите его: из RTF сведения надёжно не убрать."),
    "zip": _("Распакуйте архив и загрузите файлы по одному: внутри архива сведения не убираются."),
    "txt": _("В простом тексте нет сведений об авторе, кроме тех, что написаны словами."),
    "encrypted_office": _("Файл закрыт паролем: снимите пароль и загрузите его снова."),
}
OTHER = _("Из файлов этого вида сведения об авторе убирать не умеем: сохраните его в PDF и загрузите снова.")
FAILED = _("Копию сделать не удалось: файл повреждён или слишком велик. Откройте его в редакторе и сохраните заново.")


def why_not(file):
    """Return why no clean copy of `file` can be made, in Russian; empty when it can be tried."""
    return "" if file.kind in STRIPPABLE else str(ADVICE.get(file.kind, OTHER))


def strip_metadata(*, file, user):
    """Make a new StoredFile with the content of `file` and nothing about people beside it; return it. Logged.

    `file` itself stays as it is: it may have been judged or cited. Bookmarks and fields of a PDF stay behind, text under
    revision stays without names. Raises ActionRefused when `user` may not, FileRefused with a reason in Russian when it
    cannot be done.
    """
    demand(user, "strip", file)
    clean = make_clean_copy(file=file, name=file.name, user=user)
    log(instance=clean, action="files.file.strip", user=user, data={"original": str(file.uuid)})
    return clean


def make_clean_copy(*, file, name, user=None):
    """Make a StoredFile called `name` with the content of `file` and nothing about people beside it; return it.

    For apps that show a file to who must not know its author; they ask for the right and write the log. Raises FileRefused.
    """
    if reason := why_not(file):
        raise FileRefused(reason)
    # A copy may be larger than its original: what was packed tightly is packed anew.
    fence = Fence(output_bytes=3 * settings.FILES_MAX_BYTES)
    with tempfile.NamedTemporaryFile(prefix="metodset-clean-") as copy, local_path(file) as path:
        try:
            run_confined("files.stripping.cleaning", file.kind, path, copy.name, fence=fence)
        except ChildFailed as failure:
            raise FileRefused(failure.reason or str(FAILED)) from failure
        with Path(copy.name).open("rb") as content:
            return store_file(content=File(content), name=name, user=user)
