"""The one door for mail: a row in the transaction of the deed, sent by the worker, tried again when the server is away."""

import logging
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone

from community.enums import MailState
from community.models import OutboxMail

logger = logging.getLogger(__name__)
# Minutes until the next try; after the last one the letter is shown as not sent.
PAUSES = [1, 5, 30, 120, 720]
BATCH = 50


def post_mail(*, to, subject, template, context, reply_to=()):
    """Write a letter to the addresses `to` from `templates/emails/<template>.txt`; return the OutboxMail.

    Call it inside the transaction of the deed: if that fails, no letter has ever been.
    """
    text = render_to_string(f"emails/{template}.txt", {**context, "site_url": settings.SITE_URL})
    return _keep(recipients=list(to), subject=subject, text=text, reply_to=list(reply_to))


def keep_message(message):
    """Store a Django EmailMessage in the outbox; return the OutboxMail.

    Raises ValueError for attachments (files go out by their own door, as links) and for hidden recipients: the outbox
    writes everybody into «To».
    """
    if message.attachments:
        raise ValueError("A letter carries links, not files.")
    if message.bcc:
        raise ValueError("A letter has no hidden recipients: write one to each.")
    html = next((content for content, kind in getattr(message, "alternatives", []) if kind == "text/html"), "")
    return _keep(
        recipients=message.recipients(),
        subject=message.subject,
        text=message.body,
        html=html,
        sender=message.from_email or "",
        reply_to=list(message.reply_to),
        headers={key: str(value) for key, value in message.extra_headers.items()},
    )


def send_waiting(*, now=None):
    """Send letters whose time has come; return (sent, put off) counts.

    A letter is claimed by moving its time, so two workers never send it at once, and a worker that dies in between
    leaves it to be sent again: twice is possible, never is not.
    """
    now = now or timezone.now()
    sent = put_off = 0
    for mail in OutboxMail.objects.due(now).order_by("run_at")[:BATCH]:
        if not _claim(mail, now):
            continue
        try:
            _deliver(mail)
        except (OSError, SMTPException, ValueError) as error:
            # ValueError: what cannot be a header or an address. Such a letter must not hold up those behind it.
            _put_off(mail, now, error)
            put_off += 1
        else:
            OutboxMail.objects.filter(pk=mail.pk).update(state=MailState.SENT, sent_at=timezone.now(), error="")
            sent += 1
    return sent, put_off


def _keep(**fields):
    from community.tasks import send_mail_task

    mail = OutboxMail.objects.create(**{**fields, "subject": " ".join(fields["subject"].split())[:250]})
    transaction.on_commit(send_mail_task.enqueue)
    return mail


def _claim(mail, now):
    waiting = OutboxMail.objects.due(now).filter(pk=mail.pk, tries=mail.tries)
    return waiting.update(run_at=now + timedelta(minutes=10), tries=F("tries") + 1)


def _deliver(mail):
    message = EmailMultiAlternatives(
        mail.subject,
        mail.text,
        mail.sender or settings.DEFAULT_FROM_EMAIL,
        mail.recipients,
        reply_to=mail.reply_to,
        headers=mail.headers,
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
