"""The Digital Maturity Index as `definitions/maturity/` declares it: criteria, bands, weights.

The criteria are a proposal and will change: each definition says from which day it is in force.
No threshold, weight or length of time stands in code.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Self

from pydantic import Field, model_validator

from caresight.checks.definition_files import Governed, Strict
from caresight.vocabulary.periods import months_after


class Lasts(Strict):
    """How long an answer counts."""

    months: int = Field(default=0, ge=0, le=120)
    days: int = Field(default=0, ge=0, le=3660)

    @model_validator(mode="after")
    def _is_one_length(self) -> Self:
        if bool(self.months) == bool(self.days):
            raise ValueError("give either months or days")
        return self

    def after(self, on: date) -> date:
        """The first day on which an answer of that day counts no longer."""
        return same_day(on, self.months) if self.months else on + timedelta(days=self.days)


class AtLeast(Strict):
    """What a counted share must reach."""

    value: float = Field(gt=0)
    per: float = Field(gt=0)
    number: str = Field(min_length=3)
    """What is counted."""
    out_of: str = Field(min_length=3)
    """Of what, or for whom."""
    unit: str = Field(min_length=3)


class Named(Strict):
    """A code and what people call it."""

    code: str = Field(pattern=r"^[a-z][a-z0-9_]{2,39}$")
    label: str = Field(min_length=3, max_length=90)


class Domain(Named):
    """A part of the score."""

    weight: float = Field(gt=0, le=100)


class Support(Named):
    """Something that can be offered to a home."""

    by: str = Field(min_length=3)


class Method(Named):
    """A way in which a line of a list finds its home."""

    confidence: float = Field(gt=0, le=1)


class Criterion(Named):
    """One thing that a home has or has not, what shows it, and for how long."""

    short: str = Field(min_length=3, max_length=30)
    domain: str
    points: float = Field(default=0, ge=0)
    """Its part of the domain's weight, against the others of the domain."""
    counts_as: str = ""
    """A criterion whose points it earns as well; then it has none of its own."""
    lasts: Lasts | None = None
    status_at_least: str = ""
    """For the security toolkit: the status asked for; its year says how long it lasts."""
    at_least: AtLeast | None = None
    evidenced_by: str = Field(min_length=10)
    sources: tuple[str, ...] = Field(min_length=1)
    next_step: str = Field(min_length=10)
    """What the home could do, where the answer is no."""
    ask: str = Field(min_length=10)
    """What to find out, where nothing is known."""
    support: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _says_how_long_it_lasts(self) -> Self:
        if bool(self.lasts) == bool(self.status_at_least):
            raise ValueError("give either how long an answer lasts, or a status of the toolkit")
        if bool(self.points) == bool(self.counts_as):
            raise ValueError("give either points, or the criterion that it counts as")
        return self


class AnyOf(Strict):
    """One of these is enough."""

    any_of: tuple[str, ...] = Field(min_length=2)


class Band(Named):
    """A step of the index: it asks for all of its list and for all bands before it."""

    all_of: tuple[str | AnyOf, ...] = Field(min_length=1)

    @cached_property
    def needs(self) -> tuple[tuple[str, ...], ...]:
        """What it asks for itself: each a set of criteria of which one is enough."""
        return tuple(one.any_of if isinstance(one, AnyOf) else (one,) for one in self.all_of)


class DayOfYear(Strict):
    """A day of every year."""

    month: int = Field(ge=1, le=12)
    day: int = Field(ge=1, le=31)

    def of(self, year: int) -> date:
        """That day in a year."""
        return date(year, self.month, self.day)


class ToolkitStatus(Named):
    """A status, and how lists word it."""

    words: tuple[str, ...] = Field(min_length=1)


class Toolkit(Strict):
    """The Data Security and Protection Toolkit: its years and its statuses, lowest first."""

    year_starts: DayOfYear
    deadline: DayOfYear
    first_year: int = Field(ge=2000)
    listed_counts_months: int = Field(ge=1, le=24)
    once_only: str
    head_office_covers_sites: bool
    statuses: tuple[ToolkitStatus, ...] = Field(min_length=2)

    def rank(self, status: str) -> int:
        """Where a status stands; 0 is the lowest."""
        return [one.code for one in self.statuses].index(status)

    def label(self, status: str) -> str:
        """The status in words."""
        return self.statuses[self.rank(status)].label


class Ring(Strict):
    """Which homes are worth a call."""

    expiring_within_days: int = Field(ge=1, le=366)
    most: int = Field(ge=1)


class Maturity(Governed):
    """One edition of the index."""

    in_force_from: date
    register_name: str = "cqc"
    """The register whose homes it is about."""
    proposal: str = Field(min_length=20)
    """What is not official about the criteria."""
    domains: tuple[Domain, ...] = Field(min_length=1)
    floor: Named
    bands: tuple[Band, ...] = Field(min_length=1)
    toolkit: Toolkit
    matching: tuple[Method, ...] = Field(min_length=1)
    home_sectors: tuple[str, ...] = Field(min_length=1)
    """Sectors, as the lists word them, whose lines may be a home found by its name."""
    head_office_sectors: tuple[str, ...] = ()
    support: tuple[Support, ...] = ()
    ring: Ring
    criteria: tuple[Criterion, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if sum(domain.weight for domain in self.domains) != 100:
            raise ValueError("the weights of the domains must add up to 100")
        codes = [one.code for one in self.criteria]
        if len(set(codes)) != len(codes):
            raise ValueError("two criteria bear one code")
        needed = {code for band in self.bands for need in band.needs for code in need}
        _known("criterion", needed | {c.counts_as for c in self.criteria} - {""}, codes)
        _known("domain", {c.domain for c in self.criteria}, [d.code for d in self.domains])
        _known("support", {s for c in self.criteria for s in c.support}, map(_code, self.support))
        statuses = [one.code for one in self.toolkit.statuses]
        asked = {c.status_at_least for c in self.criteria} - {""}
        _known("status", asked | {self.toolkit.once_only}, statuses)
        if not all(self._pointed(domain.code) for domain in self.domains):
            raise ValueError("every domain needs a criterion with points")
        return self

    @cached_property
    def by_code(self) -> Mapping[str, Criterion]:
        """Every criterion by its code."""
        return {one.code: one for one in self.criteria}

    @cached_property
    def steps(self) -> tuple[Named, ...]:
        """The floor and the bands, lowest first."""
        return (self.floor, *self.bands)

    @cached_property
    def points(self) -> Mapping[str, float]:
        """What each criterion gives of the 100 points; alternatives give none of their own."""
        return {
            one.code: domain.weight * one.points / self._pointed(domain.code)
            for domain in self.domains
            for one in self.criteria
            if one.domain == domain.code and one.points
        }

    @cached_property
    def earning(self) -> tuple[tuple[float, frozenset[str]], ...]:
        """Points, and the criteria of which any earns them."""
        return tuple(
            (points, frozenset({code} | {c.code for c in self.criteria if c.counts_as == code}))
            for code, points in self.points.items()
        )

    def _pointed(self, domain: str) -> float:
        return sum(one.points for one in self.criteria if one.domain == domain)


def same_day(on: date, months: int) -> date:
    """The same day so many months later; the first of the next month where there is none."""
    start = months_after(on, months)
    shifted = start + timedelta(days=on.day - 1)
    return shifted if shifted.month == start.month else months_after(start, 1)


def _known(what: str, wanted: set[str], known: object) -> None:
    unknown = sorted(wanted - set(known))  # type: ignore[call-overload]
    if unknown:
        raise ValueError(f"no {what} is called {', '.join(unknown)}")


def _code(named: Named) -> str:
    return named.code
