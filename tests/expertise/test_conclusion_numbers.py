"""Two chairs in two processes sign the same drafts at once: each is signed once, the numbers have no gap (F33, F37)."""

import json
import subprocess
import sys

import pytest

from tests.races.another_site import ROOT, copied_site

# The mark asks for the database; the test itself leaves it alone.
pytestmark = pytest.mark.django_db
DRAFTS = 12


@pytest.fixture(scope="module")
def env(tmp_path_factory, django_db_setup, django_db_blocker):
    """The environment of a site with a copy of the migrated database: nothing here touches that of the tests (design §3.15)."""
    with django_db_blocker.unblock(), copied_site(tmp_path_factory.mktemp("numbers")) as env:
        yield env


def start(env, *arguments):
    command = [sys.executable, "-m", "tests.expertise.sign_in_a_process", *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def answer_of(process):
    said, complaints = process.communicate(timeout=300)
    assert process.returncode == 0, complaints[-3000:]
    return json.loads(said.splitlines()[-1])


def test_two_chairs_at_once_leave_every_number_given_once_and_none_left_out(env):
    made = answer_of(start(env, "make", DRAFTS))
    processes = [start(env, "sign", chair, seed) for seed, chair in enumerate(made["chairs"])]
    said = [answer_of(process) for process in processes]
    for draft in made["drafts"]:
        assert sorted(answer[str(draft)] for answer in said) == ["late", "signed"]
    assert answer_of(start(env, "numbers")) == {"given": list(range(1, DRAFTS + 1)), "last": DRAFTS}
