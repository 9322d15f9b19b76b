"""What the web server loads: one WSGI application per worker."""

import gc
import os
from contextlib import suppress

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from caresight.vocabulary.refusal import Refusal
from caresight.web.config.supervising import end_with_parent

# First of all: a server that is stopped while this loads must leave nothing behind.
end_with_parent()

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caresight.web.config.settings")

application = get_wsgi_application()


def _require_lasting_key() -> None:
    """Refuse to start with a key that dies with the process: it would sign people out."""
    if "CARESIGHT_SECRET_KEY" not in os.environ and not settings.SECRET_KEY_FILE.is_file():
        raise ImproperlyConfigured(
            f"There is no {settings.SECRET_KEY_FILE} and CARESIGHT_SECRET_KEY is not set. "
            "What to do: start the server with `caresight serve`, which makes the key, or "
            "set CARESIGHT_SECRET_KEY to at least 32 characters that nobody knows."
        )


_require_lasting_key()


def _warm() -> None:
    """Load the lake's engines and the newest release before the first visitor waits for them."""
    from caresight.web.directory.releases import newest  # noqa: PLC0415 - needs Django

    # An index of another version is answered with a page that says what to do.
    with suppress(Refusal):
        newest()


_warm()

# What is loaded by now stays until the worker ends, and a page makes some ten thousand objects
# that are gone once it is answered: looking through both for circles took a tenth of its time.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)
