"""One look at a foreign site: never into our own network, never long, never a surprise (reliability 78)."""

import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from library.enums import LinkState
from library.links.addresses import NotForUs, is_open, resolve
from library.links.looking import look_at

INNER = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "2002:7f00:1::",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
]
REFUSED = [
    "http://127.0.0.1/",
    "http://localhost/",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://169.254.169.254/latest/meta-data/",
    "http://0/",
    "https://user:word@8.8.8.8/",
    "http://8.8.8.8:22/",
    "http://8.8.8.8:99999/",
    "http://8.8.8.8:-1/",
    "file:///etc/passwd",
    "gopher://8.8.8.8/",
    "ftp://8.8.8.8/",
    "//8.8.8.8/",
    "http://",
    "http:///etc",
    "http://[::1",
    "http://%31%32%37.0.0.1/",
    "http://１２７.０.０.１/",
    "http://" + "a" * 70 + ".ru/",
]


@pytest.mark.parametrize("ip", INNER)
def test_an_address_of_an_inner_network_is_not_open_however_it_is_wrapped(ip):
    assert not is_open(ip)


@pytest.mark.parametrize("ip", ["8.8.8.8", "77.88.8.8", "2a02:6b8::feed:ff", "::ffff:8.8.8.8"])
def test_an_address_of_the_open_internet_is(ip):
    assert is_open(ip)


@pytest.mark.parametrize("url", REFUSED)
def test_what_leads_inside_or_is_no_website_is_not_knocked_at(url, monkeypatch):
    def knock(*args, **kwargs):
        raise AssertionError("somebody was called")

    monkeypatch.setattr(socket, "create_connection", knock)
    seen = look_at(url)
    # A name that no server knows is simply dead; everything else is refused with a reason.
    assert seen.state in (LinkState.REFUSED, LinkState.DEAD, LinkState.UNSURE)
    if seen.state != LinkState.REFUSED:
        assert "%" in url
    assert seen.reason


def test_a_name_that_leads_inside_is_refused_though_one_of_its_addresses_is_open(monkeypatch):
    def names(host, port, **kwargs):
        return [(socket.AF_INET, 1, 6, "", (ip, port)) for ip in ("8.8.8.8", "10.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", names)
    with pytest.raises(NotForUs, match="внутреннюю сеть"):
        resolve("https://example.org/")


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch):
    asked, called = [], []

    def names(host, port, **kwargs):
        asked.append(host)
        return [(socket.AF_INET, 1, 6, "", ("8.8.8.8" if len(asked) == 1 else "127.0.0.1", port))]

    def knock(place, timeout):
        called.append(place)
        raise OSError

    monkeypatch.setattr(socket, "getaddrinfo", names)
    monkeypatch.setattr(socket, "create_connection", knock)
    look_at("http://rebinding.example/")
    assert called == [("8.8.8.8", 80)]


# A real server ----------------------------------------------------------------------------------------------------------


class Site(BaseHTTPRequestHandler):
    """A small foreign site with every bad habit."""

    protocol_version = "HTTP/1.1"

    def do_HEAD(self):
        self.server.asked.append((self.command, self.path))
        name = self.path.split("?")[0].strip("/")
        getattr(self, f"_{name}", self._plain)()

    do_GET = do_HEAD

    def _answer(self, status, **headers):
        self.send_response(status)
        for key, value in {"Content-Length": "0", **headers}.items():
            self.send_header(key, value)
        self.end_headers()

    def _plain(self):
        self._answer(200)

    def _gone(self):
        self._answer(404)

    def _picky(self):
        self._answer(200 if self.command == "GET" else 405)

    def _broken(self):
        self._answer(503)

    def _closed(self):
        self._answer(403)

    def _moved(self):
        self._answer(301, Location="/plain")

    def _round(self):
        self._answer(302, Location="/round")

    def _inside(self):
        self._answer(302, Location=self.server.inside)

    def _tofile(self):
        self._answer(302, Location="file:///etc/passwd")

    def _slow(self):
        try:
            for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"a" * 1000:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            self.close_connection = True

    def _endless(self):
        self.send_response(200)
        self.end_headers()
        try:
            while self.command == "GET":
                self.wfile.write(b"x" * 65536)
        except OSError:
            self.server.cut = True
        self.close_connection = True

    def _junk(self):
        self.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n")
        self.close_connection = True

    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.asked, server.daemon_threads, server.cut = [], True, False
    server.root = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def look(site, path, seconds=5):
    return look_at(site.root + path, allow_private=True, seconds=seconds)


@pytest.mark.parametrize(
    ("path", "state", "reason"),
    [
        ("/plain", LinkState.ALIVE, ""),
        ("/урок?имя=снег", LinkState.ALIVE, ""),
        ("/moved", LinkState.ALIVE, ""),
        ("/picky", LinkState.ALIVE, ""),
        ("/gone", LinkState.DEAD, "404"),
        ("/broken", LinkState.UNSURE, "503"),
        ("/closed", LinkState.UNSURE, "403"),
        ("/round", LinkState.REFUSED, "по кругу"),
        ("/tofile", LinkState.REFUSED, "не адрес сайта"),
        ("/junk", LinkState.UNSURE, "нет связи"),
    ],
)
def test_what_the_site_answers_becomes_a_state_with_a_reason(site, path, state, reason):
    seen = look(site, path)
    assert seen.state == state
    assert reason in seen.reason


def test_a_page_that_answers_is_asked_once_and_without_its_body(site):
    look(site, "/plain")
    assert site.asked == [("HEAD", "/plain")]
    look(site, "/gone")
    assert site.asked[1:] == [("HEAD", "/gone"), ("GET", "/gone")]


def test_a_redirect_into_the_inner_network_is_not_followed(site, monkeypatch):
    from library.links import addresses

    # The site itself counts as open here, whatever it leads to does not.
    monkeypatch.setattr(addresses, "is_open", lambda ip: ip == "127.0.0.1")
    monkeypatch.setattr(addresses, "PORTS", {site.server_port, 80})
    site.inside = "http://169.254.169.254/latest/meta-data/"
    seen = look_at(site.root + "/inside", seconds=5)
    assert (seen.state, seen.reason) == (LinkState.REFUSED, "адрес ведёт во внутреннюю сеть")
    assert site.asked == [("HEAD", "/inside")]


def test_a_site_that_sends_a_byte_at_a_time_is_left_at_the_deadline(site):
    begun = time.monotonic()
    seen = look(site, "/slow", seconds=1)
    assert (seen.state, seen.reason) == (LinkState.UNSURE, "сайт не ответил вовремя")
    assert time.monotonic() - begun < 4


def test_an_endless_body_is_not_read(site, monkeypatch):
    begun = time.monotonic()
    monkeypatch.setattr(Site, "do_HEAD", lambda self: self._answer(405))
    monkeypatch.setattr(Site, "do_GET", Site._endless)
    assert look(site, "/endless").state == LinkState.ALIVE
    assert time.monotonic() - begun < 3


def test_a_closed_door_is_no_proof_of_death():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    seen = look_at(f"http://127.0.0.1:{port}/", allow_private=True)
    assert (seen.state, seen.reason) == (LinkState.UNSURE, "нет связи с сайтом")
