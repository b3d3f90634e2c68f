"""A conclusion does not go to the chair with the name of a hidden expert in it."""

import pytest

from accounts.enums import Role
from expertise.enums import Anonymity
from expertise.naming import named_experts
from expertise.outcome_errors import ConclusionRefused
from tests.expertise import making_outcomes as making
from tests.making import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def works(monkeypatch):
    return making.let_pages_be_judged(monkeypatch)


def round_with(sections, works, anonymity=Anonymity.EXPERT_HIDDEN):
    round = making.open_round(making.work(sections, works), anonymity=anonymity)
    making.review(round, 1, expert=person(Role.EXPERT, email="mark@x.ru", first_name="Марк", last_name="Ольшанский"))
    guest = making.review(round, 2)
    guest.expert, guest.guest_name, guest.guest_email = None, "Зима Инна Львовна", "zima@x.ru"
    guest.key_hash = "0" * 64
    guest.save()
    return round


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("С уважением, Марк Ольшанский", ["Эксперт 1"]),
        ("По мнению М. А. Ольшанского, урок хорош.", ["Эксперт 1"]),
        ("ОЛЬШАНСКИЙ МАРК", ["Эксперт 1"]),
        ("Пишите на Mark@X.ru", ["Эксперт 1"]),
        ("Инна Львовна Зима считает иначе", ["Эксперт 2"]),
        ("Зима И. Л. считает иначе; zima@x.ru", ["Эксперт 2"]),
        ("Ольшанский. Сборник задач. Москва, 2020", []),
        ("Урок о зиме, где она не названа по имени", []),
        ("Марк Твен и методика", []),
        ("", []),
    ],
)
def test_a_name_beside_its_surname_and_an_address_are_found(sections, works, text, named):
    assert named_experts(text, round_with(sections, works)) == named


def test_the_draft_with_a_name_is_refused_and_an_open_round_hides_nobody(sections, works):
    round = round_with(sections, works)
    with pytest.raises(ConclusionRefused, match="Эксперт 1"):
        making.drafted(round, text="Марк Ольшанский прав.")
    with pytest.raises(ConclusionRefused, match="Эксперт 1"):
        making.drafted(round, summary="Марк Ольшанский прав.")
    open_round = round_with_open(sections, works)
    assert making.drafted(open_round, text="Марк Ольшанский прав.").text


def round_with_open(sections, works):
    round = making.open_round(making.work(sections, works, "Открытая"), anonymity=Anonymity.OPEN)
    for alias, last in ((1, "Ольшанский"), (2, "Зима")):
        making.review(round, alias, expert=person(Role.EXPERT, first_name="Марк", last_name=last))
    return round
