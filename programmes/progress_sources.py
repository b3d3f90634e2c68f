"""What of a programme this app sees change: its plan and stages, news, reports."""

from decimal import Decimal

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from wagtail.models import ModelLogEntry

from home.querysets import NEWEST
from programmes.enums import SIGNS, TONES, ItemStatus, NewsKind
from programmes.figures import reading_label
from programmes.models import Indicator, NewsPage, PlanItem, ProgrammeReportPage, Stage
from programmes.progress import Change, progress_source

# A new line of the plan, a line that was edited; everything that our verbs do.
SEEN = ("wagtail.create", "wagtail.edit")
OURS = "programmes."
MOVE = "programmes.item.move"
# In the log the item is the one who acts; here its name stands before these words.
WORDS = {"programmes.item.proof": "сделано", "programmes.item.proof_off": "снята отметка о сделанном"}


@progress_source
def plan_changes(programme, limit):
    """States, proofs, new lines of the plan, as the log of changes has them."""
    items = PlanItem.objects.filter(stage__programme=programme).only("pk", "number", "text").in_bulk()
    for entry in _log_of(PlanItem, items, limit):
        status = ItemStatus.MOVED if entry.action == MOVE else entry.data.get("status")
        known = status in ItemStatus.values
        yield Change(
            entry.timestamp,
            "План",
            str(items[int(entry.object_id)]).split("\n")[0],
            url=f"{programme.url}plan/#item-{entry.object_id}",
            detail=_item_words(entry, ItemStatus(status).label if known else WORDS.get(entry.action, entry.message)),
            tone=TONES[ItemStatus(status)] if known else "none",
            sign=SIGNS[ItemStatus(status)] if known else "pencil",
            key=_key(programme, entry),
        )


@progress_source
def stage_changes(programme, limit):
    """Stages that were closed with a conclusion or opened again."""
    stages = Stage.objects.filter(programme=programme).in_bulk()
    for entry in _log_of(Stage, stages, limit):
        stage = stages[int(entry.object_id)]
        yield Change(
            entry.timestamp,
            "Этап",
            str(stage),
            url=f"{programme.url}plan/#stage-{stage.pk}",
            detail=_why(entry.message, entry.data.get("reason")),
            tone="ok" if entry.action == "programmes.stage.close" else "info",
            key=_key(programme, entry),
        )


@progress_source
def news_changes(programme, limit):
    """What the site told of the programme."""
    news = NewsPage.objects.shown().filter(programmes=programme)
    for page in news.order_by(*NEWEST).for_brief_rows()[:limit]:
        detail = "" if page.kind == NewsKind.NEWS else page.kind_label
        yield Change(
            page.first_published_at, "Новость", page.title, page.url, detail, "info", "remark", page.lead, page.full_url
        )


@progress_source
def report_changes(programme, limit):
    """Reports on the programme and on its parts."""
    reports = ProgrammeReportPage.objects.shown().descendant_of(programme)
    for page in reports.order_by(*NEWEST).for_rows()[:limit]:
        yield Change(page.first_published_at, "Отчёт", page.title, page.url, "", "ok", "file", key=page.full_url)


@progress_source
def value_changes(programme, limit):
    """Values of its indicators and of its parts', as they were entered or corrected."""
    indicators = Indicator.objects.filter(programme=programme).only("pk", "text", "unit", "target_kind").in_bulk()
    for entry in _log_of(Indicator, indicators, limit):
        indicator = indicators[int(entry.object_id)]
        yield Change(
            entry.timestamp,
            "Показатель",
            indicator.text,
            url=f"{programme.url}indicators/#i{indicator.pk}",
            detail=_value_words(indicator, entry),
            tone="info",
            sign="pencil",
            key=_key(programme, entry),
        )


def _log_of(model, objects, limit):
    """Return the newest log entries about `objects` ({id: object} of `model`), in one query; none for none."""
    if not objects:
        return []
    entries = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(model), object_id__in=[str(pk) for pk in objects]
    )
    ours = entries.filter(action__in=SEEN) | entries.filter(action__startswith=OURS)
    return ours.order_by("-timestamp", "-pk")[:limit]


def _value_words(indicator, entry):
    """Return the value, with its day where it was written down later; of what is no value what was done."""
    on, value = parse_date(entry.data.get("on", "")), entry.data.get("value")
    if on is None or value is None or entry.action.endswith("withdraw"):
        return str(entry.message)
    reading = value == "True" if indicator.is_presence else Decimal(value)
    said = reading_label(reading, indicator)
    if on != timezone.localdate(entry.timestamp):
        said = f"{said} на {date_format(on, 'j E Y')}"
    whose = entry.data.get("organisation", "")
    return f"{said}, {whose}" if whose else said


def _key(programme, entry):
    return f"{programme.full_url}#change-{entry.pk}"


def _item_words(entry, words):
    """Return what became of an item: since which day, where it was written down later, and why or with what."""
    on = parse_date(entry.data.get("on", ""))
    if on and on != timezone.localdate(entry.timestamp):
        words = f"{words} с {date_format(on, 'j E Y')}"
    if entry.action == MOVE:
        words = f"{words}, новый срок — {entry.data['term']}"
    return _why(words, entry.data.get("reason") or entry.data.get("text"))


def _why(words, reason):
    return f"{words}: {reason}" if reason else str(words)
