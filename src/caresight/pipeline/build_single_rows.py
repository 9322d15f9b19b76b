"""Signals from single rows of evidence: what happened, and what the checks say of one home."""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from caresight.checks.population import Population
from caresight.lake.as_at import Evidence
from caresight.pipeline.build_months import Span
from caresight.surveillance.notices import Notices
from caresight.surveillance.occurrences import (
    add_occurrences,
    behaviours,
    happenings,
    note_changes_of_hands,
)


def add_single_rows(
    notices: Notices,
    *,
    evidence: Evidence,
    quality: pa.Table,
    home_events: pa.Table,
    population: Population,
    months: Mapping[str, Span],
) -> None:
    """Write events that count, and the checks' findings on single homes, into the book."""
    weights, home_of = notices.weights, homes_by_any_id(population)
    rule = weights.rules.happening
    events = evidence.table("events")
    kinds = sorted({weight.kind for weight in rule.events})
    columns = ("entity_id", "kind", "on", "detail", "topic", "outcome", "agency")
    rows = evidence.arrow(events.filter(events.kind.isin(kinds)).select(*columns).distinct())
    latest = {row: months[str(register)].latest for row, register in enumerate(population.register)}
    found = [
        *happenings(rows.to_pylist(), rule.events, rule.version, home_of),
        *behaviours(_of_homes(quality), weights.rules.behaviour, home_of),
    ]
    found.sort(key=lambda thing: (thing.row, thing.rule, thing.on, thing.sentence))
    add_occurrences(notices, found, latest)
    note_changes_of_hands(notices, home_events.to_pylist(), home_of, latest)


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
