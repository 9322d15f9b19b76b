"""The order of a build: link, check, measure, detect, combine, put into words, release.

Everything is written in one transaction of the lake; the release index is finished before
the row that makes the release visible. The same evidence and definitions give the same
tables.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

import numpy as np
import pyarrow as pa

from caresight.checks.definition import Check
from caresight.checks.population import Population
from caresight.checks.reading_population import read_population
from caresight.checks.time_axis import day_number
from caresight.checks.verdicts import Verdicts
from caresight.identity.linking import Homes
from caresight.indicators.catalogue import Catalogue
from caresight.lake.as_at import Evidence, KnownAt
from caresight.lake.lake import Lake
from caresight.lake.releases import Release
from caresight.lake.writer import Writer
from caresight.pipeline.build_checks import check_everything
from caresight.pipeline.build_index import write_index
from caresight.pipeline.build_measuring import Measuring, measure_everything
from caresight.pipeline.build_months import Span, spans
from caresight.pipeline.build_profiles import Judged, profile_rows
from caresight.pipeline.build_summary import Naming
from caresight.pipeline.linking import homes_as_known
from caresight.sources.catalogue import SourceCatalogue
from caresight.surveillance.combining import combine
from caresight.surveillance.ladder import Ladder
from caresight.surveillance.notices import Signal
from caresight.surveillance.occurrences import add_occurrences, behaviours, happenings
from caresight.surveillance.weights import Weights
from caresight.vocabulary.evidence import BUILT
from caresight.vocabulary.refusal import Refusal

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Definitions:
    """Everything that says how a build is made."""

    indicators: Catalogue
    sources: SourceCatalogue
    weights: Weights
    ladder: Ladder
    checks: tuple[Check, ...] = ()

    @property
    def version(self) -> str:
        """A short hash that changes when any definition does."""
        digest = hashlib.sha256()
        digest.update(self.indicators.version.encode() + self.sources.version.encode())
        for definition in (self.weights, self.ladder, *self.checks):
            digest.update(definition.model_dump_json().encode())
        return digest.hexdigest()[:12]


def build(  # noqa: PLR0913 - what a build is made from
    lake: Lake,
    *,
    indicators: Catalogue,
    sources: SourceCatalogue,
    weights: Weights,
    ladder: Ladder,
    checks: Iterable[Check] = (),
    as_at: date,
    known_by: Literal["received", "published"] = "received",
    made_at: datetime,
    track_record: str | None = None,
    progress: Progress | None = None,
) -> Release:
    """Make a release from what was known at a date.

    Raises
    ------
    Refusal
        If nothing was known by then, or no care home.
    """
    definitions = Definitions(indicators, sources, weights, ladder, tuple(checks))
    told = progress or _silent
    with lake.writing("build", made_at) as writer:
        evidence = Evidence(lake, KnownAt(as_at, known_by))
        _require_receipts(evidence, as_at, known_by)
        told(0, 1, "Linking homes")
        homes = homes_as_known(evidence)
        population = read_population(
            evidence=evidence, homes=homes.homes, home_events=homes.home_events
        )
        if not len(population):
            raise Refusal(
                "the files that were landed name no care home",
                expected="a register of homes, such as the regulator's monthly directory",
                what_to_do="land the directory as well, then build again.",
            )
        _write(
            lake,
            writer,
            evidence,
            definitions,
            homes,
            population,
            as_at,
            known_by,
            told,
            track_record,
        )
        release_id = writer.release_id
    return lake.release(release_id)


def _write(  # noqa: PLR0913 - the parts of one transaction
    lake: Lake,
    writer: Writer,
    evidence: Evidence,
    definitions: Definitions,
    homes: Homes,
    population: Population,
    as_at: date,
    known_by: str,
    told: Progress,
    track_record: str | None,
) -> None:
    for table in BUILT:
        writer.empty(table.name)
    writer.append("homes", homes.homes)
    writer.append("home_events", homes.home_events)
    months = spans(evidence, as_at)
    told(0, 1, "Checking")
    readings, verdicts = check_everything(
        evidence=evidence,
        population=population,
        homes=homes.homes,
        spans=months,
        indicators=definitions.indicators,
        checks=definitions.checks,
        sources=definitions.sources,
    )
    writer.append("quality", verdicts.quality)
    measuring = measure_everything(
        writer=writer,
        evidence=evidence,
        population=population,
        verdicts=verdicts,
        readings=readings,
        spans=months,
        catalogue=definitions.indicators,
        weights=definitions.weights,
        progress=told,
    )
    told(0, 1, "Combining")
    _add_single_rows(measuring, evidence, verdicts, population, months, definitions.weights)
    judged = _judge(measuring, population, months, definitions, as_at)
    writer.append("signals", measuring.notices.table())
    writer.append("profiles", profile_rows(judged))
    told(0, 1, "Writing the pages")
    invented = _is_invented(evidence)
    naming = Naming(
        release_id=str(writer.release_id),
        as_at=as_at.isoformat(),
        known_by=known_by,
        made_at=writer.at.isoformat(),
        definitions_version=definitions.version,
    )
    write_index(
        lake.home / "index",
        naming=naming,
        judged=judged,
        measuring=measuring,
        evidence=evidence,
        homes=homes,
        quality=verdicts.quality,
        sources=definitions.sources,
        invented=invented,
        track_record=track_record,
    )
    writer.note(
        known_at=as_at.isoformat(),
        known_by=known_by,
        definitions_version=definitions.version,
        invented=invented,
        ladder=definitions.ladder.code,
        homes=int(judged.is_open.sum()),
        signals=len(measuring.notices.signals),
        without_data=measuring.without_data,
    )


def _judge(
    measuring: Measuring,
    population: Population,
    months: Mapping[str, Span],
    definitions: Definitions,
    as_at: date,
) -> Judged:
    is_open = _open_at(population, months)
    profiles = combine(
        measuring.notices,
        home_ids=population.home_ids,
        is_open=is_open,
        ladder=definitions.ladder,
    )
    signals: dict[int, list[Signal]] = {}
    for signal in measuring.notices.signals:
        signals.setdefault(signal.row, []).append(signal)
    return Judged(
        population=population,
        profiles=profiles,
        ladder=definitions.ladder,
        weights=definitions.weights,
        as_at=as_at,
        latest={register: span.latest.start for register, span in months.items()},
        signals=signals,
        coverage=measuring.usable / np.maximum(measuring.expected, 1),
        is_open=is_open,
    )


def _open_at(population: Population, months: Mapping[str, Span]) -> Any:
    """Whether each home is open on the last day of its register's latest month."""
    last = np.array(
        [day_number(months[register].latest.end) - 1 for register in population.register]
    )
    return (population.opened <= last) & (population.closed > last)


def _add_single_rows(
    measuring: Measuring,
    evidence: Evidence,
    verdicts: Verdicts,
    population: Population,
    months: Mapping[str, Span],
    weights: Weights,
) -> None:
    home_of = homes_by_any_id(population)
    rule = weights.rules.happening
    events = evidence.table("events")
    kinds = sorted({weight.kind for weight in rule.events})
    columns = ("entity_id", "kind", "on", "detail", "topic", "outcome", "agency")
    rows = evidence.arrow(events.filter(events.kind.isin(kinds)).select(*columns).distinct())
    latest = {row: months[str(register)].latest for row, register in enumerate(population.register)}
    found = [
        *happenings(rows.to_pylist(), rule.events, rule.version, home_of),
        *behaviours(_of_homes(verdicts.quality), weights.rules.behaviour, home_of),
    ]
    found.sort(key=lambda thing: (thing.row, thing.rule, thing.on, thing.sentence))
    add_occurrences(measuring.notices, found, latest)


def _of_homes(quality: pa.Table) -> list[dict[str, Any]]:
    return [row for row in quality.to_pylist() if row["entity_id"]]


def homes_by_any_id(population: Population) -> dict[str, tuple[int, str]]:
    """Every location id and home id to the home's row and id."""
    ids = population.home_ids
    found = {str(home_id): (row, str(home_id)) for row, home_id in enumerate(ids)}
    for location_id, row in zip(population.location_ids, population.location_homes, strict=True):
        if row >= 0:
            found[str(location_id)] = (int(row), str(ids[row]))
    return found


def _require_receipts(evidence: Evidence, as_at: date, known_by: str) -> None:
    receipts = evidence.table("receipts")
    if evidence.arrow(receipts.aggregate(count=receipts.count()))["count"][0].as_py():
        return
    raise Refusal(
        f"nothing had been {known_by} by {as_at}",
        expected="at least one landed file",
        what_to_do="land files with `caresight land`, or choose a later --as-at"
        + (" or --known published." if known_by == "received" else "."),
    )


def _is_invented(evidence: Evidence) -> bool:
    receipts = evidence.table("receipts")
    return bool(evidence.arrow(receipts.aggregate(any=receipts.invented.any()))["any"][0].as_py())


def _silent(done: int, total: int, what: str) -> None:
    """Tell nobody."""
