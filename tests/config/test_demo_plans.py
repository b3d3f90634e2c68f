"""The plans of the five sources stand in the demo without loss: every stage, item, term, sub-item and conclusion."""

import pytest
import yaml
from django.conf import settings

from accounts.enums import Role
from config.demo.plans import seed_plan, seed_proofs
from programmes.models import ItemProof, PlanItem
from programmes.terms import read_term
from tests.making import news, person, programme, subproject

pytestmark = pytest.mark.django_db
# Words of the sources that name no day.
WORDS_ONLY = {"в течение этапа", "весь срок проекта", "весь срок", "в течение года", "постоянно", ""}


def facts_of(stem):
    return yaml.safe_load((settings.DEMO_ROOT / "programmes" / f"{stem}.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def leader():
    return person(Role.PROGRAMME_LEADER)


def seeded(sections, stem, leader):
    page = programme(sections["programmes"], stem, owner=leader)
    for number in range(1, 7):
        subproject(page, f"Часть {number}", number=number)
    seed_plan(page, facts_of(stem), leader)
    return page


@pytest.mark.parametrize(
    ("stem", "counts"),
    [
        ("neftegorsk", [9, 0]),
        ("kinel", [0, 0, 0, 0, 23, 0]),
        ("yaroslavl", [5, 3, 3]),
        ("dobryanka", [17, 15, 5]),
        ("khorinsk", [9, 5, 6, 4]),
    ],
)
def test_every_stage_has_every_item_of_its_source(sections, leader, stem, counts):
    page = seeded(sections, stem, leader)
    assert [stage.items.count() for stage in page.stages.order_by("number")] == counts
    for item in PlanItem.objects.all():
        assert item.term in WORDS_ONLY or read_term(item.term)
        assert item.number
        assert item.text


def test_terms_numbers_and_people_are_those_of_the_source(sections, leader):
    page = seeded(sections, "dobryanka", leader)
    item = PlanItem.objects.get(stage__number=2, number="4")
    assert item.term == "май 2017, май 2018, май 2019"
    assert [date.ends_on.year for date in item.dates.all()] == [2017, 2018, 2019]
    assert PlanItem.objects.filter(stage__number=2, every_months=6).count() == 2
    assert PlanItem.objects.get(stage__number=1, number="8").subproject.number == 3
    assert list(PlanItem.objects.get(stage__number=1, number="1").responsible_users.all()) == [leader]
    assert page.stages.get(number=3).task == "Подвести итоги"
    khorinsk = seeded(sections, "khorinsk", leader)
    numbers = khorinsk.stages.get(number=2).items.values_list("number", flat=True)
    assert list(numbers) == ["2.1", "2.2", "2.3", "2.4", "2.7"]
    assert khorinsk.stages.get(number=3).content_list[0] == "анализ моделей"


def test_directions_conclusions_documents_and_sub_items_are_kept(sections, leader):
    neftegorsk = seeded(sections, "neftegorsk", leader)
    stage = neftegorsk.stages.get(number=1)
    directions = dict.fromkeys(stage.items.values_list("direction", flat=True))
    assert len(directions) == 4
    assert (len(stage.tasks_list), len(stage.conclusion_list), stage.closed_on) == (4, 5, stage.ends_on)
    assert stage.items.get(number="9").status == "continues"
    kinel = seeded(sections, "kinel", leader)
    items = PlanItem.objects.filter(stage__programme=kinel)
    assert all(item.product for item in items)
    assert len(dict.fromkeys(items.values_list("direction", flat=True))) == 3
    yaroslavl = seeded(sections, "yaroslavl", leader)
    assert yaroslavl.stages.get(number=2).items.get(number="2").text.count("\n— ") == 4


def test_proofs_are_added_once_and_what_is_gone_is_passed_over(sections, leader):
    pages = {"dobryanka": seeded(sections, "dobryanka", leader)}
    piece = news(sections["news"], "Письмо")
    proofs = {"dobryanka": {"1/8": [piece.slug, "gone"], "9/9": [piece.slug]}}
    for _again in range(2):
        seed_proofs(pages, proofs, sections["news"], leader)
    assert [proof.text for proof in ItemProof.objects.all()] == ["Письмо"]
