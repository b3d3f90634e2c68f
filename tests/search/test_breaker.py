"""The fuse before a service: when it lets people ask, by the table."""

import threading

import pytest

from search.breaker import Breaker


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def breaker(clock):
    return Breaker(limit=3, pause=30, clock=clock)


TABLE = [
    # What has happened, seconds since then, whether the next may ask.
    ("", 0, True),
    ("f", 0, True),
    ("ff", 0, True),
    ("fff", 0, False),
    ("fff", 29.9, False),
    ("fff", 30, True),
    ("ffsf", 0, True),
    ("ffsff", 0, True),
    ("ffsfff", 0, False),
    ("fffs", 0, True),
    ("fffsf", 0, True),
    ("ffff", 29.9, False),
    ("ffff", 30, True),
]


@pytest.mark.parametrize(("happened", "seconds", "may"), TABLE)
def test_it_opens_after_three_failures_in_a_row_for_half_a_minute(breaker, clock, happened, seconds, may):
    for what in happened:
        breaker.failed() if what == "f" else breaker.succeeded()
    clock.now += seconds
    assert breaker.is_open is not may
    assert breaker.allows() is may


def test_of_many_one_alone_tries_after_the_pause_and_his_answer_decides(breaker, clock):
    for _ in range(3):
        breaker.failed()
    clock.now += 30
    assert [breaker.allows() for _ in range(5)] == [True, False, False, False, False]
    breaker.failed()
    assert not breaker.allows()
    clock.now += 30
    assert breaker.allows()
    breaker.succeeded()
    assert [breaker.allows() for _ in range(5)] == [True] * 5


def test_one_who_never_comes_back_does_not_keep_it_open_for_ever(breaker, clock):
    for _ in range(3):
        breaker.failed()
    clock.now += 30
    assert breaker.allows()
    clock.now += 30
    assert breaker.allows()


def test_a_late_failure_of_one_who_asked_before_prolongs_the_pause_and_breaks_nothing(breaker, clock):
    for _ in range(3):
        breaker.failed()
    clock.now += 20
    breaker.failed()
    clock.now += 20
    assert not breaker.allows()
    clock.now += 10
    assert breaker.allows()


def test_of_fifty_threads_at_the_same_moment_one_tries(breaker, clock):
    ready, allowed = threading.Barrier(50), []
    for _ in range(3):
        breaker.failed()
    clock.now += 30

    def ask():
        ready.wait()
        allowed.append(breaker.allows())

    threads = [threading.Thread(target=ask) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(allowed) == 1


def test_failures_of_many_threads_are_all_counted(breaker):
    threads = [threading.Thread(target=breaker.failed) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert breaker.is_open


def test_a_fuse_that_was_reset_knows_of_nothing(breaker):
    for _ in range(3):
        breaker.failed()
    breaker.reset()
    assert not breaker.is_open
    assert breaker.allows()
