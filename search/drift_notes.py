"""What the last comparison of the index with the site has found, kept to be looked at."""

from django.utils import timezone

from search.models import IndexCheck


def note_drifts(drifts, whole):
    """Keep what `doctor.examine` has found (Drifts); `whole`: the words of every page were compared too."""
    for drift in drifts:
        _keep(drift.index, len(drift.missing), len(drift.extra), len(drift.changed), whole and drift.index == "words")


def note_failure(index, error):
    """Keep why the index called `index` could not be compared."""
    IndexCheck.objects.update_or_create(index=index, defaults={"error": str(error)[:300], "checked_at": timezone.now()})


def _keep(index, missing, extra, changed, whole):
    values = {"missing": missing, "extra": extra, "changed": changed, "whole": whole, "error": ""}
    IndexCheck.objects.update_or_create(index=index, defaults={**values, "checked_at": timezone.now()})
