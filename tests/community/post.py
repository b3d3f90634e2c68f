"""A real mail server for tests, and letters to send through it."""

import email
import email.policy
import logging
import socket
from contextlib import contextmanager

from aiosmtpd.controller import Controller

from community.models import OutboxMail

logging.getLogger("mail.log").setLevel(logging.WARNING)


class Letterbox:
    """Keeps what arrives: `letters` are parsed messages, `refuse` makes the server say no to everybody.

    `strangers` are addresses that it refuses for good; with `dies_after` ("DATA", "QUIT") it has taken a letter and breaks
    the connection without a word.
    """

    def __init__(self):
        self.letters, self.recipients, self.refuse = [], [], ""
        self.strangers, self.dies_after = set(), ""

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.strangers:
            return "550 No such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_QUIT(self, server, session, envelope):
        if self.dies_after == "QUIT":
            server.transport.abort()
        return "221 Bye"

    async def handle_DATA(self, server, session, envelope):
        if self.refuse:
            return self.refuse
        self.letters.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        self.recipients.append(envelope.rcpt_tos)
        if self.dies_after == "DATA":
            server.transport.abort()
        return "250 OK"


def free_port():
    """Return a port nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def mail_server(settings):
    """Run a mail server and make it the site's; yield its Letterbox."""
    box, port = Letterbox(), free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    use_server(settings, port)
    try:
        yield box
    finally:
        controller.stop()


def use_server(settings, port):
    """Point the site at a mail server of this machine, as EMAIL_URL=smtp://127.0.0.1:PORT would."""
    settings.OUTGOING_MAIL = {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": "",
        "EMAIL_HOST_PASSWORD": "",
    }


def letter(**fields):
    """Put a letter into the outbox; return it."""
    return OutboxMail.objects.create(
        **{"recipients": ["vera@school.example"], "subject": "Здравствуйте", "text": "Текст письма.", **fields}
    )
