"""Two chairs in two processes sign the same drafts at once: each is signed once, the numbers have no gap (F33, F37)."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
DRAFTS = 12


@pytest.fixture
def var(tmp_path, db):
    """A data folder with a copy of the migrated database: nothing here touches that of the tests (design §3.15)."""
    if connection.vendor != "sqlite":
        pytest.skip("the copy is one of a file")
    with (
        sqlite3.connect(connection.settings_dict["NAME"]) as source,
        sqlite3.connect(tmp_path / "metodset.sqlite3") as copy,
    ):
        source.backup(copy)
    return tmp_path


def start(var, *arguments):
    env = {
        **os.environ,
        "METODSET_VAR": str(var),
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, "-m", "tests.expertise.sign_in_a_process", *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def answer_of(process):
    said, complaints = process.communicate(timeout=300)
    assert process.returncode == 0, complaints[-3000:]
    return json.loads(said.splitlines()[-1])


def test_two_chairs_at_once_leave_every_number_given_once_and_none_left_out(var):
    made = answer_of(start(var, "make", DRAFTS))
    processes = [start(var, "sign", chair, seed) for seed, chair in enumerate(made["chairs"])]
    said = [answer_of(process) for process in processes]
    for draft in made["drafts"]:
        assert sorted(answer[str(draft)] for answer in said) == ["late", "signed"]
    with sqlite3.connect(var / "metodset.sqlite3") as database:
        numbers = [row[0] for row in database.execute("SELECT number FROM expertise_conclusion ORDER BY number")]
        (last,) = database.execute("SELECT last FROM community_numberseries WHERE code LIKE 'conclusion-%'").fetchone()
    assert numbers == list(range(1, DRAFTS + 1))
    assert last == DRAFTS
