"""Running the checks: over one file in the worker, over the whole work when the author looks."""

from files.enums import TextState
from library.preflight.doubles import resembling
from library.preflight.facts import FileFacts, TextFacts, WorkFacts
from library.preflight.findings import Finding, Severity
from library.preflight.lesson import parts_of
from library.preflight.registry import About, run_checks


def look_over(file, reading):
    """Return the report on a StoredFile with its FileText `reading` (None for a kind that is not read), as plain data."""
    text = TextFacts(reading.text, reading.places) if reading else TextFacts("")
    state = reading.state if reading else TextState.DONE
    facts = FileFacts(file.kind, state, reading.reason if reading else "", text, reading.facts if reading else {})
    findings = run_checks(About.FILE, facts) + run_checks(About.TEXT, text)
    return {
        "findings": [finding.frozen({}) for finding in findings],
        "parts": sorted(parts_of(text)),
        "chars": len(text.text),
    }


def findings_of(submission):
    """Return [Finding] of a work as it is now, warnings first. A constant number of queries, no text of a file is read."""
    entries = list(submission.files.select_related("file"))
    body = TextFacts(submission.card.get("body", ""))
    found = run_checks(About.TEXT, body)
    parts, chars = set(parts_of(body)), len(body.text)
    for entry in entries:
        report = entry.report or {}
        found += [Finding.thawed(data, entry.pk, str(entry)) for data in report.get("findings", [])]
        parts |= set(report.get("parts", []))
        chars += report.get("chars", 0)
    facts = WorkFacts(
        title=submission.title,
        card=submission.card,
        parts=frozenset(parts),
        chars=chars,
        waiting=sum(entry.report is None for entry in entries),
        resembles=tuple(resembling(submission, entries)),
    )
    found += run_checks(About.WORK, facts)
    return sorted(found, key=lambda finding: finding.severity != Severity.WARN)


def unexplained(findings, reasons):
    """Return the warnings for which `reasons` ({key: the author's words}) has nothing."""
    return [f for f in findings if f.severity == Severity.WARN and not reasons.get(f.key, "").strip()]
