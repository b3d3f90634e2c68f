"""The web server: a few processes with threads, the project root and `site/` on the import path."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

from django.conf import settings  # noqa: E402  the path above comes first

wsgi_app = "config.wsgi:application"
bind = settings.BIND
workers = settings.WEB_WORKERS
threads = 4
worker_class = "gthread"
timeout = 30
graceful_timeout = 20
# A worker that has served many pages is replaced, so that fragmentation of memory never adds up.
max_requests = 5000
max_requests_jitter = 500
# The application is loaded once and shared: workers start at once and share its memory pages.
preload_app = True
forwarded_allow_ips = settings.TRUSTED_PROXIES
# The control socket would lie in the home folder of whoever starts the site; nothing here uses it.
control_socket_disable = True
