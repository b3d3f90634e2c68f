"""Two people act at the same moment, in two processes, on the database that the suite runs on: one outcome, never a mixture."""

import pytest

from tests.races.another_site import Process, copied_site

# The mark asks for the database; the tests themselves leave it alone.
pytestmark = pytest.mark.django_db
DEEDS = "tests.races.deeds_in_a_process"
TIMES = 6


@pytest.fixture(scope="module")
def two(tmp_path_factory, django_db_setup, django_db_blocker):
    """Two processes of one site."""
    with django_db_blocker.unblock(), copied_site(tmp_path_factory.mktemp("races")) as env:
        processes = [Process(env, DEEDS) for _number in range(2)]
        assert [process.answer() for process in processes] == ["ready", "ready"]
        say(processes[0], "make_site")
        yield processes
        for process in processes:
            process.end()


def say(process, deed, **arguments):
    process.ask(deed=deed, **arguments)
    return process.answer()["said"]


def at_once(two, first, second):
    """Let both begin together; return what came of each."""
    for process, deed in zip(two, (first, second), strict=True):
        process.ask(**deed)
    return [process.answer()["said"] for process in two]


def test_numbers_have_neither_gaps_nor_doubles_though_some_are_thrown_away(two):
    given = []
    for turn in range(40):
        deeds = [
            {"deed": "take_number", "series": "race", "thrown_away": (turn + place) % 3 == 0} for place in range(2)
        ]
        given += at_once(two, *deeds)
    kept = sorted(number for number in given if number != "ThrownAwayError")
    assert given.count("ThrownAwayError") > 20
    assert kept == list(range(1, len(kept) + 1))
    assert say(two[0], "numbers_of", series="race") == len(kept)


def test_two_experts_send_the_last_reviews_and_the_methodist_hears_once_that_all_are_here(two):
    for _time in range(TIMES):
        made = say(two[0], "make_round")
        deeds = [{"deed": "send_sheet", "pk": pk} for pk in made["sheets"]]
        assert at_once(two, *deeds) == ["done", "done"]
        left = say(two[0], "look_at_round", pk=made["round"])
        assert (left["sent"], left["remarks"], left["told"]) == (2, [1, 2], ["1 из 2", "2 из 2"])


def test_of_two_chairs_one_signs_and_the_register_has_no_gap(two):
    numbers = []
    for _time in range(TIMES):
        made = say(two[0], "make_round", late=True)
        deeds = [{"deed": "sign", "pk": made["conclusion"], "chair": chair} for chair in made["chairs"]]
        assert sorted(at_once(two, *deeds)) == ["AlreadyDecided", "done"]
        numbers.append(say(two[0], "look_at_round", pk=made["round"])["number"])
    assert numbers == list(range(numbers[0], numbers[0] + TIMES))


def test_a_review_that_comes_with_the_signature_is_judged_or_too_late_and_never_lost(two):
    for _time in range(TIMES):
        made = say(two[0], "make_round", late=True)
        signing = {"deed": "sign", "pk": made["conclusion"], "chair": made["chairs"][0]}
        signed, sent = at_once(two, signing, {"deed": "send_sheet", "pk": made["sheet"]})
        assert signed == "done"
        assert sent in ("done", "RoundClosed", "ActionRefused", "MoveRefused")
        left = say(two[0], "look_at_round", pk=made["round"])
        assert left["judged"] == left["sent"] == (3 if sent == "done" else 2)
        assert left["pending"] == 0


def test_a_round_that_is_cancelled_while_a_review_is_sent_leaves_nobody_waiting(two):
    for _time in range(TIMES):
        made = say(two[0], "make_round")
        cancelling = {"deed": "cancel", "pk": made["round"], "keeper": made["keeper"]}
        cancelled, sent = at_once(two, cancelling, {"deed": "send_sheet", "pk": made["sheets"][0]})
        assert cancelled == "done"
        assert sent in ("done", "RoundClosed", "ActionRefused", "MoveRefused")
        left = say(two[0], "look_at_round", pk=made["round"])
        assert (left["state"], left["pending"], left["sent"]) == ("cancelled", 0, int(sent == "done"))


def test_nobody_is_invited_into_a_round_that_is_being_cancelled(two):
    for _time in range(TIMES):
        made = say(two[0], "make_round")
        deeds = [{"deed": deed, "pk": made["round"], "keeper": made["keeper"]} for deed in ("cancel", "invite")]
        cancelled, came = at_once(two, *deeds)
        assert cancelled == "done"
        assert came in ("done", "RoundClosed")
        assert say(two[0], "look_at_round", pk=made["round"])["pending"] == 0


def test_a_work_that_is_sent_twice_at_once_is_one_work_with_one_number(two):
    numbers = []
    for time in range(TIMES):
        made = say(two[0], "make_draft", text=f"Опыт со снегом {time}")
        assert sorted(at_once(two, *[{"deed": "send_work", "pk": made}] * 2)) == ["MoveRefused", "done"]
        state, number, versions, has_page = say(two[0], "look_at_work", pk=made)
        assert (state, versions, has_page) == ("submitted", 1, True)
        numbers.append(number)
    assert numbers == list(range(numbers[0], numbers[0] + TIMES))
