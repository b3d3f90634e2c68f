"""The plans of the five programmes: stages, items with their terms, sub-items, documents, and what was done."""

import datetime
import re

from django.utils import timezone
from django.utils.dateparse import parse_date

from config.demo.past import dated
from programmes.actions import set_item_status
from programmes.enums import ItemStatus
from programmes.models import NewsPage, PlanItem, Stage, SubprojectPage
from programmes.planning import add_proof, write_term
from programmes.terms import read_term

MONTH = re.compile(r"^(\d{4})(?:-(\d{2}))?$")
STATUSES = {"выполнено": ItemStatus.DONE, "продолжается": ItemStatus.CONTINUES}
# Whose items a programme's leader is reminded of.
LEADER = re.compile(r"руководитель проекта|завуч")
SUBPROJECT = re.compile(r"руководитель подпроекта (\d+)$")
# The step of a course model in which the directions of the strategy are carried out.
STRATEGY_STEP = "реализация"


def seed_plan(programme, facts, leader):
    """Make the stages and the items of a new `programme` from the `facts` of its YAML."""
    parts = {page.number: page for page in SubprojectPage.objects.child_of(programme)}
    for stage in facts.get("stages") or facts.get("course_model", {}).get("steps", []):
        made = _make_stage(programme, stage)
        for order, (direction, item) in enumerate(_items_of(stage, facts)):
            _make_item(made, order * 10, direction, item, leader, parts)


def seed_proofs(programmes, proofs, section, leader):
    """Add the `proofs` that are missing: {programme: {"stage/number of the item": [slug of a news]}}."""
    news = NewsPage.objects.child_of(section).live()
    for stem, of_items in proofs.items():
        for place, slugs in of_items.items():
            stage, number = place.split("/")
            items = PlanItem.objects.filter(
                stage__programme=programmes[stem], stage__subproject=None, stage__group=None
            )
            # Whoever has changed the plan or taken a piece of news away since knows why.
            item = items.filter(stage__number=stage, number=number, proofs=None).first()
            for page in news.filter(slug__in=slugs) if item else ():
                with dated(page.date):
                    add_proof(item=item, by=leader, target=page)


def first_day(month):
    """Return the first day of «2016-09» or of the year 2017; None for anything else."""
    match = MONTH.match(str(month or ""))
    return parse_date(f"{match[1]}-{match[2] or '01'}-01") if match else None


def last_day(month):
    """Return the last day of «2016-09» or of the year 2017; None for anything else."""
    match = MONTH.match(str(month or ""))
    if not match:
        return None
    year, number = int(match[1]), int(match[2] or 12)
    return datetime.date(year + number // 12, number % 12 + 1, 1) - datetime.timedelta(days=1)


def _make_stage(programme, facts):
    ends_on = last_day(facts.get("end"))
    return Stage.objects.create(
        programme=programme,
        number=facts.get("number") or facts["n"],
        name=facts["name"],
        starts_on=first_day(facts.get("start")),
        ends_on=ends_on,
        task=facts.get("task", ""),
        tasks="\n".join(facts.get("tasks", [])),
        content="\n".join(facts.get("content", [])),
        conclusion="\n".join(facts.get("conclusions", [])),
        closed_on=ends_on if facts.get("state") == "завершён" else None,
    )


def _items_of(stage, facts):
    """Yield (direction, item) of a stage; the strategy's directions are the items of the step that carries it out."""
    yield from (("", item) for item in stage.get("items", []))
    for part in stage.get("directions", []):
        yield from ((part["name"], item) for item in part["items"])
    if stage["name"] == STRATEGY_STEP:
        tasks = {task["n"]: task["text"] for task in facts["tasks"]}
        for part in facts["strategy"]:
            for number, row in enumerate(part["directions"], start=1):
                item = {**row, "n": f"{part['task']}.{number}", "product": "; ".join(row["control"])}
                yield f"Задача {part['task']}. {tasks[part['task']]}"[:200], item


def _make_item(stage, order, direction, facts, leader, parts):
    responsible = facts.get("responsible", "")
    roles = responsible if isinstance(responsible, list) else [responsible.replace("не указан", "")]
    part = next((SUBPROJECT.search(role) for role in roles if SUBPROJECT.search(role)), None)
    item = PlanItem(
        stage=stage,
        sort_order=order,
        direction=direction,
        number=str(facts["n"]),
        text="\n".join([facts["text"], *(f"— {line}" for line in facts.get("sub", []))]),
        place=facts.get("place", ""),
        responsible=", ".join(filter(None, roles)),
        product=facts.get("product", ""),
        subproject=parts.get(int(part[1])) if part and len(roles) == 1 else None,
    )
    words = term_in_words(facts.get("term", ""))
    write_term(item, read_term(words), words)
    if any(LEADER.search(role) for role in roles):
        item.responsible_users.add(leader)
    over = stage.ends_on and stage.ends_on < timezone.localdate()
    status = STATUSES.get(facts.get("status"), ItemStatus.DONE if over else None)
    if status:
        on = stage.ends_on if over else None
        with dated(on):
            set_item_status(item=item, status=status, by=leader, on=on)


def term_in_words(term):
    """Return a plan's term as people write it: «сентябрь 2016», «май 2017, май 2018», «в течение года»."""
    terms = term if isinstance(term, list) else [term]
    return ", ".join(" – ".join(_month_in_words(part) for part in str(one).split(" – ")) for one in terms)


MONTHS = [
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
]


def _month_in_words(text):
    match = MONTH.match(text.strip())
    return f"{MONTHS[int(match[2]) - 1]} {match[1]}" if match and match[2] else text.strip()
