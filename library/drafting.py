"""Verbs of the working copy: begin a work, keep the card, its files and their order, throw a draft away."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.permissions import demand
from files.actions import keep_bytes, record_file
from files.models import StoredFile
from library.completeness import current_regulation
from library.models import Submission, SubmissionFile
from library.submission_card import CARD_FIELDS, OWN_FIELDS
from library.submission_enums import WRITABLE, SubmissionState
from library.submission_errors import OlderWindow, SubmissionRefused
from library.submission_moves import lock_submission

MOST_DRAFTS, MOST_FILES = 50, 20
# Nobody writes so many works a day; somebody may want to fill the disk.
MOST_FILES_A_DAY = 150
# «Back» and the same files once more: the draft of a moment ago is meant.
SAME_MOMENT = timedelta(minutes=30)


@transaction.atomic
def start_submission(*, by, files=()):
    """Begin a work of `by` with `files`, KeptFiles in order (files.actions.keep_bytes); return the Submission, a draft.

    The same files within half an hour, sent by a double click or by «back», give the draft there is, while nobody has
    written into it. Raises SubmissionRefused when too many drafts are begun, ActionRefused for who may not.
    """
    demand(by, "start", Submission)
    drafts = Submission.objects.of_author(by).filter(state=SubmissionState.DRAFT)
    if (twin := _twin(drafts, files)) is not None:
        return twin
    if drafts.count() >= MOST_DRAFTS:
        raise SubmissionRefused(str(_("Начатых работ уже %d. Закончите или удалите одну из них.")) % MOST_DRAFTS)
    previous = Submission.objects.of_author(by).exclude(submitted_at=None).order_by("-submitted_at").first()
    # What rarely changes from work to work is taken from the last one, as a guess.
    kept = ("organisation", "audiences", "language")
    guesses = {name: previous.card[name] for name in kept if previous.card.get(name)} if previous else {}
    submission = Submission.objects.create(author=by, guesses=guesses)
    for order, kept in enumerate({kept.sha256: kept for kept in files[:MOST_FILES]}.values()):
        _add(submission, kept, order)
    log(instance=submission, action="library.submission.start", user=by)
    return submission


@transaction.atomic
def save_card(*, submission, by, draft_number, values):
    """Keep `values` of the card; return the Submission as it is stored, with its next draft number.

    `values` are {field: value} with names from CARD_FIELDS and OWN_FIELDS, only those that change; `draft_number` is the
    number the window was opened with. Raises OlderWindow when another window has saved since, SubmissionRefused when the
    work is no longer open to its author, ValueError for a field that no author fills in.
    """
    demand(by, "write", submission)
    if unknown := set(values) - CARD_FIELDS - OWN_FIELDS:
        raise ValueError(f"No author fills in {sorted(unknown)}.")
    work = _writable(submission)
    if work.draft_number != draft_number:
        raise OlderWindow
    work.card = {**work.card, **{name: value for name, value in values.items() if name in CARD_FIELDS}}
    for name in OWN_FIELDS & set(values):
        if name == "regulation":
            _accept(work, values[name])
        else:
            setattr(work, name, values[name])
    _touch(work)
    work.save()
    return work


def demand_room(user):
    """Raise SubmissionRefused when the person has brought as many files today as anybody may."""
    today = StoredFile.objects.filter(
        uploaded_by=user, is_personal=True, created_at__gt=timezone.now() - timedelta(days=1)
    )
    if today.count() >= MOST_FILES_A_DAY:
        raise SubmissionRefused(str(_("За день вы загрузили уже %d файлов. Продолжите завтра.")) % MOST_FILES_A_DAY)


def add_file(*, submission, by, content, name):
    """Store `content` as a file of the work that only its author sees; return the SubmissionFile.

    A file with the same bytes that is there already is not added twice. Raises FileRefused with a reason, SubmissionRefused
    when there are too many or the work is not open.
    """
    demand(by, "write", submission)
    demand_room(by)
    # The slow half, outside the transaction: nobody waits for the copying.
    kept = keep_bytes(content=content, name=name)
    with transaction.atomic():
        work = _writable(submission)
        if twin := work.files.filter(file__sha256=kept.sha256).first():
            return twin
        if work.files.count() >= MOST_FILES:
            raise SubmissionRefused(str(_("Файлов уже %d. Соберите остальные в архив ZIP.")) % MOST_FILES)
        last = work.files.aggregate(last=Max("sort_order"))["last"]
        entry = _add(work, kept, 0 if last is None else last + 1)
        _keep_touched(work)
    return entry


@transaction.atomic
def remove_file(*, entry, by):
    """Take a file out of the working copy; versions that were sent keep it. Raises as `add_file`."""
    work = _entry_of(entry, by)
    SubmissionFile.objects.filter(pk=entry.pk).delete()
    # What was guessed from it goes with it; what the author has saved stays.
    if not work.files.exists():
        work.guesses = {}
    _keep_touched(work)


@transaction.atomic
def move_file(*, entry, by, step):
    """Move a file of the working copy by `step` places (-1 is up). Raises as `add_file`."""
    work = _entry_of(entry, by)
    entries = list(work.files.all())
    place = next(number for number, known in enumerate(entries) if known.pk == entry.pk)
    entries.insert(max(0, place + step), entries.pop(place))
    _write_order(entries)
    _keep_touched(work)


@transaction.atomic
def rename_files(*, submission, by, titles):
    """Give files of the working copy their titles, {key of a SubmissionFile: title}; keys of other works are left out."""
    demand(by, "write", submission)
    work = _writable(submission)
    entries = [entry for entry in work.files.all() if titles.get(entry.pk, entry.title) != entry.title]
    for entry in entries:
        entry.title = titles[entry.pk][:200]
    SubmissionFile.objects.bulk_update(entries, ["title"])


@transaction.atomic
def discard_draft(*, submission, by):
    """Throw away a draft that was never sent. Its files stay in the storage, seen by nobody but their uploader.

    Raises SubmissionRefused for a work that was sent once: the centre's book knows it.
    """
    demand(by, "write", submission)
    work = _writable(submission)
    if work.state != SubmissionState.DRAFT or work.number is not None:
        raise SubmissionRefused(str(_("Эта работа уже записана в журнале центра. Её можно отозвать, но не удалить.")))
    log(instance=work, action="library.submission.discard", user=by)
    work.delete()


def _twin(drafts, files):
    shas = sorted({kept.sha256 for kept in files})
    fresh = drafts.filter(created_at__gte=timezone.now() - SAME_MOMENT, draft_number=0).prefetch_related("files__file")
    if not shas:
        return None
    return next((one for one in fresh if sorted(entry.file.sha256 for entry in one.files.all()) == shas), None)


def _add(submission, kept, order):
    from library.tasks import look_at_file

    file = record_file(kept=kept, user=submission.author, is_personal=True)
    entry = SubmissionFile.objects.create(submission=submission, file=file, sort_order=order)
    look_at_file(entry)
    return entry


def _entry_of(entry, by):
    demand(by, "write", entry.submission)
    return _writable(entry.submission)


def _writable(submission):
    work = lock_submission(submission)
    if work.state not in WRITABLE:
        raise SubmissionRefused(str(_("Работа сейчас не у вас: она в состоянии «%s».")) % work.get_state_display())
    return work


def _accept(work, wording):
    """Remember which wording of the rules was accepted and when; the moment of an earlier acceptance stays."""
    current = current_regulation()
    if wording is None:
        work.regulation, work.regulation_accepted_at = None, None
    elif current is None or wording.pk != current.pk:
        raise SubmissionRefused(
            str(_("Вступила в силу новая редакция положения: прочитайте её и согласитесь ещё раз."))
        )
    elif work.regulation_id != wording.pk:
        work.regulation, work.regulation_accepted_at = wording, timezone.now()


def _touch(work):
    work.draft_number += 1
    work.saved_at, work.warned_at = timezone.now(), None


def _keep_touched(work):
    """Files change beside the card: an open window with words in it stays the newest."""
    work.saved_at, work.warned_at = timezone.now(), None
    work.save(update_fields=["saved_at", "warned_at", "guesses"])


def _write_order(entries):
    for order, entry in enumerate(entries):
        entry.sort_order = order
    SubmissionFile.objects.bulk_update(entries, ["sort_order"])
