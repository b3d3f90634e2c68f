"""A signed conclusion as a paper in the centre's form: the same facts for the PDF and the DOCX."""

from dataclasses import dataclass
from urllib.parse import urljoin

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community.certificate_paper import qr_picture
from expertise.enums import ConclusionState, Recommendation
from expertise.outcome_words import mark_ru, proposals_of_facts
from files.writers import Bullets, Document, Heading, Paragraph, Table
from home.models import SiteSettings
from home.templatetags.face_tags import date_ru

# A file's hash on paper: enough to tell files apart by eye; the whole one stands at the address.
SHORT = 16


@dataclass(frozen=True)
class Paper:
    """What stands on the paper; nothing in it leads to an expert's account."""

    centre: str
    number: str
    signed_on: str
    revoked_on: str
    revoke_reason: str
    title: str
    version: int
    rubric: str
    files: tuple
    mended_files: tuple
    criteria: tuple
    experts: int
    proposals: str
    paragraphs: tuple
    dissent: tuple
    verdict: str
    edits_on: str
    signer: str
    role: str
    address: str


def paper_of(conclusion, centre=None):
    """Return the Paper of a signed or revoked conclusion; two queries, one where `centre` (its name) is given.

    `conclusion.round.files` may be prefetched.
    """
    round, facts = conclusion.round, conclusion.facts
    if centre is None:
        centre = SiteSettings.objects.values_list("centre_name", flat=True).first() or ""
    return Paper(
        centre=centre,
        number=conclusion.label,
        signed_on=_day(conclusion.signed_at),
        revoked_on=_day(conclusion.revoked_at) if conclusion.state == ConclusionState.REVOKED else "",
        revoke_reason=conclusion.revoke_reason,
        title=round.title,
        version=round.version_number,
        rubric=round.rubric_title,
        files=tuple((file.title, short_hash(file.sha256)) for file in round.files.all()),
        mended_files=tuple((title, short_hash(sha256)) for title, sha256 in conclusion.confirmed_files),
        criteria=tuple(_criterion(row) for row in facts["criteria"]),
        experts=len(facts["proposals"]),
        proposals=proposals_of_facts(facts),
        paragraphs=tuple(part.strip() for part in conclusion.text.split("\n\n") if part.strip()),
        dissent=tuple((expert, Recommendation(wish).label, text) for expert, wish, text in facts["dissent"]),
        verdict=conclusion.get_verdict_display(),
        edits_on=_day(conclusion.edits_confirmed_at) if conclusion.edits_confirmed_at else "",
        signer=conclusion.signer_name,
        role=conclusion.signer_role,
        address=check_address(conclusion),
    )


def check_address(conclusion):
    """Return the whole address where anybody may check the conclusion, as it is printed."""
    return urljoin(settings.SITE_URL, reverse("expertise:conclusion_check", args=[conclusion.code]))


def short_hash(sha256):
    """Return the beginning of a hash as it is printed, in groups of four."""
    return " ".join(sha256[start : start + 4] for start in range(0, SHORT, 4))


def paper_html(paper):
    """Return the HTML of the PDF; its styles are STYLES."""
    return render_to_string("expertise/pdf/conclusion.html", {"paper": paper, "qr": qr_picture(paper.address)})


def paper_document(paper):
    """Return the Document of the DOCX."""
    head = [_("Критерий"), _("Вес"), _("Медиана"), _("Разброс")]
    rows = tuple((row["title"], str(row["weight"]), row["median"], row["spread"]) for row in paper.criteria)
    parts = [
        *_standing(paper),
        Paragraph(_("Работа: «%(title)s», версия %(version)d") % {"title": paper.title, "version": paper.version}),
        *_files(_("Файлы, которые видели эксперты"), paper.files),
        *_files(_("Файлы после правок"), paper.mended_files),
        Heading(_("Оценки")),
        Paragraph(
            _("Лист оценки: %(rubric)s. Экспертов: %(count)d.") % {"rubric": paper.rubric, "count": paper.experts}
        ),
        Table(rows, tuple(head), widths=(6, 1, 2, 2), caption=_("Оценки по критериям"), titled=True),
        Paragraph(_("Предложения экспертов: %s.") % paper.proposals),
        Heading(_("Заключение")),
        *map(Paragraph, paper.paragraphs),
        *_dissent(paper),
        Heading(_("Вердикт")),
        Paragraph(paper.verdict.capitalize() + "."),
        *_mended(paper),
        Paragraph(f"{paper.role}: {paper.signer}, {paper.signed_on}"),
        Paragraph(_("Проверить заключение и файлы: %s") % paper.address, muted=True),
    ]
    title = _("Экспертное заключение № %s") % paper.number
    return Document(title=title, subtitle=paper.signed_on, publisher=paper.centre, parts=parts)


def _mended(paper):
    if not paper.edits_on:
        return []
    return [Paragraph(_("Правки сверены %s: рекомендовано после доработки.") % paper.edits_on)]


def _standing(paper):
    if not paper.revoked_on:
        return []
    return [Paragraph(_("ОТОЗВАНО %(on)s. %(why)s") % {"on": paper.revoked_on, "why": paper.revoke_reason})]


def _files(title, rows):
    items = tuple(f"{name} — SHA-256 {digest}…" for name, digest in rows)
    return [Paragraph(title + ":"), Bullets(items)] if items else []


def _dissent(paper):
    if not paper.dissent:
        return []
    words = [Paragraph(f"{expert} — {wish}. {text}".strip()) for expert, wish, text in paper.dissent]
    return [Heading(_("Особое мнение")), *words]


def _criterion(row):
    median = f"{mark_ru(row['median'])} {_('из')} {row['best']}" if row["median"] is not None else _("не применимо")
    spread = "—" if row["spread"] is None else str(row["spread"])
    return {**row, "median": median, "spread": spread}


def _day(moment):
    return date_ru(timezone.localdate(moment))
