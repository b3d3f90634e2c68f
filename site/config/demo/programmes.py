"""The five programmes with their stages, plan items and subprojects."""

import datetime
import re

from django.utils import timezone
from django.utils.dateparse import parse_date

from config.demo.blocks import paragraphs_to_stream
from config.demo.passports import passport_fields
from programmes.actions import set_item_status
from programmes.enums import ItemStatus
from programmes.models import PlanItem, ProgrammePage, Stage, SubprojectPage

MONTH = re.compile(r"^(\d{4})(?:-(\d{2}))?$")
STATUSES = {"выполнено": ItemStatus.DONE, "продолжается": ItemStatus.CONTINUES}


def seed_programmes(section, facts, texts, people):
    """Make the programmes that are missing under `section`; return {file stem: ProgrammePage}."""
    programmes = {}
    for stem, text in texts.items():
        page = ProgrammePage.objects.child_of(section).filter(slug=stem).first()
        programmes[stem] = page or _make_programme(section, stem, facts[stem], text, people)
    return programmes


def _make_programme(section, stem, facts, text, people):
    period = facts["period"]
    page = ProgrammePage(
        title=text["title"],
        slug=stem,
        kind=text["kind"],
        summary=_line(text["summary"]),
        territory=text.get("territory", ""),
        starts_on=first_day(period.get("start")),
        ends_on=last_day(period.get("end")),
        body=paragraphs_to_stream(text["rationale"]),
        responsible=people["leader"],
        owner=people["leader"],
        live=False,
        **passport_fields(facts),
    )
    section.add_child(instance=page)
    page.save_revision(user=people["leader"]).publish()
    for subproject, said in zip(text.get("subprojects", []), facts["subprojects"], strict=True):
        _make_subproject(page, subproject, said, people["leader"])
    for stage in facts.get("stages") or facts.get("course_model", {}).get("steps", []):
        _make_stage(page, stage, people["leader"])
    return page


def _make_subproject(programme, text, facts, leader):
    page = SubprojectPage(
        title=text["title"],
        number=text["number"],
        summary=_line(text["summary"]),
        goal=_line(text["goal"]),
        tasks="\n".join(map(_line, text["tasks"])),
        full_title=facts["title"],
        audience=facts["audience_guess"],
        participants="\n".join(text["audience"].split(", ")),
        owner=leader,
        live=False,
    )
    programme.add_child(instance=page)
    page.save_revision(user=leader).publish()


def _make_stage(programme, facts, leader):
    stage = Stage.objects.create(
        programme=programme,
        number=facts.get("number") or facts["n"],
        name=facts["name"],
        starts_on=first_day(facts.get("start")),
        ends_on=last_day(facts.get("end")),
        task=facts.get("task") or "; ".join(facts.get("tasks", facts.get("content", []))),
    )
    items = [*facts.get("items", []), *(item for part in facts.get("directions", []) for item in part["items"])]
    for order, item in enumerate(items):
        _make_item(stage, order, item, leader)


def _make_item(stage, order, facts, leader):
    responsible = facts.get("responsible", "")
    item = PlanItem.objects.create(
        stage=stage,
        sort_order=order * 10,
        number=str(facts["n"]),
        text=facts["text"],
        term=term_in_words(facts.get("term", "")),
        due_on=last_day(_last_term(facts.get("term", ""))),
        place=facts.get("place", ""),
        responsible=", ".join(responsible) if isinstance(responsible, list) else responsible.replace("не указан", ""),
    )
    over = stage.ends_on and stage.ends_on < timezone.localdate()
    status = STATUSES.get(facts.get("status"), ItemStatus.DONE if over else None)
    if status:
        set_item_status(item=item, status=status, by=leader)


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


def _last_term(term):
    last = term[-1] if isinstance(term, list) else str(term)
    return last.split(" – ")[-1]


def _line(text):
    return " ".join(text.split())
