"""The passports of the five programmes: their facts as fields of a page and as blocks, nothing left out."""

from django.utils.dateparse import parse_date

from config.demo.passport_names import COURSE_MODEL, DIRECTIONS, LISTINGS, NOTES, ORGANISATION, ROLES, SERVICE, STAFF
from programmes.periods import months_label


def passport_fields(facts):
    """Return {field: value} of a ProgrammePage for the `facts` of one programme."""
    participants = facts.get("participants", [])
    return {
        "full_title": facts["title"],
        "characteristics": facts["kind"],
        "goal": _lines(facts.get("goals") or [facts["goal"]]),
        "tasks": _lines(task["text"] for task in facts["tasks"]),
        "period_text": _period(facts["period"]),
        "epigraph": facts.get("epigraph", ""),
        "epigraph_author": facts.get("epigraph_author", ""),
        "developers": _lines(facts.get("developers") or [facts.get("developer", "")]),
        "customer": facts.get("customer", ""),
        "executors": _lines(facts.get("executors", [])),
        "participants": _lines(participants) if isinstance(participants, list) else "",
        "geography": facts.get("geography", ""),
        "strategic_goal": facts.get("strategic_goal", ""),
        "current_stage": facts.get("current_stage") or facts.get("status", ""),
        "forms": _lines(facts.get("forms", [])),
        "main_events": _lines(facts.get("main_events", [])),
        "products": _lines(facts.get("products", [])),
        "control": _lines(facts.get("control", [])),
        "finance": facts.get("finance", ""),
        "success_conditions": _lines(facts.get("course_model", {}).get("success_conditions", [])),
        "prospects": _lines(one["text"] for one in facts.get("prospects", [])),
        "passport": passport_blocks(facts),
    }


def passport_blocks(facts):
    """Return the raw StreamField value of everything in `facts` that is a table or a list."""
    found = [block for name, make in MAKERS for block in make(facts, name)]
    return [{"type": kind, "value": value} for kind, value in found]


def _lines(texts):
    return "\n".join(" ".join(str(text).split()) for text in texts if text)


def _period(period):
    """«сентябрь 2016 – август 2019»; «3 года» alone does not say when."""
    label, start, end = period["label"], str(period["start"] or ""), str(period["end"] or "")
    return label if not start or start[:4] in label else f"{start[:4]}–{end[:4]}, {label}"


def _legal_basis(facts, name):
    if rows := facts.get(name):
        yield "legal_basis", {"title": "Основания для разработки", "rows": rows}


def _organisation(facts, name):
    about = facts.get(name, {})
    rows = [{"name": ORGANISATION[key], "lines": _said_of(key, value)} for key, value in about.items()]
    if rows:
        yield "directions", {"title": "Об организации", "rows": rows}


def _said_of(key, value):
    if key == "staff":
        return [f"{STAFF[kind]}: {number}" for kind, number in value.items()]
    if key == "founded":
        month = parse_date(f"{value}-01")
        return [months_label(month, month)]
    return value if isinstance(value, list) else [str(value)]


def _participants(facts, name):
    taking = facts.get(name)
    if isinstance(taking, dict):
        rows = [{"name": one} for one in taking["cooperation"]]
        yield "participants", {"title": "Сотрудничество организаций", "rows": rows}
        yield "participants", {"title": "Партнёры", "rows": [{"name": one} for one in taking["partners"]]}
        yield "base", {"title": "База инновационной площадки", "rows": taking["base"]}


def _organisations(facts, name):
    if rows := facts.get(name):
        yield "participants", {"title": "Организации", "rows": [{"name": o["name"], "part": o["role"]} for o in rows]}


def _platforms(facts, name):
    if rows := facts.get(name):
        rows = [{"name": one["name"], "part": one["place"]} for one in rows]
        yield "participants", {"title": "Стажёрские площадки", "rows": rows}


def _resources(facts, name):
    kinds = facts.get(name, {})
    rows = [{"name": kind, "lines": kinds[kind] if isinstance(kinds, dict) else []} for kind in kinds]
    if rows:
        yield "resources", {"title": "Ресурсы", "rows": rows}


def _functions(facts, name):
    rows = [{"name": ROLES[role], "lines": lines} for role, lines in facts.get(name, {}).items()]
    if rows:
        yield "functions", {"title": "Функции участников", "rows": rows}


def _bodies(facts, name):
    for title in ("bodies", "groups"):
        rows = [{**body, "count": body.get("members_count")} for body in facts.get(title, [])]
        if rows:
            yield "bodies", {"title": "Органы и советы" if title == "bodies" else "Группы", "rows": rows}


def _problems(facts, name):
    titles = {"problem_table_district": "Проблемное поле округа", "problem_table_platforms": "Проблемное поле площадок"}
    for table, title in titles.items():
        if rows := facts.get(table):
            yield "problems", {"title": title, "rows": rows}


def _strategy(facts, name):
    tasks = {task["n"]: task["text"] for task in facts["tasks"]}
    rows = [
        {"task": f"{part['task']}. {tasks[part['task']]}", "directions": part["directions"]}
        for part in facts.get(name, [])
    ]
    if rows:
        yield "strategy", {"title": "Задачи, направления и контрольные индикаторы", "rows": rows}


def _surveys(facts, name):
    for survey in facts.get(name, []):
        results = survey["results"]
        said = isinstance(results, list)
        yield (
            "survey",
            {
                "title": survey["name"],
                "year": survey.get("year"),
                "rows": results if said else [],
                "note": "" if said else f"Результаты {results}.",
            },
        )


def _directions(facts, name):
    for key, (title, names) in {**DIRECTIONS, "service_functions": SERVICE, "course_model": COURSE_MODEL}.items():
        about = facts.get(key, {})
        rows = [{"name": names[part], "lines": about[part]} for part in names if part in about]
        rows = [{**row, "lines": row["lines"] if isinstance(row["lines"], list) else [row["lines"]]} for row in rows]
        if rows:
            yield "directions", {"title": title, "rows": rows}


def _listings(facts, name):
    for key, title in LISTINGS.items():
        if lines := facts.get(key):
            yield "listing", {"title": title, "lines": [_line(one) for one in lines], "ordered": "level" in lines[0]}


def _notes(facts, name):
    for key, title in NOTES.items():
        if text := facts.get(key):
            yield "note", {"title": title, "text": text}


def _line(one):
    if isinstance(one, str):
        return one
    return one.get("name") or f"{one['year']}: {one['text']}"


# In the order in which they stand in the passport.
MAKERS = [
    ("normative_base", _legal_basis),
    ("basis", _legal_basis),
    ("participants", _participants),
    ("organisations", _organisations),
    ("internship_platforms", _platforms),
    ("resources", _resources),
    ("organisation", _organisation),
    ("problems", _problems),
    ("strategy", _strategy),
    ("directions", _directions),
    ("functions_of_participants", _functions),
    ("bodies", _bodies),
    ("surveys", _surveys),
    ("notes", _notes),
    ("listings", _listings),
]
