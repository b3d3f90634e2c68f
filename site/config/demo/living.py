"""A programme that goes on today, whenever the site is filled: stages and items around the day in every state."""

from django.utils import timezone
from django.utils.formats import date_format

from config.demo.blocks import paragraphs_to_stream
from config.demo.groups import day
from config.demo.living_goals import seed_living_goals, seed_living_report
from config.demo.past import dated
from config.demo.plans import last_day
from library.models import MaterialPage
from programmes.actions import set_item_status
from programmes.closing import close_stage
from programmes.models import NewsPage, PlanItem, ProgrammePage, Stage
from programmes.planning import add_proof, move_item, write_term
from programmes.terms import read_term

PLAIN = ("title", "slug", "kind", "territory", "summary", "full_title", "characteristics", "customer", "geography")
LINES = ("tasks", "developers", "executors", "forms", "products", "control")


def seed_living(section, facts, people):
    """Make the page of the programme where it is missing; return it. Its course follows with `seed_course`."""
    page = ProgrammePage.objects.child_of(section).filter(slug=facts["slug"]).first()
    if page:
        return page
    page = ProgrammePage(
        **{name: facts[name].strip() for name in PLAIN},
        **{name: "\n".join(facts[name]) for name in LINES},
        goal=facts["goal"],
        starts_on=first_of_month(facts["months"][0]),
        ends_on=last_of_month(facts["months"][1]),
        body=paragraphs_to_stream(facts["rationale"]),
        responsible=people["leader"],
        owner=people["leader"],
        live=False,
    )
    section.add_child(instance=page)
    page.save_revision(user=people["leader"]).publish()
    return page


def seed_course(page, facts, people):
    """Tell how the programme has gone so far; nothing where it has a plan already."""
    if page.stages.exists():
        return
    for stage in facts["stages"]:
        made = Stage.objects.create(
            programme=page,
            number=stage["number"],
            name=stage["name"],
            starts_on=first_of_month(stage["months"][0]),
            ends_on=last_of_month(stage["months"][1]),
            task=stage["task"],
            tasks="\n".join(stage.get("tasks", [])),
        )
        for order, item in enumerate(stage["items"]):
            _make_item(made, order * 10, item, people["leader"])
        if "closed" in stage:
            closed = stage["closed"]
            with dated(day(closed["day"])):
                conclusion = "\n".join(closed["conclusion"])
                close_stage(stage=made, conclusion=conclusion, on=day(closed["day"]), by=people["leader"])
    seed_living_goals(page, facts, people["leader"])
    seed_living_report(page, facts["report"], people)


def first_of_month(months):
    """Return the first day of the month so many months from now."""
    return last_of_month(months).replace(day=1)


def last_of_month(months):
    """Return the last day of the month so many months from now."""
    today = timezone.localdate()
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return last_day(f"{year}-{month + 1:02}")


def words_of(term):
    """Return a term as plans write it, «до 5 декабря 2026», «12 октября – 5 декабря 2026»; words stay as they are."""
    if isinstance(term, str):
        return term
    return ", ".join(_span_words(day(start), day(end)) for start, end in term)


def _span_words(start, end):
    if start is None:
        return f"до {date_format(end, 'j E Y')}"
    begin = date_format(start, "j E" if start.year == end.year else "j E Y")
    return f"{begin} – {date_format(end, 'j E Y')}"


def _make_item(stage, order, facts, leader):
    item = PlanItem(
        stage=stage,
        sort_order=order,
        number=facts["n"],
        responsible=", ".join(facts["roles"]),
        **{name: facts.get(name, "") for name in ("direction", "text", "place", "product")},
    )
    words = words_of(facts["term"])
    write_term(item, read_term(words), words)
    if facts.get("me"):
        item.responsible_users.add(leader)
    for deed in facts.get("course", []):
        on = day(deed["day"])
        with dated(on):
            _do(item, deed, on, leader)


def _do(item, deed, on, leader):
    """One thing that happened to an item on a day."""
    if "moved" in deed:
        words = words_of(deed["moved"])
        move_item(item=item, by=leader, reason=deed["reason"], words=words, term=read_term(words), on=on)
    elif "status" in deed:
        set_item_status(item=item, status=deed["status"], reason=deed.get("reason", ""), by=leader, on=on)
    elif "text" in deed:
        add_proof(item=item, by=leader, text=deed["text"], address=deed.get("address", ""), on=on)
    else:
        model, slug = (NewsPage, deed["news"]) if "news" in deed else (MaterialPage, deed["work"])
        # Whoever has taken the page away since knows why.
        for target in model.objects.live().filter(slug=slug):
            add_proof(item=item, by=leader, target=target, on=on)
