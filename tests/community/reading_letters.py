"""Letters as their readers have them: brought by a real mail server that was away first, read, and followed into the site."""

import re
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from community.enums import MailState
from community.models import OutboxMail
from community.notices import send_waiting
from tests.community.post import free_port, mail_server, use_server

LINK = re.compile(r"https?://[^\s\"<>]+")
SITE = "http://testserver"


@dataclass(frozen=True)
class Expected:
    """A letter that must come: to whom, how its subject begins, and what its link shows."""

    to: str
    subject: str
    shows: str


def brought(settings):
    """Bring all that waits by a server that is away at first; return [(recipient, message)]. Each letter comes once."""
    written = sorted(OutboxMail.objects.filter(state=MailState.WAITING).values_list("subject", flat=True))
    use_server(settings, free_port())
    now = timezone.now()
    assert send_waiting(now=now) == (0, 1)
    assert send_waiting(now=now + timedelta(seconds=1)) == (0, min(1, len(written) - 1))
    with mail_server(settings) as box:
        assert send_waiting(now=now + timedelta(minutes=2)) == (len(written), 0)
        assert send_waiting(now=now + timedelta(days=9)) == (0, 0)
    assert sorted(" ".join(str(letter["Subject"]).split()) for letter in box.letters) == written
    assert all(len(recipients) == 1 for recipients in box.recipients)
    return [(recipients[0], letter) for recipients, letter in zip(box.recipients, box.letters, strict=True)]


def read(letters, expected, client):
    """Find the one letter that is `expected`, read its text and its page, and open its link as the person it came to."""
    found = [letter for to, letter in letters if to == expected.to and subject_of(letter).startswith(expected.subject)]
    assert len(found) == 1, (expected, [(to, subject_of(letter)) for to, letter in letters])
    text, page = (found[0].get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert "Здравствуйте" in text
    assert '<html lang="ru">' in page
    (link,) = set(LINK.findall(text))
    assert link in page
    assert f'href="{link}"' in page
    assert link.startswith(SITE)
    shown = opened(client, expected.to, link.removeprefix(SITE))
    assert expected.shows in shown, (expected, link)


def opened(client, email, path):
    """Return what the reader sees at `path`: signed in, or as a stranger where the address has no account."""
    client.logout()
    reader = User.objects.filter(email=email).first()
    if reader is not None:
        client.force_login(reader)
    answer = client.get(path, follow=True)
    assert answer.status_code == 200, (path, answer.status_code)
    assert "/accounts/login/" not in answer.request["PATH_INFO"], path
    return answer.text.replace("\u00a0", " ")


def subject_of(letter):
    """The subject in one line, as a reader sees it."""
    return " ".join(str(letter["Subject"]).split())


def letter_functions(module):
    """Return the names of the functions of `module` that write a letter."""
    return {name for name in vars(module) if name.startswith(("tell_", "remind_"))}
