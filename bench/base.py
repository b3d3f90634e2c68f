"""The site that everything is compared with: what `wagtail start` makes, with DEBUG off."""

import os
import subprocess
import sys
from pathlib import Path

SETTINGS = """from .base import *
DEBUG = False
SECRET_KEY = "bench-only"
ALLOWED_HOSTS = ["127.0.0.1"]
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
"""


def make_base(folder):
    """Make the site in `folder` (an empty Path), with its own database."""
    _python(folder, "-c", "from wagtail.bin.wagtail import main; main()", "start", "base", str(folder))
    (Path(folder) / "base" / "settings" / "bench.py").write_text(SETTINGS, encoding="utf-8")
    _python(folder, "manage.py", "migrate", "--verbosity", "0")


def _python(folder, *arguments):
    environ = {**os.environ, "DJANGO_SETTINGS_MODULE": "base.settings.bench", "PYTHONPATH": str(folder)}
    # Its words («Success!») are nobody's concern; its errors go to the terminal.
    subprocess.run([sys.executable, *arguments], cwd=folder, env=environ, check=True, stdout=subprocess.DEVNULL)
