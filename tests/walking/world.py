"""One work in every state it can be in, and one person of every kind (issue «Expert review», done when 2)."""

import re
from dataclasses import dataclass, field

from django.test import Client

from accounts.enums import STAFF_ROLES, Role
from community.models import OutboxMail
from expertise.answering import answer_remark, unanswered_remarks
from expertise.author_voice import appeal_conclusion
from expertise.enums import AnswerKind, Recommendation
from expertise.inviting import invite_expert
from expertise.reviewing import accept_invitation, ask_postponement, save_review
from home.working_days import add_working_days
from library.coauthors import ask_coauthor
from library.desk.checking import claim_submission, return_submission
from library.models import MaterialPage, Submission
from library.submission_enums import SubmissionState
from library.submitting import resubmit, submit, withdraw
from tests.expertise.making_reviews import agreed_to_judge, guest
from tests.library.house import House, sheet_of, work_of
from tests.library.making_submissions import sent_work
from tests.making import material, person

AUTHOR, COAUTHOR, EXPERT, GUEST, VISITOR, BOSS = "author", "coauthor", "judge", "guest", "visitor", "superuser"


def called(role):
    """What the walk calls somebody with a Role and no part in any work."""
    return role.name.lower()


STAFF = sorted(map(called, STAFF_ROLES))
OTHERS = sorted(map(called, set(Role) - STAFF_ROLES))
# Who walks one after another on the same site: what each does is undone.
COMPANIES = {
    "outsiders": [VISITOR, *OTHERS],
    "people of the works": [AUTHOR, COAUTHOR, EXPERT, GUEST],
    "staff": STAFF[::2],
    "more staff": STAFF[1::2],
    "superuser": [BOSS],
}
ACTORS = [actor for company in COMPANIES.values() for actor in company]


@dataclass
class World:
    """The site with its cases: {name of a case: pk of its submission}; `page` is an editor's draft that nobody has sent."""

    library: MaterialPage
    house: House
    people: dict
    works: dict = field(default_factory=dict)
    draft: MaterialPage = None
    guest_path: str = ""
    coauthor_key: str = ""

    def client_of(self, actor):
        """A browser of `actor`; a guest has opened his link once."""
        client = Client()
        if actor == GUEST:
            client.get(self.guest_path)
        elif actor != VISITOR:
            client.force_login(self.people[actor])
        return client

    def pages(self):
        """{name of a case: pk of its page}."""
        rows = Submission.objects.filter(pk__in=self.works.values()).exclude(page=None).values_list("pk", "page_id")
        keys = dict(rows)
        return {"page": self.draft.pk, **{name: keys[pk] for name, pk in self.works.items() if pk in keys}}


def make_world(sections, house=None, cases=None):
    """Make `cases`, all there are unless told otherwise, by the verbs of the site; `house` says who the people are."""
    house = house or House()
    coauthor, other_expert = person(Role.TEACHER), person(Role.EXPERT)
    people = {called(role): person(role, first_name="Пример", last_name=role.name.title()) for role in Role}
    people |= {
        called(Role.METHODIST): house.methodist,
        called(Role.EDITOR): house.editor,
        called(Role.EXPERT): other_expert,
        AUTHOR: house.author,
        COAUTHOR: coauthor,
        EXPERT: house.experts[0],
        BOSS: person(is_superuser=True),
    }
    world = World(sections["library"], house, people)
    world.draft = material(world.library, "Ничья программа", kind=house.kind, publish=False)
    for name, make in (cases or CASES).items():
        world.works[name] = work_of(make(world)).pk
    return world


def _checking(world):
    work = world.house.draft("Смотрит методист")
    ask_coauthor(submission=work, by=world.house.author, name="Со Автор", email=world.people[COAUTHOR].email)
    letter = OutboxMail.objects.filter(recipients=[world.people[COAUTHOR].email]).last()
    world.coauthor_key = re.search(r"/coauthors/([\w-]+)/", letter.text).group(1)
    work = submit(submission=work, by=world.house.author)
    return claim_submission(submission=work, by=world.house.methodist)


def _returned(world):
    work = world.house.checked("Возвращена")
    return return_submission(submission=work, by=world.house.methodist, remarks="Добавьте пример.")


def _before_experts(world):
    """One expert has written and asks for more days, one is invited, and so is a guest."""
    house = world.house
    round = house.opened("На экспертизе")
    writing = invite_expert(round=round, by=house.methodist, expert=house.experts[0])
    accept_invitation(assignment=writing, by=agreed_to_judge(writing.expert))
    save_review(
        assignment=writing, by=writing.expert, draft_number=0, answers=sheet_of(round, Recommendation.RECOMMEND)
    )
    until = add_working_days(writing.work_due_on, 2)
    ask_postponement(assignment=writing, by=writing.expert, until=until, reason="Болею.")
    invite_expert(round=round, by=house.methodist, expert=house.experts[1])
    _assignment, world.guest_path = guest(round, house.methodist)
    return round


def _offered(world):
    round = world.house.opened("У председателя")
    world.house.judge(round)
    return world.house.offered(round)


def _confirming(world):
    conclusion = world.house.concluded("С правками", Recommendation.WITH_EDITS)
    for remark in unanswered_remarks(conclusion.round):
        answer_remark(remark=remark, by=world.house.author, kind=AnswerKind.DONE, text="На второй странице.")
    return resubmit(submission=work_of(conclusion), by=world.house.author, answer="Поправила.")


def _rejected(world):
    conclusion = world.house.concluded("Отклонена", Recommendation.REJECT)
    return appeal_conclusion(conclusion=conclusion, by=world.house.author, text="Прочитайте ещё раз.")


def _withdrawn(world):
    work = world.house.sent("Отозвана")
    return withdraw(submission=work, by=world.house.author)


def _unjudged(world):
    """As where the kind began to need a review when the work had come to the editor."""
    return sent_work(
        world.library, world.house.author, kind=world.house.kind, title="Не судили", state=SubmissionState.EDITING
    )


CASES = {
    "draft": lambda world: world.house.draft("Черновик автора"),
    "submitted": lambda world: world.house.sent("Отправлена"),
    "checking": _checking,
    "returned": _returned,
    "review": _before_experts,
    "offered": _offered,
    "decided": lambda world: world.house.concluded("Заключение у автора"),
    "confirming": _confirming,
    "editing": lambda world: world.house.agreed("У редактора"),
    "unjudged": _unjudged,
    "published": lambda world: world.house.published("Опубликована"),
    "rejected": _rejected,
    "withdrawn": _withdrawn,
}
