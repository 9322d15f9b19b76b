"""How digital invented homes are: what they have, what they say of it, and what they do not say.

Drawn from a stream of its own, so that nothing else of the world moves with it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from caresight.worlds.homes import Home
from caresight.worlds.locations import Location
from caresight.worlds.system import System

# How hard each is to have: the share of homes of middling readiness that have it.
_EASE = {
    "email_monitored": 0.93, "internet_office": 0.96, "device": 0.95, "wifi_residents": 0.72,
    "video_consultation": 0.74, "accredited_email": 0.05, "dscr_daily": 0.55,
    "proxy_ordering": 0.5, "gp_connect": 0.2, "digital_lead": 0.55, "shared_record": 0.3,
    "remote_monitoring": 0.25, "falls_technology": 0.2, "data_export": 0.2, "evidence_of_use": 0.3,
}  # fmt: skip
COUNTED = ("tablets", "skills_training")
SAID = (*_EASE, *COUNTED)
_STREAM = 9601
_ANSWERS, _SKIPS, _UNSURE = 0.86, 0.05, 0.06
_LISTED, _OTHER_CODE, _BY_HEAD_OFFICE = 0.9, 0.12, 0.2


@dataclass(frozen=True)
class Said:
    """One answer of a return."""

    criterion: str
    answer: str
    number: int | None = None
    out_of: int | None = None


@dataclass(frozen=True)
class DigitalState:
    """One home: where it stands, and what came of it in lists and returns."""

    home: Home
    location: Location
    listed_code: str
    """Code in the toolkit's list; empty where it is not listed."""
    status: str
    """Words of the toolkit without the year; empty where nothing is published."""
    published_on: date | None
    by_head_office: bool
    has_mailbox: bool
    last_used_on: date | None
    answered_on: date | None
    said: tuple[Said, ...]


def draw_digital(system: System, on: date) -> Iterator[DigitalState]:
    """Every home that is open at the end of the world, as lists of a day have it."""
    rng = np.random.default_rng([system.seed, _STREAM])
    last = system.months.count - 1
    ready = rng.normal(0.0, 1.0, len(system.homes))
    pulls = {one.provider_id: float(rng.normal(0.0, 0.6)) for one in system.providers}
    central = {one.provider_id for one in system.providers if rng.random() < _BY_HEAD_OFFICE}
    for index, home in enumerate(system.homes):
        draws = rng.random(64)
        if system.course.is_open[index, last]:
            location = system.location_at(index, last)
            owner = location.provider.provider_id
            level = float(ready[index]) + pulls.get(owner, 0.0)
            yield _state(home, location, level, draws, on, by_head_office=owner in central)


def _state(
    home: Home,
    location: Location,
    level: float,
    draws: np.ndarray[tuple[int], np.dtype[np.float64]],
    on: date,
    *,
    by_head_office: bool,
) -> DigitalState:
    take = iter(draws.tolist())
    listed = next(take) < _LISTED
    code = f"V8{home.ods_code[2:]}" if next(take) < _OTHER_CODE else home.ods_code
    status = _status(level, next(take)) if listed else ""
    published = on - timedelta(days=20 + int(next(take) * 480)) if status else None
    has_mailbox = next(take) < _likely(0.7, level)
    used = on - timedelta(days=int(next(take) ** 3 * 200)) if has_mailbox else None
    answered = on - timedelta(days=5 + int(next(take) ** 2 * 420))
    answers = next(take) < _ANSWERS
    return DigitalState(
        home=home,
        location=location,
        listed_code=code if listed else "",
        status=status,
        published_on=published,
        by_head_office=by_head_office and bool(status),
        has_mailbox=has_mailbox,
        last_used_on=used,
        answered_on=answered if answers else None,
        said=tuple(_answers(home, level, take)) if answers else (),
    )


def _status(level: float, draw: float) -> str:
    if draw > _likely(0.8, level):
        return ""
    if level > 1.6 and draw < 0.4:
        return "Standards Exceeded"
    return "Standards Met" if draw < _likely(0.62, level) else "Approaching Standards"


def _answers(home: Home, level: float, take: Iterator[float]) -> Iterator[Said]:
    for criterion, ease in _EASE.items():
        has, says = next(take), next(take)
        if says < _SKIPS:
            continue
        unsure = says < _SKIPS + _UNSURE
        yield Said(
            criterion, "not known" if unsure else "yes" if has < _likely(ease, level) else "no"
        )
    residents = max(1, round(home.beds * 0.88))
    per_resident = 0.11 * np.exp(0.45 * level) * (0.6 + 0.8 * next(take))
    yield Said("tablets", "counted", max(0, round(residents * per_resident)), residents)
    staff = max(4, round(home.beds * 1.1))
    trained = min(staff, round(staff * _likely(0.78, level) * (0.8 + 0.4 * next(take))))
    yield Said("skills_training", "counted", trained, staff)


def _likely(ease: float, level: float) -> float:
    """The share at a readiness: the odds move by a factor of about three a step."""
    return float(1 / (1 + np.exp(-(np.log(ease / (1 - ease)) + 1.1 * level))))
