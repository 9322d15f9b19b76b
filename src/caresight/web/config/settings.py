"""Django's settings; the environment is read here and nowhere else in the web.

Every setting has a value that is safe on one machine. A value that cannot be understood
stops the start with a paragraph that says what to do.
"""

import os
import secrets
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured


def from_environment(name: str, *, default: str, meaning: str, choices: str = "") -> str:
    """The value of an environment variable, or its default; refuses what it cannot use."""
    value = os.environ.get(name, default).strip()
    allowed = choices.split()
    if not value or (allowed and value not in allowed):
        expected = f"one of: {', '.join(allowed)}" if allowed else "some text"
        raise ImproperlyConfigured(
            f"{name} is {value!r}, which Caresight cannot use. It is {meaning}. "
            f"Expected: {expected}. What to do: set it, or remove it to have {default!r}."
        )
    return value


def is_on(name: str, *, meaning: str) -> bool:
    """Whether a switch in the environment is on; it is off unless it says so."""
    return from_environment(name, default="off", meaning=meaning, choices="on off") == "on"


HOME = Path(
    from_environment(
        "CARESIGHT_HOME",
        default="caresight-home",
        meaning="the folder that holds the lake, the release indexes and the casework database",
    )
).resolve()
SECRET_KEY_FILE = HOME / "secret.key"


def _secret_key() -> str:
    if "CARESIGHT_SECRET_KEY" in os.environ:
        meaning = "the key that signs sessions, at least 32 characters known to nobody"
        return from_environment("CARESIGHT_SECRET_KEY", default="", meaning=meaning)
    if SECRET_KEY_FILE.is_file():
        return SECRET_KEY_FILE.read_text(encoding="ascii").strip()
    # A tool that only reads the settings must leave no file behind; `serve` writes the
    # key before the first worker starts, and wsgi.py refuses to start without one.
    return secrets.token_urlsafe(48)


SECRET_KEY = _secret_key()
DEBUG = is_on("CARESIGHT_DEBUG", meaning="whether faults are shown in full, never for real use")
HTTPS = is_on("CARESIGHT_HTTPS", meaning="whether people reach the server by https only")
ALLOWED_HOSTS = from_environment(
    "CARESIGHT_HOSTS",
    default="localhost 127.0.0.1 [::1]",
    meaning="the names under which people reach the server, with spaces between",
).split()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "csp",
    "caresight.web.ui",
    "caresight.web.audit",
    "caresight.web.accounts",
    "caresight.web.directory",
    "caresight.web.groups",
    "caresight.web.notices",
    "caresight.web.residents",
    "caresight.web.intelligence",
    "caresight.web.replies",
    "caresight.web.actions",
    "caresight.web.meetings",
    "caresight.web.reviews",
    "caresight.web.packs",
    "caresight.web.dashboards",
    "caresight.web.joint",
    "caresight.web.local_areas",
    "caresight.web.publication",
    "caresight.web.providers",
    "caresight.web.learning",
    "caresight.web.governance",
    "caresight.web.config",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "caresight.web.ui.headers.PrivatePages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "caresight.web.accounts.middleware.RoleRequired",
    "caresight.web.directory.pages.RefusalPages",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "caresight.web.config.urls"
WSGI_APPLICATION = "caresight.web.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "caresight.web.accounts.context.person",
                "caresight.web.directory.context.release_bar",
            ],
        },
    }
]


def _sqlite(name: str) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": HOME / name,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # Without IMMEDIATE nearly half of read-then-write transactions fail under load.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
            ),
        },
    }


DATABASES = {
    "default": _sqlite("casework.sqlite3"),
    # Details that identify a resident are kept in a store of their own.
    "residents": _sqlite("residents.sqlite3"),
}
DATABASE_ROUTERS = ["caresight.web.residents.router.ResidentsApart"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
DAILY = [
    # Functions `f(*, at: datetime) -> str` that a worker calls once a day, in this order.
    "caresight.web.config.daily.forget_old",
]

AUTH_USER_MODEL = "accounts.Person"
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "attention"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "caresight.web.config.errors.form_out_of_date"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if HTTPS and host != "*"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = ["^health$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

STATIC_URL = "static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "caresight.web.ui.static_files.VersionedFiles"},
}
# Static files are served from where the packages hold them: nothing to collect, and
# nothing that can be out of date.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 86_400

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # A page that is not there or not allowed is the visitor's news, not the operator's.
    "loggers": {"django.request": {"level": "ERROR"}},
}
