"""Builders of judged works: pages that anybody may be the author of, rounds with reviews as rows, drafts and signatures."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

from django.utils import timezone

from accounts.enums import Role
from expertise import reviewable
from expertise.concluding import draft_conclusion, sign_conclusion
from expertise.enums import Anonymity, AssignmentState, Recommendation
from expertise.models import (
    CriterionScore,
    ExpertAssignment,
    Remark,
    ReviewRound,
    RoundCriterion,
    RoundFile,
    Rubric,
)
from home.models import ContentPage
from tests.making import person, put, stored

LEVELS = [[0, "нет"], [1, "отчасти"], [2, "есть"], [3, "образцово"]]
TITLES = ("Цели урока", "Связь с нормами", "Задания детям")


def digest_of(text):
    """A fingerprint of words."""
    return sha256(text.encode()).hexdigest()


class Works:
    """What the app of the judged pages answers; tests change it as they need."""

    def __init__(self):
        self.authors, self.coauthors, self.digests, self.waiting, self.told = {}, {}, {}, {}, []

    def people(self, page):
        return [person for person in (self.authors.get(page.pk), *self.coauthors.get(page.pk, ())) if person]

    def tell(self, word):
        return lambda conclusion, by, *words: self.told.append((word, conclusion.pk, *words))

    def answers(self):
        return reviewable.Reviewable(
            model=ContentPage,
            people=self.people,
            author=lambda page: self.authors.get(page.pk),
            organisations=lambda page: [],
            digest=lambda page: self.digests[page.pk],
            concluded=self.tell("concluded"),
            revoked=self.tell("revoked"),
            room=lambda page: f"/cabinet/submissions/{page.pk}/",
            edits_confirmed=self.tell("edits_confirmed"),
            edits_refused=self.tell("edits_refused"),
            appeal_granted=self.tell("appeal_granted"),
        )


def let_pages_be_judged(monkeypatch, **changes):
    """Let ContentPages be judged in this test; return the Works that answer for them."""
    works = Works()
    answers = replace(works.answers(), **{name: make(works) for name, make in changes.items()})
    monkeypatch.setitem(reviewable._known, ContentPage, answers)
    return works


def work(sections, works, title="Урок о снеге", author=None):
    """An unpublished page with an author."""
    page = put(sections["home"], ContentPage(title=title), publish=False)
    works.authors[page.pk] = author or person(Role.TEACHER, first_name="Анна", last_name="Авторова")
    works.digests[page.pk] = digest_of(title)
    return page


def open_round(page, number=1, wanted=2, anonymity=Anonymity.EXPERT_HIDDEN, dispute_from=2, title=None, **fields):
    """A round over three criteria and one file."""
    rubric, _made = Rubric.objects.get_or_create(title="Лист для уроков", defaults={"anonymity": anonymity})
    round = ReviewRound.objects.create(
        page=page,
        number=number,
        version_number=number,
        title=title or page.title,
        card=[["Вид", "сценарий"], ["Предмет", "Окружающий мир"]],
        digest=digest_of(page.title),
        rubric=rubric,
        rubric_title=rubric.title,
        anonymity=anonymity,
        dispute_from=dispute_from,
        experts_wanted=wanted,
        **fields,
    )
    for place, text in enumerate(TITLES):
        RoundCriterion.objects.create(
            round=round, sort_order=place, title=text, weight=place + 1, levels=LEVELS, may_be_na=True
        )
    file = stored(name="урок.txt", text=f"Снег скрипит. {page.pk}")
    RoundFile.objects.create(round=round, file=file, title="План урока", sha256=file.sha256)
    return round


def review(round, alias, marks=(2, 2, 2), wish=Recommendation.RECOMMEND, text="", remarks=(), expert=None, **fields):
    """A review that was sent; a mark of None is «не применимо»; `remarks` are (force, text)."""
    now = timezone.now()
    assignment = ExpertAssignment.objects.create(
        round=round,
        expert=expert or person(Role.EXPERT, first_name="Канарей", last_name=f"Эксперткин{alias}"),
        alias=alias,
        state=AssignmentState.SUBMITTED,
        answer_due_on=timezone.localdate(),
        work_due_on=timezone.localdate() + timedelta(days=3),
        accepted_at=now - timedelta(days=2),
        submitted_at=now,
        recommendation=wish,
        text=text or f"Отзыв номер {alias}.",
        **fields,
    )
    for criterion, mark in zip(round.criteria_list, marks, strict=True):
        CriterionScore.objects.create(
            assignment=assignment, criterion=criterion, mark=mark, is_na=mark is None, comment=f"Пояснение {alias}"
        )
    first = Remark.objects.filter(assignment__round=round).count() + 1
    for place, (force, words) in enumerate(remarks):
        Remark.objects.create(
            assignment=assignment, number=first + place, sort_order=place, force=force, text=words, leaf=place + 1
        )
    return assignment


def invited(round, alias, state=AssignmentState.ACCEPTED, **fields):
    """An expert who still works."""
    return ExpertAssignment.objects.create(
        round=round,
        expert=fields.pop("expert", None) or person(Role.EXPERT),
        alias=alias,
        state=state,
        answer_due_on=timezone.localdate(),
        work_due_on=timezone.localdate(),
        **fields,
    )


def methodist():
    return person(Role.METHODIST, first_name="Лидия", last_name="Методова")


def chair(**names):
    return person(Role.CHAIR, **{"first_name": "Ольга", "last_name": "Председателева", **names})


def drafted(round, verdict=Recommendation.RECOMMEND, by=None, **fields):
    """The methodist's draft, before the chair."""
    fields = {"text": "Работа полезна.\n\nЕё можно публиковать.", "summary": "Полезный урок.", **fields}
    return draft_conclusion(round=round, verdict=verdict, by=by or methodist(), **fields)


def judged(sections, works, verdict=Recommendation.RECOMMEND, by=None, title="Урок о снеге", **fields):
    """A signed conclusion over a new work with two agreeing reviews; `fields` are those of the first review."""
    round = open_round(work(sections, works, title))
    review(round, 1, wish=verdict, **fields)
    review(round, 2, wish=verdict)
    return sign_conclusion(conclusion=drafted(round, verdict), by=by or chair())
