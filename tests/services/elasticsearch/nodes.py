"""Nodes of Elasticsearch as processes of ours: start, stop, kill, freeze, wipe; one alone or three together."""

import contextlib
import http.client
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import time
from http import HTTPStatus
from pathlib import Path

from tests.services.elasticsearch.installing import installed_home, java

ROOT = Path(__file__).resolve().parents[3]
HOST = "127.0.0.1"
# Below the ports that the system gives to outgoing connections: nobody takes a port of ours while its node is down.
PORTS = range(20000, 32000)
START_SECONDS, STOP_SECONDS, ASK_SECONDS = 120, 30, 5
LOG_LINES = 30
HEALTH = "/_cluster/health"


def free_port():
    """Return a port of this machine's loopback on which nobody listens."""
    for port in random.sample(PORTS, k=200):
        if is_free(port):
            return port
    raise RuntimeError("На 127.0.0.1 не нашлось свободного порта.")


def is_free(port):
    """Return whether a server could listen on `port` of the loopback now."""
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((HOST, port))
        except OSError:
            return False
    return True


def data_folder():
    """Return the project's data folder, as the settings choose it."""
    return Path(os.environ.get("METODSET_VAR") or ROOT / "var").resolve()


class Node:
    """One server with its own folder and ports, listening on the loopback only.

    It ends with the process that started it, even a killed one; start it from a thread that lives as long as it should.

    Args:
        folder: where its data and its log lie; made when missing.
        heap: megabytes of Java's heap.
        port: of HTTP; a free one when not given.
        name: in its cluster.
        settings: more settings of the server by name, strings.

    Raises Unavailable where Java or Maven is missing.
    """

    def __init__(self, folder, heap=512, port=None, name="node", settings=None):
        self.folder, self.heap, self.name = Path(folder).resolve(), heap, name
        self.port, self.transport_port = port or free_port(), free_port()
        self.settings = settings or {"discovery.type": "single-node"}
        self.home, self.java = installed_home(data_folder()), java()
        self._process = None
        self._made = b""

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_error):
        self.stop()

    @property
    def url(self):
        """The address of its HTTP, the same after a restart."""
        return f"http://{HOST}:{self.port}"

    @property
    def pid(self):
        """The number of its process, None while it is down."""
        return self._process.pid if self.is_running else None

    @property
    def is_running(self):
        """Whether its process lives, frozen or not."""
        return self._process is not None and self._process.poll() is None

    @property
    def log(self):
        """The file of all that it has printed."""
        return self.folder / "log"

    def start(self):
        """Start it and wait until its HTTP answers; RuntimeError with the end of its log when it does not."""
        self.launch()
        self.wait_until_it_answers()

    def launch(self):
        """Start its process and return at once."""
        if self.is_running:
            raise RuntimeError(f"Узел Elasticsearch {self.name} уже запущен.")
        if not is_free(self.port):
            raise RuntimeError(f"Порт {self.port} занят: Elasticsearch не сможет на нём слушать.")
        (self.folder / "tmp").mkdir(parents=True, exist_ok=True)
        arguments = self._arguments()
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command(),
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env={**os.environ, "LIBFFI_TMPDIR": str(self.folder / "tmp")},
                # Ctrl-C in the terminal is for us; we stop the node in our own order.
                start_new_session=True,
            )
        # The pipe stays open: the server ends by itself when it closes, that is with us.
        # One that is dead already says why in its log.
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(arguments)
            self._process.stdin.flush()

    def wait_until_it_answers(self, seconds=START_SECONDS):
        """Wait at most `seconds` for an answer of its HTTP; RuntimeError with the end of its log when none comes."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if not self.is_running:
                raise RuntimeError(f"Elasticsearch не запустился. Конец журнала {self.log}:\n{self._end_of_log()}")
            if self.ask("/"):
                return
            time.sleep(0.1)
        self.kill()
        raise RuntimeError(f"Elasticsearch не ответил за {seconds} с. Конец журнала {self.log}:\n{self._end_of_log()}")

    def ask(self, path, seconds=ASK_SECONDS):
        """Return the JSON of its answer to GET `path`, None when it does not answer with success within `seconds`."""
        # Not urllib: it would go through the proxy that the environment names.
        connection = http.client.HTTPConnection(HOST, self.port, timeout=seconds)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return json.load(answer) if answer.status == HTTPStatus.OK else None
        except (OSError, http.client.HTTPException, ValueError):
            return None
        finally:
            connection.close()

    def stop(self):
        """End it in order and wait for it; a node that is down stays down."""
        if not self.is_running:
            return
        self.thaw()
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
        self._process.stdin.close()

    def kill(self):
        """End it as a power cut would."""
        if self.is_running:
            self._process.kill()
            self._process.wait()
            self._process.stdin.close()

    def restart(self):
        """Stop it if it runs, and start it with the same data on the same ports."""
        self.stop()
        self.start()

    def freeze(self):
        """Let it stand still: connections are accepted by the system, nothing is answered."""
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self):
        """Let a frozen node go on."""
        self._process.send_signal(signal.SIGCONT)

    def wipe(self):
        """Delete its data; RuntimeError while it runs."""
        if self.is_running:
            raise RuntimeError("Данные работающего узла Elasticsearch не удаляют: сначала остановите его.")
        shutil.rmtree(self.folder / "data", ignore_errors=True)

    def _command(self):
        # The pipe does not reach a frozen server, the system's own signal does.
        tie = [shutil.which("setpriv"), "--pdeathsig", "KILL"] if shutil.which("setpriv") else []
        flags = [
            f"-Xms{self.heap}m",
            f"-Xmx{self.heap}m",
            "-XX:+UseG1GC",
            "-Djava.security.manager=allow",
            f"-Djava.io.tmpdir={self.folder / 'tmp'}",
            f"-Des.path.home={self.home}",
            "-Des.distribution.type=tar",
            "-Djna.nosys=true",
            "-Dio.netty.noUnsafe=true",
            "-Dio.netty.noKeySetOptimization=true",
            "-Dlog4j.shutdownHookEnabled=false",
            "-Dlog4j2.disable.jmx=true",
        ]
        modules = ["--module-path", self.home / "lib", "--add-modules=jdk.net", "--add-modules=ALL-MODULE-PATH"]
        return [
            *tie,
            java(),
            *flags,
            *modules,
            "-m",
            "org.elasticsearch.server/org.elasticsearch.bootstrap.Elasticsearch",
        ]

    def _arguments(self):
        """Return what the server reads before it starts."""
        if self._made:
            return self._made
        settings = {
            "path.home": self.home,
            "path.data": self.folder / "data",
            "path.logs": self.folder,
            "cluster.name": "metodset",
            "node.name": self.name,
            "http.host": HOST,
            "http.port": self.port,
            "transport.host": HOST,
            "transport.port": self.transport_port,
            # A nearly full disk of a developer must not turn the indices read-only.
            "cluster.routing.allocation.disk.threshold_enabled": "false",
            **self.settings,
        }
        lines = "\n".join(f"{name}={value}" for name, value in settings.items())
        classes = f"{self.home / 'lib' / '*'}:{self.home / 'lib' / 'tools' / 'arguments.jar'}"
        command = [self.java, "-XX:TieredStopAtLevel=1", "-cp", classes, "Arguments", self.home / "config"]
        self._made = subprocess.run(command, input=lines.encode(), capture_output=True, check=True).stdout
        return self._made

    def _end_of_log(self):
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(lines[-LOG_LINES:])


class Cluster:
    """Three nodes that know each other.

    Args:
        folder: where the folders of the nodes lie.
        heap: megabytes of Java's heap of each node.
    """

    def __init__(self, folder, heap=512):
        self.nodes = [Node(Path(folder) / name, heap=heap, name=name) for name in ("first", "second", "third")]
        together = {
            "discovery.seed_hosts": ",".join(f"{HOST}:{node.transport_port}" for node in self.nodes),
            "cluster.initial_master_nodes": ",".join(node.name for node in self.nodes),
        }
        for node in self.nodes:
            node.settings = together

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_error):
        self.stop()

    @property
    def urls(self):
        """The addresses of all nodes, also of those that are down."""
        return [node.url for node in self.nodes]

    def start(self):
        """Start all nodes that are down and wait until the cluster is green; RuntimeError when it is not in time."""
        try:
            for node in self.nodes:
                if not node.is_running:
                    node.launch()
            for node in self.nodes:
                node.wait_until_it_answers()
            self.wait_for("green", nodes=len(self.nodes))
        except BaseException:
            self.stop()
            raise

    def stop(self):
        """Stop all nodes."""
        for node in self.nodes:
            node.stop()

    def wait_for(self, status, nodes, seconds=START_SECONDS):
        """Wait until the cluster of at least `nodes` is at least as healthy as `status`: "green", "yellow" or "red".

        Raises RuntimeError after `seconds`.
        """
        path = f"{HEALTH}?wait_for_status={status}&wait_for_nodes=>={nodes}&wait_for_no_initializing_shards=true"
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for node in self.nodes:
                if node.is_running and node.ask(f"{path}&timeout={ASK_SECONDS}s", seconds=ASK_SECONDS * 2):
                    return
            time.sleep(0.1)
        raise RuntimeError(f"Кластер Elasticsearch за {seconds} с не стал {status}.")
