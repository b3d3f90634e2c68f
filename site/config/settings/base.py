"""Settings that are safe everywhere. The environment is read here and in the three files beside it, nowhere else.

Every variable stands in the table of docs/operations.md.
"""

from pathlib import Path

import environ

from config.settings.secret import read_or_make_secret

ROOT = Path(__file__).resolve().parents[3]
env = environ.Env()

# Places -------------------------------------------------------------------------------------------------------------
VAR = Path(env.str("METODSET_VAR", default=str(ROOT / "var"))).resolve()
VAR.mkdir(parents=True, exist_ok=True)
STATIC_ROOT = VAR / "static"
STATIC_URL = "/static/"
STATICFILES_DIRS = [ROOT / "static"]
MEDIA_ROOT = VAR / "media"
MEDIA_URL = "/media/"
PRIVATE_ROOT = VAR / "files"
DEMO_ROOT = ROOT / "demo"
# Old archives to be imported: folders that an administrator has put there, and what was uploaded in the admin.
IMPORT_ROOT = VAR / "import"

# Address and secrets ------------------------------------------------------------------------------------------------
DEBUG = env.bool("DEBUG", default=False)
BIND = env.str("BIND", default="127.0.0.1:8000")
SITE_URL = env.str("SITE_URL", default=f"http://{BIND}")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
TRUSTED_PROXIES = env.str("TRUSTED_PROXIES", default="127.0.0.1")
WEB_WORKERS = env.int("WEB_WORKERS", default=2)
SECRET_KEY = env.str("SECRET_KEY", default="") or read_or_make_secret(VAR / "secret_key")
# Keys of before, for what they have signed or sealed (accounts.sealing).
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

# Applications: ours first, so that our templates win -----------------------------------------------------------------
INSTALLED_APPS = [
    "config",
    "accounts",
    "home",
    "files",
    "community",
    "expertise",
    "programmes",
    "library",
    "search",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "wagtail_modeladmin",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.contrib.redirects",
    "wagtail.contrib.sitemaps",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "config.middleware.WholeTextMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.TextCompressionMiddleware",
    "config.middleware.ContentPolicyMiddleware",
    "home.kiosk.KioskMiddleware",
    "home.page_cache.PageCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.second_step.SecondStepMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "home.middleware.CurrentRequestMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "home.context_processors.frame",
            ],
        },
    }
]

# Database: one file in the data directory until a server is named (design §11) ----------------------------------------
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR / 'metodset.sqlite3'}")}
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # WAL lets readers go on while the worker writes; IMMEDIATE makes two writers queue instead of failing.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The cache is shared by all processes: allauth counts failed sign-ins in it.
CACHES = {"default": env.cache_url("CACHE_URL", default=f"filecache://{VAR / 'cache'}")}
if "FileBasedCache" in CACHES["default"]["BACKEND"]:
    CACHES["default"]["OPTIONS"] = {"MAX_ENTRIES": 20000}
# Whole pages, in the memory of each web process; 0: every page is made anew (home.page_cache). Who
# changes templates wants to see that at once.
PAGE_CACHE_BYTES = env.int("PAGE_CACHE_MEGABYTES", default=0 if DEBUG else 6) * 1024 * 1024

# The computer of free access starts anew when nobody has touched it for so long (home.kiosk).
KIOSK_IDLE_MINUTES = env.int("KIOSK_IDLE_MINUTES", default=5)

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {"BACKEND": "files.storage.PrivateStorage", "OPTIONS": {"location": PRIVATE_ROOT}},
    "staticfiles": {"BACKEND": "config.staticfiles.StaticFilesStorage"},
}

# Background work (design §10): Wagtail's own small tasks at once, ours by the worker -----------------------------------
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "background": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []},
}

# Mail: every message becomes a row of the outbox; the worker sends it through EMAIL_URL (community.notices) -------------
EMAIL_BACKEND = "community.outbox_backend.OutboxEmailBackend"
OUTGOING_MAIL = env.email_url("EMAIL_URL", default="consolemail://")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Методсеть <noreply@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# People ---------------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/cabinet/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {"signup": "community.signup.SignupForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
# Only in the browser that signed up: the letter's link lets nobody else in.
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
# One address: a new one takes the old one's place when it has been confirmed. Who changes it gives the password again.
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# The old address, or the person, hears of every change of the password, the address and the second step.
ACCOUNT_EMAIL_NOTIFICATIONS = True
MFA_ADAPTER = "accounts.adapters.SecondStepAdapter"
# A telephone's clock may be half a minute off.
MFA_TOTP_TOLERANCE = 1
# Whether the admin is closed to staff without a second step.
REQUIRE_STAFF_MFA = env.bool("REQUIRE_STAFF_MFA", default=False)

# Language ---------------------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "ru"
TIME_ZONE = env.str("TIME_ZONE", default="Europe/Moscow")
USE_I18N = True
USE_TZ = True

# Wagtail ------------------------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Методсеть"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_FRONTEND_LOGIN_URL = LOGIN_URL
WAGTAIL_PASSWORD_RESET_ENABLED = False
# The password and the address are changed by one door, which asks, limits and tells (allauth).
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_I18N_ENABLED = False
# The end of a workflow publishes a work only where the guard lets it out (design §7).
# Whose turn it is hears from us; a copy to every superuser of whatever has been sent to somebody is nobody's letter.
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAIL_FINISH_WORKFLOW_ACTION = "library.desk.publishing.finish_workflow"
# Nothing about our people or our version leaves the centre (152-FZ).
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.admin_backend"}}
WAGTAILUSERS_PASSWORD_REQUIRED = True
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Search and files ---------------------------------------------------------------------------------------------------------
# Who answers readers: "" for the database's own engine (sqlite or postgres), or "elasticsearch".
SEARCH_ENGINE = env.str("SEARCH_ENGINE", default="")
# Addresses of its nodes, with name and password where it asks for them; one name for all indices of this site.
ELASTICSEARCH_URLS = env.list("ELASTICSEARCH_URL", default=["http://127.0.0.1:9200"])
ELASTICSEARCH_INDEX = env.str("ELASTICSEARCH_INDEX", default="metodset")
ELASTICSEARCH_SHARDS = env.int("ELASTICSEARCH_SHARDS", default=1)
# Seconds that readers wait for it, all questions of a page together; then the database's engine answers.
ELASTICSEARCH_TIMEOUT = env.float("ELASTICSEARCH_TIMEOUT", default=0.7)
FILES_MAX_BYTES = env.int("FILES_MAX_MEGABYTES", default=100) * 1024 * 1024
# Recognise the text of scans with tesseract (Russian), where it is installed.
OCR = env.bool("OCR", default=False)
# A front server that sends the bytes itself after we have allowed it (X-Accel-Redirect); empty: we send them.
SENDFILE_PREFIX = env.str("SENDFILE_PREFIX", default="")
# Lines about downloads until the clock folds them into the database (files.downloads).
DOWNLOADS_ROOT = VAR / "downloads"
# The same of asked queries (search.journal).
QUERIES_ROOT = VAR / "queries"
# The program that draws office files; empty: the one that is installed, if any; "off": none.
LIBREOFFICE = env.str("LIBREOFFICE", default="")
IMPORT_MAX_BYTES = env.int("IMPORT_MAX_MEGABYTES", default=2048) * 1024 * 1024

# Protection of the browser (the admin's own scripts are inline, see config.middleware) -------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
        "base-uri": ["'self'"],
        "manifest-src": ["'self'"],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

QUIET = ("django_tasks", "django_tasks_db", "wagtail", "modelsearch", "pymorphy3", "elastic_transport")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    # Every save of a page is three lines of theirs; failures still show.
    "loggers": {name: {"level": "WARNING"} for name in QUIET},
}
