"""Behind HTTPS: cookies and addresses only over TLS, the secret must be given."""

from django.core.exceptions import ImproperlyConfigured

from config.settings.base import *  # noqa: F403
from config.settings.base import SITE_URL, env

DEBUG = False
if not env.str("SECRET_KEY", default=""):
    raise ImproperlyConfigured("SECRET_KEY не задан: см. docs/operations.md.")
if not SITE_URL.startswith("https://"):
    raise ImproperlyConfigured("SITE_URL должен начинаться с https:// — см. docs/operations.md.")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
# Health checks come from inside, over plain HTTP.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000)
# How many proxies stand in front: the limit on wrong passwords counts visitors, not the proxy.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("PROXY_COUNT", default=1)
REQUIRE_STAFF_MFA = env.bool("REQUIRE_STAFF_MFA", default=True)
