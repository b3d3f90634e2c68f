"""The people around teachers' works and each work as far as it has come: everything goes through the verbs of the site."""

from itertools import count

from accounts.enums import Role
from expertise.answers import MarkGiven, RemarkGiven, SheetAnswers
from expertise.author_voice import answer_conclusion
from expertise.concluding import draft_conclusion, sign_conclusion
from expertise.enums import Anonymity, Recommendation, RemarkForce
from expertise.inviting import invite_expert
from expertise.models import ReviewRound
from expertise.reviewing import accept_invitation, save_review, submit_review
from library.desk.checking import claim_submission, pass_to_experts
from library.desk.editing import publish_work
from library.models import MaterialPage, Submission
from library.submitting import submit
from tests.expertise.making_reviews import agreed_to_judge
from tests.library.making_submissions import add_criterion, reviewed_kind
from tests.library.submissions import draft, kept
from tests.making import person

_numbers = count(1)
REMARKS = ("Покажите пример.",)


class House:
    """Author, methodist, two experts, chair and editor; `named` gives some of them an account of their own."""

    def __init__(self, *, anonymity=Anonymity.EXPERT_HIDDEN, **named):
        self.author = named.get("author") or person(Role.TEACHER, first_name="Вера", last_name="Нова")
        self.methodist = named.get("methodist") or person(Role.METHODIST)
        self.experts = named.get("experts") or [person(Role.EXPERT), person(Role.EXPERT)]
        self.chair = named.get("chair") or person(Role.CHAIR, first_name="Глава", last_name="Совета")
        self.editor = named.get("editor") or person(Role.EDITOR)
        self.kind = reviewed_kind()
        self.rubric = self.kind.review_scheme.rubric
        if not self.rubric.criteria.exists():
            add_criterion(self.rubric)
        self.rubric.anonymity = anonymity
        self.rubric.save()

    def draft(self, title="", *, files=None, **card):
        """A draft with a whole card, of a kind that needs review."""
        title = title or f"Работа {next(_numbers)}"
        files = [kept(f"{title}.txt", f"Текст работы «{title}».")] if files is None else files
        return draft(self.author, files=files, **{"title": title, "kind": self.kind.code, **card})

    def sent(self, title="", **card):
        return submit(submission=self.draft(title, **card), by=self.author)

    def checked(self, title="", **card):
        """The methodist has taken the work."""
        return claim_submission(submission=self.sent(title, **card), by=self.methodist)

    def opened(self, title="", **card):
        """The ReviewRound of a work that is before experts; nobody is invited yet."""
        work = self.checked(title, **card)
        return pass_to_experts(submission=work, by=self.methodist)

    def judge(self, round, wish=Recommendation.RECOMMEND, remarks=REMARKS, **sheet):
        """Each expert accepts, writes the same and sends it; return their assignments."""
        sent = []
        for expert in self.experts:
            assignment = round.assignments.filter(expert=expert).first()
            assignment = assignment or invite_expert(round=round, by=self.methodist, expert=expert)
            agreed_to_judge(expert)
            accept_invitation(assignment=assignment, by=expert)
            number = save_review(
                assignment=assignment, by=expert, draft_number=0, answers=sheet_of(round, wish, remarks, **sheet)
            )
            submit_review(assignment=assignment, by=expert, draft_number=number)
            sent.append(assignment)
        return sent

    def offered(self, round, verdict=Recommendation.RECOMMEND, **words):
        """The methodist's draft before the chair."""
        words = {"text": "Вывод центра.", "summary": "Коротко.", **words}
        return draft_conclusion(round=round, verdict=verdict, by=self.methodist, **words)

    def concluded(self, title="", verdict=Recommendation.RECOMMEND, **card):
        """A signed Conclusion over a new work."""
        round = self.opened(title, **card)
        self.judge(round, verdict)
        return sign_conclusion(conclusion=self.offered(round, verdict), by=self.chair)

    def agreed(self, title="", **card):
        """The Conclusion of a recommended work whose author has agreed: the work is with the editor."""
        conclusion = self.concluded(title, **card)
        answer_conclusion(conclusion=conclusion, by=self.author, text="", agrees=True)
        return conclusion

    def published(self, title="", **card):
        """The Conclusion of a work that visitors read."""
        conclusion = self.agreed(title, **card)
        publish_work(submission=work_of(conclusion), by=self.editor)
        return conclusion


def sheet_of(round, wish, remarks=REMARKS, text="Вывод эксперта.", **fields):
    """A sheet that can be sent."""
    marks = {criterion.pk: MarkGiven(mark=1, comment="Так.") for criterion in round.criteria_list}
    given = tuple(RemarkGiven(text=words, force=RemarkForce.OBLIGATORY) for words in remarks)
    return SheetAnswers(marks=marks, remarks=given, recommendation=wish, text=text, **fields)


def work_of(about):
    """The Submission as it is now: of itself, of a ReviewRound or of a Conclusion."""
    if isinstance(about, Submission):
        return Submission.objects.get(pk=about.pk)
    round = about if isinstance(about, ReviewRound) else about.round
    return Submission.objects.get(page_id=round.page_id)


def page_of(about):
    """The MaterialPage as it is now."""
    return MaterialPage.objects.get(pk=work_of(about).page_id)
