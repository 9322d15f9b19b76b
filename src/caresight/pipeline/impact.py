"""A project's impact from a release: its homes, homes alike, their months, and what is found."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from caresight.evaluation.comparison_homes import HomeLike, comparison_homes
from caresight.evaluation.digital_projects import counts_events
from caresight.evaluation.impact_months import Start
from caresight.evaluation.impact_rules import ImpactRules
from caresight.evaluation.project_impact import Impact, Panel, project_impact
from caresight.indicators.catalogue import Catalogue
from caresight.indicators.definition import Indicator
from caresight.lake.lake import Lake
from caresight.lake.releases import Release
from caresight.pipeline.release_index.reading import ReleaseIndex, index_path
from caresight.vocabulary.area_types import area_type
from caresight.vocabulary.refusal import Refusal

_EVERY = 1_000_000
_UNKNOWN = ("missing", "suppressed")


@dataclass(frozen=True)
class Asked:
    """A project, and what is asked about it."""

    name: str
    home_ids: tuple[str, ...]
    start: Start
    indicator: str
    unchanging: str = ""
    """An indicator that the project should not change; a second placebo."""
    not_these: frozenset[str] = frozenset()
    """Homes of other projects about the same thing, never compared with."""


@dataclass(frozen=True)
class Found:
    """What was found, and of what."""

    asked: Asked
    indicator: Indicator
    unchanging: Indicator | None
    impact: Impact
    panel: Panel
    rules: ImpactRules
    not_in_register: tuple[str, ...]
    """Homes of the project that the release does not know."""
    release: Release


def impact_of(
    lake: Lake,
    catalogue: Catalogue,
    rules: ImpactRules,
    asked: Asked,
    release_id: str | None = None,
) -> Found:
    """Judge a project by the figures of a release, the latest where none is named.

    Raises
    ------
    Refusal
        If there is no such release or indicator, or the indicator does not count events by
        month, or no home of the project is in the release.
    """
    indicator = counted(catalogue, asked.indicator)
    unchanging = counted(catalogue, asked.unchanging) if asked.unchanging else None
    release = lake.release(release_id)
    homes = _homes(ReleaseIndex(index_path(lake.home, release.release_id)))
    known = {home.home_id for home in homes}
    mine = [home for home in dict.fromkeys(asked.home_ids) if home in known]
    if not mine:
        raise Refusal(
            "none of the project's homes is in the release",
            expected=f"homes of release {release.release_id}",
            what_to_do="name homes by their home_id or their registered location_id.",
        )
    others = comparison_homes(
        homes, set(mine), not_these=asked.not_these, each=rules.comparison_homes_each
    )
    panel = panel_of(lake, release, indicator, mine, others)
    second = panel_of(lake, release, unchanging, mine, others) if unchanging else None
    return Found(
        asked=asked,
        indicator=indicator,
        unchanging=unchanging,
        impact=project_impact(panel, asked.start, rules, unchanging=second),
        panel=panel,
        rules=rules,
        not_in_register=tuple(home for home in asked.home_ids if home not in known),
        release=release,
    )


def counted(catalogue: Catalogue, code: str) -> Indicator:
    """An indicator that counts events by month, and so can be compared before and after.

    Raises
    ------
    Refusal
        If there is none, or it measures something else.
    """
    indicator = catalogue.require(code)
    if not counts_events(indicator):
        raise Refusal(
            f"{indicator.title} does not count events by month",
            expected="an indicator of kind rate or share with a period of a month",
            came=f"kind {indicator.kind}, period {indicator.period}",
            what_to_do="choose one that does, such as ambulance_incidents.",
        )
    return indicator


def panel_of(
    lake: Lake, release: Release, indicator: Indicator, mine: Sequence[str], others: Sequence[str]
) -> Panel:
    """Counts and exposure of all homes by month; what is missing or suppressed is nan.

    Raises
    ------
    Refusal
        If the release has no figure of the indicator for any of the homes, or the counts
        are no counts.
    """
    home_ids = [*mine, *others]
    rows = lake.read(
        release, "measurements",
        where={"indicator": indicator.code, "entity_type": "home", "entity_id": home_ids},
        columns=("entity_id", "period_start", "numerator", "denominator", "quality"),
    ).to_pydict()  # fmt: skip
    starts: list[date] = sorted(set(rows["period_start"]))
    if not starts:
        raise Refusal(
            f"release {release.release_id} has no figures of {indicator.title} for these homes",
            what_to_do="land its source and build, or choose another indicator.",
        )
    row_of = {home: place for place, home in enumerate(home_ids)}
    column_of = {start: place for place, start in enumerate(starts)}
    cells = np.full((2, len(home_ids), len(starts)), np.nan)
    for home, start, top, bottom, quality in zip(*rows.values(), strict=True):
        if top is not None and bottom is not None and quality not in _UNKNOWN:
            cells[:, row_of[home], column_of[start]] = top, bottom
    _require_whole(cells[0], indicator)
    own = np.zeros(len(home_ids), dtype=bool)
    own[: len(mine)] = True
    return Panel(tuple(home_ids), tuple(starts), cells[0], cells[1], own, float(indicator.per))


def _require_whole(counts: NDArray[np.float64], indicator: Indicator) -> None:
    known = counts[np.isfinite(counts)]
    if (known != np.round(known)).any() or (known < 0).any():
        raise Refusal(
            f"{indicator.title} counts no whole events",
            expected="whole numbers, as of calls or admissions",
            what_to_do="choose an indicator that counts events.",
        )


@lru_cache(maxsize=4)
def _homes(index: ReleaseIndex) -> list[HomeLike]:
    rows, _ = index.homes(only_open=False, per_page=_EVERY)
    return [
        HomeLike(row["home_id"], f"{row['register']} {row['kind']}", row["beds"],
                 area_type(row["area_code"]))
        for row in rows
    ]  # fmt: skip


def home_ids_of(index: ReleaseIndex, ids: Collection[str]) -> tuple[list[str], list[str]]:
    """Homes named by home_id or by registered location_id, and the ids that name none."""
    known = {row["home_id"] for row in index.home_rows(list(ids))}
    found: dict[str, None] = {}
    strange = []
    for one in ids:
        home = one if one in known else index.home_by_location(one)
        if home is None:
            strange.append(one)
        else:
            found[home] = None
    return list(found), strange
