"""One machine, plain HTTP: what `make run` starts and a developer works with."""

from config.settings.base import *  # noqa: F403
from config.settings.base import ALLOWED_HOSTS, BIND

ALLOWED_HOSTS = [*ALLOWED_HOSTS, BIND.rsplit(":", 1)[0]]
