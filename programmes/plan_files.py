"""A plan as a file: XLSX for work, DOCX and PDF on a lying sheet for paper (B.5). A file brought back changes nothing."""

import hashlib

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.permissions import can
from files.pdf_writer import PdfFailed, PdfLimits, write_pdf
from files.writers import (
    DOCX_TYPE,
    XLSX_TYPE,
    Document,
    Heading,
    Paragraph,
    Sheet,
    Table,
    attachment,
    document_html,
    write_docx,
    write_xlsx,
)
from home.models import SiteSettings
from programmes.models import PlanItem, ProgrammePage, Stage, SubprojectPage

PDF_TYPE = "application/pdf"
PDF_LIMITS = PdfLimits(cpu_seconds=30, wall_seconds=40)
PDF_KEPT_SECONDS = 24 * 3600
# Column → (its header, which is what the import knows it by; relative width). The order is that of the paper.
COLUMNS = {
    "number": (gettext_lazy("№"), 1),
    "direction": (gettext_lazy("Направление"), 3),
    "text": (gettext_lazy("Мероприятие"), 7),
    "term": (gettext_lazy("Срок"), 3),
    "place": (gettext_lazy("Место"), 3),
    "responsible": (gettext_lazy("Ответственные"), 4),
    "product": (gettext_lazy("Итоговый документ"), 3),
}
ALWAYS = frozenset({"number", "text", "term", "responsible"})


def plan_of_page(page):
    """Return (Stage, [PlanItem, …]) pairs of the own plan of a ProgrammePage or a SubprojectPage."""
    own = {"programme": page, "subproject": None} if isinstance(page, ProgrammePage) else {"subproject": page}
    stages = list(Stage.objects.filter(**own).order_by("number"))
    items = {stage.pk: [] for stage in stages}
    for item in PlanItem.objects.filter(stage__in=stages).order_by("sort_order", "pk"):
        items[item.stage_id].append(item)
    return [(stage, items[stage.pk]) for stage in stages]


def files_of(programme, rows):
    """Return [(title, key of the page)] of the plans that Rows (programmes.plan_rows) make up: a file for each of them."""
    own = [(_("План программы"), programme.pk)] if any(row.stage.subproject_id is None for row in rows) else []
    parts = {row.stage.subproject_id: row.subproject for row in rows if row.stage.subproject_id and row.subproject}
    return [*own, *((part.title, key) for key, part in parts.items() if part.pk == key)]


def plan_document(page, plan):
    """Return the plan as a Document: a table for each stage under its name."""
    names = [name for name in COLUMNS if name in ALWAYS or any(getattr(i, name) for _s, items in plan for i in items)]
    head = (*(str(COLUMNS[name][0]) for name in names), _("Состояние"))
    widths = (*(COLUMNS[name][1] for name in names), 3)
    parts = []
    for stage, items in plan:
        period = f" ({stage.period_label})" if stage.period_label else ""
        title = _("Этап %(number)s. %(name)s%(period)s") % {
            "number": stage.number,
            "name": stage.name,
            "period": period,
        }
        parts.append(Heading(title))
        rows = tuple((*(getattr(item, name) for name in names), _state(item)) for item in items)
        parts.append(Table(rows, head, widths) if rows else Paragraph(_("Мероприятий пока нет."), muted=True))
    publisher = SiteSettings.objects.values_list("centre_name", flat=True).first() or ""
    return Document(_("План мероприятий"), parts, subtitle=page.title, publisher=publisher, wide=True)


def plan_sheet(plan):
    """Return the plan as a Sheet with the dates beside the words, a row for each item."""
    head = (
        *("Этап", "№", "Направление", "Мероприятие", "Срок", "Не раньше", "Не позже", "Место", "Ответственные"),
        *("Итоговый документ", "Состояние", "С какого дня", "Пояснение"),
    )
    rows = tuple(
        (
            *(str(stage), item.number, item.direction, item.text, item.term, item.starts_on, item.due_on, item.place),
            *(item.responsible, item.product, str(item.status_label), item.status_on, item.status_reason),
        )
        for stage, items in plan
        for item in items
    )
    return Sheet(_("План"), head, rows, (24, 7, 20, 60, 22, 12, 12, 20, 30, 24, 16, 14, 30))


@require_safe
def plan_export(request, pk, ending):
    """Give the plan of a programme or a subproject as a file to everybody who may see its page."""
    page = _page(request, pk)
    plan = plan_of_page(page)
    if ending not in WRITERS or not any(items for _stage, items in plan):
        raise Http404
    document = plan_document(page, plan)
    # A PDF costs a second of a child: the same plan is written once.
    mark = hashlib.sha256(repr((ending, document, plan_sheet(plan))).encode()).hexdigest()
    etag = f'W/"{mark[:32]}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None and unchanged.status_code == 304:
        return unchanged
    write, content_type = WRITERS[ending]
    try:
        content = write(document, plan, mark)
    except PdfFailed as failure:
        return HttpResponse(failure.reason, status=503, content_type="text/plain; charset=utf-8")
    response = attachment(content, f"План — {page.title}.{ending}", content_type)
    response["ETag"], response["Cache-Control"] = etag, "no-cache"
    return response


def _page(request, pk):
    for model in (ProgrammePage, SubprojectPage):
        if page := model.objects.shown().filter(pk=pk).first():
            return page
        if page := model.objects.filter(pk=pk).first():
            if not can(request.user, "plan", page):
                raise PermissionDenied
            return page
    raise Http404


def _state(item):
    """The state on the first line, its day and reason under it: the import reads the first."""
    day = item.status_on.strftime("%d.%m.%Y") if item.status_on else ""
    return "\n".join(filter(None, [str(item.status_label), day, item.status_reason]))


def _pdf(document, _plan, mark):
    key = f"plan-pdf-{mark}"
    content = cache.get(key)
    if content is None:
        content = write_pdf(document_html(document), PDF_LIMITS)
        cache.set(key, content, PDF_KEPT_SECONDS)
    return content


WRITERS = {
    "xlsx": (lambda _document, plan, _mark: write_xlsx(plan_sheet(plan)), XLSX_TYPE),
    "docx": (lambda document, _plan, _mark: write_docx(document), DOCX_TYPE),
    "pdf": (_pdf, PDF_TYPE),
}
