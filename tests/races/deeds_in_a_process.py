# ruff: noqa: E402  Django is set up before its models are imported
"""Deeds of people who act at the same moment, each in a process of its own: one JSON line in, one JSON line out.

`{"deed": name, …}` → `{"said": what the verb returned, or the name of its refusal}`. The first line out says that all is ready.
"""

import json
import os
import sys
import traceback

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
sys.path[:0] = [".", "site"]

import django

django.setup()

from django.db import transaction

from accounts.enums import Role
from accounts.models import User
from community.models import NumberSeries, OutboxMail
from community.numbering import next_number
from config.sections import make_sections
from expertise.concluding import draft_conclusion, sign_conclusion
from expertise.enums import PENDING, Recommendation
from expertise.inviting import invite_expert
from expertise.models import Conclusion, ExpertAssignment, Remark, ReviewRound
from expertise.reviewing import submit_review
from expertise.rounds import cancel_round
from library.models import Submission
from library.submitting import submit
from tests.expertise.making_reviews import accepted, fresh, methodist, opened, saved, submitted, work
from tests.library.submissions import draft, kept
from tests.making import person


class ThrownAwayError(Exception):
    """The process was stopped between the number and the end of the transaction."""


def make_site():
    make_sections()


def take_number(series, thrown_away):
    with transaction.atomic():
        number = next_number(series)
        if thrown_away:
            raise ThrownAwayError
    return number


def numbers_of(series):
    return NumberSeries.objects.values_list("last", flat=True).get(code=series)


def make_round(late=False):
    """A round with two sheets that can be sent; with `late` a draft waits for the chair, and a third sheet can be sent."""
    keeper = methodist()
    review_round = opened(work(make_sections()), keeper)
    if not late:
        sheets = [saved(accepted(review_round, keeper)).pk for _number in range(2)]
        return {"round": review_round.pk, "keeper": keeper.pk, "sheets": sheets}
    for _number in range(2):
        submitted(review_round, keeper)
    sheet = saved(accepted(review_round, keeper)).pk
    words = {"verdict": Recommendation.RECOMMEND, "text": "Вывод.", "summary": "Коротко."}
    conclusion = draft_conclusion(round=review_round, by=keeper, **words)
    chairs = [person(Role.CHAIR, first_name="Ольга", last_name=f"Глава{number}").pk for number in range(2)]
    return {"round": review_round.pk, "sheet": sheet, "conclusion": conclusion.pk, "chairs": chairs}


def send_sheet(pk):
    assignment = ExpertAssignment.objects.get(pk=pk)
    submit_review(assignment=assignment, by=assignment.expert, draft_number=assignment.draft_number)
    return "done"


def sign(pk, chair):
    sign_conclusion(conclusion=Conclusion.objects.get(pk=pk), by=User.objects.get(pk=chair))
    return "done"


def cancel(pk, keeper):
    cancel_round(round=ReviewRound.objects.get(pk=pk), by=User.objects.get(pk=keeper), reason="Всё.")
    return "done"


def invite(pk, keeper):
    # An address of this process: the builder's numbers are those of the other one too.
    expert = person(Role.EXPERT, email=f"expert{pk}@{os.getpid()}.example.org")
    invite_expert(round=ReviewRound.objects.get(pk=pk), by=User.objects.get(pk=keeper), expert=expert)
    return "done"


def make_draft(text):
    return draft(person(Role.TEACHER), title=text, files=[kept(f"{text}.txt", text)]).pk


def send_work(pk):
    submission = Submission.objects.get(pk=pk)
    submit(submission=submission, by=submission.author)
    return "done"


def look_at_round(pk):
    """What is left of a round: {"state", "sent", "pending", "remarks", "told", "judged", "number"}."""
    review_round = fresh(ReviewRound(pk=pk))
    conclusion = Conclusion.objects.filter(round=pk).first()
    letters = OutboxMail.objects.filter(text__contains=review_round.title, subject="Пришёл отзыв эксперта")
    return {
        "state": review_round.state,
        "sent": review_round.assignments.submitted().count(),
        "pending": review_round.assignments.filter(state__in=PENDING).count(),
        "remarks": sorted(
            Remark.objects.filter(assignment__round=pk, number__isnull=False).values_list("number", flat=True)
        ),
        "told": sorted(
            text.partition("Отзывов: ")[2].partition(".")[0] for text in letters.values_list("text", flat=True)
        ),
        "judged": len(conclusion.facts["proposals"]) if conclusion and conclusion.facts else None,
        "number": conclusion.number if conclusion else None,
    }


def look_at_work(pk):
    """What is left of a work: [state, number, how many versions, whether it has a page]."""
    submission = Submission.objects.get(pk=pk)
    return [submission.state, submission.number, submission.versions.count(), submission.page_id is not None]


DEEDS = (
    *(make_site, make_round, make_draft, take_number, numbers_of, look_at_round, look_at_work),
    *(send_sheet, sign, cancel, invite, send_work),
)


def main():
    deeds = {deed.__name__: deed for deed in DEEDS}
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        deed = deeds[asked.pop("deed")]
        try:
            said = deed(**asked)
        except Exception as refusal:
            # Whatever it is: the test says which refusals are right; the words of the others stand in the log.
            said = type(refusal).__name__
            traceback.print_exc()
        print(json.dumps({"said": said}), flush=True)


if __name__ == "__main__":
    main()
