"""Verbs of co-authorship: each agrees for himself, by his cabinet or by a personal link (D1.2; Civil Code, article 1258)."""

import logging
import secrets
from datetime import timedelta
from hashlib import sha256

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.permissions import demand
from community.consents import ConsentRefused
from community.deed_consents import agree, take_back
from community.enums import ConsentKind
from library.models import SubmissionAuthor
from library.placing import refresh_authors
from library.submission_enums import COAUTHOR_MOVES, OPEN_SUBMISSIONS, WRITABLE, CoauthorState, SubmissionState
from library.submission_errors import MoveRefused, SubmissionRefused
from library.submission_moves import lock_submission
from library.submission_telling import ask_by_letter, tell_author

logger = logging.getLogger(__name__)
LINK_DAYS = timedelta(days=30)
ASK_AGAIN = timedelta(days=1)
MOST_COAUTHORS = 10
# Letters go to strangers' addresses: one person writes no more of them a day.
MOST_LETTERS_A_DAY = 20
ANSWERABLE = OPEN_SUBMISSIONS | WRITABLE


@transaction.atomic
def ask_coauthor(*, submission, by, name, email):
    """Name a co-author and ask him by letter; return the SubmissionAuthor.

    Whether the address has an account here is told to nobody: its owner finds the question in the cabinet too. Raises
    SubmissionRefused for a second question to one address, too many co-authors or letters, or a work that is not open.
    """
    demand(by, "write", submission)
    work = lock_submission(submission)
    if work.state not in WRITABLE:
        raise SubmissionRefused(str(_("Соавторов можно назвать, пока работа у вас.")))
    name, email = " ".join(name.split()), email.strip().lower()
    if not name or not email:
        raise SubmissionRefused(str(_("Впишите имя и почту соавтора.")))
    if email == by.email.lower():
        raise SubmissionRefused(str(_("Это ваша почта: вы уже автор.")))
    if work.coauthors.filter(email=email).exists():
        raise SubmissionRefused(str(_("Этого соавтора вы уже назвали.")))
    if work.coauthors.count() >= MOST_COAUTHORS:
        raise SubmissionRefused(str(_("Соавторов может быть не больше %d.")) % MOST_COAUTHORS)
    last = work.coauthors.aggregate(last=Max("sort_order"))["last"] or 0
    user = get_user_model().objects.filter(email__iexact=email, is_active=True).first()
    coauthor = SubmissionAuthor(submission=work, name=name[:160], email=email, user=user, sort_order=last + 1)
    _send(coauthor, by)
    log(instance=work, action="library.submission.ask_coauthor", user=by)
    return coauthor


@transaction.atomic
def ask_again(*, coauthor, by):
    """Send a co-author a fresh link, not more than once a day; the earlier one stops working. Raises SubmissionRefused."""
    demand(by, "view", coauthor.submission)
    coauthor = SubmissionAuthor.objects.select_for_update(of=("self",)).get(pk=coauthor.pk)
    if coauthor.state == CoauthorState.AGREED or coauthor.submission.state not in ANSWERABLE:
        raise SubmissionRefused(str(_("Спрашивать больше не о чем.")))
    if coauthor.asked_at and coauthor.asked_at > timezone.now() - ASK_AGAIN:
        raise SubmissionRefused(str(_("Письмо уже ушло. Напомнить можно через сутки.")))
    _send(coauthor, by)


@transaction.atomic
def remove_coauthor(*, coauthor, by):
    """Take a co-author off the list: any while the work is the author's, later only one who has declined."""
    demand(by, "view", coauthor.submission)
    work = lock_submission(coauthor.submission)
    row = work.coauthors.filter(pk=coauthor.pk).first()
    if row is None:
        return
    gone = row.state == CoauthorState.DECLINED and work.state in OPEN_SUBMISSIONS
    if work.state not in WRITABLE and not gone:
        raise SubmissionRefused(str(_("Работа уже рассматривается: состав авторов меняют, пока она у вас.")))
    row.delete()
    log(instance=work, action="library.submission.remove_coauthor", user=by)


@transaction.atomic
def answer_coauthor(*, coauthor, by, agrees, name="", text=None, address=""):
    """Write down the co-author's own answer and the name he wants on the cover; return the SubmissionAuthor.

    `by` is his User or, without an account, the SubmissionAuthor itself, proved by the key of his link. Who agrees, agrees
    to `text`, the ConsentText he has read, from the network `address`; a no ends that consent. Raises ActionRefused for
    anybody else, MoveRefused for the same answer twice, SubmissionRefused when the work is closed and for a text that is not
    in force.
    """
    if by != coauthor:
        demand(by, "answer", coauthor)
    row = SubmissionAuthor.objects.select_for_update(of=("self",)).get(pk=coauthor.pk)
    work = lock_submission(row.submission)
    if work.state not in ANSWERABLE:
        raise SubmissionRefused(str(_("Работа уже не рассматривается, отвечать не нужно.")))
    to = CoauthorState.AGREED if agrees else CoauthorState.DECLINED
    if to not in COAUTHOR_MOVES[CoauthorState(row.state)]:
        logger.warning("Refused answer of co-author %s: %s → %s", row.pk, row.state, to)
        raise MoveRefused(str(_("Этот ответ уже записан.")))
    row.state, row.answered_at = to, timezone.now()
    if agrees and (chosen := " ".join(name.split())):
        row.name = chosen[:160]
    row.save(update_fields=["state", "answered_at", "name"])
    _keep_consent(row, by=by if by != coauthor else None, text=text if agrees else None, address=address)
    log(instance=work, action=f"library.submission.coauthor_{to.value}", user=by if by != coauthor else None)
    refresh_authors(submission=work, by=None)
    _tell_answer(work, row)
    return row


def coauthor_of(key):
    """Return the SubmissionAuthor whose link has the key, if the link still works, or None."""
    found = SubmissionAuthor.objects.select_related("submission__author").filter(key_hash=_hash(key)).first()
    alive = found and found.key_expires_at and found.key_expires_at > timezone.now()
    return found if alive and found.submission.state in ANSWERABLE else None


def _send(coauthor, by):
    sent = SubmissionAuthor.objects.filter(
        submission__author=by, asked_at__gt=timezone.now() - timedelta(days=1)
    ).count()
    if sent >= MOST_LETTERS_A_DAY:
        raise SubmissionRefused(str(_("Сегодня вы уже написали многим соавторам. Продолжите завтра.")))
    key = secrets.token_urlsafe(24)
    coauthor.key_hash, coauthor.asked_at = _hash(key), timezone.now()
    coauthor.key_expires_at = timezone.now() + LINK_DAYS
    coauthor.save()
    ask_by_letter(coauthor=coauthor, key=key)


def _keep_consent(row, *, by, text, address):
    if row.state == CoauthorState.DECLINED:
        take_back(deed=row, kinds=[ConsentKind.CO_AUTHORSHIP])
        return
    if text is None or text.kind != ConsentKind.CO_AUTHORSHIP:
        raise SubmissionRefused(str(_("Прочитайте текст согласия и ответьте ещё раз.")))
    try:
        agree(deed=row, text=text, person=by, address=address)
    except ConsentRefused as refusal:
        raise SubmissionRefused(str(refusal)) from refusal


def _tell_answer(work, row):
    if row.state == CoauthorState.AGREED:
        told = _("%s — соавтор согласен, имя будет на обложке.") % row.name
    elif work.state == SubmissionState.DRAFT:
        told = (
            _(
                "%s — не согласен быть соавтором. Уберите его из списка авторов или договоритесь и спросите ещё раз: "
                "до этого работу не отправить."
            )
            % row.name
        )
    else:
        told = (
            _(
                "%s — не согласен быть соавтором. Пока это так, работу не опубликуют: уберите его из списка авторов "
                "или договоритесь и спросите ещё раз."
            )
            % row.name
        )
    tell_author(submission=work, subject=_("Ответ соавтора: %s") % row.get_state_display(), words=[told])


def _hash(key):
    return sha256(key.encode()).hexdigest()
