"""What the review costs: `python -m bench.reviewing` makes all PDFs that are due and sends the drafts that are ready.

Prints {"papers": how many PDFs, "wall": seconds by the clock, "cpu": seconds of the processor with the writers' own,
"sending": the median of milliseconds of the processor a work}. The data is as before afterwards.
"""

import json
import resource
import time
from statistics import median

import django

django.setup()

from django.db import transaction  # noqa: E402  models need the line above
from django.test import Client, TestCase  # noqa: E402
from django.urls import reverse  # noqa: E402

from bench.reviews import due_again, ready_drafts  # noqa: E402
from community.consents import current_texts  # noqa: E402
from expertise.conclusion_pdfs import make_due_pdfs  # noqa: E402
from library.completeness import current_regulation  # noqa: E402
from library.consents_of_work import needed_consents  # noqa: E402
from library.submission_card import read_words  # noqa: E402
from library.submission_enums import SubmissionState  # noqa: E402
from library.submission_form import AGREE, SubmissionForm, initial_of  # noqa: E402


def papers():
    """Make the PDFs of all conclusions; return how many, seconds by the clock and of the processor."""
    due_again()
    cpu, wall = _cpu(), time.monotonic()
    made = make_due_pdfs()
    return {"papers": made, "wall": time.monotonic() - wall, "cpu": _cpu() - cpu}


def sending():
    """Send each ready draft by its author's form, undone each time; return the median of milliseconds a work."""
    drafts = list(ready_drafts())
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(drafts[0].author)
    return median(_send(client, draft) for draft in drafts)


def _send(client, draft):
    address = reverse("library:submission_edit", args=[draft.pk])
    initial = initial_of(draft, author_name=draft.author.get_full_name())
    form = SubmissionForm(initial=initial, words=read_words(), regulation=current_regulation())
    values = {field.html_name: field.value() for field in form}
    data = {name: value for name, value in values.items() if value not in (None, "", False)}
    data |= {AGREE + kind: text.pk for kind, text in current_texts(needed_consents(draft)).items()}
    with transaction.atomic():
        spent = time.process_time()
        with TestCase.captureOnCommitCallbacks(execute=True):
            client.post(address, {**data, "draft_number": draft.draft_number, "deed": "send"})
        spent = time.process_time() - spent
        draft.refresh_from_db()
        if draft.state != SubmissionState.SUBMITTED:
            raise RuntimeError(f"{address}: {draft.state}")
        transaction.set_rollback(True)
    return 1000 * spent


def _cpu():
    of_children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + of_children.ru_utime + of_children.ru_stime


if __name__ == "__main__":
    print(json.dumps({**papers(), "sending": sending()}))
