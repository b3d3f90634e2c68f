"""The ways by which a hidden name could get out beside pages: letters, notices, exports, papers, files, history, search.

Each says whose names must not be in it, and how a leak is planted that its own scanner has to find.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry, Revision, TaskState, WorkflowState

from accounts.enums import Role
from community.digests import send_digests
from community.enums import Letters, NoticeKind
from community.models import LetterChoice, Notification
from community.notices import notify, send_waiting
from community.privacy import export_response, tell_all
from expertise.conclusion_pdfs import make_due_pdfs
from expertise.models import Conclusion, ReviewRound, RoundFile
from expertise.pdf_asking import ask_for_pdf
from library.models import MaterialPage, Submission, SubmissionReturn
from search.indexing import catch_up
from tests.anonymity import case
from tests.anonymity.reading import answered, opened
from tests.making import material, news
from tests.walking.world import AUTHOR, EXPERT


@dataclass(frozen=True)
class Channel:
    """`scan(world, box)` returns what the channel gives away, `plant(world)` makes it tell the first of `hidden`."""

    name: str
    hidden: tuple
    scan: Callable
    plant: Callable


NOBODYS = (*case.SECOND, *case.THIRD, *case.GUEST, *case.AUTHOR)


def _tell(to, words):
    return lambda world: notify(
        person=world.people[to],
        kind=NoticeKind.REVIEW,
        subject=words,
        template="review_outcome",
        context={"words": words},
        url="/cabinet/",
    )


def _post_of(who):
    """Everything that a real mail server has taken for `who`: each header and each part, decoded."""

    def scan(world, box):
        while any(send_waiting()):
            pass
        mine = [letter for letter in box.letters if world.people[who].email in str(letter["To"])]
        assert mine
        return "\n".join(
            f"{name}: {value}" for letter in mine for name, value in letter.items() if name != "To"
        ) + "\n".join(
            part.get_content() for letter in mine for part in letter.walk() if part.get_content_maintype() == "text"
        )

    return scan


def _digest(world, box):
    author = world.people[AUTHOR]
    LetterChoice.objects.update_or_create(person=author, kind=NoticeKind.REVIEW, defaults={"letters": Letters.DIGEST})
    _tell(AUTHOR, "Ещё одно известие о вашей работе.")(world)
    Notification.objects.filter(person=author).exclude(letter="").update(letter="waiting")
    assert send_digests(timezone.now() + timedelta(days=1))
    return _post_of(AUTHOR)(world, box)


def _notices_of(who):
    def scan(world, box):
        rows = Notification.objects.filter(person=world.people[who]).values()
        assert rows
        return json.dumps(list(rows), default=str, ensure_ascii=False)

    return scan


def _export_of(who):
    def scan(world, box):
        facts, _files = tell_all(world.people[who])
        response = export_response(world.people[who])
        data = b"".join(response.streaming_content) if response.streaming else response.content
        if who == AUTHOR:
            # The own files come back as they were brought.
            return json.dumps(facts, default=str, ensure_ascii=False).encode() + opened(data)
        return json.dumps({name: facts[name] for name in facts if name != "account"}, default=str, ensure_ascii=False)

    return scan


def _as_author(address, **params):
    def scan(world, box):
        client = Client()
        client.force_login(world.people[AUTHOR])
        return answered(client, address(world) if callable(address) else address, **params)

    return scan


def _as_methodist(address):
    """As an author who is a methodist too."""

    def scan(world, box):
        world.people[AUTHOR].groups.add(Group.objects.get(name=Role.METHODIST))
        return _as_author(address, export="xlsx")(world, box)

    return scan


def _signed(world):
    return Conclusion.objects.get(round=case.rounds(world)[0])


def _pdf(world, box):
    ask_for_pdf(_signed(world))
    assert make_due_pdfs()
    return _as_author(lambda world: f"/cabinet/conclusions/{_signed(world).pk}/conclusion.pdf")(world, box)


def _experts_files(world, box):
    """What an expert takes home: the files of both rounds, their words, and the pages drawn of them."""
    client = Client()
    client.force_login(world.people[EXPERT])
    files = [row.for_expert for row in RoundFile.objects.filter(round__in=case.rounds(world)) if row.for_expert]
    assert len(files) >= 7
    said = b""
    for file in files:
        answer = client.get(file.url)
        assert answer.status_code == 200
        said += opened(b"".join(answer.streaming_content)) + str(answer.headers).encode()
        said += answered(client, file.text_url)
    return said


def _history(world, box):
    """What Wagtail keeps of the pages and shows to whoever may open them: log, revisions, workflow, comments."""
    pages = list(world.pages().values())
    entries = PageLogEntry.objects.filter(page__in=pages).select_related("user")
    told = [f"{entry.user} {entry.user and entry.user.email} {entry.data} {entry.label}" for entry in entries]
    rows = Revision.page_revisions.filter(object_id__in=map(str, pages)).select_related("user")
    told += [f"{row.user} {row.user and row.user.email}" for row in rows]
    told += [f"{row.requested_by}" for row in WorkflowState.objects.select_related("requested_by")]
    told += [f"{row.finished_by} {row.comment}" for row in TaskState.objects.select_related("finished_by")]
    assert len(told) > len(pages)
    return "\n".join(told)


def _hits(world, box):
    catch_up()
    said = json.loads(Client().get("/api/v1/search/", {"q": case.FIRST[0]}).content)
    return json.dumps([said["hits"], said["facets"]], ensure_ascii=False)


def _plant_hit(world):
    material(world.library, f"Памяти {case.FIRST[0]}")
    catch_up()


def _plant_words(world):
    Conclusion.objects.filter(pk=_signed(world).pk).update(text=f"Прав {case.FIRST[0]}.")


def _plant_return(world):
    SubmissionReturn.objects.update(remarks=f"{case.FIRST[0]} просит пример.")


def _plant_title(name):
    return lambda world: ReviewRound.objects.all().update(title=name)


def _plant_history(world):
    log(instance=MaterialPage.objects.get(pk=world.pages()["twice"]), action="wagtail.edit", user=world.people[EXPERT])


def _plant_foreign_round(world):
    """The author has no part in the works any more: then the report names who judges them."""
    Page.objects.filter(pk__in=world.pages().values()).update(owner=None)
    ReviewRound.people.through.objects.all().delete()


def _plant_file(world):
    row = RoundFile.objects.filter(round=case.rounds(world)[0]).first()
    RoundFile.objects.filter(pk=row.pk).update(clean_file=row.file)


def _room(world):
    return f"/cabinet/submissions/{world.works['twice']}/"


def _conclusion(world):
    return f"/cabinet/conclusions/{_signed(world).pk}/"


CHANNELS = [
    Channel("letters to the author", case.EXPERTS, _post_of(AUTHOR), _tell(AUTHOR, f"Отзыв: {case.FIRST[0]}")),
    Channel("letters to an expert", NOBODYS, _post_of(EXPERT), _tell(EXPERT, f"Отзыв: {case.SECOND[0]}")),
    Channel("the daily digest", case.EXPERTS, _digest, _tell(AUTHOR, f"Отзыв: {case.FIRST[0]}")),
    Channel("notices of the author", case.EXPERTS, _notices_of(AUTHOR), _tell(AUTHOR, f"Отзыв: {case.FIRST[0]}")),
    Channel("notices of an expert", NOBODYS, _notices_of(EXPERT), _tell(EXPERT, f"Отзыв: {case.SECOND[0]}")),
    Channel(
        "the author's data",
        case.EXPERTS,
        _export_of(AUTHOR),
        lambda world: Submission.objects.filter(author=world.people[AUTHOR]).update(letter=f"Для {case.FIRST[0]}"),
    ),
    Channel("an expert's data", NOBODYS, _export_of(EXPERT), _plant_title(f"Урок {case.AUTHOR[0]}")),
    Channel("the author's room", case.EXPERTS, _as_author(_room), _plant_return),
    Channel("the author's conclusion", case.EXPERTS, _as_author(_conclusion), _plant_words),
    Channel("DOCX", case.EXPERTS, _as_author(lambda world: f"{_conclusion(world)}conclusion.docx"), _plant_words),
    Channel("PDF", case.EXPERTS, _pdf, _plant_words),
    Channel(
        "the register as a table",
        case.EXPERTS,
        _as_methodist("/admin/review/conclusions/"),
        _plant_title(f"Судил {case.FIRST[0]}"),
    ),
    Channel("the report as a table", case.EXPERTS, _as_methodist("/admin/reports/review/"), _plant_foreign_round),
    Channel("files of experts", case.AUTHOR, _experts_files, _plant_file),
    Channel("history", case.EXPERTS, _history, _plant_history),
    Channel("search", case.EXPERTS, _hits, _plant_hit),
    Channel(
        "feeds",
        (*case.EXPERTS, *case.AUTHOR),
        lambda world, box: answered(Client(), "/feeds/news.rss") + answered(Client(), "/feeds/news.atom"),
        lambda world: news(world.library.get_parent().specific.get_children().get(slug="news"), case.FIRST[0]),
    ),
]
