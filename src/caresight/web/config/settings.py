"""Django's settings; the environment is read here and nowhere else in the web."""

SECRET_KEY = "not yet"  # noqa: S105
INSTALLED_APPS: list[str] = []
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
USE_TZ = True
