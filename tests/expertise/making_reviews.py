"""Builders of rounds and reviews for tests: everything goes through the verbs of the review.

News stand for the works: their type is judged by nobody else, so these tests say who has a part in them (`people`).
"""

from dataclasses import dataclass, field, replace
from itertools import count

from accounts.enums import Role
from community.consents import current_texts, give_consent
from community.enums import ConsentKind
from expertise.agreement import agree_to_judge
from expertise.answers import MarkGiven, RemarkGiven, SheetAnswers
from expertise.enums import Anonymity, Recommendation
from expertise.expert_facts import ExpertFacts, expert_facts
from expertise.guest_keys import guest_path
from expertise.inviting import invite_expert
from expertise.models import Criterion, ReviewRound, Rubric
from expertise.reviewable import Reviewable, register_reviewable
from expertise.reviewing import accept_invitation, save_review, submit_review
from expertise.rounds import open_round
from programmes.models import NewsPage
from tests.making import news, person, stored

_numbers = count(1)
LEVELS = "0 — нет\n1 — мало\n2 — есть\n3 — с избытком"
DIGEST = "a" * 64


@dataclass
class WorkFacts:
    """What the app of the page would say of a work."""

    people: list = field(default_factory=list)
    organisations: tuple = ()
    subjects: tuple = ()
    told: list = field(default_factory=list)


# {key of a page: WorkFacts}, {key of an account: ExpertFacts}: keys are never used twice within a test's transaction.
WORKS: dict[int, WorkFacts] = {}
EXPERTS: dict[int, ExpertFacts] = {}


def facts(page):
    return WORKS.setdefault(page.pk, WorkFacts())


NEWS_AS_WORKS = Reviewable(
    model=NewsPage,
    people=lambda page: facts(page).people,
    author=lambda page: next(iter(facts(page).people), None),
    organisations=lambda page: facts(page).organisations,
    digest=lambda page: DIGEST,
    concluded=lambda conclusion, by: None,
    revoked=lambda conclusion, by: None,
    room=lambda page: f"/cabinet/submissions/{page.pk}/",
    subjects=lambda page: facts(page).subjects,
)
register_reviewable(NEWS_AS_WORKS)


@expert_facts
def known_experts(user_ids):
    return {key: EXPERTS[key] for key in user_ids if key in EXPERTS}


def knows(user, *, school="", subjects=()):
    """Say of `user` what a profile would say."""
    EXPERTS[user.pk] = ExpertFacts(frozenset({school} - {""}), frozenset(subjects))
    return user


def work(sections, *people, title=None, organisations=(), subjects=()):
    """A page that can be judged; `people` have a part in it, the first is the author."""
    page = news(sections["news"], title or f"Работа {next(_numbers)}")
    # A key of an earlier test may come again: what was said of it then does not hold.
    WORKS[page.pk] = WorkFacts(list(people), tuple(organisations), tuple(subjects))
    return page


def sheet(*, criteria=2, anonymity=Anonymity.EXPERT_HIDDEN, dispute_from=2, **fields):
    """A sheet with criteria of 0…3; a mark of 0 needs words."""
    fields = {"title": f"Лист {next(_numbers)}", "guidance": "Смотрите на цель.", **fields}
    rubric = Rubric.objects.create(anonymity=anonymity, dispute_from=dispute_from, **fields)
    for order in range(criteria):
        Criterion.objects.create(
            rubric=rubric, sort_order=order, title=f"Критерий {order + 1}", levels=LEVELS, comment_up_to=0, group="Суть"
        )
    return rubric


def methodist(**fields):
    return person(Role.METHODIST, **fields)


def expert(**fields):
    """Somebody who judges; by a key that a former test used nothing is known of them."""
    made = person(Role.EXPERT, **fields)
    EXPERTS.pop(made.pk, None)
    return agreed_to_judge(made)


def agreed_to_judge(user):
    """Somebody who has agreed to an expert's obligations."""
    give_consent(person=user, text=obligations(), address="192.0.2.7")
    return user


def obligations():
    """Their wording in force."""
    return current_texts([ConsentKind.EXPERT])[ConsentKind.EXPERT]


def opened(page, by, *, rubric=None, files=None, names=(("Автор", "И. Соловьёва"),), previous=None, **fields):
    """An open round of `page`; `files` are [(StoredFile, title)]."""
    files = [(stored(), "Конспект")] if files is None else files
    values = {
        "title": page.title,
        "card": [["Класс", "5"], ["Аннотация", "О чём это."]],
        "experts_wanted": 2,
        "answer_days": 3,
        "work_days": 10,
        "version_number": 1,
        **fields,
    }
    return open_round(
        page=page,
        rubric=rubric or sheet(),
        version=None,
        names=[list(pair) for pair in names],
        digest=DIGEST,
        files=files,
        by=by,
        previous=previous,
        **values,
    )


def invited(review_round, by, user=None, **fields):
    """The assignment of `user`, a new expert unless named, in the state «invited»."""
    return invite_expert(round=review_round, by=by, expert=user or expert(**fields))


def guest(review_round, by, name="Гость Петров", email="guest@example.net"):
    """The assignment of somebody without an account, and the path of the personal link."""
    assignment = invite_expert(round=review_round, by=by, guest_name=name, guest_email=email)
    agree_to_judge(assignment=assignment, by=assignment, text=obligations())
    return assignment, guest_path(assignment)


def accepted(review_round, by, user=None, **fields):
    """An assignment whose expert has agreed."""
    assignment = invited(review_round, by, user, **fields)
    agreed_to_judge(assignment.expert)
    accept_invitation(assignment=assignment, by=assignment.expert)
    return assignment


def answers(review_round, *, mark=2, remarks=("Мало примеров.",), recommendation=Recommendation.WITH_EDITS, **fields):
    """A sheet that can be sent."""
    given = {criterion.pk: MarkGiven(mark=mark, comment="Потому что.") for criterion in review_round.criteria_list}
    made = SheetAnswers(
        marks=given,
        remarks=tuple(RemarkGiven(text=text) for text in remarks),
        recommendation=recommendation,
        text="В целом удачно.",
    )
    return replace(made, **fields)


def saved(assignment, given=None):
    """The assignment with its sheet kept."""
    by = assignment if assignment.is_guest else assignment.expert
    given = given or answers(assignment.round)
    save_review(assignment=assignment, by=by, draft_number=assignment.draft_number, answers=given)
    return assignment


def submitted(review_round, by, user=None, given=None, **fields):
    """An assignment whose review has been sent."""
    assignment = saved(accepted(review_round, by, user, **fields), given or answers(review_round))
    submit_review(assignment=assignment, by=assignment.expert, draft_number=assignment.draft_number)
    return assignment


def fresh(instance):
    """The row as the database has it, its round without what it remembers."""
    return type(instance).objects.get(pk=instance.pk)


def fresh_round(review_round):
    return ReviewRound.objects.get(pk=review_round.pk)


def form_of(assignment, given=None, **changes):
    """What a browser would send of the sheet; `changes` replace fields."""
    given = given or answers(assignment.round)
    data = {"draft_number": str(assignment.draft_number), "text": given.text, "recommendation": given.recommendation}
    for key, one in given.marks.items():
        data[f"mark-{key}"] = "na" if one.is_na else ("" if one.mark is None else str(one.mark))
        data[f"comment-{key}"] = one.comment
    for index, remark in enumerate(given.remarks):
        data |= {
            f"remark-{index}-text": remark.text,
            f"remark-{index}-force": remark.force,
            f"remark-{index}-leaf": str(remark.leaf or ""),
            f"remark-{index}-file": str(remark.file_id or ""),
            f"remark-{index}-quote": remark.quote,
        }
    return {**data, "remark-count": str(len(given.remarks)), "note_to_centre": given.note_to_centre, **changes}
