"""Where the measured project is, and how a process of its own is started for one data directory."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "var" / "bench"
# The measured profile is the one of a single machine, whatever the developer's own shell is set to.
DROPPED = (
    "DATABASE_URL",
    "CACHE_URL",
    "SEARCH_ENGINE",
    "ELASTICSEARCH_URL",
    "ELASTICSEARCH_INDEX",
    "SITE_URL",
    "ALLOWED_HOSTS",
    "SECRET_KEY",
    "CONN_MAX_AGE",
    "PAGE_CACHE_MEGABYTES",
)
# What a page costs is measured on pages made anew.
NOTHING_KEPT = {"PAGE_CACHE_MEGABYTES": "0"}


def import_paths():
    """Return the folders that the project stands on: the root and `site/`."""
    return [str(ROOT), str(ROOT / "site")]


def environment(data_dir, port=8000, keeping=False, more=None):
    """Return the environment of a process of the site over `data_dir`, a Path; `keeping`: with its page cache.

    `more` are further settings by name.
    """
    kept = {name: value for name, value in os.environ.items() if name not in DROPPED}
    return (
        kept
        | {
            "PYTHONPATH": os.pathsep.join(import_paths()),
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "DEBUG": "0",
            "METODSET_VAR": str(data_dir),
            "BIND": f"127.0.0.1:{port}",
            "WEB_WORKERS": "2",
            "LOG_LEVEL": "WARNING",
        }
        | ({} if keeping else NOTHING_KEPT)
        | (more or {})
    )


def run_inside(module, data_dir, *arguments, more=None):
    """Run `python -m bench.<module>` over `data_dir` and return what it prints last, read as JSON; `more` are settings.

    Raises subprocess.CalledProcessError when it fails; its own words are on the terminal.
    """
    command = [sys.executable, "-m", f"bench.{module}", *map(str, arguments)]
    environ = environment(data_dir, more=more)
    done = subprocess.run(command, cwd=ROOT, env=environ, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def manage(data_dir, *arguments, more=None):
    """Run a command of manage.py over `data_dir`; `more` are settings. Raises subprocess.CalledProcessError when it fails."""
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=ROOT, env=environment(data_dir, more=more), check=True)


def fingerprint(index=True):
    """Return a hash of everything that decides what a filled database holds: texts, filling and, with `index`, the
    migrations and the index, which another state of the project can bring forward by itself.
    """
    patterns = (
        ()
        if not index
        else (
            "*/migrations/*.py",
            "search/language/*.py",
            "search/engines/*.py",
            "search/documents.py",
            "search/indexing.py",
        )
    )
    sources = [source for pattern in patterns for source in ROOT.glob(pattern)]
    names = ("corpus", "fill", "grammar", "reviews", "rows", "structure", "words")
    sources += [ROOT / "bench" / f"{name}.py" for name in names]
    digest = hashlib.sha256()
    for source in sorted(sources):
        digest.update(source.read_bytes())
    return digest.hexdigest()
