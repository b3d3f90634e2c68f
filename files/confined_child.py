"""The child process of files.confined: sets its limits, runs one function, prints its answer as JSON.

Started by path as `python -I confined_child.py FENCE MODULE ARGUMENTS…`. The limits are set here and not by a `preexec_fn`
of the parent, which has threads.
"""

import importlib
import json
import runpy
import sys
import types
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main(fence, module, *arguments):
    """Print {"answer": what `main` of `module` returned} or {"refusal": a sentence in Russian}."""
    # One set of limits for every child: the reader's own.
    runpy.run_path(str(HERE / "extraction" / "worker.py"))["confine"](json.loads(fence))
    # The project is not on the path of an isolated interpreter; `files` is here a bare name for its folder.
    package = types.ModuleType("files")
    package.__path__ = [str(HERE)]
    sys.modules["files"] = package
    refused = importlib.import_module("files.refusals").Refused
    try:
        said = {"answer": importlib.import_module(module).main(*arguments)}
    except refused as refusal:
        said = {"refusal": str(refusal)}
    json.dump(said, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
