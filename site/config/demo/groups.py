"""Councils and groups of the five programmes: members, meetings, plans; and the subprojects' own plans."""

import datetime

from django.utils import timezone

from files.models import StoredFile
from library.models import MaterialPage
from programmes.actions import set_item_status
from programmes.agreements import agree_plan
from programmes.enums import ItemStatus
from programmes.meeting import cancel_meeting, hold_meeting, plan_meeting
from programmes.membership import keep_member
from programmes.models import GroupMember, GroupPage, PlanItem, Stage, SubprojectPage
from programmes.planning import write_term
from programmes.terms import read_term

PLAIN = (
    "title",
    "slug",
    "kind",
    "summary",
    "principle",
    "topic",
    "curator",
    "period_text",
    "regulation",
    "members_total",
)


def seed_groups(programmes, facts, texts, people):
    """Make what is missing of the groups of `programmes` {stem: page}; a protocol is a file of the library."""
    for stem, page in programmes.items():
        for text in texts.get(stem, []):
            _make_group(page, page, text, facts[stem], people)
        for number, plan in texts["subproject_plans"].get(stem, {}).items():
            part = SubprojectPage.objects.child_of(page).get(number=number)
            if not part.stages.exists():
                _make_plan(plan, people["leader"], programme=page, subproject=part)


def name_leaders(facts):
    """Return {subproject's number: what its page says of its leader and defence} from the source (S3:101, S3:103)."""
    return {
        part["n"]: {"leader": part["leader"], "defence": "Защита подпроектов — октябрь 2016 года."}
        for part in facts.get("subprojects", [])
    }


def _make_group(programme, parent, text, facts, people):
    if "under" in text:
        parent = SubprojectPage.objects.child_of(programme).get(number=text["under"])
    group = GroupPage.objects.child_of(parent).filter(slug=text["slug"]).first()
    if group is None:
        group = _make_page(parent, text, facts, people["leader"])
        _make_members(group, text.get("members", []), people)
        for meeting in text.get("meetings", []):
            _make_meeting(group, meeting, people["leader"])
        for number, plan in enumerate(text.get("plans", []), start=1):
            _make_plan(plan, people["leader"], number, programme=programme, group=group)
        if "agreed" in text:
            _agree(programme, group, text, people["leader"])
        _give_works(group, text.get("works", []), people["metodist"])
    for below in text.get("groups", []):
        _make_group(programme, group, below, facts, people)


def _make_page(parent, text, facts, leader):
    source = _source(facts, text.get("of"))
    functions = text.get("functions") or source.get("functions", [])
    if "functions_from" in text:
        section, name = text["functions_from"]
        functions = facts[section][name]
    page = GroupPage(
        **{name: text[name] for name in PLAIN if name in text},
        functions="\n".join(functions),
        outputs="\n".join(text.get("outputs") or source.get("outputs", [])),
        owner=leader,
        live=False,
    )
    page.regulation = page.regulation or source.get("basis", "")
    page.members_total = page.members_total or source.get("members_count")
    page.starts_on, page.ends_on = day(text.get("starts_on")), day(text.get("ends_on"))
    parent.add_child(instance=page)
    page.save_revision(user=leader).publish()
    return page


def _source(facts, name):
    rows = [*facts.get("bodies", []), *facts.get("groups", [])]
    return next(row for row in rows if row["name"] == name) if name else {}


def _make_members(group, rows, people):
    for order, row in enumerate(rows):
        member = GroupMember(
            group=group,
            name=row["name"],
            role=row.get("role", ""),
            user=people.get(row.get("user")),
            until=day(row.get("until")),
            sort_order=order * 10,
        )
        keep_member(member=member, by=people["leader"])


def _make_meeting(group, row, leader):
    meeting = plan_meeting(
        group=group, on=day(row["day"]), place=row.get("place", ""), agenda="\n".join(row["agenda"]), by=leader
    )
    if "cancelled" in row:
        cancel_meeting(meeting=meeting, reason=row["cancelled"], by=leader)
    elif "decisions" in row:
        decisions, number = "\n".join(row["decisions"]), row.get("number", "")
        protocol = StoredFile.objects.filter(name=row["protocol"]).first() if "protocol" in row else None
        hold_meeting(meeting=meeting, decisions=decisions, protocol_number=number, protocol=protocol, by=leader)


def _make_plan(plan, leader, number=1, **part):
    stage = Stage.objects.create(
        number=number, name=plan["name"], starts_on=day(plan["starts_on"]), ends_on=day(plan["ends_on"]), **part
    )
    for order, row in enumerate(plan["items"]):
        item = PlanItem(stage=stage, sort_order=order * 10, number=row["n"], text=row["text"])
        write_term(item, read_term(row["term"]), row["term"])
        set_item_status(item=item, status=ItemStatus.DONE, by=leader, on=stage.ends_on)


def _agree(programme, group, text, leader):
    council = GroupPage.objects.child_of(programme).get(slug=text["agreed"]["at"])
    on = day(text["agreed"]["day"])
    agree_plan(group=group, on=on, meeting=council.meetings.get(on=on), by=leader)
    if "corrected" not in text:
        return
    corrected = text["corrected"]
    item = PlanItem.objects.get(stage__group=group, number=corrected["n"])
    item.term = corrected["term"]
    item.save(update_fields=["term"])


def _give_works(group, slugs, methodist):
    """Say of the works that the group has made them (F2-07): a methodist's correction of their cards."""
    for work in MaterialPage.objects.filter(slug__in=slugs).order_by("slug"):
        work.group = group
        work.save_revision(user=methodist).publish(user=methodist)


def day(value):
    """Return the date of «2017-05-18» or of so many days from today; None for nothing."""
    if value is None or value == "":
        return None
    if isinstance(value, int):
        return timezone.localdate() + datetime.timedelta(days=value)
    return value if isinstance(value, datetime.date) else datetime.date.fromisoformat(value)
