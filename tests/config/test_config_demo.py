"""The demo content: what of `demo/` stands on the site, and that a second run changes nothing."""

import pytest
import yaml
from django.apps import apps
from django.conf import settings
from wagtail.models import Page

from accounts.models import User
from config.demo import seed_demo
from config.demo.plans import first_day, last_day, term_in_words
from config.demo.seed import load_cards
from expertise.models import Conclusion, PublicReview, RemarkAnswer
from files.models import StoredFile
from home.models import ContentPage, HomePage
from library.models import (
    JournalIssuePage,
    JournalPage,
    MaterialCollectionPage,
    MaterialPage,
    PublicationCertificate,
    Submission,
)
from library.submission_enums import SubmissionState
from programmes.models import GroupPage, Meeting, NewsPage, PlanItem, ProgrammePage, Stage, SubprojectPage

OURS = ("accounts", "home", "files", "community", "programmes", "library", "wagtailcore", "account")


def demo(name):
    return yaml.safe_load((settings.DEMO_ROOT / f"{name}.yaml").read_text(encoding="utf-8"))


def rows():
    """How many rows every table of ours and of Wagtail's pages has."""
    return {model._meta.label: model.objects.count() for model in apps.get_models() if model._meta.app_label in OURS}


def check_people():
    """Nobody of the demo is a real person."""
    assert User.objects.count() == 9
    assert all("пример" in user.last_name and user.email.endswith(".example") for user in User.objects.all())


def check_works():
    works = {page.slug: page for page in MaterialPage.objects.live().filter(submissions=None)}
    assert len(works) == len(load_cards())
    for card in load_cards():
        page = works[card["slug"]]
        assert page.title == card["title"]
        assert [str(entry) for entry in page.files.all()] == [entry["title"] for entry in card["files"]]
        assert [entry.file.name for entry in page.files.all()] == [entry["file"] for entry in card["files"]]
        assert {subject.name for subject in page.subjects.all()} == set(card["subjects"])
        assert {level.name for level in page.levels.all()} == set(card["levels"])
        assert {audience.name for audience in page.audiences.all()} == set(card["audiences"])
        assert (page.programme.slug if page.programme else None) == card["programme"]
        assert (page.subproject.number if page.subproject else None) == card["subproject"]


def check_reviews():
    """A work stands at every place of its way, one of them after two rounds, with a dissent and a refusal among the rest."""
    states = list(Submission.objects.values_list("state", flat=True))
    assert len(states) == len(demo("reviews"))
    assert set(states) == set(SubmissionState)
    published = Submission.objects.get(state=SubmissionState.PUBLISHED)
    assert published.page.review_rounds.count() == 2
    assert published.page.expert.label == "рекомендован после доработки"
    assert not RemarkAnswer.objects.filter(text="").exists()
    assert RemarkAnswer.objects.filter(kind="declined").exists()
    assert [one.label for one in Conclusion.objects.signed() if one.facts.get("dissent")]
    assert Conclusion.objects.filter(verdict="reject").exists()
    certificate = PublicationCertificate.objects.get()
    assert (certificate.page, certificate.person) == (published.page, published.author)


def check_public_reviews():
    """One window has closed, its outcome stands on the page without a name, and the badge is as it was."""
    (facts,) = demo("public_reviews")
    review = PublicReview.objects.get()
    assert (review.round.page.slug, review.summary, review.answer) == (facts["work"], facts["summary"], facts["answer"])
    assert [remark["text"] for remark in review.facts["remarks"]] == [row["remark"] for row in facts["experts"]]
    assert not [row["name"] for row in facts["experts"] if row["name"] in str(review.facts)]
    assert review.round.page.specific.expert.state in {"none", "archive"}


def check_programmes():
    texts = demo("programmes_texts")
    assert set(ProgrammePage.objects.live().values_list("slug", flat=True)) == {
        *texts,
        demo("living_programme")["slug"],
    }
    assert (
        SubprojectPage.objects.live().count() == sum(len(text.get("subprojects", [])) for text in texts.values()) == 6
    )
    assert not [page.slug for page in ProgrammePage.objects.all() if not page.stages.exists()]
    assert PlanItem.objects.exclude(status="planned").exists()


def check_news():
    shown = {page.slug: page for page in NewsPage.objects.live()}
    assert len(shown) == len(demo("news")) == 23
    for item in demo("news"):
        page = shown[item["slug"]]
        assert (page.title, page.kind) == (item["title"], item["kind"])
        assert [about.slug for about in page.programmes.all()] == ([item["programme"]] if item.get("programme") else [])
        assert bool(page.expire_at) == bool(item.get("expires_in_days"))


def check_words(blocks, texts):
    """Every word of lists, steps and accordions has come through the blocks."""
    for block, said in zip(blocks, texts, strict=True):
        if block.block_type == "list":
            assert list(block.value["lines"]) == said["items"]
        if block.block_type in {"steps", "accordion"}:
            assert [part["title"] for part in block.value["parts"]] == [item["title"] for item in said["items"]]
            assert all(part["text"].source for part in block.value["parts"])
        if block.block_type == "table":
            assert (block.value.header, block.value.rows) == (said["header"], said["rows"])


def check_pages():
    pages = {name: page for name, page in demo("pages").items() if name != "home"}
    for texts in pages.values():
        page = ContentPage.objects.live().get(slug=texts["slug"])
        assert [block.block_type for block in page.body] == [block["type"] for block in texts["blocks"]]
        check_words(page.body, texts["blocks"])
    assert HomePage.objects.get().doors.count() == 3


def check_journals():
    assert set(JournalPage.objects.live().values_list("slug", flat=True)) == {
        facts["slug"] for facts in demo("journals")
    }
    for facts in demo("journals"):
        for issue in facts["issues"]:
            page = JournalIssuePage.objects.live().get(
                number=issue["number"], title__contains=facts["title"], year=issue["year"]
            )
            said = [(part["section"], slug) for part in issue["contents"] for slug in part["works"]]
            assert [(entry.section, entry.material.slug) for entry in page.entries()] == said


def check_collections():
    for facts in demo("collections"):
        page = MaterialCollectionPage.objects.live().get(slug=facts["slug"])
        entries = page.entries()
        if facts["items"]:
            assert [entry.material.slug for entry in entries] == [item["work"] for item in facts["items"]]
            assert [entry.reason for entry in entries] == [item["reason"] for item in facts["items"]]
        else:
            assert page.filter == facts["filter"]
            assert len(entries) > 3


def check_groups():
    """Every council and group, the sources' own among them, with its people, meetings and plan."""
    facts = {stem: demo(f"programmes/{stem}") for stem in demo("programmes_texts")}
    texts = demo("groups")
    waiting = [(stem, text) for stem in facts for text in texts[stem]]
    seen = {stem: set() for stem in facts}
    while waiting:
        stem, text = waiting.pop()
        waiting += [(stem, below) for below in text.get("groups", [])]
        page = GroupPage.objects.live().get(slug=text["slug"])
        assert (page.title, page.kind) == (text["title"], text["kind"])
        assert [member.name for member in page.members.all()] == [row["name"] for row in text.get("members", [])]
        said = [row.get("decisions", []) for row in text.get("meetings", [])]
        assert [meeting.decisions_list for meeting in page.meetings.order_by("pk")] == said
        plans = [len(plan["items"]) for plan in text.get("plans", [])]
        assert [stage.items.count() for stage in page.stages.all()] == plans
        source = {row["name"]: row for row in (*facts[stem].get("bodies", []), *facts[stem].get("groups", []))}
        if "of" in text:
            seen[stem].add(text["of"])
            assert page.functions_list == (text.get("functions") or source[text["of"]].get("functions", []))
    for stem, names in seen.items():
        assert names == {row["name"] for row in (*facts[stem].get("bodies", []), *facts[stem].get("groups", []))}
    assert Meeting.objects.exclude(protocol=None).count() == 1
    leaders = {part["n"]: part["leader"] for part in facts["dobryanka"]["subprojects"]}
    assert dict(SubprojectPage.objects.values_list("number", "leader")) == leaders


@pytest.mark.django_db
def test_the_demo_brings_all_that_lies_in_its_folder_and_a_second_run_changes_nothing():
    seed_demo()
    check_people()
    check_reviews()
    check_public_reviews()
    check_programmes()
    check_news()
    check_works()
    check_journals()
    check_collections()
    check_groups()
    check_pages()
    before, revisions = rows(), list(Page.objects.values_list("pk", "latest_revision_id", "last_published_at"))
    seed_demo()
    assert rows() == before
    assert list(Page.objects.values_list("pk", "latest_revision_id", "last_published_at")) == revisions
    wordings = [wording for document in demo("norms") for wording in document.get("versions", []) if "file" in wording]
    # A file for each work on its way, and one more for each that was mended after the experts' remarks.
    sent = len(demo("reviews")) + sum("mended" in work for work in demo("reviews"))
    assert StoredFile.objects.count() == sum(len(card["files"]) for card in load_cards()) + len(wordings) + sent
    assert Stage.objects.count() == len(set(Stage.objects.values_list("programme", "subproject", "group", "number")))


@pytest.mark.django_db
def test_what_people_changed_in_the_demo_stays_changed():
    seed_demo()
    work, item = (
        MaterialPage.objects.first(),
        PlanItem.objects.filter(status="planned").first() or PlanItem.objects.first(),
    )
    work.title = "Переименовано"
    work.save_revision().publish()
    PlanItem.objects.filter(pk=item.pk).update(status="cancelled")
    NewsPage.objects.first().unpublish()
    seed_demo()
    work.refresh_from_db()
    item.refresh_from_db()
    assert (work.title, item.status) == ("Переименовано", "cancelled")
    assert NewsPage.objects.filter(live=False).count() == 1


@pytest.mark.parametrize(
    ("month", "first", "last"),
    [
        ("2016-09", "2016-09-01", "2016-09-30"),
        ("2016-12", "2016-12-01", "2016-12-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        (2017, "2017-01-01", "2017-12-31"),
        ("осень", "None", "None"),
        (None, "None", "None"),
    ],
)
def test_months_of_the_plans_become_days(month, first, last):
    assert (str(first_day(month)), str(last_day(month))) == (first, last)


def test_terms_of_the_plans_are_said_in_words():
    assert term_in_words("2016-09") == "сентябрь 2016"
    assert term_in_words(["2017-05", "2018-05"]) == "май 2017, май 2018"
    assert term_in_words("2016-09 – 2017-01") == "сентябрь 2016 – январь 2017"
    assert term_in_words("в течение года") == "в течение года"
