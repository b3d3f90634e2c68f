"""Three journals with their issues and two collections of the demo, made of its works."""

from django.utils.dateparse import parse_date

from config.demo.blocks import paragraphs_to_stream, to_stream
from library.models import (
    CollectionItem,
    JournalIssueItem,
    JournalIssuePage,
    JournalPage,
    MaterialCollectionPage,
    MaterialPage,
)


def seed_journals(section, journals, people):
    """Make the journals and issues that are missing under `section`."""
    works = _works()
    for facts in journals:
        journal = JournalPage.objects.child_of(section).filter(slug=facts["slug"]).first()
        if journal is None:
            journal = JournalPage(
                title=facts["title"],
                slug=facts["slug"],
                scope=_line(facts["scope"]),
                council="\n".join(facts["council"]),
                body=to_stream(facts["body"]),
            )
            _publish(section, journal, people["editor"])
        for issue in facts["issues"]:
            if not JournalIssuePage.objects.has_twin(journal, issue["number"], issue["year"]):
                _make_issue(journal, issue, works, people["editor"])


def seed_collections(section, collections, programmes, people):
    """Make the collections that are missing under `section`."""
    works, known = _works(), set(MaterialCollectionPage.objects.values_list("slug", flat=True))
    for facts in collections:
        if facts["slug"] not in known:
            _make_collection(section, facts, works, programmes, people["metodist"])


def _make_issue(journal, facts, works, editor):
    items = [
        JournalIssueItem(section="" if place else part["section"], material=works[slug])
        for part in facts["contents"]
        for place, slug in enumerate(part["works"])
    ]
    for order, item in enumerate(items):
        item.sort_order = order
    page = JournalIssuePage(
        number=facts["number"],
        year=facts["year"],
        date=parse_date(facts["date"]),
        body=paragraphs_to_stream([facts["foreword"]]),
        items=items,
    )
    _publish(journal, page, editor)


def _make_collection(section, facts, works, programmes, methodist):
    items = [
        CollectionItem(
            sort_order=order,
            material=works[item["work"]],
            annotation=_line(item.get("annotation", "")),
            reason=item["reason"],
        )
        for order, item in enumerate(facts["items"])
    ]
    page = MaterialCollectionPage(
        title=facts["title"],
        slug=facts["slug"],
        kind=facts["kind"],
        annotation=_line(facts["annotation"]),
        year=facts["year"],
        period=facts["period"],
        programme=programmes.get(facts["programme"]),
        compiler=facts["compiler"],
        body=to_stream(facts["preface"]),
        filter=facts["filter"],
        order=facts["order"],
        items=items,
    )
    _publish(section, page, methodist)


def _publish(parent, page, user):
    page.owner, page.live = user, False
    parent.add_child(instance=page)
    page.save_revision(user=user).publish()


def _works():
    return {page.slug: page for page in MaterialPage.objects.all()}


def _line(text):
    return " ".join(text.split())
