"""A gate before a service that speaks HTTP: it lets requests through or fails them as networks and servers do."""

import base64
import http.client
import socket
import threading
import time
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from tests.services.elasticsearch.nodes import HOST, free_port

# Headers of one connection, which are not for the next one.
OF_CONNECTION = {"connection", "keep-alive", "transfer-encoding", "content-length"}


class Gate:
    """A reverse proxy whose address stays while what it does changes; `with Gate(url) as gate` opens and closes it.

    Args:
        url: the address of the service behind it.

    `requests` lists what has come to it as "GET /path", refused connections excepted.
    """

    def __init__(self, url):
        self.behind = urlsplit(url)
        self.port = free_port()
        self.requests = []
        self._lock = threading.Lock()
        self._connections = set()
        self._server = None
        self._act = _let_through
        self._over = None

    def __enter__(self):
        self._listen()
        return self

    def __exit__(self, *_error):
        self.refuse()

    @property
    def url(self):
        """The address to give to clients."""
        return f"http://{HOST}:{self.port}"

    def let_through(self):
        """Pass all requests to the service."""
        self._do(_let_through)

    def demand(self, user, password):
        """Pass requests that carry this name and password; answer 401 to the others."""
        expected = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()

        def check(request):
            (_let_through if request.headers["Authorization"] == expected else _refuse_stranger)(request)

        self._do(check)

    def hang(self):
        """Take requests and answer nothing until the gate does something else, which cuts them."""
        over = threading.Event()

        def wait(request):
            over.wait()
            _cut(request)

        self._do(wait, over)

    def delay(self, seconds):
        """Pass all requests after `seconds`."""

        def wait(request):
            time.sleep(seconds)
            _let_through(request)

        self._do(wait)

    def cut_after(self, count):
        """Pass all requests, but cut the connection after `count` bytes of the answer's body."""
        self._do(lambda request: _let_through(request, count))

    def answer(self, status):
        """Answer all requests with `status`, without the service."""
        self._do(lambda request: _say(request, status))

    def refuse(self):
        """Refuse connections, and cut those that are open, until the gate does something else."""
        self._do(_cut, listen=False)
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None
        with self._lock:
            for connection in self._connections:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def _do(self, act, over=None, listen=True):
        """Do `act` with requests from now on; `over` is set when the gate does something else."""
        before, self._over, self._act = self._over, over, act
        if before:
            before.set()
        if listen and not self._server:
            self._listen()

    def _listen(self):
        self._server = _Server((HOST, self.port), _Handler)
        self._server.gate = self
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()


class _Server(ThreadingHTTPServer):
    daemon_threads, block_on_close = True, False
    request_queue_size = 128

    def process_request(self, request, client_address):
        with self.gate._lock:
            self.gate._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request):
        with self.gate._lock:
            self.gate._connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request, client_address):
        """Say nothing: clients that go away are what the gate is for."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Headers and body leave in two writes; the second must not wait for the client's acknowledgement.
    disable_nagle_algorithm = True

    def _handle(self):
        # Read first: an answer before the end of the request would break the connection for the next one.
        self.body = self.rfile.read(int(self.headers["Content-Length"] or 0))
        self.server.gate.requests.append(f"{self.command} {self.path}")
        self.server.gate._act(self)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = _handle

    def log_message(self, *_arguments):
        """Print nothing."""


def _let_through(request, count=None):
    """Answer as the service does; cut the connection after `count` bytes of the body when given."""
    behind = request.server.gate.behind
    connection = http.client.HTTPConnection(behind.hostname, behind.port)
    headers = {name: value for name, value in request.headers.items() if name.lower() not in OF_CONNECTION}
    try:
        connection.request(request.command, request.path, request.body or None, headers)
        answer = connection.getresponse()
        body = answer.read()
    except (OSError, http.client.HTTPException):
        _say(request, HTTPStatus.BAD_GATEWAY)
        return
    finally:
        connection.close()
    # HEAD has the length of a body that does not come.
    length = answer.headers["Content-Length"] if request.command == "HEAD" else len(body)
    kept = {name: value for name, value in answer.headers.items() if name.lower() not in OF_CONNECTION}
    _send(request, answer.status, {**kept, "Content-Length": length or 0}, body[:count])
    if count is not None:
        _cut(request)


def _refuse_stranger(request):
    _say(request, HTTPStatus.UNAUTHORIZED, {"WWW-Authenticate": 'Basic realm="gate"'})


def _say(request, status, headers=None):
    _send(request, status, {**(headers or {}), "Content-Length": 0}, b"")


def _send(request, status, headers, body):
    request.send_response_only(status)
    for name, value in headers.items():
        request.send_header(name, value)
    request.end_headers()
    request.wfile.write(body)


def _cut(request):
    request.close_connection = True
