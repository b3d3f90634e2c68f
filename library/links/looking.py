"""One look at one link: HEAD, then GET where HEAD says no; never a body, never longer than the deadline."""

import http.client
import socket
import ssl
import threading
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import quote, urljoin

from library.enums import LinkState
from library.links.addresses import NoSuchHost, NotForUs, resolve

SECONDS = 10
REDIRECTS = 5
AGENT = "Metodset link check (+once a month)"
GONE = (404, 410)
SAFE = "%/:=&?~#+!$,;'@()*[]"


@dataclass(frozen=True)
class Look:
    """What was seen: a LinkState and what the site answered, in words."""

    state: LinkState
    reason: str = ""


class Deadline:
    """Cuts the connection after `seconds` in all: a site that sends a byte a second never runs into a timeout."""

    def __init__(self, sock, seconds):
        self._late = threading.Event()
        self._timer = threading.Timer(seconds, self._cut, [sock])
        self._timer.daemon = True

    def _cut(self, sock):
        self._late.set()
        try:
            sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            # It ended by itself in this very moment.
            return

    def __enter__(self):
        self._timer.start()
        return self._late

    def __exit__(self, *error):
        self._timer.cancel()


def look_at(url, *, allow_private=False, seconds=SECONDS):
    """Return the Look at `url`; nothing that a foreign site does becomes an exception.

    Every redirect passes the same guard as the address itself (library.links.addresses). `seconds` bounds one question.
    """
    try:
        status = _status(url, "HEAD", allow_private, seconds)
        # Many sites refuse HEAD, or answer it wrongly.
        if status >= 400:
            status = _status(url, "GET", allow_private, seconds)
    except NotForUs as error:
        return Look(LinkState.REFUSED, str(error))
    except NoSuchHost:
        # Or our own network is down: an editor looks before anything is thrown away.
        return Look(LinkState.UNSURE, "сайта с таким именем не нашлось")
    except ssl.SSLError:
        return Look(LinkState.UNSURE, "у сайта неверный сертификат")
    except TimeoutError:
        return Look(LinkState.UNSURE, "сайт не ответил вовремя")
    except (OSError, http.client.HTTPException, ValueError):
        return Look(LinkState.UNSURE, "нет связи с сайтом")
    if status < 400:
        return Look(LinkState.ALIVE, "")
    if status in GONE:
        return Look(LinkState.DEAD, f"ответ {status}: такой страницы нет")
    return Look(LinkState.UNSURE, f"ответ {status}")


def _status(url, method, allow_private, seconds):
    """Return the status of the last answer behind `url`, following redirects."""
    for _turn in range(REDIRECTS + 1):
        status, location = _ask(resolve(url, allow_private=allow_private), method, seconds)
        if status not in (301, 302, 303, 307, 308) or not location:
            return status
        url = urljoin(url, location)
    raise NotForUs("сайт водит по кругу")


def _ask(target, method, seconds):
    """Return (status, where to go on) of one question to a checked machine."""
    connection = http.client.HTTPConnection(target.host, target.port, timeout=seconds)
    with closing(connection):
        # We connect ourselves, to the address that was checked: a second look-up of the name could lead elsewhere.
        sock = socket.create_connection((target.ip, target.port), timeout=seconds)
        if target.scheme == "https":
            with Deadline(sock, seconds):
                sock = ssl.create_default_context().wrap_socket(sock, server_hostname=target.host)
        connection.sock = sock
        with Deadline(sock, seconds) as late:
            try:
                connection.request(
                    method, quote(target.path, safe=SAFE), headers={"User-Agent": AGENT, "Accept": "*/*"}
                )
                answer = connection.getresponse()
            except (OSError, http.client.HTTPException) as error:
                raise TimeoutError if late.is_set() else error from error
        # The body is not read: it may be endless.
        return answer.status, answer.headers.get("Location")
