"""Works on their way in the measured site, made by the verbs that people use: a full queue, an expert at work, much to sign."""

import random
from dataclasses import dataclass

from django.core.files.base import ContentFile

from accounts.actions import create_person
from accounts.enums import Role
from accounts.models import User
from bench.grammar import Writer
from community.consents import current_texts, give_consent
from community.enums import ConsentKind
from expertise.answers import MarkGiven, SheetAnswers
from expertise.concluding import draft_conclusion, sign_conclusion
from expertise.enums import Recommendation, RoundState
from expertise.inviting import invite_expert
from expertise.models import Conclusion, ExpertAssignment, RoundCriterion, RoundFile
from expertise.reviewing import accept_invitation, save_review, submit_review
from files.actions import keep_bytes, read_file
from files.models import FileText
from files.pdf_writer import write_pdf
from home.models import Level, Subject
from library.completeness import current_regulation
from library.consents_of_work import needed_consents
from library.desk.checking import claim_submission, pass_to_experts
from library.drafting import save_card, start_submission
from library.models import Licence, Submission
from library.prefilling import look_at
from library.preflight import findings_of
from library.submitting import submit
from library.work_consents import keep_consents

QUEUE, DRAFTS, CONCLUSIONS = 60, 24, 500
# The work before the expert, as long as such programmes are.
JUDGED_PAGES, PAGE_CHARACTERS = 40, 1800
SHORT_CHARACTERS = 8000
PEOPLE = {
    "author": Role.TEACHER,
    "methodist": Role.METHODIST,
    "expert": Role.EXPERT,
    "second": Role.EXPERT,
    "chair": Role.CHAIR,
}
EXPERTS = [name for name, role in PEOPLE.items() if role == Role.EXPERT]


@dataclass(frozen=True)
class Desk:
    """Who works at the measured desk, by the names of PEOPLE, and the prose that they write."""

    people: dict
    writer: Writer


def build_reviews():
    """Fill the queue, put a work of 40 pages before an expert, leave drafts to send and conclusions whose PDFs are due."""
    people = {
        name: create_person(email=address(name), first_name=name, last_name="Пример", roles=[role])
        for name, role in PEOPLE.items()
    }
    for name in EXPERTS:
        give_consent(person=people[name], text=current_texts([ConsentKind.EXPERT])[ConsentKind.EXPERT])
    desk = Desk(people, Writer(random.Random("reviews")))
    for _number in range(QUEUE):
        _sent(_draft(desk, "article"))
    for _number in range(DRAFTS):
        _draft(desk, "article")
    _open(desk, _book(desk.writer))
    _multiply(_concluded(desk))


def address(name):
    """Return the e-mail of one of PEOPLE."""
    return f"{name}@bench.example"


def ready_drafts():
    """Return the Submissions that wait to be sent."""
    return Submission.objects.filter(author__email=address("author"), number=None)


def due_again():
    """Ask for the PDF of every conclusion as if none were made."""
    Conclusion.objects.update(pdf=None, pdf_asked=1, pdf_made=0)


def sheet_of(name):
    """Return the ExpertAssignment that one of PEOPLE works at."""
    expert = User.objects.get(email=address(name))
    return ExpertAssignment.objects.get(expert=expert, round__state=RoundState.OPEN)


def _draft(desk, kind, file=None):
    author, title = desk.people["author"], desk.writer.phrase().capitalize()
    text = "\n\n".join(desk.writer.paragraphs(SHORT_CHARACTERS))
    file = file or keep_bytes(content=ContentFile(text.encode()), name=f"{title}.txt")
    work = start_submission(by=author, files=[file])
    for entry in work.files.select_related("file"):
        if FileText.objects.filter(file=entry.file).exists():
            read_file(file=entry.file)
        look_at(entry.pk)
    work.refresh_from_db()
    card = {
        "title": title,
        "annotation": desk.writer.sentence(),
        "kind": kind,
        "levels": [Level.objects.first().code],
        "subjects": [Subject.objects.first().code],
        "author_name": author.get_full_name(),
        "licence": Licence.objects.active().first(),
        "origin": "own",
        "pupils_works": "none",
        "pupils_photos": "none",
        "regulation": current_regulation(),
    }
    save_card(submission=work, by=author, draft_number=work.draft_number, values=card)
    keep_consents(submission=work, by=author, agreed=current_texts(needed_consents(work)))
    work = Submission.objects.get(pk=work.pk)
    reasons = {finding.key: "Так и нужно." for finding in findings_of(work)}
    save_card(submission=work, by=author, draft_number=work.draft_number, values={"preflight_reasons": reasons})
    return Submission.objects.get(pk=work.pk)


def _sent(work):
    return submit(submission=work, by=work.author)


def _book(writer):
    pages = ("".join(f"<p>{text}</p>" for text in writer.paragraphs(PAGE_CHARACTERS)) for _ in range(JUDGED_PAGES))
    style = "@page { size: A4; margin: 2cm } section { break-after: page } p { font: 10pt/1.3 serif; margin: 0 0 2mm }"
    content = write_pdf(f"<style>{style}</style>" + "".join(f"<section>{page}</section>" for page in pages))
    return keep_bytes(content=ContentFile(content), name="Программа кружка.pdf")


def _open(desk, file=None):
    """A round of a programme with both experts at work; return the ReviewRound."""
    methodist = desk.people["methodist"]
    work = claim_submission(submission=_sent(_draft(desk, "programme", file)), by=methodist)
    opened = pass_to_experts(submission=work, by=methodist)
    for name in EXPERTS:
        assignment = invite_expert(round=opened, by=methodist, expert=desk.people[name])
        accept_invitation(assignment=assignment, by=desk.people[name])
    return opened


def _concluded(desk):
    """A conclusion that the chair has signed over two reviews."""
    opened = _open(desk)
    for assignment in opened.assignments.select_related("expert"):
        marks = {
            criterion.pk: MarkGiven(mark=criterion.levels[-1][0], comment=desk.writer.sentence())
            for criterion in assignment.round.criteria_list
        }
        text = "\n".join(desk.writer.paragraphs(600))
        answers = SheetAnswers(marks=marks, recommendation=Recommendation.RECOMMEND, text=text)
        number = save_review(
            assignment=assignment, by=assignment.expert, draft_number=assignment.draft_number, answers=answers
        )
        submit_review(assignment=assignment, by=assignment.expert, draft_number=number)
    text = "\n\n".join(desk.writer.paragraphs(1500))
    conclusion = draft_conclusion(
        round=opened,
        verdict=Recommendation.RECOMMEND,
        text=text,
        summary=text[:300],
        by=desk.people["methodist"],
    )
    return sign_conclusion(conclusion=conclusion, by=desk.people["chair"])


def _multiply(conclusion):
    """Copy a signed conclusion with its round until there are CONCLUSIONS of them, each waiting for its PDF."""
    source = conclusion.round
    criteria, files = list(source.criteria.all()), list(source.files.all())
    for number in range(1, CONCLUSIONS):
        copied = _copy(source, number=source.number + number)
        RoundCriterion.objects.bulk_create([_blank(row, round=copied) for row in criteria])
        RoundFile.objects.bulk_create([_blank(row, round=copied) for row in files])
        _copy(conclusion, round=copied, number=conclusion.number + number, code=f"BENCH{number:05}")
    due_again()


def _copy(row, **changes):
    fresh = _blank(row, **changes)
    fresh.save(force_insert=True)
    return fresh


def _blank(row, **changes):
    values = {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key
    }
    fresh = type(row)(**values)
    for name, value in changes.items():
        setattr(fresh, name, value)
    return fresh
