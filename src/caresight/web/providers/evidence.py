"""What a provider's people read of the newest release about their own homes.

An allow-list, field by field: figures and signals from evidence that the provider shares in or
that is public. What safeguarding, the council and Healthwatch hold, what people reported, the
sum, the suggested level and every other home stay out, whatever a later release adds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from caresight.indicators.catalogue import Catalogue
from caresight.indicators.definition import Indicator
from caresight.lake.lake import Lake
from caresight.pipeline.release_index.digital import CriterionFacts, DigitalCriterion
from caresight.pipeline.release_index.documents import HomeDocument, HomeRow, IndicatorRow, Series
from caresight.web.directory.releases import Shown, newest
from caresight.web.providers import rules

COMPLETENESS = "return_completeness"
"""The indicator that knows for which months a return came, whichever way."""


@dataclass(frozen=True)
class Signal:
    """Something noticed about a home, as its provider reads it."""

    ref: str
    indicator: str
    direction: str
    agency: str
    sentence: str
    would_end: str
    month: date
    observed: float | None
    expected: float | None
    comparator: str


def own_rows(home_ids: Sequence[str]) -> list[HomeRow]:
    """The rows of homes in the newest release, by name."""
    release = newest()
    rows = release.index.home_rows(list(home_ids)) if release else []
    return sorted(rows, key=lambda row: (row["name"], row["home_id"]))


def own_document(home_id: str) -> tuple[HomeDocument, Shown] | None:
    """The page of a home in the newest release; None where it is not there."""
    release = newest()
    document = release.index.home(home_id) if release else None
    return (document, release) if release and document else None


def figures(document: HomeDocument) -> list[IndicatorRow]:
    """The figures of a home that its provider may see."""
    known = _indicators(Path(settings.DEFINITIONS))
    return [row for row in document["indicators"] if _may_see(known.get(row["indicator"]), row)]


def figure(document: HomeDocument, code: str) -> IndicatorRow | None:
    """One of those figures."""
    return next((row for row in figures(document) if row["indicator"] == code), None)


def series(document: HomeDocument, release: Shown, code: str) -> Series | None:
    """The chart of a figure; ask `figure` first whether it may be seen."""
    kept = next((chart for chart in document["charts"] if chart["indicator"] == code), None)
    return kept or release.index.series(document["row"]["home_id"], code, Lake(Path(settings.HOME)))


def signals_on(home_ids: Sequence[str]) -> dict[str, list[Signal]]:
    """What was noticed about homes in the newest release, as far as a provider may see it."""
    release = newest()
    if release is None or not home_ids:
        return {}
    lake = Lake(Path(settings.HOME))
    rows = lake.read(
        lake.release(release.release_id), "signals", where={"home_id": list(home_ids)}
    ).to_pylist()
    known = _indicators(Path(settings.DEFINITIONS))
    found: dict[str, list[Signal]] = {}
    for row in sorted(rows, key=lambda row: (-row["points"], row["signal_id"])):
        if _may_see_signal(known, row):
            found.setdefault(row["home_id"], []).append(_signal(row))
    return found


def months_received(home_ids: Sequence[str]) -> dict[str, frozenset[date]]:
    """For each home, the months of which the newest release holds a return."""
    release = newest()
    if release is None or not home_ids:
        return {}
    lake = Lake(Path(settings.HOME))
    rows = lake.read(
        lake.release(release.release_id),
        "measurements",
        where={"entity_id": list(home_ids), "indicator": COMPLETENESS},
        columns=["entity_id", "period_start", "numerator"],
    ).to_pylist()
    found: dict[str, set[date]] = {}
    for row in rows:
        if row["numerator"]:
            found.setdefault(row["entity_id"], set()).add(row["period_start"])
    return {home_id: frozenset(months) for home_id, months in found.items()}


def homes_received(month: date) -> frozenset[str]:
    """The homes of which the newest release holds a return for a month."""
    release = newest()
    return _homes_received(Path(settings.HOME), release.release_id, month) if release else _NONE


_NONE: frozenset[str] = frozenset()


@lru_cache(maxsize=24)
def _homes_received(home: Path, release_id: str, month: date) -> frozenset[str]:
    # A release never changes: the list of a month is read once.
    lake = Lake(home)
    rows = lake.read(
        lake.release(release_id),
        "measurements",
        where={"indicator": COMPLETENESS, "period_start": [month]},
        columns=["entity_id", "numerator"],
    ).to_pylist()
    return frozenset(row["entity_id"] for row in rows if row["numerator"])


def reported(location_ids: Sequence[str], source: str, month: date) -> dict[str, float | None]:
    """What a return of a month said in the newest release, by column; the latest word counts."""
    release = newest()
    if release is None or not location_ids:
        return {}
    lake = Lake(Path(settings.HOME))
    rows = lake.read(
        lake.release(release.release_id),
        "observations",
        where={"entity_id": list(location_ids), "source": source, "period_start": [month]},
        columns=["component", "value", "known_from", "published_on"],
    ).to_pylist()
    rows.sort(key=lambda row: (row["published_on"], row["known_from"]))
    return {row["component"]: row["value"] for row in rows}


@dataclass(frozen=True)
class Criterion:
    """A criterion of the Digital Maturity Index at a home, as the newest release has it."""

    facts: DigitalCriterion
    defined: CriterionFacts


def criteria_of(home_id: str) -> dict[str, Criterion]:
    """What the newest release says of how digital a home is, by criterion."""
    release = newest()
    summary = release.index.digital_summary if release else None
    home = release.index.digital_home(home_id) if release and summary else None
    if summary is None or home is None:
        return {}
    defined = {one["code"]: one for one in summary["criteria"]}
    return {
        one["code"]: Criterion(one, defined[one["code"]])
        for one in home["criteria"]
        if one["code"] in defined
    }


@lru_cache(maxsize=4)
def _indicators(folder: Path) -> dict[str, Indicator]:
    return dict(Catalogue.read(folder, "indicators", Indicator).by_code)


def _may_see(indicator: Indicator | None, row: IndicatorRow) -> bool:
    # A figure whose definition is not here cannot be told apart from what people reported.
    return indicator is not None and rules.may_see_figure(row["agency"], indicator.sources)


def _may_see_signal(known: dict[str, Indicator], row: dict[str, Any]) -> bool:
    indicator = known.get(row["indicator"])
    if row["indicator"]:
        return indicator is not None and rules.may_see_figure(row["agency"], indicator.sources)
    return rules.may_see_plain_signal(row["agency"], row["rule"])


def _signal(row: dict[str, Any]) -> Signal:
    return Signal(
        ref=row["signal_id"],
        indicator=row["indicator"],
        direction=row["direction"],
        agency=row["agency"],
        sentence=row["sentence"],
        would_end=row["would_end"],
        month=row["period_start"],
        observed=row["observed"],
        expected=row["expected"],
        comparator=row["comparator"],
    )
