"""The five programmes with their stages, plan items and subprojects."""

from config.demo.blocks import paragraphs_to_stream
from config.demo.groups import name_leaders
from config.demo.passports import passport_fields
from config.demo.plans import first_day, last_day, seed_plan
from programmes.models import ProgrammePage, SubprojectPage


def seed_programmes(section, facts, texts, people):
    """Make the programmes that are missing under `section`; return {file stem: ProgrammePage}."""
    programmes = {}
    for stem, text in texts.items():
        page = ProgrammePage.objects.child_of(section).filter(slug=stem).first()
        programmes[stem] = page or _make_programme(section, stem, facts[stem], text, people)
    return programmes


def _make_programme(section, stem, facts, text, people):
    period, passport = facts["period"], passport_fields(facts)
    # Written in a moment later, so that the example has a passport that was changed.
    stage = passport.pop("current_stage")
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
        **passport,
    )
    section.add_child(instance=page)
    page.save_revision(user=people["leader"]).publish()
    if stage:
        page.current_stage = stage
        page.save_revision(user=people["leader"]).publish()
    leaders = name_leaders(facts)
    for subproject, said in zip(text.get("subprojects", []), facts.get("subprojects", []), strict=True):
        _make_subproject(page, subproject, said, people["leader"], leaders[subproject["number"]])
    seed_plan(page, facts, people["leader"])
    return page


def _make_subproject(programme, text, facts, leader, named):
    page = SubprojectPage(
        title=text["title"],
        number=text["number"],
        summary=_line(text["summary"]),
        goal=_line(text["goal"]),
        tasks="\n".join(map(_line, text["tasks"])),
        full_title=facts["title"],
        audience=facts["audience_guess"],
        participants="\n".join(text["audience"].split(", ")),
        **named,
        owner=leader,
        live=False,
    )
    programme.add_child(instance=page)
    page.save_revision(user=leader).publish()


def _line(text):
    return " ".join(text.split())
