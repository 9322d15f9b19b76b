"""Checks on who reports: closed homes, homes nobody knows, homes registered twice."""

from collections.abc import Iterator, Sequence
from typing import Any

import ibis
import numpy as np
import pyarrow as pa

from caresight.checks.definition import Check, KnownToRegister, RegisteredOnce, SilentWhenClosed
from caresight.checks.findings import POOR, Finding, judged, judged_by_period
from caresight.checks.reading_population import Evidence
from caresight.checks.reported_rules import Returns
from caresight.checks.time_axis import bounds, day_number
from caresight.vocabulary.identifiers import is_derived
from caresight.vocabulary.periods import Period


def silent_when_closed(check: Check, _: SilentWhenClosed, returns: Returns) -> Iterator[Finding]:
    """Homes that report of a period that began after they had closed."""
    reported = returns.reported
    starts, _ends = bounds(reported.periods)
    closed = reported.population.closed[reported.rows][:, None] <= starts[None, :]
    homes = reported.population.home_ids[reported.rows]
    for source in returns.sources:
        if not check.applies_to(source):
            continue
        answered = returns.answered(source)
        failed = answered & closed
        yield from judged_by_period(
            check,
            source,
            reported.periods,
            answered.sum(axis=0),
            failed.sum(axis=0),
            "{failed} of {tested} homes that reported had closed before",
        )
        for row, column in zip(*np.nonzero(failed), strict=True):
            period = reported.periods[column]
            yield Finding(
                source,
                period,
                check,
                1,
                1,
                POOR,
                f"It reported for {period}, although it had closed before.",
                str(homes[row]),
            )


def known_to_register(check: Check, _: KnownToRegister, evidence: Evidence) -> Iterator[Finding]:
    """Locations that a source names and no edition of a register does."""
    for named in (_observed(evidence), _happened(evidence)):
        unknown: dict[tuple[str, Period], list[str]] = {}
        strangers = named.filter(named.unknown == 1)
        for row in evidence.arrow(strangers.drop("unknown")).to_pylist():
            unknown.setdefault(_about(row), []).append(row["entity_id"])
        counted = named.group_by("source", "period_start", "period_end").agg(tested=named.count())
        for row in evidence.arrow(counted).to_pylist():
            source, period = _about(row)
            if check.applies_to(source):
                strange = sorted(unknown.get((source, period), ()))
                yield from _strangers(check, source, period, row["tested"], strange)


def _strangers(
    check: Check, source: str, period: Period, tested: int, strange: Sequence[str]
) -> Iterator[Finding]:
    yield judged(
        check,
        source,
        period,
        tested=tested,
        failed=len(strange),
        sentence=f"{len(strange)} of {tested} locations named for {period} are in no register.",
    )
    for entity in strange:
        sentence = f"{entity} is in no register that was landed; its figures count nowhere."
        yield Finding(source, period, check, 1, 1, POOR, sentence, entity)


def _about(row: dict[str, Any]) -> tuple[str, Period]:
    return row["source"], Period(row["period_start"], row["period_end"])


def registered_once(
    check: Check, _: RegisteredOnce, homes: pa.Table, months: Sequence[Period]
) -> Iterator[Finding]:
    """Homes with more than one registration in the latest month."""
    if not months:
        return
    latest = months[-1]
    start, end = day_number(latest.start), day_number(latest.end)
    current: dict[str, list[dict[str, Any]]] = {}
    registers: dict[str, set[str]] = {}
    for row in homes.select(["home_id", "register", "location_id", "from_on", "to_on"]).to_pylist():
        began = row["from_on"] is None or day_number(row["from_on"]) < end
        lasts = row["to_on"] is None or day_number(row["to_on"]) > start
        # A list without ids names a home that another list registers: that is no second one.
        if began and lasts and not is_derived(row["location_id"]):
            current.setdefault(row["home_id"], []).append(row)
            registers.setdefault(row["register"], set()).add(row["home_id"])
    for register, members in sorted(registers.items()):
        twice = sorted(home for home in members if len(current[home]) > 1)
        yield judged(
            check,
            register,
            latest,
            tested=len(members),
            failed=len(twice),
            sentence=f"{len(twice)} of {len(members)} homes are registered more than once.",
        )
        for home in twice:
            ids = " and ".join(sorted(row["location_id"] for row in current[home]))
            sentence = f"It is registered more than once: {ids}. Its figures are added together."
            yield Finding(register, latest, check, 1, 1, "doubtful", sentence, home)


def _observed(evidence: Evidence) -> Any:
    observations = evidence.table("observations")
    located = observations.filter(observations.entity_type == "location")
    columns = ("source", "entity_id", "period_start", "period_end")
    return _with_knowledge(evidence, located.select(*columns).distinct())


def _happened(evidence: Evidence) -> Any:
    events = evidence.table("events")
    located = events.filter(events.entity_type == "location")
    month = located.on.truncate("M").cast("date")
    after = (month + ibis.interval(months=1)).cast("date")
    named = located.select("source", "entity_id", period_start=month, period_end=after)
    return _with_knowledge(evidence, named.distinct())


def _with_knowledge(evidence: Evidence, named: Any) -> Any:
    """Each location that a source names, and whether it is unknown to every register."""
    known = evidence.table("locations").select("location_id").distinct()
    joined = named.left_join(known, named.entity_id == known.location_id)
    unknown = ibis.ifelse(joined.location_id.isnull(), 1, 0)
    return joined.select(*named.columns, unknown=unknown)
