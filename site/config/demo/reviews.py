"""Works on their way: each goes as far as its story says, by the verbs that people use."""

from django.core.files.base import ContentFile

from community.consents import current_texts
from expertise.answering import answer_remark, unanswered_remarks
from expertise.answers import MarkGiven, RemarkGiven, SheetAnswers
from expertise.author_voice import answer_conclusion
from expertise.concluding import draft_conclusion, sign_conclusion
from expertise.enums import AnswerKind, Recommendation, RemarkForce
from expertise.inviting import invite_expert
from expertise.models import ReviewRound
from expertise.reviewing import accept_invitation, save_review, submit_review
from files.actions import keep_bytes, read_file
from files.models import FileText
from files.writers import Bullets, Document, Heading, Paragraph, write_docx
from home.models import Level
from library.certifying import issue_publication_certificate
from library.completeness import current_regulation
from library.consents_of_work import needed_consents
from library.desk.checking import claim_submission, pass_to_editor, pass_to_experts, return_submission
from library.desk.editing import publish_work
from library.drafting import add_file, save_card, start_submission
from library.models import Licence, Submission
from library.prefilling import look_at
from library.preflight import findings_of
from library.submitting import resubmit, submit, withdraw
from library.work_consents import keep_consents

REASON = "Это учебный пример, здесь так и нужно."


def seed_reviews(works, people):
    """Bring each of `works` (rows of reviews.yaml) to where its story ends, unless its author has it already."""
    for facts in works:
        author = people[facts["author"]]
        if not Submission.objects.of_author(author).filter(title=facts["title"]).exists():
            STORIES[facts["story"]](facts, author, people)


def draft(facts, author, people):
    """A draft with its file and card."""
    content = ContentFile(_paper(facts["title"], facts["annotation"]))
    work = start_submission(by=author, files=[keep_bytes(content=content, name="Работа.docx")])
    _read(work)
    card = {
        "title": facts["title"],
        "annotation": facts["annotation"],
        "kind": facts["kind"],
        "levels": [Level.objects.first().code],
        "subjects": ["okruzhayushchiy-mir"],
        "author_name": author.get_full_name(),
        "licence": Licence.objects.active().first(),
        "origin": "own",
        "pupils_works": "none",
        "pupils_photos": "none",
        "regulation": current_regulation(),
    }
    work = _save(work, **card)
    keep_consents(submission=work, by=author, agreed=current_texts(needed_consents(work)))
    return work


def submitted(facts, author, people):
    """Sent, in the methodists' queue."""
    return submit(submission=_explained(draft(facts, author, people)), by=author)


def checking(facts, author, people):
    """In a methodist's hands."""
    return claim_submission(submission=submitted(facts, author, people), by=people["metodist"])


def returned_by_methodist(facts, author, people):
    """Back at its author's with words."""
    work = checking(facts, author, people)
    return return_submission(submission=work, by=people["metodist"], remarks=facts["remarks"])


def editing(facts, author, people):
    """At the editor's: its kind needs no review."""
    return pass_to_editor(submission=checking(facts, author, people), by=people["metodist"])


def withdrawn(facts, author, people):
    """Taken back by its author."""
    return withdraw(submission=submitted(facts, author, people), by=author, reason="Допишу после праздника.")


def in_review(facts, author, people):
    """One expert has written, the other has agreed to."""
    opened = _open_round(facts, author, people)
    _review(opened, people["expert"], people, Recommendation.RECOMMEND, 3, [])
    assignment = invite_expert(round=opened, by=people["metodist"], expert=people["expert2"])
    accept_invitation(assignment=assignment, by=people["expert2"])


def dissent(facts, author, people):
    """The experts part; the chair has signed, the author reads the conclusion."""
    opened = _open_round(facts, author, people)
    _review(opened, people["expert"], people, Recommendation.RECOMMEND, 3, [])
    _review(opened, people["expert2"], people, Recommendation.REVISE, 1, ["Нет примеров для девятого класса."])
    _conclude(
        opened, people, Recommendation.RECOMMEND, "Курс можно вести по этим материалам. Один эксперт не согласен."
    )


def with_edits(facts, author, people):
    """Recommended when small things are mended: the author has the remarks."""
    opened = _open_round(facts, author, people)
    remarks = ["Укажите, сколько нужно рассады.", "Добавьте запасной план на дождь."]
    _review(opened, people["expert"], people, Recommendation.WITH_EDITS, 2, remarks)
    _review(opened, people["expert2"], people, Recommendation.WITH_EDITS, 2, ["Проверьте нормы полива."])
    _conclude(opened, people, Recommendation.WITH_EDITS, "Проект хорош; поправьте два места и пришлите снова.")


def edits_sent(facts, author, people):
    """Mended after a conclusion that asks for it: the chair compares it now."""
    opened = _open_round(facts, author, people)
    for expert in ("expert", "expert2"):
        _review(opened, people[expert], people, Recommendation.WITH_EDITS, 2, ["Подпишите рисунки."])
    _conclude(opened, people, Recommendation.WITH_EDITS, "Хорошая разработка; подпишите рисунки и пришлите снова.")
    _answered(facts, author, opened)


def rejected(facts, author, people):
    """Refused with reasons that its author alone reads."""
    opened = _open_round(facts, author, people)
    for expert in ("expert", "expert2"):
        _review(opened, people[expert], people, Recommendation.REJECT, 0, ["Польза приёма ничем не показана."])
    _conclude(opened, people, Recommendation.REJECT, "Программа не опирается на то, что известно о памяти детей.")


def two_rounds(facts, author, people):
    """Returned once, answered, judged again by the same experts, published after revision."""
    opened = _open_round(facts, author, people)
    _review(opened, people["expert"], people, Recommendation.REVISE, 1, ["Нет расписания.", "Мало примеров заданий."])
    _review(opened, people["expert2"], people, Recommendation.REVISE, 1, ["Что делать с шумом, не сказано."])
    _conclude(opened, people, Recommendation.REVISE, "Тема нужна сельским школам. Доработайте и пришлите снова.")
    work = _answered(facts, author, opened)
    second = ReviewRound.objects.open().get(page_id=work.page_id)
    for assignment in second.assignments.select_related("expert"):
        accept_invitation(assignment=assignment, by=assignment.expert)
        _fill(assignment, Recommendation.RECOMMEND, 3, [])
    conclusion = _conclude(
        second, people, Recommendation.RECOMMEND, "Замечания учтены. Рекомендации можно брать на урок."
    )
    answer_conclusion(conclusion=conclusion, by=author, text="Спасибо, с вами работа стала лучше.", agrees=True)
    page = publish_work(submission=Submission.objects.get(pk=work.pk), by=people["editor"])
    issue_publication_certificate(page=page, by=author)


STORIES = {
    story.__name__: story
    for story in (
        draft,
        submitted,
        checking,
        returned_by_methodist,
        editing,
        withdrawn,
        in_review,
        dissent,
        with_edits,
        edits_sent,
        rejected,
        two_rounds,
    )
}


def _open_round(facts, author, people):
    return pass_to_experts(submission=checking(facts, author, people), by=people["metodist"])


def _review(opened, expert, people, recommendation, mark, remarks):
    assignment = invite_expert(round=opened, by=people["metodist"], expert=expert)
    accept_invitation(assignment=assignment, by=expert)
    _fill(assignment, recommendation, mark, remarks)


def _fill(assignment, recommendation, mark, remarks):
    file = assignment.round.files.first()
    marks = {
        criterion.pk: MarkGiven(mark=min(mark, criterion.levels[-1][0]), comment="Видно по тексту работы.")
        for criterion in assignment.round.criteria_list
    }
    given = SheetAnswers(
        marks=marks,
        remarks=tuple(
            RemarkGiven(text=text, force=RemarkForce.OBLIGATORY, file_id=file.pk if file else None) for text in remarks
        ),
        recommendation=recommendation,
        text="Работа понятна и честна. Остальное — в оценках и замечаниях.",
    )
    number = save_review(
        assignment=assignment, by=assignment.expert, draft_number=assignment.draft_number, answers=given
    )
    submit_review(assignment=assignment, by=assignment.expert, draft_number=number)


def _conclude(opened, people, verdict, text):
    conclusion = draft_conclusion(round=opened, verdict=verdict, text=text, summary=text, by=people["metodist"])
    return sign_conclusion(conclusion=conclusion, by=people["chair"])


def _answered(facts, author, opened):
    """Every remark answered, a new file beside the old one, sent again."""
    for number, remark in enumerate(unanswered_remarks(opened)):
        kind = AnswerKind.DECLINED if number == 1 else AnswerKind.DONE
        text = (
            "Примеров прибавлю в следующем году: хочу сначала попробовать их."
            if number == 1
            else "Исправлено, раздел 2."
        )
        answer_remark(remark=remark, by=author, kind=kind, text=text)
    work = Submission.objects.get(author=author, title=facts["title"])
    paper = _paper(facts["title"], f"{facts['mended']} После замечаний экспертов.")
    add_file(submission=work, by=author, content=ContentFile(paper), name="Дополнение.docx")
    _read(work)
    work = _explained(Submission.objects.get(pk=work.pk))
    return resubmit(submission=work, by=author, answer=facts["mended"])


def _save(work, **values):
    work = Submission.objects.get(pk=work.pk)
    return save_card(submission=work, by=work.author, draft_number=work.draft_number, values=values)


def _explained(work):
    """What the pre-flight has found is answered, as an author does."""
    return _save(work, preflight_reasons={finding.key: REASON for finding in findings_of(work)})


def _read(work):
    """Do at once what the worker does a moment after an upload."""
    for entry in work.files.select_related("file"):
        if FileText.objects.filter(file=entry.file).exists():
            read_file(file=entry.file)
        look_at(entry.pk)


def _paper(title, annotation):
    parts = [
        Paragraph(annotation),
        Heading("Цель", 2),
        Paragraph("Показать на примере, как работа проходит путь до библиотеки."),
        Heading("Ход", 2),
        Bullets(("Подготовка и материалы.", "Работа в парах.", "Обсуждение и вывод.")),
        Heading("Рефлексия", 2),
        Paragraph("Что получилось, что изменить в следующий раз."),
    ]
    return write_docx(Document(title=title, parts=parts))
