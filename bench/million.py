"""One million documents: the words of the measured archive ten times over, for reading only.

Made once, in half an hour, and kept in DATA/1000000-words: SQLite's index and that of Elasticsearch, which goes on where its
filling was broken off. Delete the folder where pages are normalised or indexed in another way than then.
"""

from bench.project import DATA, manage, run_inside
from tests.services.elasticsearch import Node

TIMES = 10
HEAP_MB = 4096


def folder_of(size):
    """Return the folder of `size` works times TIMES."""
    return DATA / f"{size * TIMES}-words"


def million(source, size):
    """Return {"sqlite", "elasticsearch": {"fill", "questions", …}} of TIMES the works of the folder `source`, `size` of them."""
    folder = folder_of(size)
    found = {"sqlite": {"fill": _made(folder, source)} | run_inside("engines", folder, "ask")}
    with Node(folder / "elasticsearch", heap=HEAP_MB) as node:
        more = {"SEARCH_ENGINE": "elasticsearch", "ELASTICSEARCH_URL": node.url, "ELASTICSEARCH_TIMEOUT": "30"}
        fill = run_inside("engines", folder, "feed-on", more=more)
        found["elasticsearch"] = {"fill": fill} | run_inside("engines", folder, "ask", more=more)
    return found


def _made(folder, source):
    """Make the words where they are missing or half made; return {"pages", "seconds"}: 0 seconds where they stood."""
    stamp = folder / "made"
    if stamp.exists():
        manage(folder, "migrate", "--verbosity", "0")
        return {"pages": int(stamp.read_text()), "seconds": 0}
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("metodset.sqlite3*"):
        old.unlink()
    manage(folder, "migrate", "--verbosity", "0")
    made = run_inside("multiplying", folder, source / "metodset.sqlite3", TIMES)
    stamp.write_text(str(made["pages"]))
    return made
