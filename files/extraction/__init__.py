"""Text from files: a child process with limits reads a file and says what it found, or why it could not.

Pure Python without Django, so that it can be run and tested alone. Design section 8, requirement FX-04.
"""

from files.extraction.limits import Limits
from files.extraction.result import Extraction, Place, State
from files.extraction.runner import EXTRACTABLE, extract

__all__ = ["EXTRACTABLE", "Extraction", "Limits", "Place", "State", "extract"]
