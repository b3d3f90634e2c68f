"""The one verb that writes down what a person has done (D3)."""

from django.contrib.contenttypes.models import ContentType

from community.models import ActivityRecord


def record_activity(*, person, kind, on, text, target, address=""):
    """Write down that `person` did `text` on the day `on`; return the ActivityRecord.

    `kind` is an ActivityKind, `target` the object it is about (any model). The same deed told again changes its words and
    makes no second record. Call it inside the transaction of the deed.
    """
    record, _created = ActivityRecord.objects.update_or_create(
        person=person,
        kind=kind,
        content_type=ContentType.objects.get_for_model(target),
        object_id=target.pk,
        defaults={"on": on, "text": text[:300], "address": address},
    )
    return record


def withdraw_activity(*, kind, target):
    """Take back the records of a deed that is undone, such as a publication that was taken off for plagiarism."""
    ActivityRecord.objects.filter(
        kind=kind, content_type=ContentType.objects.get_for_model(target), object_id=target.pk
    ).delete()
