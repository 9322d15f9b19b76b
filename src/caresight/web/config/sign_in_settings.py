"""Settings of sign-in: passwords, the second factor, single sign-on, how long a session lasts."""

import os

from caresight.web.config.environment import from_environment, is_on, whole_number
from caresight.web.config.single_sign_on import single_sign_on_settings

AUTH_USER_MODEL = "accounts.Person"
HOMES_OF_PROVIDERS = "caresight.web.config.own_homes.homes_of_providers"
NAMES_OF_AREAS = "caresight.web.config.own_homes.names_of_areas"
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
# Who must show a second factor: everybody who sees casework or people (required), whoever
# has set one up (offered: for a demo), or nobody (off: while a fault is being mended).
SECOND_FACTOR = from_environment(
    "CARESIGHT_SECOND_FACTOR",
    default="required",
    meaning="whether a second factor is asked for at sign-in",
    choices="required offered off",
)
SINGLE_SIGN_ON_NAME = from_environment(
    "CARESIGHT_OIDC_NAME",
    default="your organisation's account",
    meaning="what the button for single sign-on says after “Sign in with”",
)
SINGLE_SIGN_ON_MATCH = from_environment(
    "CARESIGHT_OIDC_MATCH",
    default="email",
    meaning="which claim names the person: a verified e-mail address, or the user name",
    choices="email preferred_username",
)
SINGLE_SIGN_ON_ASKS_FACTOR = is_on(
    "CARESIGHT_OIDC_ASKS_FACTOR",
    meaning="whether the single sign-on always asks for a second factor itself",
)
SOCIALACCOUNT_PROVIDERS = single_sign_on_settings(
    issuer=os.environ.get("CARESIGHT_OIDC_ISSUER", "").strip(),
    client_id=os.environ.get("CARESIGHT_OIDC_CLIENT_ID", "").strip(),
    client_secret=os.environ.get("CARESIGHT_OIDC_CLIENT_SECRET", "").strip(),
    name=SINGLE_SIGN_ON_NAME,
)
SOCIALACCOUNT_ADAPTER = "caresight.web.accounts.single_sign_on.Adapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_ADAPTER = "caresight.web.accounts.sealing.SealedSecrets"
# Allauth counts attempts in a cache, which here would be a count for each process. Ours are
# counted in the database (accounts.FailedSignIns), which all processes share.
ACCOUNT_RATE_LIMITS = False
MFA_RATE_LIMITS = False

SESSION_ENGINE = "caresight.web.accounts.sessions"
SESSION_IDLE_MINUTES = whole_number(
    "CARESIGHT_IDLE_MINUTES",
    default=30,
    lowest=1,
    meaning="how many minutes without a page lock a session",
)
SESSION_LONGEST_HOURS = 8
# The row outlives the lock, so that a form sent after it can still be kept for its writer.
SESSION_COOKIE_AGE = 24 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
