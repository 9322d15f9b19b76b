"""Django's settings; the environment is read for them and nowhere else in the web.

Every setting has a value that is safe on one machine. A value that cannot be understood
stops the start with a paragraph that says what to do.
"""

import os
import secrets
from pathlib import Path

from csp.constants import NONE, SELF

from caresight.web.config.databases import casework_databases
from caresight.web.config.environment import from_environment, is_on
from caresight.web.config.mail import mail_settings
from caresight.web.config.sign_in_settings import *  # noqa: F403 - settings, all of them

HOME = Path(
    from_environment(
        "CARESIGHT_HOME",
        default="caresight-home",
        meaning="the folder that holds the lake, the release indexes and the casework database",
    )
).resolve()
DEFINITIONS = Path(
    from_environment(
        "CARESIGHT_DEFINITIONS",
        default=str(Path(__file__).resolve().parents[4] / "definitions"),
        meaning="the folder that holds the definitions: indicators, ladders, kinds of action",
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
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
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
    "caresight.web.digital",
    "caresight.web.joint",
    "caresight.web.local_areas",
    "caresight.web.publication",
    "caresight.web.providers",
    "caresight.web.learning",
    "caresight.web.projects",
    "caresight.web.editions",
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
    "caresight.web.audit.middleware.RefusalsRecorded",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "caresight.web.accounts.middleware.SessionLimits",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "caresight.web.accounts.middleware.SecondFactorRequired",
    "caresight.web.accounts.middleware.RoleRequired",
    "caresight.web.groups.middleware.EvidenceWithinScope",
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
                "caresight.web.notices.context.notices_unread",
            ],
        },
    }
]


DATABASES = casework_databases(
    HOME,
    from_environment(
        "CARESIGHT_DATABASE",
        default="sqlite",
        meaning="where casework is kept: sqlite, or postgresql://user:password@host/database",
    ),
    residents=os.environ.get("CARESIGHT_RESIDENTS_DATABASE", "").strip(),
)
DATABASE_ROUTERS = ["caresight.web.residents.router.ResidentsApart"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
DAILY = [
    # Functions `f(*, at: datetime) -> str` that a worker calls once a day, in this order.
    "caresight.web.config.daily.forget_old",
    "caresight.web.intelligence.operations.keeping.look_after_items",
    "caresight.web.accounts.daily.forget_what_is_over",
    "caresight.web.actions.operations.remind",
    "caresight.web.meetings.operations.look_ahead",
    "caresight.web.reviews.operations.remind",
    "caresight.web.governance.retention.apply_daily",
    "caresight.web.projects.working.look_after",
    "caresight.web.notices.sending.send_daily",
    "caresight.web.audit.verifying.keep_newest_seal",
]

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

# Without a mail server nothing is sent: notices stay in Caresight, and an invitation's link
# is shown once to the administrator.
globals().update(mail_settings(os.environ.get("CARESIGHT_EMAIL_URL", "").strip()))
PUBLIC_ADDRESS = os.environ.get("CARESIGHT_ADDRESS", "").strip()
"""Where people reach this server, for links in e-mail: https://caresight.example.org/."""
DEFAULT_FROM_EMAIL = from_environment(
    "CARESIGHT_EMAIL_FROM",
    default="Caresight <caresight@localhost>",
    meaning="the sender of e-mail",
)

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
