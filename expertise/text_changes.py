"""What has changed in the text of the files between two rounds, paragraph by paragraph."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from expertise.earlier import earlier_reviews
from expertise.work_pages import judged_files
from files.enums import TextState

# Longer texts are not compared: the time grows with the square of what differs.
MOST_PARAGRAPHS = 4000
MOST_CHANGES = 300
# Paragraphs that stay are left out but for one on each side.
ABOUT = 1


@dataclass(frozen=True)
class FileChanges:
    """A file of this round: `changes` are [(kind, paragraph)], kind «gone», «new» or «same»; `note` where there are none."""

    title: str
    changes: list
    note: str


def changes_since(assignment):
    """Return [FileChanges, …] of the files of the round against those of the expert's latest earlier round, by their place.

    Empty when the expert has judged no earlier round of the work.
    """
    earlier = earlier_reviews(assignment)
    if not earlier:
        return []
    before = {one.sort_order: one for one in judged_files(earlier[0].assignment.round)}
    return [_changes(one, before.get(one.sort_order)) for one in judged_files(assignment.round)]


def compared(old, new):
    """Return [(kind, paragraph), …] of two lists of paragraphs, at most MOST_CHANGES."""
    found = []
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            kept = new[new_from:new_to]
            if len(kept) > 2 * ABOUT:
                kept = [*kept[:ABOUT], "…", *kept[-ABOUT:]]
            found += [("same", line) for line in kept]
        else:
            found += [("gone", line) for line in old[old_from:old_to]]
            found += [("new", line) for line in new[new_from:new_to]]
    return found[:MOST_CHANGES]


def _changes(now, before):
    title = now.title_for_expert
    if before is None:
        return FileChanges(title, [], _("Этого файла в прошлом круге не было."))
    if now.sha256 == before.sha256:
        return FileChanges(title, [], _("Файл тот же самый, до последнего знака."))
    old, new = _paragraphs(before), _paragraphs(now)
    if old is None or new is None:
        return FileChanges(title, [], _("Файл другой, а текста для сравнения нет: посмотрите оба файла."))
    if old == new:
        return FileChanges(title, [], _("Файл другой, слова в нём те же: изменились рисунки или оформление."))
    if max(len(old), len(new)) > MOST_PARAGRAPHS:
        return FileChanges(title, [], _("Файл другой и слишком длинный, чтобы сравнить его здесь."))
    return FileChanges(title, compared(old, new), "")


def _paragraphs(round_file):
    reading = getattr(round_file.for_expert, "filetext", None) if round_file.for_expert else None
    if reading is None or reading.state != TextState.DONE:
        return None
    return [line.strip() for line in reading.text.splitlines() if line.strip()]
