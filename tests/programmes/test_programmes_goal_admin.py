"""The admin's screens of indicators, values, risks and results: whose they are, and that a refusal loses nothing."""

import datetime

import pytest
from django.urls import reverse

from accounts.enums import STAFF_ROLES, Role
from home.models import Change
from programmes.enums import RISK_MOVES, RiskState
from programmes.models import ExpectedResult, Indicator, Measurement, ResultProof, Risk
from tests.making import person, programme, queries_of, subproject

pytestmark = pytest.mark.django_db
DAY = datetime.date
TODAY = datetime.date.today()
SCREENS = ("indicators", "measurements", "risks", "results", "result_proofs")


@pytest.fixture
def leader():
    return person(Role.PROGRAMME_LEADER)


@pytest.fixture
def page(sections, leader):
    return programme(sections["programmes"], "Читаем вместе", responsible=leader)


@pytest.fixture
def other(sections):
    return programme(sections["programmes"], "Чужая")


@pytest.fixture
def admin(client, leader):
    client.force_login(leader)
    return client


def indicator(page, text="Доля", **fields):
    return Indicator.objects.create(programme=page, text=text, **{"unit": "%", "at_least": 60, **fields})


def enter(client, page, cells, follow=True):
    """Send the table: cells are (indicator, value, date)."""
    data = {}
    for one, value, on in cells:
        data |= {f"value-{one.pk}": value, f"on-{one.pk}": on, f"note-{one.pk}": ""}
    return client.post(reverse("measuring:table", args=[page.pk]), data, follow=follow)


@pytest.mark.parametrize("name", SCREENS)
def test_a_leader_has_every_screen_with_what_is_his_and_nothing_of_others(admin, page, other, name):
    for one, word in ((page, "своё"), (other, "чужое")):
        made = indicator(one, f"показатель {word}", code=word)
        Measurement.objects.create(indicator=made, on=TODAY, value=1)
        Risk.objects.create(programme=one, text=f"риск {word}")
        result = ExpectedResult.objects.create(programme=one, text=f"итог {word}")
        ResultProof.objects.create(result=result, text=f"справка {word}")
    shown = admin.get(reverse(f"{name}:index")).content.decode()
    assert "своё" in shown
    assert "чужое" not in shown
    assert admin.get(reverse(f"{name}:add")).status_code == 200
    theirs = {
        "indicators": Indicator.objects.get(programme=other),
        "measurements": Measurement.objects.get(indicator__programme=other),
        "risks": Risk.objects.get(programme=other),
        "results": ExpectedResult.objects.get(programme=other),
        "result_proofs": ResultProof.objects.get(result__programme=other),
    }[name]
    for deed in ("edit", "delete", "history", "usage"):
        response = admin.get(reverse(f"{name}:{deed}", args=[theirs.pk]))
        assert response.status_code in (302, 403, 404), deed
        assert type(theirs).objects.filter(pk=theirs.pk).exists()


@pytest.mark.parametrize("role", sorted(STAFF_ROLES - {Role.SUBPROJECT_LEADER, Role.PROGRAMME_LEADER, Role.EDITOR}))
def test_the_table_of_values_is_for_who_leads(client, page, role):
    share = indicator(page)
    client.force_login(person(role))
    response = enter(client, page, [(share, "50", "2026-05-31")], follow=False)
    assert Measurement.objects.exists() == (role == Role.ADMINISTRATOR)
    assert response.status_code == 302


def test_values_of_all_indicators_are_entered_at_once_and_empty_cells_change_nothing(admin, page):
    share, model, empty = (
        indicator(page, code="1"),
        indicator(page, code="2", target_kind="presence", unit="", at_least=None),
        indicator(page, code="3"),
    )
    response = enter(admin, page, [(share, "48,5", "2026-05-31"), (model, "есть", "2026-05-31"), (empty, " ", "")])
    assert "Внесено значений: 2." in response.content.decode()
    assert share.measurements.get().value == 48.5
    assert model.measurements.get().presence is True
    assert not empty.measurements.exists()
    assert "48,5" in admin.get(reverse("measuring:table", args=[page.pk])).content.decode().replace("\u00a0", " ")


def test_a_refused_cell_keeps_what_was_typed_with_the_reason_beside_and_the_good_ones_are_taken(admin, page):
    good, bad, late, odd = (indicator(page, f"Показатель {n}", code=str(n)) for n in range(4))
    tomorrow = (TODAY + datetime.timedelta(days=1)).isoformat()
    cells = [
        (good, "50", "2026-05-31"),
        (bad, "120", "2026-05-31"),
        (late, "12", tomorrow),
        (odd, "мало", "2026-02-31"),
    ]
    response = enter(admin, page, cells)
    shown = response.content.decode()
    assert list(Measurement.objects.values_list("indicator", "value")) == [(good.pk, 50)]
    for words in ("Не принято: 3.", "Больше 100 %", "ещё не наступила", "«мало» — не число"):
        assert words in shown
    rows = {row.indicator.pk: row for row in response.context["rows"]}
    assert (rows[bad.pk].value, rows[late.pk].on, rows[odd.pk].value) == ("120", tomorrow, "мало")
    assert (rows[good.pk].value, rows[good.pk].reason) == ("", "")
    assert f'aria-describedby="reason-{bad.pk}"' in shown


def test_a_date_that_is_none_is_refused_in_words(admin, page):
    share = indicator(page)
    assert "Такой даты нет" in enter(admin, page, [(share, "50", "2026-02-31")]).content.decode()
    assert "Такой даты нет" in enter(admin, page, [(share, "50", "вчера")]).content.decode()
    assert not Measurement.objects.exists()


def test_what_others_lead_is_not_in_the_table_and_cannot_be_sent(admin, page, other):
    theirs = indicator(other)
    assert admin.get(reverse("measuring:table", args=[other.pk])).status_code == 404
    indicator(page)
    enter(admin, page, [(theirs, "50", "2026-05-31")])
    assert not Measurement.objects.exists()
    shown = admin.get(reverse("measuring:index")).content.decode()
    assert "Читаем вместе" in shown
    assert "Чужая" not in shown


def test_who_leads_a_subproject_enters_its_values_only(client, page):
    user = person(Role.SUBPROJECT_LEADER)
    part = subproject(page, responsible=user)
    own, whole = indicator(page, "Своё", subproject=part), indicator(page, "Всей программы")
    client.force_login(user)
    shown = client.get(reverse("measuring:table", args=[page.pk])).content.decode()
    assert "Своё" in shown
    assert "Всей программы" not in shown
    enter(client, page, [(own, "50", "2026-05-31"), (whole, "50", "2026-05-31")])
    assert [row.indicator for row in Measurement.objects.all()] == [own]


def test_the_table_costs_the_same_for_few_and_for_many(admin, page):
    def grow(number):
        for n in range(number):
            Measurement.objects.create(indicator=indicator(page, f"Показатель {n}"), on=TODAY, value=n)

    grow(2)
    address = reverse("measuring:table", args=[page.pk])
    few = queries_of(lambda: admin.get(address))
    grow(28)
    assert queries_of(lambda: admin.get(address)) == few


def fields(page, **more):
    data = {
        "programme": page.pk,
        "text": "Доля",
        "target_kind": "number",
        "unit": "%",
        "at_least": "60",
        "sort_order": 0,
    }
    return {**data, **more}


def test_an_indicator_is_made_by_its_form_and_the_page_is_told(admin, page):
    Change.objects.all().delete()
    admin.post(reverse("indicators:add"), fields(page))
    assert Indicator.objects.get().at_least == 60
    assert Change.objects.filter(page_id=page.pk).exists()


def test_a_target_without_a_unit_is_refused_by_the_form_with_the_reason(admin, page):
    response = admin.post(reverse("indicators:add"), fields(page, unit=""))
    assert response.context["form"].errors == {"unit": ["Укажите единицу: без неё значение не понять."]}
    response = admin.post(reverse("indicators:add"), fields(page, at_least="60", at_most="50"))
    assert list(response.context["form"].errors) == ["at_most"]
    assert not Indicator.objects.exists()


def test_an_indicator_of_a_programme_of_others_is_refused(admin, page, other):
    admin.post(reverse("indicators:add"), fields(other))
    assert not Indicator.objects.exists()


def test_a_value_is_added_corrected_and_withdrawn_by_its_screens(admin, page, leader):
    share = indicator(page)
    data = {"indicator": share.pk, "on": "2026-05-31", "reading": "48,5", "note": "", "proof_text": "", "proof_url": ""}
    admin.post(reverse("measurements:add"), data)
    made = Measurement.objects.get()
    assert (made.value, made.by) == (48.5, leader)
    response = admin.post(reverse("measurements:edit", args=[made.pk]), {**data, "reading": "480"})
    assert "Больше 100 %" in response.content.decode()
    admin.post(reverse("measurements:edit", args=[made.pk]), {**data, "reading": "49"})
    made.refresh_from_db()
    assert made.value == 49
    response = admin.post(reverse("measurements:add"), data)
    assert "уже внесено" in response.content.decode()
    admin.post(reverse("measurements:delete", args=[made.pk]))
    assert not Measurement.objects.exists()
    history = admin.get(reverse("indicators:history", args=[share.pk])).content.decode()
    for words in ("Внесено значение", "Исправлено значение", "Снято значение"):
        assert words in history


def test_a_risk_is_kept_by_its_form_with_measures_and_only_the_moves_it_has(admin, page):
    data = {"programme": page.pk, "text": "Нет заявок", "sort_order": 0, "measures": "первая\nвторая"}
    admin.post(reverse("risks:add"), {**data, "state": "watched", "state_note": "смотрим"})
    risk = Risk.objects.get()
    assert (risk.state, risk.state_note) == ("watched", "смотрим")
    form = admin.get(reverse("risks:edit", args=[risk.pk])).context["form"]
    offered = {value for value, _label in form.fields["state"].choices}
    assert offered == {RiskState.WATCHED, *RISK_MOVES[RiskState.WATCHED]}
    admin.post(reverse("risks:edit", args=[risk.pk]), {**data, "state": "closed", "state_note": "", "done": ["вторая"]})
    risk.refresh_from_db()
    assert risk.state == "closed"
    assert [(m.text, m.is_done) for m in risk.measures.all()] == [("первая", False), ("вторая", True)]
    admin.post(reverse("risks:edit", args=[risk.pk]), {**data, "state": "occurred"})
    risk.refresh_from_db()
    assert risk.state == "closed"


def test_a_result_and_its_proof_are_kept_by_their_forms(admin, page, other):
    data = {"programme": page.pk, "text": "Модель", "kind": "result", "sort_order": 0, "state": "achieved"}
    admin.post(reverse("results:add"), data)
    result = ExpectedResult.objects.get()
    assert result.state == "achieved"
    Change.objects.all().delete()
    proof = {"result": result.pk, "text": "Описание", "address": "/library/a/", "on": ""}
    admin.post(reverse("result_proofs:add"), {**proof, "address": "javascript:alert(1)"})
    assert not ResultProof.objects.exists()
    admin.post(reverse("result_proofs:add"), proof)
    assert result.proofs.get().text == "Описание"
    assert Change.objects.filter(page_id=page.pk).exists()
    theirs = ExpectedResult.objects.create(programme=other, text="Чужой")
    admin.post(reverse("result_proofs:add"), {**proof, "result": theirs.pk})
    assert not theirs.proofs.exists()
