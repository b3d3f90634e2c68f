"""A rebuild by two processes, one that reads and one that writes: under load, broken off, and when the reader dies."""

import pytest

from tests.races.another_site import Process, copied_site
from tests.search.test_elastic_load import PEOPLE, all_was_well, begin, said

# The mark asks for the database; the tests themselves leave it alone.
pytestmark = pytest.mark.django_db
WORKS = 60


@pytest.fixture(scope="module")
def people(tmp_path_factory, django_db_setup, django_db_blocker):
    """Return a function that makes a person of a site with an archive; the database alone serves it."""
    made = []

    def person():
        made.append(Process(env, PEOPLE))
        assert made[-1].answer() == "ready"
        return made[-1]

    with django_db_blocker.unblock(), copied_site(tmp_path_factory.mktemp("site")) as env:
        assert said(person(), "make_archive", count=WORKS) is None
        yield person
        for one in made:
            if one.process.poll() is None:
                one.end()


def test_readers_and_an_editor_go_on_while_two_processes_rebuild(people):
    worker, reader, admin = people(), people(), people()
    begin(10, [reader], worker)
    shown = [said(admin, "rebuild", options=["--anew"]) for _time in range(2)]
    all_was_well([reader], worker)
    assert min(map(len, shown)) >= WORKS // 5
    said(worker, "settle")
    assert said(worker, "drift") == [0, 0]


@pytest.mark.parametrize("sent", ["SIGINT", "SIGKILL"])
def test_a_rebuild_that_is_broken_off_leaves_no_reader_behind_and_goes_on(people, sent):
    broken, admin = people(), people()
    broken.ask(deed="rebuild", options=["--anew"], after=3, sent=sent)
    # Until every process that it began has closed its end.
    broken.process.communicate(timeout=60)
    assert broken.process.returncode == (130 if sent == "SIGINT" else -9)
    assert said(admin, "rebuild")[0] > 15
    assert said(admin, "drift") == [0, 0]


def test_a_reader_that_dies_is_an_error_and_the_rebuild_goes_on_from_there(people):
    admin = people()
    assert said(admin, "rebuild", options=["--anew"], after=3, sent="to the reader") == "CommandError"
    assert said(admin, "rebuild")[0] > 15
    assert said(admin, "drift") == [0, 0]
