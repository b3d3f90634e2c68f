"""What a determined person would send to each address: every button there is, and those that there should not be."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from expertise.models import Conclusion, ExpertAssignment, Postponement, ReviewRound, Rubric
from library.coauthor_views import coauthor_text
from library.models import MaterialKind, MaterialPage, Submission, SubmissionAuthor

WORDS = "Потому что так нужно."
# Sent everywhere: each word that some screen takes for a deed.
ANY = {
    "action-publish": "action-publish",
    "action": "publish",
    "do": "publish",
    "deed": "send",
    "verb": "submit",
    "confirm": "on",
    "text": WORDS,
    "reason": WORDS,
    "words": WORDS,
}


# Wagtail's own screens break on half a form: they get whole ones or, where their post moves nothing, none.
WHOLE_FORMS = {
    "wagtailadmin_pages:add",
    "wagtailadmin_pages:preview_on_add",
    "wagtailadmin_pages:edit",
    "wagtailadmin_pages:preview_on_edit",
    "wagtailadmin_pages:copy",
    "wagtailadmin_pages:revisions_revert",
    "wagtailadmin_choose_page_external_link",
    "wagtailredirects:process_import",
}


def bodies(name, given, address, client):
    """Return the bodies to post to `address`, called `name`, with the arguments `given`; [ANY] where nothing better is known."""
    known = MAKERS[name](given, address, client) if name in MAKERS else []
    return known if known or name in WHOLE_FORMS else [ANY]


def _work(given, _address, _client):
    rubric = Rubric.objects.filter(criteria__isnull=False).first()
    words = {"words": WORDS, "rubric": rubric.pk, "experts": 2}
    deeds = ("claim", "release", "return", "refuse", "return_from_editing", "pass", "experts")
    return [{"do": deed, **words} for deed in deeds]


def _archive(given, _address, _client):
    return [{"rubric": Rubric.objects.filter(criteria__isnull=False).first().pk, "experts": 1}]


def _round(given, _address, _client):
    deeds = [{"verb": "cancel", "reason": WORDS}]
    deeds += [{"verb": "invite", "guest_name": "Новый Гость", "guest_email": "new@example.net"}]
    for target in ExpertAssignment.objects.filter(round=given["pk"]).values_list("pk", flat=True):
        deeds += [
            {"verb": verb, "target": target, "reason": WORDS} for verb in ("withdraw", "dismiss", "reopen", "link")
        ]
    for target in Postponement.objects.filter(assignment__round=given["pk"]).values_list("pk", flat=True):
        deeds += [{"verb": verb, "target": target} for verb in ("grant", "refuse")]
    return deeds


def _outcome(given, _address, _client):
    number = Conclusion.objects.filter(round=given["pk"]).values_list("draft_number", flat=True).first() or 0
    words = {"text": WORDS, "summary": "Коротко.", "early_reason": WORDS, "draft_number": number}
    return [{"verdict": "recommend", "offer": "1", **words}, {"verdict": "reject", **words}]


def _decision(given, _address, _client):
    row = Conclusion.objects.get(pk=given["pk"])
    last = ReviewRound.objects.get(pk=row.round_id).page.specific.submissions.first()
    version = last.versions.first() if last else None
    words = {"words": WORDS, "draft_number": row.draft_number, "is_read": "on", "answer": WORDS}
    words["digest"] = version.digest if version else row.round.digest
    act = given["act"]
    return [
        {f"{act}-{key}": value for key, value in words.items()} | {f"{act}-granted": word} for word in ("yes", "no")
    ]


def _answer(given, _address, _client):
    return [{"agrees": word, "text": WORDS} for word in ("yes", "no")]


def _review(given, _address, _client):
    row = (
        ExpertAssignment.objects.filter(pk=given.get("pk")).first()
        or ExpertAssignment.objects.exclude(guest_email="").get()
    )
    until = (timezone.localdate() + timedelta(days=40)).isoformat()
    return [
        {"verb": "accept", "no_conflict": "on"},
        {"verb": "decline", "reason": WORDS},
        {"verb": "postpone", "until": until, "reason": WORDS},
        {"verb": "submit", "draft_number": row.draft_number},
    ]


def _room(given, _address, _client):
    rows = SubmissionAuthor.objects.filter(submission=given["pk"]).values_list("pk", flat=True)
    deeds = [
        "withdraw",
        "reopen",
        "discard",
        "publish",
        *(f"{deed}:{row}" for row in rows for deed in ("again", "remove")),
    ]
    return [{"deed": deed, "reason": WORDS} for deed in deeds]


def _edit(given, _address, _client):
    number = Submission.objects.get(pk=given["pk"]).draft_number
    return [{"deed": "send", "draft_number": number, "answer": WORDS, "state": "published"}]


def _coauthor(given, _address, _client):
    return [{"answer": word, "name": "Со Автор", "text": coauthor_text().pk} for word in ("yes", "no")]


def _page_edit(given, address, client):
    """The page's own form with each button below it, its kind changed, and its hour set."""
    data = form_of(client.get(address))
    if data is None:
        return []
    soon = (timezone.now() + timedelta(hours=1)).strftime("%Y-%m-%d %H:%M")
    free = MaterialKind.objects.exclude(review_scheme__needs_review=True).first()
    buttons = [
        {"action-publish": "action-publish"},
        {"action-publish": "action-publish", "go_live_at": soon},
        {"action-publish": "action-publish", "kind": free.pk},
        {"action-submit": "action-submit"},
        {"action-cancel-workflow": "action-cancel-workflow"},
        {"action-restart-workflow": "action-restart-workflow"},
    ]
    if MaterialPage.objects.get(pk=given["page_id"]).current_workflow_state:
        buttons.append({"workflow-action-name": "approve", "action-workflow-action": "true"})
    return [{**data, **button} for button in buttons]


def form_of(response):
    """Return what the admin's form of a page would send, read out of the form itself; None where none was shown."""
    form = (response.context or {}).get("form") if response.status_code == 200 else None
    if form is None or not hasattr(form, "formsets"):
        return None
    data = {}
    for each in [form, *[f for s in form.formsets.values() for f in [s.management_form, *s.forms]]]:
        for bound in each:
            value = bound.value()
            data[bound.html_name] = "" if value is None else value
    data["body-count"] = "0"
    return {name: value for name, value in data.items() if value is not False}


def _new_page(given, _address, _client):
    kind = MaterialKind.objects.get(code="programme")
    forms = {f"{name}-{key}": value for name in ("files", "authors", "links") for key, value in
             (("TOTAL_FORMS", 0), ("INITIAL_FORMS", 0), ("MIN_NUM_FORMS", 0), ("MAX_NUM_FORMS", 1000))}  # fmt: skip
    return [{"title": "Новая", "slug": "novaya", "annotation": WORDS, "kind": kind.pk, "language": "ru", "body-count": 0,
             "action-publish": "action-publish", "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0, **forms}]  # fmt: skip


def _copy(given, _address, _client):
    parent = MaterialPage.objects.get(pk=given["page_id"]).get_parent().pk
    return [{"new_title": "Копия", "new_slug": "kopiya", "new_parent_page": parent, "publish_copies": "on"}]


def _api(given, _address, _client):
    page = MaterialPage.objects.get(pk=given["pk"])
    home = page.get_parent().pk
    return [{"destination_page_id": home, "recursive": True, "keep_live": True, "slug": "po-api", "update_slug": "po-api",
             "revision_id": page.latest_revision_id}]  # fmt: skip


MAKERS = {
    "library_work": _work,
    "library_send_to_experts": _archive,
    "review_admin:round": _round,
    "expertise_outcome": _outcome,
    "expertise:decision_act": _decision,
    "expertise:author_answer": _answer,
    "expertise:review": _review,
    "expertise:guest_review": _review,
    "library:submission_room": _room,
    "library:submission_edit": _edit,
    "library:coauthorship": _coauthor,
    "library:coauthor_answer": _coauthor,
    "wagtailadmin_pages:edit": _page_edit,
    "wagtailadmin_pages:revisions_revert": _page_edit,
    "wagtailadmin_pages:add": _new_page,
    "wagtailadmin_pages:copy": _copy,
    "wagtailadmin_api:pages:action": _api,
}


def with_query(name, address, world):
    """Bulk actions name their pages in the query: each draft, and the section with all that lies below it."""
    if name != "wagtail_bulk_action":
        return [address]
    keys = [*world.pages().values(), world.library.pk]
    return [f"{address}?id={key}&next={reverse('wagtailadmin_home')}" for key in keys]
