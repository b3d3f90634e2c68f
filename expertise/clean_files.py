"""What experts of a hidden author read: copies of the files without authors, comments and EXIF, called by number (B.23)."""

import re
from pathlib import PurePath

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from expertise.enums import CLEAN_MOVES, CleanState, RoundState
from expertise.errors import MoveRefused, ReasonMissing, RoundClosed
from expertise.models import RoundFile
from expertise.moving import note_refusal
from expertise.round_rules import demand_manage
from expertise.telling import tell_copy_failed
from files.actions import KeptFile, record_file, store_file
from files.clean_copies import make_clean_copy
from files.sniffing import FileRefused
from home.said import demand_words

# Words of names that may stand in any text: a surname has five letters and more as a rule, «школа» has five too.
WORD = re.compile(r"[^\W\d_]{4,}")
COMMON = {"автор", "авторы", "школа", "лицей", "гимназия", "детский", "город", "область", "района", "средняя", "центр"}


def make_copies(*, round):
    """Make the copies that the files of a round with hidden authors still wait for; return how many are ready now.

    Idempotent. A file that cannot be cleaned is kept from the experts, and who keeps the round is told.
    """
    ready = 0
    for round_file in round.files.filter(clean_state=CleanState.WAITING).select_related("file", "round"):
        try:
            copy = make_clean_copy(file=round_file.file, name=neutral_name(round_file))
        except FileRefused as refusal:
            with transaction.atomic():
                if _move(round_file, CleanState.FAILED, clean_note=str(refusal)):
                    tell_copy_failed(round_file)
        else:
            ready += _move(round_file, CleanState.DONE, clean_file=copy, clean_note="")
    return ready


def replace_copy(*, round_file, content, name, by):
    """Give experts `content` (a file object called `name`) instead of the file: a methodist has cleaned it by hand.

    It is cleaned here once more. Raises ActionRefused, FileRefused, MoveRefused, RoundClosed.
    """
    _demand(round_file, by)
    with transaction.atomic():
        # Under the neutral name from the first: the records of files are read by more people than may know the author.
        brought = store_file(content=content, name=neutral_name(round_file, PurePath(name).suffix), user=by)
        copy = make_clean_copy(file=brought, name=brought.name)
        _demand_move(round_file, CleanState.DONE, clean_file=copy, clean_note="")
        log(instance=round_file.round, action="expertise.copy.replace", user=by, data={"file": round_file.number})


def accept_file(*, round_file, reason, by):
    """Give experts the file as it is, under a neutral name, because of `reason`; logged.

    Raises ActionRefused, ReasonMissing, MoveRefused, RoundClosed.
    """
    _demand(round_file, by)
    missing = _("Напишите, почему файл можно выдать экспертам как есть.")
    reason = demand_words(reason, RoundFile.clean_note, ReasonMissing, missing)
    file = round_file.file
    with transaction.atomic():
        kept = KeptFile(neutral_name(round_file), file.sha256, file.size, file.kind, file.content.name)
        fields = {"clean_file": record_file(kept=kept), "clean_note": reason}
        _demand_move(round_file, CleanState.ACCEPTED, **fields)
        data = {"file": round_file.number, "reason": reason}
        log(instance=round_file.round, action="expertise.copy.accept", user=by, data=data)


def neutral_name(round_file, suffix=None):
    """Return «Файл 1.docx»: a name that tells nothing of the author."""
    suffix = PurePath(round_file.file.name).suffix if suffix is None else suffix
    return _("Файл %d") % round_file.number + suffix.lower()


def names_left(round):
    """Return {key of a RoundFile or "card": sorted words} where a hidden author's names still stand in the experts' texts.

    Words of the round's `names` are looked for in the title, the card and the text that was read out of each copy; nobody can
    clean a text of its meaning, so the methodist is told. Empty for rounds that do not hide the author.
    """
    if not round.hides_authors:
        return {}
    words = {word.casefold() for _label, value in round.names for word in WORD.findall(str(value))} - COMMON
    card = " ".join([round.title, *(str(value) for _label, value in round.card)])
    found = {"card": _found(words, card)}
    for round_file in round.files.select_related("clean_file__filetext"):
        reading = getattr(round_file.clean_file, "filetext", None)
        found[round_file.pk] = _found(words, reading.text if reading else "")
    return {key: sorted(names) for key, names in found.items() if names}


def _found(words, text):
    """Names are declined: «Соловьёвой» is found by «Соловьёва»."""
    seen = {word.casefold() for word in WORD.findall(text)}
    stems = {word: word[: max(4, len(word) - 2)] for word in words}
    return {word for word, stem in stems.items() if any(other.startswith(stem) for other in seen)}


def _demand(round_file, by):
    demand_manage(by, round_file.round)
    if round_file.round.state != RoundState.OPEN:
        raise RoundClosed(_("Этот круг уже завершён или отменён."))


def _move(round_file, state, **fields):
    """Move the copy by a conditional update; return whether it moved, and bring the object up to date."""
    sources = [source for source, targets in CLEAN_MOVES.items() if state in targets]
    moved = RoundFile.objects.filter(pk=round_file.pk, clean_state__in=sources).update(clean_state=state, **fields)
    round_file.refresh_from_db()
    return moved


def _demand_move(round_file, state, **fields):
    if not _move(round_file, state, **fields):
        note_refusal(round_file, round_file.clean_state, state)
        raise MoveRefused(_("С этим файлом уже решили иначе: обновите страницу."))
