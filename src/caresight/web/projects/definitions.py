"""Kinds of digital project, and the indicators by which one can be judged."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from caresight.web.directory.releases import newest

if TYPE_CHECKING:
    from caresight.evaluation.digital_projects import DigitalProjects
    from caresight.indicators.catalogue import Catalogue

# Reading definitions of indicators loads the query engine: only forms and the worker pay.


@lru_cache(maxsize=4)
def _projects(folder: Path) -> "DigitalProjects":
    from caresight.evaluation.digital_projects import load_digital_projects  # noqa: PLC0415

    return load_digital_projects(folder)


@lru_cache(maxsize=4)
def _indicators(folder: Path) -> "Catalogue":
    from caresight.indicators.catalogue import load_indicators  # noqa: PLC0415

    return load_indicators(folder)


def digital_projects() -> "DigitalProjects":
    """The definition of this installation."""
    return _projects(Path(settings.DEFINITIONS))


def indicators() -> "Catalogue":
    """The indicators of this installation."""
    return _indicators(Path(settings.DEFINITIONS))


def kind_choices() -> list[tuple[str, str]]:
    """Codes and labels, as a form offers them."""
    return [(kind.code, kind.label) for kind in digital_projects().kinds]


def kind_label(code: str) -> str:
    """The words of a kind; of one that is no longer defined, its code in words."""
    return dict(kind_choices()).get(code, code.replace("_", " ").capitalize())


def indicator_choices() -> list[tuple[str, str]]:
    """Indicators that count events by month, by title."""
    from caresight.evaluation.digital_projects import counts_events  # noqa: PLC0415

    found = [(one.code, one.title) for one in indicators().used() if counts_events(one)]
    return sorted(found, key=lambda pair: pair[1])


def indicator_title(code: str) -> str:
    """The title of an indicator as the newest release has it; else its code in words."""
    release = newest()
    title = release.index.indicator_title(code) if release else None
    return title or code.replace("_", " ").capitalize()
