"""The child process: reads one file within limits and prints one JSON.

Started by path as `python -I worker.py KIND PATH LIMITS`, where LIMITS are the fields of `Limits` as JSON.
The limits are set here and not by a `preexec_fn` of the parent: a function run between fork and exec may
deadlock in a parent with threads, and a web or task worker has threads. Nothing but the interpreter itself is
loaded before they hold.
"""

import importlib
import json
import resource
import sys
import types
from pathlib import Path


def confine(limits: dict) -> None:
    """Set the limits of this process; a process without privileges cannot raise them again."""
    bounds = {
        resource.RLIMIT_AS: limits["memory"],
        resource.RLIMIT_CPU: limits["cpu_seconds"],
        resource.RLIMIT_FSIZE: limits["output_bytes"],
        resource.RLIMIT_NOFILE: limits["open_files"],
        resource.RLIMIT_CORE: 0,
    }
    for kind, bound in bounds.items():
        _, allowed = resource.getrlimit(kind)
        # At the soft limit of processor time the kernel sends SIGXCPU, at the hard one SIGKILL: the parent must
        # be able to tell a slow file from one that ran out of memory.
        hard = bound + 5 if kind == resource.RLIMIT_CPU else bound
        if allowed != resource.RLIM_INFINITY:
            hard = min(hard, allowed)
        resource.setrlimit(kind, (min(bound, hard), hard))


def load_readers() -> types.ModuleType:
    """Import the readers beside this file as a package of their own, without the project around them.

    The project is not on the path of an isolated interpreter, and its `files` package must not be imported.
    The package `files` made here is empty but for the folder of the readers.
    """
    here = Path(__file__).resolve().parent
    for name, folder in (("files", here.parent), ("files.extraction", here)):
        package = types.ModuleType(name)
        package.__path__ = [str(folder)]
        sys.modules[name] = package
    return importlib.import_module("files.extraction.reading")


def main(kind: str, path: str, limits: str) -> None:
    """Print the extraction of the file at `path` as JSON."""
    bounds = json.loads(limits)
    # The reader of a ZIP writes its members, one at a time, into the folder that the parent made for it.
    confine({**bounds, "output_bytes": bounds["member_bytes"]} if kind == "zip" else bounds)
    extraction = load_readers().read(kind, path, bounds)
    sys.stdout.buffer.write(extraction.to_json())


if __name__ == "__main__":
    main(*sys.argv[1:])
