"""The one door for notices and mail: rows in the transaction of the deed; letters are sent by the worker, tried again
when the server is away.
"""

import logging
from datetime import timedelta
from smtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPException,
    SMTPHeloError,
    SMTPServerDisconnected,
)
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string, select_template
from django.utils import timezone

from community.enums import DEFAULT_LETTERS, NEEDED_KINDS, Letters, LetterState, MailState, NoticeKind
from community.models import LetterChoice, Notification, OutboxMail

logger = logging.getLogger(__name__)
# Minutes until the next try: over four days in all (RFC 5321, 4.5.4.1); after the last one the letter counts as not sent.
PAUSES = [1, 5, 30, 120, 720, 1440, 1440, 1440, 1440]
BATCH = 50
# Who has claimed a letter has it for himself so long; a batch ends well before that, however slow the server.
HOLD, LONGEST_BATCH = timedelta(minutes=10), timedelta(minutes=5)
# The server itself is away or lets nobody in: the letters behind would fare no better now.
AWAY = (SMTPServerDisconnected, SMTPConnectError, SMTPHeloError, SMTPAuthenticationError)


def notify(*, person, kind, subject, template, context, url, target=None, reply_to=()):
    """Tell `person` something in the cabinet and, as the person chose for this kind, by letter; return the Notification.

    `subject` is the notice's one line and the letter's subject (250 characters are kept). The letter is made of
    `templates/emails/<template>.txt` and, where there is one, `.html`; both get `context`, `person`, `subject` and `link`,
    the full address of `url`, a path of this site. `target` is what the notice is about, if that is an object; answers to the
    letter go to the addresses `reply_to`.
    Call it inside the transaction of the deed. Raises ValueError for an unknown kind and for an address elsewhere.
    """
    kind = NoticeKind(kind)
    if not url.startswith("/") or url.startswith("//"):
        raise ValueError(f"A notice leads into the site, not to {url!r}.")
    letters = letters_of(person, kind) if person.is_active else Letters.NEVER
    with transaction.atomic():
        if letters == Letters.AT_ONCE:
            link = {"person": person, "subject": subject, "link": site_address(url)}
            told = {**context, **link}
            post_mail(to=[person.email], subject=subject, template=template, context=told, reply_to=reply_to)
        return Notification.objects.create(
            person=person,
            kind=kind,
            text=" ".join(subject.split())[:250],
            url=url,
            target=target,
            letter=_LETTER_STATES[letters],
        )


def site_address(path):
    """Return the full address of a path of this site, for letters."""
    return settings.SITE_URL.rstrip("/") + path


_LETTER_STATES = {
    Letters.AT_ONCE: LetterState.SENT,
    Letters.DIGEST: LetterState.WAITING,
    Letters.NEVER: LetterState.NONE,
}


def letters_of(person, kind):
    """Return how `person` hears of `kind` by mail (a member of Letters); the needed kinds always come at once."""
    return all_letters_of(person)[kind]


def all_letters_of(person):
    """Return {kind: how `person` hears of it by mail} for every NoticeKind."""
    chosen = dict(LetterChoice.objects.filter(person=person).values_list("kind", "letters"))
    return {
        kind: Letters.AT_ONCE if kind in NEEDED_KINDS else Letters(chosen.get(kind, DEFAULT_LETTERS[kind]))
        for kind in NoticeKind
    }


def post_mail(*, to, subject, template, context, reply_to=()):
    """Write a letter to the addresses `to` from `templates/emails/<template>.txt`; return the OutboxMail.

    Its page is `<template>.html` or, without one, the same words in the frame of all letters. Call it inside the
    transaction of the deed: if that fails, no letter has ever been.
    """
    context = {**context, "subject": subject, "site_url": settings.SITE_URL}
    text = render_to_string(f"emails/{template}.txt", context)
    page = select_template([f"emails/{template}.html", "emails/plain.html"])
    html = page.render({**context, "words": text.strip()})
    return _keep(recipients=list(to), subject=subject, text=text, html=html, reply_to=list(reply_to))


def keep_message(message):
    """Store a Django EmailMessage in the outbox; return the OutboxMail.

    Raises ValueError for attachments (files go out by their own door, as links) and for hidden recipients: the outbox
    writes everybody into «To».
    """
    if message.attachments:
        raise ValueError("A letter carries links, not files.")
    if message.bcc:
        raise ValueError("A letter has no hidden recipients: write one to each.")
    pages = [content for content, kind in getattr(message, "alternatives", []) if kind == "text/html"]
    html = pages[0] if pages else _page_of(message.body, message.subject)
    return _keep(
        recipients=message.recipients(),
        subject=message.subject,
        text=message.body,
        html=html,
        sender=message.from_email or "",
        reply_to=list(message.reply_to),
        headers={key: str(value) for key, value in message.extra_headers.items()},
    )


def _page_of(words, subject):
    """The same words in the frame of all letters."""
    return render_to_string("emails/plain.html", {"words": words.strip(), "subject": subject})


def send_waiting(*, now=None):
    """Send letters whose time has come; return (sent, put off) counts.

    A letter is claimed by moving its time, so two workers never send it at once, and a worker that dies in between
    leaves it to be sent again under the same Message-ID: twice is possible, never is not. When the server is away, the first
    letter finds out and the others wait for the next run.
    """
    started, now = timezone.now(), now or timezone.now()
    sent = put_off = 0
    for mail in OutboxMail.objects.due(now).order_by("run_at", "pk")[:BATCH]:
        if not _claim(mail, now):
            continue
        try:
            _deliver(mail)
        except (OSError, SMTPException, ValueError) as error:
            # ValueError: what cannot be a header or an address. Such a letter must not hold up those behind it.
            _put_off(mail, now, error)
            put_off += 1
            if _is_away(error):
                break
        else:
            OutboxMail.objects.filter(pk=mail.pk).update(state=MailState.SENT, sent_at=timezone.now(), error="")
            sent += 1
        if timezone.now() - started > LONGEST_BATCH:
            break
    return sent, put_off


def _keep(**fields):
    from community.tasks import send_mail_task

    mail = OutboxMail.objects.create(**{**fields, "subject": " ".join(fields["subject"].split())[:250]})
    transaction.on_commit(send_mail_task.enqueue)
    return mail


def _claim(mail, now):
    waiting = OutboxMail.objects.due(now).filter(pk=mail.pk, tries=mail.tries)
    return waiting.update(run_at=now + HOLD, tries=F("tries") + 1)


def _is_away(error):
    # Refusals of one letter are SMTPExceptions too, and those are OSErrors.
    return isinstance(error, AWAY) or (isinstance(error, OSError) and not isinstance(error, SMTPException))


def _deliver(mail):
    # The same at each try: a server that took the letter and died before saying so tells the second copy by it.
    identity = f"<letter-{mail.pk}-{mail.created_at:%Y%m%d%H%M%S}@{urlsplit(settings.SITE_URL).hostname}>"
    message = EmailMultiAlternatives(
        mail.subject,
        mail.text,
        mail.sender or settings.DEFAULT_FROM_EMAIL,
        mail.recipients,
        reply_to=mail.reply_to,
        headers={"Message-ID": identity, **mail.headers},
        connection=outgoing_connection(),
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    message.send()


def _put_off(mail, now, error):
    logger.warning("Письмо %s не отправлено: %s", mail.pk, error)
    last = mail.tries >= len(PAUSES)
    OutboxMail.objects.filter(pk=mail.pk).update(
        state=MailState.FAILED if last else MailState.WAITING,
        run_at=now if last else now + timedelta(minutes=PAUSES[mail.tries]),
        error=str(error)[:300],
    )


def outgoing_connection():
    """Return the connection to the real mail server, as EMAIL_URL names it."""
    mail = settings.OUTGOING_MAIL
    options = {
        "host": mail.get("EMAIL_HOST"),
        "port": mail.get("EMAIL_PORT"),
        "username": mail.get("EMAIL_HOST_USER"),
        "password": mail.get("EMAIL_HOST_PASSWORD"),
        "use_tls": mail.get("EMAIL_USE_TLS"),
        "use_ssl": mail.get("EMAIL_USE_SSL"),
        "timeout": 20,
    }
    if "smtp" not in mail["EMAIL_BACKEND"]:
        options = (
            {"file_path": mail["EMAIL_FILE_PATH"]}
            if "EMAIL_FILE_PATH" in mail and "filebased" in mail["EMAIL_BACKEND"]
            else {}
        )
    return get_connection(mail["EMAIL_BACKEND"], **options)
