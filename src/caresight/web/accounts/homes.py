"""The homes that registered providers run, and names of areas, asked of whoever knows releases.

Accounts lie below the directory of homes and cannot import it; the setting
HOMES_OF_PROVIDERS names the function `f([(register, provider_id)]) -> [(home_id, name)]`, and
NAMES_OF_AREAS the function `f([area_code]) -> {area_code: name}`.
"""

from collections.abc import Callable, Sequence

from django.conf import settings
from django.utils.module_loading import import_string

from caresight.web.accounts.models import Agency

Asked = Callable[[Sequence[tuple[str, str]]], list[tuple[str, str]]]


def homes_run_by(agency: Agency | None) -> list[tuple[str, str]]:
    """Ids and names of the homes that an agency's registered providers run now."""
    registered = (
        [(one.register, one.provider_id) for one in agency.registered.all()] if agency else []
    )
    ask: Asked = import_string(settings.HOMES_OF_PROVIDERS)
    return ask(registered) if registered else []


def areas_of(agency: Agency) -> list[tuple[int, str]]:
    """The areas that an agency answers for: the key of each, and its name."""
    held = list(agency.areas.all())
    ask: Callable[[Sequence[str]], dict[str, str]] = import_string(settings.NAMES_OF_AREAS)
    names = ask([one.area_code for one in held])
    return [(one.pk, names[one.area_code]) for one in held]
