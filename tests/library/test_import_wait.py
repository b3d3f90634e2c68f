"""--wait: after the command everything it has brought is found by the words inside its files.

The worker needs committed rows and a connection of its own, so this is a real process on a copy of the migrated database.
"""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from tests.files.building import docx, paragraph
from tests.library.import_tables import table

ROOT = Path(__file__).resolve().parents[2]
MAKE_SECTIONS = "from config.sections import make_sections; make_sections()"
ASK = """
from django.test import Client
print(Client(SERVER_NAME="localhost").get("/api/v1/search/", {"q": "сфагновый мох"}).content.decode())
"""


@pytest.fixture
def manage(db, tmp_path):
    """Runs manage.py on a site of its own and returns the finished process."""
    if connection.vendor != "sqlite":
        pytest.skip("Copies the database as a file.")
    var = tmp_path / "var"
    var.mkdir()
    with (
        closing(sqlite3.connect(connection.settings_dict["NAME"])) as migrated,
        closing(sqlite3.connect(var / "metodset.sqlite3")) as own,
    ):
        migrated.backup(own)
    strange = ("DJANGO_", "PYTEST_", "DATABASE_URL")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(strange)}
    env = {**clean, "DJANGO_SETTINGS_MODULE": "config.settings.dev", "METODSET_VAR": str(var), "LOG_LEVEL": "WARNING"}

    def run(*words):
        command = [sys.executable, "manage.py", *words]
        return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120)

    return run


def test_after_waiting_a_word_inside_a_file_is_found_and_a_refused_row_ends_with_code_one(manage, tmp_path):
    docx(tmp_path / "план.docx", paragraph("Сфагновые мхи держат воду."))
    (tmp_path / "скан.pdf").write_bytes(b"%PDF-1.4\nnothing follows")
    rows = [["Урок о болотах", "план.docx"], ["Старый скан", "скан.pdf"], ["Без файла", "нет.txt"]]
    path = table(tmp_path, *rows)
    shell = ("shell", "--no-imports", "-v", "0", "-c")
    assert manage(*shell, MAKE_SECTIONS).returncode == 0

    done = manage("import_materials", str(path), "--files", str(tmp_path), "--wait")

    assert done.returncode == 1, done.stderr
    assert "Импортировано: 2" in done.stdout
    assert "  скан.pdf: повреждён." in done.stdout
    assert "план.docx" not in done.stdout
    assert "Отклонено строк: 1." in done.stderr
    answer = json.loads(manage(*shell, ASK).stdout)
    assert [hit["title"] for hit in answer["hits"]] == ["Урок о болотах"]
