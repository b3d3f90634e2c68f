"""Indicators with their values, risks and expected results of the five programmes."""

import re
from decimal import Decimal

from django.utils.dateparse import parse_date

from config.demo.past import dated
from library.models import MaterialPage
from programmes.enums import ResultKind, TargetKind
from programmes.formulas import is_registered
from programmes.measuring import add_measurement
from programmes.models import ExpectedResult, Indicator, Risk
from programmes.risks import add_proof, set_result_state, set_risk_state, write_measures

EXAMPLE = "пример"
RANGE = re.compile(r"^([A-Z])(\d+)-[A-Z](\d+)$")
RESULTS = {
    "main_result": ResultKind.MAIN,
    "expected_results": ResultKind.RESULT,
    "forecast": ResultKind.FORECAST,
    "network_effects": ResultKind.EFFECT,
}


def seed_goals(programmes, facts, extras, people):
    """Make what is missing of indicators, risks and results of `programmes` ({file stem: ProgrammePage}).

    `facts` are demo/programmes/*.yaml by stem, `extras` is demo/indicators.yaml. What a programme has already stays.
    """
    by = people["leader"]
    for stem, page in programmes.items():
        if not page.indicators.exists():
            for order, fields in enumerate(indicator_rows(stem, facts[stem], extras)):
                _make_indicator(page, order, fields, by)
        if not page.risks.exists():
            _make_risks(page, facts[stem].get("risks", []), extras["risks"].get(stem, []), by)
        if not page.expectedresults.exists():
            _make_results(page, facts[stem], extras["results"].get(stem, {}), by)


def indicator_rows(stem, facts, extras):
    """Return the fields of every indicator of a programme: the source's rows, split where one row names several."""
    rows = [row for entry in facts.get("indicators", []) for row in _split(entry)]
    rows += _survey_rows(stem, facts, extras["surveys"])
    return [{**row, **extras["indicators"].get(row["code"], {})} for row in rows]


def _split(entry):
    """One row for each indicator of an entry: «I21-I23» counts on, «I24» gets «I24.1», «I24.2»."""
    texts = entry.get("indicators") or [entry.get("indicator") or entry["name"]]
    span = RANGE.match(entry["id"])
    if span:
        codes = [f"{span[1]}{number}" for number in range(int(span[2]), int(span[3]) + 1)]
    else:
        codes = [entry["id"]] if len(texts) == 1 else [f"{entry['id']}.{number + 1}" for number in range(len(texts))]
    shared = {"criterion": entry.get("criterion", ""), "responsible": ", ".join(entry.get("responsible", []))}
    if entry.get("measurers"):
        shared["measurer"] = "; ".join(entry["measurers"])
    return [{"code": code, "text": text, **shared} for code, text in zip(codes, texts, strict=True)]


def _survey_rows(stem, facts, surveys):
    """The shares that a survey found, each a baseline to grow from (I29, I30)."""
    if stem not in surveys:
        return []
    about = surveys[stem]
    results = [r for survey in facts["surveys"] for r in survey["results"] if isinstance(r, dict)]
    return [
        {
            "code": f"{about['code']}.{number}",
            "criterion": about["criterion"],
            "measurer": about["measurer"],
            "text": f"{result['label']} ({result['audience']})" if "audience" in result else result["label"],
            "kind": TargetKind.GROWTH,
            "unit": "%",
            "baseline": result["percent"],
        }
        for number, result in enumerate(results, 1)
    ]


def _make_indicator(page, order, fields, by):
    kind = fields.get("kind") or (TargetKind.NUMBER if "at_least" in fields else TargetKind.PRESENCE)
    named = ("code", "criterion", "text", "measurer", "responsible", "unit", "period", "formula")
    numbers = ("at_least", "at_most", "baseline")
    indicator = Indicator(
        programme=page,
        sort_order=order * 10,
        target_kind=kind,
        **{name: fields.get(name, "") for name in named},
        **{name: Decimal(str(fields[name])) for name in numbers if name in fields},
    )
    indicator.full_clean()
    indicator.save()
    if is_registered(indicator.formula):
        return
    for on, value in fields.get("values", []):
        value = value if isinstance(value, bool) else Decimal(str(value))
        with dated(parse_date(on)):
            add_measurement(indicator=indicator, on=parse_date(on), value=value, note=EXAMPLE, by=by)
    for on, organisation, value in fields.get("apart", []):
        words = {"organisation": organisation, "note": EXAMPLE}
        with dated(parse_date(on)):
            add_measurement(indicator=indicator, on=parse_date(on), value=Decimal(str(value)), by=by, **words)


def _make_risks(page, risks, ends, by):
    for order, facts in enumerate(risks):
        end = ends[order] if order < len(ends) else {}
        scales = {name: end.get(name) for name in ("likelihood", "impact")}
        risk = Risk.objects.create(programme=page, sort_order=order * 10, text=facts["text"], **scales)
        write_measures(risk=risk, texts=facts["measures"], done=facts["measures"][: end.get("done", 0)], by=by)
        if end.get("state", risk.state) != risk.state:
            set_risk_state(risk=risk, state=end["state"], note=end.get("note", ""), by=by)


def _make_results(page, facts, ends, by):
    order = 0
    for name, kind in RESULTS.items():
        texts = facts.get(name, [])
        for number, text in enumerate([texts] if isinstance(texts, str) else texts):
            result = ExpectedResult.objects.create(programme=page, sort_order=order, text=text, kind=kind)
            order += 10
            is_main = kind == ResultKind.RESULT
            state = ends["states"][number] if ends and is_main else ends.get("others")
            if state:
                set_result_state(result=result, state=state, by=by)
            if is_main:
                _prove(result, ends.get("proofs", {}).get(number + 1), by)


def _prove(result, slug, by):
    work = MaterialPage.objects.filter(slug=slug).first() if slug else None
    if work:
        add_proof(result=result, text=work.title, address=work.get_url() or "", target=work, by=by)
