"""The one settings file. What an installation may change comes from the environment: see docs/settings.md."""

import os
import secrets
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from genjin.config import env
from genjin.config.open_id_connect import read_open_id_connect
from genjin.core.terminal import said

PACKAGE = Path(__file__).resolve().parents[1]
CHECKOUT = PACKAGE.parents[1]
DATA = env.folder("GENJIN_DATA", Path.cwd() / "data")


def _secret_key() -> str:
    """Return the key of the environment, else the one kept in the data folder, made at the first start."""
    given = env.text("GENJIN_SECRET_KEY")
    if given:
        return given
    path = DATA / "secret-key"
    try:
        if not path.exists():
            DATA.mkdir(parents=True, exist_ok=True)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(50))
        return path.read_text(encoding="ascii")
    except OSError as error:
        words = {"name": "GENJIN_DATA", "file": path, "reason": error.strerror}
        raise env.WrongSetting(said("%(name)s: %(file)s cannot be read or made (%(reason)s).") % words) from error


def _file_storage() -> dict[str, object]:
    """Return where uploaded files lie: in the data folder, or in a bucket that speaks S3."""
    bucket = env.text("GENJIN_FILES_BUCKET")
    if not bucket:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    addressing = env.text("GENJIN_FILES_ADDRESSING", "path")
    if addressing not in {"path", "virtual"}:
        words = {"name": "GENJIN_FILES_ADDRESSING", "word": addressing}
        raise env.WrongSetting(said("%(name)s is “%(word)s”; write path or virtual.") % words)
    return {
        "BACKEND": "genjin.core.bucket.Bucket",
        "OPTIONS": {
            "bucket_name": bucket,
            "addressing_style": addressing,
            "endpoint_url": env.text("GENJIN_FILES_ENDPOINT") or None,
            "region_name": env.text("GENJIN_FILES_REGION") or None,
            "access_key": env.text("GENJIN_FILES_KEY") or None,
            "secret_key": env.text("GENJIN_FILES_SECRET") or None,
            "default_acl": None,  # private: files go out through our own view alone
            "querystring_auth": True,
            "file_overwrite": False,
        },
    }


DEBUG = env.flag("GENJIN_DEBUG")
SECRET_KEY = _secret_key()
ALLOWED_HOSTS = env.words("GENJIN_HOSTS", "127.0.0.1,localhost,[::1]")
HTTPS = env.flag("GENJIN_HTTPS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "template_partials",
    "django_tasks",
    "django_tasks_db",
    "genjin.web",  # before allauth, whose templates it replaces
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "genjin.people",
    "genjin.activity",
    "genjin.customers",
    "genjin.pipeline",
    "genjin.planning",
    "genjin.health",
    "genjin.forecast",
    "genjin.conversation",
    "genjin.notifications",
    "genjin.live",
    "genjin.plantable",
    "genjin.jobs",
    "genjin.calendar",
    "genjin.meetings",
    "genjin.setup",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "genjin.web.people.session_watch.SessionWatch",
    "genjin.web.people.asked_once.AskedOnce",
    "django_htmx.middleware.HtmxMiddleware",
]

# A language model that may read notes instead of the engine that comes along; off unless an address is given.
NOTE_MODEL_URL = env.web_address("GENJIN_MODEL_URL")
NOTE_MODEL_NAME = env.name_beside("GENJIN_MODEL_NAME", "GENJIN_MODEL_URL")
NOTE_MODEL_KEY = env.text("GENJIN_MODEL_KEY")

# How what is told leaves the product. Without a mail server nothing is mailed; without the address at which people
# reach the product, mails carry no links.
PUBLIC_URL = env.web_address("GENJIN_URL").rstrip("/")
MAIL = env.mail_server("GENJIN_MAIL_URL")
EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
EMAIL_USE_SSL, EMAIL_USE_TLS = MAIL.is_tls, MAIL.is_start_tls
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("GENJIN_MAIL_FROM", "Genjin <genjin@localhost>")
ROBOT_HOSTS = env.words("GENJIN_ROBOT_HOSTS")
WEBHOOKS_INSIDE = env.flag("GENJIN_WEBHOOKS_INSIDE")

ROOT_URLCONF = "genjin.config.urls"
WSGI_APPLICATION = "genjin.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "genjin.web.context.page_frame",
            ],
        },
    },
]

# One file by default; a server by DATABASE_URL. IMMEDIATE, because SQLite's default lets two writers dead-lock;
# therefore never ATOMIC_REQUESTS: a plain GET would wait for the write lock.
if env.text("DATABASE_URL"):
    DATABASES = {"default": env.postgres(env.text("DATABASE_URL"))}
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA / "genjin.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                    "PRAGMA cache_size=-8000; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=134217728;"
                ),
            },
            "CONN_MAX_AGE": None,
        }
    }
# `default` counts failed sign-ins and the like, in the database, so that all web processes count together.
# `fragments` holds pieces of pages that are the same for everybody. A page under work is always drawn anew.
MEMORY = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "people_counted",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "fragments": {
        "BACKEND": "django.core.cache.backends.dummy.DummyCache" if DEBUG else MEMORY,
        "LOCATION": "fragments",
    },
}
# The queue stands in the database (docs/adr/0032); `genjin worker` works it off.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "genjin.people.passwords.LongEnough"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "genjin.web.people.adapter.NoSignUp"
SOCIALACCOUNT_ADAPTER = "genjin.web.people.sign_in_elsewhere.KnownPeople"
MFA_ADAPTER = "genjin.web.people.adapter.SecondFactor"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
PASSWORD_RESET_TIMEOUT = 24 * 3600
MFA_ALLOW_UNVERIFIED_EMAIL = True  # people are invited: an address that is not verified keeps nobody out
MFA_TOTP_ISSUER = "Genjin"
MFA_TOTP_TOLERANCE = 1  # clocks of telephones go a little wrong
# failed answers count; what is not named keeps allauth's own limit
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key", "invitation": "30/m/ip"}
OIDC = read_open_id_connect()
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": OIDC.apps}}
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = env.text("GENJIN_TIME_ZONE", "Asia/Shanghai")
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [CHECKOUT / "build" / "assets"]
STATIC_ROOT = env.folder("GENJIN_STATIC", CHECKOUT / "build" / "static")
# the Chinese font of the plan book as a PDF, from npm like the other assets, and never served
BOOK_FONTS = CHECKOUT / "build" / "fonts"
STORAGES = {
    "default": _file_storage(),
    "staticfiles": {"BACKEND": "genjin.web.static_files.HashedFiles"},
}
MEDIA_ROOT = DATA / "files"
MEDIA_URL = "/files/"

# An upload may be a whole team's table; a paste may be thousands of cells.
UPLOAD_LIMIT = 30 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_LIMIT
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = [
    "genjin.web.plantable.upload_limit.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
BEHIND_PROXY = env.flag("GENJIN_BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_TRUSTED_ORIGINS = env.words("GENJIN_ORIGINS")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF, *OIDC.origins],  # the button that leads there is a form
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("GENJIN_LOG_LEVEL", "WARNING")},
}
