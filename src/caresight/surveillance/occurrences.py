"""Signals from single rows: what happened to a home, and what the checks say of its figures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from caresight.surveillance.notices import HISTORY_MONTHS, Notices, Signal
from caresight.surveillance.numbers_in_words import day_name, times
from caresight.surveillance.weights import (
    STRENGTHS,
    Behaviour,
    EventWeight,
    Strength,
    strength_code,
)
from caresight.vocabulary.agencies import Agency
from caresight.vocabulary.periods import Period, month_of, months_after, months_between


@dataclass(frozen=True)
class Occurrence:
    """One thing about one home that counts for some months."""

    row: int
    home_id: str
    on: date
    months: int
    strength: Strength
    agency: str
    family: str
    rule: str
    rule_version: int
    kind: str
    sentence: str
    would_end: str
    alone: str = ""
    period: Period | None = None


def add_occurrences(
    notices: Notices, occurrences: Iterable[Occurrence], latest_months: Mapping[int, Period]
) -> None:
    """Write occurrences into the book; `latest_months` gives each home's latest month."""
    for thing in occurrences:
        latest = latest_months[thing.row]
        # Months of the history in which it counts, from the month that it fell in.
        first = HISTORY_MONTHS - 1 - months_between(thing.on, latest.start)
        strength = np.zeros((1, HISTORY_MONTHS), dtype=np.int8)
        strength[0, max(first, 0) : max(first + thing.months, 0)] = strength_code(thing.strength)
        if not strength.any():
            continue
        notices.add_strengths(
            strength,
            rows=np.array([thing.row]),
            agency=thing.agency,
            family=thing.family,
            direction="concerning",
            alone=thing.alone,
        )
        if strength[0, -1]:
            notices.signals.append(_signal(thing, notices))


def _signal(thing: Occurrence, notices: Notices) -> Signal:
    return Signal(
        row=thing.row,
        home_id=thing.home_id,
        indicator="",
        kind="behaviour" if thing.kind == "behaviour" else "event",
        direction="concerning",
        strength=thing.strength,
        points=notices.weights.points.by_code()[STRENGTHS.index(thing.strength) + 1],
        agency=thing.agency,
        family=thing.family,
        period=thing.period or month_of(thing.on),
        rule=thing.rule,
        rule_version=thing.rule_version,
        comparator="own history",
        sentence=thing.sentence,
        would_end=thing.would_end,
        raises_alone=thing.alone,
        since=thing.on.replace(day=1),
    )


def note_changes_of_hands(
    notices: Notices,
    home_events: Iterable[Mapping[str, Any]],
    home_of: Mapping[str, tuple[int, str]],
    latest_months: Mapping[int, Period],
) -> None:
    """Note a recent change of owner: neither good nor bad, and no points."""
    rule = notices.weights.rules.changed_hands
    latest: dict[int, tuple[date, str]] = {}
    for event in home_events:
        home, on = home_of.get(event["home_id"] or ""), event["on"]
        if event["kind"] != "changed_hands" or home is None or on is None:
            continue
        back = months_between(on, latest_months[home[0]].start)
        if 0 <= back < rule.months and on > latest.get(home[0], (date.min, ""))[0]:
            latest[home[0]] = (on, home[1])
    for row, (on, home_id) in sorted(latest.items()):
        notices.signals.append(
            Signal(
                row=row,
                home_id=home_id,
                indicator="",
                kind="event",
                direction="neutral",
                strength="weak",
                points=0.0,
                agency=Agency.REGULATOR,
                family="register",
                period=month_of(on),
                rule="changed_hands",
                rule_version=rule.version,
                comparator="own history",
                sentence=f"It changed hands on {day_name(on)}.",
                would_end=f"Time: it is noted until {months_after(on, rule.months):%B %Y}.",
                since=on.replace(day=1),
            )
        )


def happenings(
    events: Iterable[Mapping[str, Any]],
    weights: Iterable[EventWeight],
    version: int,
    home_of: Mapping[str, tuple[int, str]],
) -> list[Occurrence]:
    """Events that count, of the homes that we know; the latest of each kind for a home."""
    wanted = list(weights)
    latest: dict[tuple[int, str, str], Occurrence] = {}
    for event in events:
        home = home_of.get(event["entity_id"])
        if home is None or event["on"] is None:
            continue
        for weight in wanted:
            if _fits(event, weight):
                thing = _occurrence(event, weight, version, home)
                key = (thing.row, weight.kind, weight.family)
                if key not in latest or latest[key].on < thing.on:
                    latest[key] = thing
                break
    return list(latest.values())


def _fits(event: Mapping[str, Any], weight: EventWeight) -> bool:
    return event["kind"] == weight.kind and all(
        not allowed or (event[column] or "") in allowed
        for column, allowed in (
            ("detail", weight.details),
            ("topic", weight.topics),
            ("outcome", weight.outcomes),
        )
    )


def _occurrence(
    event: Mapping[str, Any], weight: EventWeight, version: int, home: tuple[int, str]
) -> Occurrence:
    until = months_after(event["on"], weight.months)
    return Occurrence(
        row=home[0],
        home_id=home[1],
        on=event["on"],
        months=weight.months,
        strength=weight.strength,
        agency=event["agency"] or Agency.REGULATOR,
        family=weight.family,
        rule=f"happening_{weight.kind}",
        rule_version=version,
        kind="event",
        sentence=f"{weight.words} ({day_name(event['on'])}).",
        would_end=f"Time: it counts until {until:%B %Y}.",
        alone=weight.alone,
    )


def behaviours(
    quality: Iterable[Mapping[str, Any]], rule: Behaviour, home_of: Mapping[str, tuple[int, str]]
) -> list[Occurrence]:
    """What the checks say of single homes' own figures."""
    found = []
    for verdict in quality:
        home = home_of.get(verdict["entity_id"] or "")
        strength = rule.verdicts.get(verdict["verdict"])
        if home is None or strength is None or verdict["rule"] not in rule.rules:
            continue
        period = Period(verdict["period_start"], verdict["period_end"])
        found.append(
            Occurrence(
                row=home[0],
                home_id=home[1],
                on=months_after(period.end, -1),
                months=rule.months,
                strength=strength,
                agency=rule.agency,
                family=rule.family,
                rule=f"behaviour_{verdict['rule']}",
                rule_version=rule.version,
                kind="behaviour",
                sentence=verdict["sentence"],
                would_end=f"{times(rule.months, 'month').capitalize()} of returns without this.",
                period=period,
            )
        )
    return found
