"""The child's side of an extraction: finds the reader, cleans its text and names what went wrong."""

import traceback
from dataclasses import replace
from importlib import import_module
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile

from files.extraction.assembly import assemble
from files.extraction.facts import facts_of
from files.extraction.limits import Limits
from files.extraction.result import Extraction, State, Unreadable

BROKEN = "Файл повреждён или записан не по правилам своего формата: откройте его в редакторе и сохраните заново."
TOO_LARGE = "Файл слишком велик для разбора: ему не хватило отведённой памяти; разделите его на части."


def read(kind: str, path: str, bounds: dict) -> Extraction:
    """The extraction of one file, in this process.

    kind is one of `runner.EXTRACTABLE` with a module of its own beside this one; bounds are the fields of `Limits`.
    Raises nothing for a bad file.
    """
    limits = Limits(**bounds)
    try:
        reader = import_module(f"files.extraction.{kind}")
        return replace(assemble(reader.read(path, limits), kind, limits), facts=_facts(kind, path))
    except Unreadable as error:
        return Extraction(error.state, error.reason, detail=repr(error.__cause__) if error.__cause__ else "")
    except (BadZipFile, ExpatError) as error:
        return Extraction(State.BROKEN, BROKEN, detail=repr(error))
    except MemoryError:
        return Extraction(State.TOO_LARGE, TOO_LARGE, detail="MemoryError")
    except Exception:
        # A reader met a file its author did not foresee: the teacher gets a reason, the log the whole story.
        return Extraction(State.BROKEN, BROKEN, detail=traceback.format_exc())


def _facts(kind: str, path: str) -> dict[str, str]:
    try:
        return facts_of(kind, path)
    except Exception:
        # The text was read: a file whose description of itself is damaged is still a good file.
        return {}
