"""One round of one page, and the middle of several rounds."""

import time
from dataclasses import dataclass
from http.client import HTTPConnection
from statistics import median, quantiles

WARM_UP = 30


@dataclass(frozen=True)
class Measure:
    """Milliseconds of the server's processor a request, milliseconds of waiting (half and 95 % of answers), bytes."""

    cpu: float
    p50: float
    p95: float
    size: int


def measure(server, address, requests, cookie=""):
    """Ask `server` for `address` `requests` times, one after another over one connection, after a warm-up.

    `cookie` says who asks; empty for a visitor.
    Raises RuntimeError when an answer is not 200 or a worker has been replaced meanwhile.
    """
    client = HTTPConnection("127.0.0.1", server.port, timeout=60)
    for _ in range(WARM_UP):
        _ask(client, address, cookie)
    before = server.cpu_seconds()
    answers = [_ask(client, address, cookie) for _ in range(requests)]
    after = server.cpu_seconds()
    client.close()
    if before.keys() != after.keys():
        raise RuntimeError("a worker was replaced while it was measured")
    waits = [seconds * 1000 for seconds, _size in answers]
    cpu = sum(after.values()) - sum(before.values())
    return Measure(cpu * 1000 / requests, median(waits), quantiles(waits, n=20)[-1], answers[-1][1])


def middle(rounds):
    """Return the Measure of the medians of several."""
    return Measure(
        cpu=median(one.cpu for one in rounds),
        p50=median(one.p50 for one in rounds),
        p95=median(one.p95 for one in rounds),
        size=rounds[-1].size,
    )


def _ask(client, address, cookie):
    started = time.perf_counter()
    # As every browser asks; whoever can compress does.
    headers = {"Accept-Encoding": "gzip"} | ({"Cookie": cookie} if cookie else {})
    client.request("GET", address, headers=headers)
    response = client.getresponse()
    body = response.read()
    seconds = time.perf_counter() - started
    if response.status != 200:
        raise RuntimeError(f"{address}: {response.status}")
    return seconds, len(body)
