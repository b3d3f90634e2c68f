"""`make services`: PostgreSQL and Elasticsearch in the foreground until Ctrl-C, on the loopback only."""

import contextlib
import signal
import sys

from tests.services import Unavailable
from tests.services.elasticsearch import Node
from tests.services.elasticsearch.nodes import data_folder

# Fixed, so that the lines stay right from one start to the next.
ELASTICSEARCH_PORT = 19200


def main():
    """Start what this machine has, print the settings to use, wait; both end with this process.

    Returns the exit code: 1 when a service cannot be started.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with contextlib.ExitStack() as services:
            lines = [*_postgres(services), _elasticsearch(services)]
            print("Службы работают (Ctrl-C – остановить). Настройки сайта:", *lines, sep="\n  ", flush=True)
            signal.pause()
    except KeyboardInterrupt:
        print("\nСлужбы остановлены.")
    except (Unavailable, RuntimeError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _postgres(services):
    """Start PostgreSQL; return the settings lines, none where its module is not there."""
    try:
        from tests.services.postgres import Server, ServerError
    except ImportError:
        return []
    server = Server()
    services.callback(server.stop)
    try:
        server.start()
    except ServerError as error:
        raise Unavailable(str(error)) from error
    return [f"DATABASE_URL={server.url}"]


def _elasticsearch(services):
    """Start Elasticsearch on the data of the last time; return the settings line."""
    node = Node(data_folder() / "services" / "elasticsearch", port=ELASTICSEARCH_PORT)
    services.enter_context(node)
    return f"SEARCH_ENGINE=elasticsearch ELASTICSEARCH_URL={node.url}"


if __name__ == "__main__":
    sys.exit(main())
