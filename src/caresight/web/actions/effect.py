"""Gathers what is needed to see whether an action worked, from the newest release.

Comparison homes are found among all homes of the release, whatever the reader's areas:
only their range is ever shown, never a name.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from caresight.pipeline.release_index.documents import HomeRow, Series
from caresight.pipeline.release_index.reading import ReleaseIndex
from caresight.vocabulary.area_types import area_type
from caresight.web.actions.kinds import kinds_of_action
from caresight.web.actions.models import Action
from caresight.web.actions.queries import homes_acted_on
from caresight.web.directory.releases import newest

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

    from caresight.evaluation.action_effect import ActionEffect, Enough, Figures

ENOUGH_OF_AREA_TYPE = 40
"""With fewer homes in areas of the same type, homes of every type are candidates."""
EVERY_HOME = 1_000_000


@dataclass(frozen=True)
class Judged:
    """An action's measure at its home, and what can be said of it."""

    series: Series
    effect: "ActionEffect"
    acted_on: date
    is_done: bool
    same_area_type: bool


def judged(action: Action) -> Judged | None:
    """What the figures say; None where the home has no figures of the measure."""
    release = newest()
    if release is None or not action.measure or not action.home_id:
        return None
    series = _series(release.index, action.home_id, action.measure)
    row = next(iter(release.index.home_rows([action.home_id])), None)
    if series is None or row is None:
        return None
    # NumPy and SciPy take a third of a second to load: only this page pays for them.
    from caresight.evaluation.action_effect import action_effect  # noqa: PLC0415

    document = release.index.indicator(action.measure)
    kind = document["definition"].get("Kind", "value").casefold() if document else "value"
    same_type, candidates = _candidates(release.index, row, action, len(series["values"]))
    acted_on = action.done_on or timezone.localdate(action.opened_at)
    effect = action_effect(
        _figures(series, kind), acted_on, "up" if action.direction == "up" else "down",
        candidates, enough=enough(series["period_months"]),
    )  # fmt: skip
    return Judged(series, effect, acted_on, action.done_on is not None, same_type)


def enough(period_months: int) -> "Enough":
    """How much must be known, as the definitions say."""
    from caresight.evaluation.action_effect import Enough  # noqa: PLC0415

    said = kinds_of_action().effect
    after = said.fewest_months_after if period_months == 1 else said.fewest_periods_after
    return Enough(
        fewest_after=after,
        fewest_before=said.fewest_before,
        most_before=said.most_before,
        comparison_homes=said.comparison_homes,
        fewest_comparison_homes=said.fewest_comparison_homes,
    )


def _series(index: ReleaseIndex, home_id: str, code: str) -> Series | None:
    document = index.home(home_id)
    if document is None:
        return None
    # The lake's whole chart first: the pages of homes hold those of a few indicators only.
    from caresight.lake.lake import Lake  # noqa: PLC0415

    whole = index.series(home_id, code, Lake(Path(settings.HOME)))
    ready = (chart for chart in document["charts"] if chart["indicator"] == code)
    return whole or next(ready, None)


def _figures(series: Series, kind: str) -> "Figures":
    from caresight.evaluation.action_effect import Figures  # noqa: PLC0415

    return Figures(
        starts=tuple(date.fromisoformat(start) for start in series["periods"]),
        values=tuple(series["values"]),
        numerators=tuple(series["numerators"]),
        denominators=tuple(series["denominators"]),
        kind=kind,
        method=series["method"],
    )


def _candidates(
    index: ReleaseIndex, own: HomeRow, action: Action, periods: int
) -> tuple[bool, "NDArray[float64]"]:
    """Whether all lie in areas of one type, and their values, a home a row, newest last."""
    acted_on = homes_acted_on(action.measure)
    alike = [
        one
        for one in _homes_of_kind(index, own["kind"], own["register"])
        if one.home_id != own["home_id"]
        and one.home_id not in acted_on
        and _like_size(one.beds, own["beds"])
    ]
    known = _values(index, action.measure)
    alike = [one for one in alike if one.home_id in known]
    near = [one for one in alike if one.area_type and one.area_type == area_type(own["area_code"])]
    same_type = len(near) >= ENOUGH_OF_AREA_TYPE
    return same_type, _matrix(
        [known[one.home_id] for one in (near if same_type else alike)], periods
    )


@dataclass(frozen=True)
class _Home:
    home_id: str
    beds: int | None
    area_type: str


@lru_cache(maxsize=32)
def _homes_of_kind(index: ReleaseIndex, kind: str, register: str) -> tuple[_Home, ...]:
    rows, _ = index.homes(kind=kind, register=register, only_open=False, per_page=EVERY_HOME)
    return tuple(_Home(row["home_id"], row["beds"], area_type(row["area_code"])) for row in rows)


@lru_cache(maxsize=8)
def _values(index: ReleaseIndex, measure: str) -> dict[str, list[float | None]]:
    """Every home's values of an indicator; a release never changes, so once is enough."""
    from caresight.lake.lake import Lake  # noqa: PLC0415

    lake = Lake(Path(settings.HOME))
    rows = lake.read(
        lake.release(index.release_id), "charts",
        where={"indicator": measure}, columns=["entity_id", "values"],
    )  # fmt: skip
    return dict(zip(rows["entity_id"].to_pylist(), rows["values"].to_pylist(), strict=True))


def _matrix(lists: list[list[float | None]], periods: int) -> "NDArray[float64]":
    """The latest periods of each list; all lists of an indicator end in the same period."""
    import numpy as np  # noqa: PLC0415

    values = np.full((len(lists), periods), np.nan)
    for row, one in enumerate(lists):
        latest = one[-periods:]
        values[row, periods - len(latest) :] = [np.nan if v is None else v for v in latest]
    return values


def _like_size(beds: int | None, own: int | None) -> bool:
    """Between half and twice as many beds: a small home's figures jump more."""
    if own is None or beds is None:
        return own is None and beds is None
    return own <= 2 * beds and beds <= 2 * own
