"""--wait: after the command everything it has brought is found by the words inside its files.

The worker needs committed rows and a connection of its own, so this is a real process on a copy of the migrated database.
"""

import json
import subprocess
import sys

import pytest

from tests.files.building import docx, paragraph
from tests.library.import_tables import table
from tests.races.another_site import ROOT, copied_site

MAKE_SECTIONS = "from config.sections import make_sections; make_sections()"
ASK = """
from django.test import Client
print(Client(SERVER_NAME="localhost").get("/api/v1/search/", {"q": "сфагновый мох"}).content.decode())
"""


# The mark asks for the database; the test itself leaves it alone.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def manage(tmp_path_factory, django_db_setup, django_db_blocker):
    """Runs manage.py on a site of its own and returns the finished process."""

    def run(*words):
        command = [sys.executable, "manage.py", *words]
        return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120)

    with django_db_blocker.unblock(), copied_site(tmp_path_factory.mktemp("site")) as copied:
        env = {**copied, "LOG_LEVEL": "WARNING"}
        yield run


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
