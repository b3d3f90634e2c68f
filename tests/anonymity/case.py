"""A work that has gone the real way, twice before its experts, among people whose names are canaries.

Its files name the author in every place a programme puts a name: properties, comments, revisions, XMP, EXIF.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.base import ContentFile

from accounts.enums import Role
from expertise.answering import answer_remark, unanswered_remarks
from expertise.clean_files import make_copies
from expertise.concluding import sign_conclusion
from expertise.enums import Anonymity, AnswerKind, Recommendation
from expertise.inviting import invite_expert, withdraw_invitation
from expertise.models import ReviewRound
from expertise.reviewing import decline_invitation
from library.drafting import add_file
from library.submitting import resubmit
from tests.expertise.making_reviews import guest
from tests.files.carrying_names import NAME, named_docx, named_pdf, photograph
from tests.library.house import House, work_of
from tests.library.submissions import kept
from tests.making import person
from tests.walking.world import CASES, make_world

# What must not be read, by whose it is; NAME is what the author's programmes have written into the files.
AUTHOR = ("Авторцева", "avtorceva", NAME)
FIRST, SECOND, THIRD, GUEST = (
    ("Эксперткин", "ekspertkin"),
    ("Рецензентова", "recenzentova"),
    ("Отказников", "otkaznikov"),
    ("Гостинцев", "gostincev"),
)
# An expert who judges nothing here: a list that offers this account too is a list of all accounts, and tells of no round.
BYSTANDER = ("Сторонников", "storonnikov")
EXPERTS = (*FIRST, *SECOND, *THIRD, *GUEST)


def named(role, canary, first="Инна", **fields):
    """A person whose surname and address are the canary."""
    return person(role, first_name=first, last_name=canary[0], email=f"{canary[1]}@example.org", **fields)


def files_with_names():
    """A Word file, a PDF and a photograph that name their author wherever they can."""
    with TemporaryDirectory() as place:
        docx, pdf = Path(place, "a.docx"), Path(place, "a.pdf")
        named_docx(docx)
        named_pdf(pdf)
        found = {"docx": docx.read_bytes(), "pdf": pdf.read_bytes(), "jpg": photograph("JPEG")}
    return [kept(f"Работа {AUTHOR[0]}.{kind}", data) for kind, data in found.items()]


def make_case(sections, anonymity=Anonymity.EXPERT_HIDDEN):
    """The World of one author whose works are before experts, signed, refused, and judged twice."""
    named(Role.EXPERT, BYSTANDER)
    house = House(
        anonymity=anonymity,
        author=named(Role.TEACHER, AUTHOR),
        experts=[named(Role.EXPERT, FIRST, "Марк"), named(Role.EXPERT, SECOND)],
    )
    cases = {name: CASES[name] for name in ("checking", "review", "offered", "rejected")}
    return make_world(sections, house, {**cases, "twice": _judged_twice})


def rounds(world):
    """The two rounds of the work that was judged twice."""
    return ReviewRound.objects.filter(page=world.pages()["twice"]).order_by("number")


def _judged_twice(world):
    """Returned by the first round, with an expert who declines and a guest who is let go; in the second it is being judged."""
    house = world.house
    card = {"author_name": f"Инна {AUTHOR[0]}", "organisation": f"Школа {AUTHOR[0]}"}
    first = house.opened("Снег и лёд", files=files_with_names(), **card)
    make_copies(round=first)
    refusing = invite_expert(round=first, by=house.methodist, expert=named(Role.EXPERT, THIRD))
    decline_invitation(assignment=refusing, by=refusing.expert, reason="Некогда.")
    invited, _path = guest(first, house.methodist, name=f"Пётр {GUEST[0]}", email=f"{GUEST[1]}@example.org")
    withdraw_invitation(assignment=invited, by=house.methodist, reason="Нашли другого.")
    house.judge(first, Recommendation.REVISE)
    signed = sign_conclusion(conclusion=house.offered(first, Recommendation.REVISE), by=house.chair)
    for remark in unanswered_remarks(signed.round):
        answer_remark(remark=remark, by=house.author, kind=AnswerKind.DONE, text="На второй странице.")
    more = ContentFile(photograph("JPEG", size=(80, 60)))
    add_file(submission=work_of(signed), by=house.author, content=more, name=f"Фото {AUTHOR[0]}.jpg")
    work = resubmit(submission=work_of(signed), by=house.author, answer="Добавила фотографию.")
    second = ReviewRound.objects.of_page(work.page_id).first()
    make_copies(round=second)
    house.judge(second, Recommendation.WITH_EDITS)
    return work
