"""What a work is looked over for before it is sent: advice with a place and a way to mend it, never a wall (peers 14).

Checks register themselves with `@preflight_check(code, about)`. Those about a text are run by the worker once for each file
and kept in `SubmissionFile.report`; those about the work are run whenever the author looks, from the reports.
"""

from library.preflight import card, children, contacts, doubles, leftovers, lesson, reading  # noqa: F401  they register
from library.preflight.findings import Finding, Severity
from library.preflight.running import findings_of, look_over, unexplained

__all__ = ["Finding", "Severity", "findings_of", "look_over", "unexplained"]
