"""What the page of a draft shows, gathered for its templates."""

from copy import copy

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.enums import ConsentKind
from files.sniffing import EXTRACTABLE, WHAT_WE_TAKE
from library import review_doors
from library.completeness import missing_of
from library.consents_of_work import WORK_CONSENTS, consents_of_work
from library.preflight import Severity, findings_of, unexplained
from library.submission_enums import SubmissionState
from library.submission_form import AGREE, guessed_fields

ASKED = {
    ConsentKind.AUTHORSHIP: gettext_lazy("Работа наша: чужого без спроса в ней нет, публиковать её мы вправе"),
    ConsentKind.PUPILS_WORKS: gettext_lazy("Родители детей, чьи работы здесь есть, согласились письменно"),
    ConsentKind.PUPILS_PHOTOS: gettext_lazy("Родители детей, которые на фотографиях, согласились письменно"),
}
# The steps of the page in the order in which people think: (anchor, name, fields).
STEPS = (
    ("files", gettext_lazy("Файлы"), ("upload",)),
    ("about", gettext_lazy("О работе"), ("title", "annotation", "kind", "body", "links")),
    ("whom", gettext_lazy("Кому и о чём"), ("levels", "subjects", "audiences", "keywords", "norms")),
    (
        "authors",
        gettext_lazy("Авторы и откуда"),
        ("author_name", "coauthors", "organisation", "part", "year", "language"),
    ),
    (
        "rights",
        gettext_lazy("Права и согласия"),
        (
            "licence",
            "origin",
            "pupils_works",
            "pupils_photos",
            "regulation",
            *(f"{AGREE}{kind}" for kind in WORK_CONSENTS),
        ),
    ),
    ("check", gettext_lazy("Проверка и отправка"), ("letter",)),
)
# Neither asked for before a work is sent (library.completeness) nor warned of by the pre-flight.
OPTIONAL = {"body", "links", "audiences", "keywords", "norms", "organisation", "part", "year", "letter"}


def facts_of_draft(work, form, request):
    """Return the context of the page of a draft, in a constant number of queries."""
    entries = list(work.files.select_related("file__filetext").defer("file__filetext__text", "file__filetext__places"))
    coauthors = list(work.coauthors.all())
    regulation = form.wording
    shown = _as_shown(work, form)
    consents = consents_of_work(work)
    missing = missing_of(shown, has_files=bool(entries), coauthors=coauthors, regulation=regulation, consents=consents)
    findings = findings_of(shown)
    returned = work.returns.first() if work.state == SubmissionState.RETURNED else None
    lacking = {one.field for one in missing}
    if missing or unexplained(findings, work.preflight_reasons):
        lacking.add("letter")
    return {
        "work": work,
        "title": work.shown_title if work.title or work.guesses.get("title") else _("Новая работа"),
        "form": form,
        "rows": _rows(work, form),
        "entries": entries,
        "waiting": any(_is_waiting(entry) for entry in entries),
        "what_we_take": WHAT_WE_TAKE,
        "coauthors": coauthors,
        "regulation": regulation,
        "consents": _boxes(form, consents),
        "is_accepted": _accepted(work, form, regulation),
        "missing": missing,
        "findings": [
            {"finding": one, "reason": _reason(work, request, one), "is_warning": one.severity == Severity.WARN}
            for one in findings
        ],
        "steps": [
            {"anchor": anchor, "name": name, "is_done": lacking.isdisjoint(fields)} for anchor, name, fields in STEPS
        ],
        "returned": returned,
        "unanswered": len(review_doors.unanswered(work, returned.step)) if returned else 0,
        "answer": request.POST.get("answer", ""),
        "draft_number": work.draft_number,
    }


def _as_shown(work, form):
    """The work as its form shows it: guesses that stand in the fields count, the next button saves them."""
    if form.is_bound:
        return work
    shown = copy(work)
    shown.title = form.initial.get("title", "")
    names = ("kind", "subjects", "levels", "author_name")
    shown.card = {**work.card, **{name: form.initial[name] for name in names if form.initial.get(name)}}
    return shown


def pending_reading(work):
    """Tell whether some file of the work still waits for its reading."""
    entries = work.files.filter(report__isnull=True).select_related("file")
    return any(_is_waiting(entry) for entry in entries)


def _is_waiting(entry):
    return entry.report is None and entry.file.kind in EXTRACTABLE


def _rows(work, form):
    """Return {name: {"field", "guess", "offer", "is_optional"}}: each field with what the site has guessed for it."""
    marks = guessed_fields(work) if not form.is_bound else {}
    rows = {}
    for name in form.fields:
        mark = marks.get(name, "")
        offer = "" if mark in ("", "shown") else _offer(name, mark, form)
        shown = {"guess": mark == "shown", "offer": offer, "is_optional": name in OPTIONAL}
        rows[name] = {"field": form[name], **shown}
    return rows


def _offer(name, value, form):
    words = {"kind": form.words.kinds, "subjects": form.words.subjects, "levels": form.words.levels}.get(name, {})
    values = value if isinstance(value, list) else [value]
    return ", ".join(str(words.get(one, one)) for one in values)


def _accepted(work, form, regulation):
    if form.is_bound:
        return bool(form.data.get("regulation"))
    return regulation is not None and work.regulation_id == regulation.pk


def _boxes(form, consents):
    """Return [{"name", "text", "label", "is_ticked"}] of every consent a work may need; the page hides what it does not."""
    held = {text.pk for text, is_agreed in consents if is_agreed}
    return [
        {
            "name": f"{AGREE}{kind}",
            "text": text,
            "label": ASKED[kind],
            "is_ticked": form.data.get(f"{AGREE}{kind}") == str(text.pk) if form.is_bound else text.pk in held,
        }
        for kind, text in form.consent_texts.items()
    ]


def _reason(work, request, finding):
    return request.POST.get(f"reason-{finding.key}", work.preflight_reasons.get(finding.key, ""))
