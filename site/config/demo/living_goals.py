"""Indicators, risks, results and the half-year's report of the programme that goes on today."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from config.demo.groups import day
from config.demo.indicators import EXAMPLE
from config.demo.past import dated
from config.demo.reports import write_report
from programmes.enums import ReportKind, RiskState
from programmes.measuring import add_measurement
from programmes.models import ExpectedResult, Indicator, Risk
from programmes.reporting import draft_report
from programmes.risks import set_result_state, set_risk_state, write_measures
from programmes.spans import half_year_of

NAMED = ("code", "criterion", "text", "measurer", "responsible", "unit")


def seed_living_goals(page, facts, leader):
    """Make the indicators with their values day by day, the risks and the results of a new programme."""
    for order, row in enumerate(facts["indicators"]):
        _make_indicator(page, order * 10, row, leader)
    for order, row in enumerate(facts["risks"]):
        _make_risk(page, order * 10, row, leader)
    for order, row in enumerate(facts["results"]):
        result = ExpectedResult.objects.create(programme=page, sort_order=order * 10, text=row["text"])
        if row["state"] != result.state:
            set_result_state(result=result, state=row["state"], by=leader)


def seed_living_report(page, facts, people):
    """Draft the report of the half-year that is over by the site's own verb, write it further, let the editor publish it."""
    starts_on, ends_on = half_year_of(half_year_of(timezone.localdate())[0] - timedelta(days=1))
    report = draft_report(
        programme=page, kind=ReportKind.INTERIM, starts_on=starts_on, ends_on=ends_on, by=people["leader"]
    )
    write_report(report, facts, people["leader"]).publish(user=people["editor"])


def _make_indicator(page, order, row, leader):
    numbers = {"at_least": Decimal(row["at_least"])} if "at_least" in row else {}
    named = {name: row.get(name, "") for name in NAMED}
    indicator = Indicator(programme=page, sort_order=order, target_kind=row["kind"], **named, **numbers)
    indicator.full_clean()
    indicator.save()
    for offset, value in row["values"]:
        value = value if isinstance(value, bool) else Decimal(value)
        with dated(day(offset)):
            add_measurement(indicator=indicator, on=day(offset), value=value, note=EXAMPLE, by=leader)


def _make_risk(page, order, row, leader):
    risk = Risk.objects.create(
        programme=page, sort_order=order, text=row["text"], likelihood=row["likelihood"], impact=row["impact"]
    )
    write_measures(risk=risk, texts=row["measures"], done=row["measures"][: row["done"]], by=leader)
    if row.get("state", RiskState.IDENTIFIED) != RiskState.IDENTIFIED:
        set_risk_state(risk=risk, state=row["state"], note=row["note"], by=leader)
