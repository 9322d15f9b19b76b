"""The shapes of what a page reads of how digital homes are; a release may have none of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NotRequired, TypedDict


class DigitalCriterion(TypedDict):
    """One criterion of one home."""

    code: str
    state: str
    """yes, no or not_known."""
    on: str
    until: str
    """First day on which it counts no longer; empty where nothing was said."""
    source: str
    share: float | None
    note: str


class DigitalStep(TypedDict):
    """A day of a home's journey from which its band or score was so."""

    on: str
    band: int
    band_possible: int
    score: float
    score_possible: float


class DigitalMatch(TypedDict):
    """How a list found the home."""

    source: str
    ods_code: str
    name: str
    method: str
    confidence: float


class DigitalHome(TypedDict):
    """How digital one home is."""

    home_id: str
    band: int
    """Step that is shown to be reached; 0 is below minimum."""
    band_possible: int
    """Step that it could be at, were all that is not known a yes."""
    score: float
    score_possible: float
    is_anything_known: bool
    held_back_by: list[str]
    """Criteria that the next step asks for: answered no first, then those not known."""
    falls_on: str
    """Day of the near future on which the band falls if nothing is renewed; else empty."""
    criteria: list[DigitalCriterion]
    journey: list[DigitalStep]
    matches: list[DigitalMatch]


class DigitalRow(TypedDict):
    """One home in a list."""

    home_id: str
    name: str
    area_code: str
    area_name: str
    provider_name: str
    beds: int | None
    band: int
    band_possible: int
    score: float
    score_possible: float
    falls_on: str
    held_back_by: list[str]
    states: dict[str, str]
    tablets: float | None
    """For each 10 residents."""


class Uptake(TypedDict):
    """How many homes have one criterion."""

    criterion: str
    yes: int
    no: int
    not_known: int
    share: float | None
    """Of those of which it is known; None where it is known of none."""
    lower: float | None
    upper: float | None


class DigitalArea(TypedDict):
    """A council, an integrated care board, a region, or all homes."""

    code: str
    name: str
    kind: str
    """council, board, region or all."""
    homes: int
    bands: list[int]
    """Homes by step, of those whose step nothing unknown can change."""
    not_settled: int
    nothing_known: int
    reached: list[int]
    """Homes by the step that they are shown to have reached, at least."""
    uptake: list[Uptake]


class NamedStep(TypedDict):
    """A step of the index."""

    code: str
    label: str
    needs: list[list[str]]


class CriterionFacts(TypedDict):
    """What the definition says of a criterion."""

    code: str
    label: str
    short: str
    domain: str
    points: float
    evidenced_by: str
    lasts: str
    next_step: str
    ask: str
    support: list[str]
    number: str
    """For a count: what is counted; else empty."""
    out_of: str
    unit: str


class MethodCount(TypedDict):
    """How many lines of a list, and homes, were found in one way."""

    label: str
    confidence: float
    lines: int
    homes: int


class MatchRate(TypedDict):
    """How far a list found its homes."""

    source: str
    listed_on: str
    lines: int
    """Lines of the list that may be homes."""
    lines_matched: int
    ambiguous: int
    homes: int
    homes_matched: int
    methods: list[MethodCount]
    not_understood: dict[str, int]


class DigitalSummary(TypedDict):
    """What all pages share."""

    title: str
    version: int
    in_force_from: str
    proposal: str
    as_at: str
    steps: list[NamedStep]
    criteria: list[CriterionFacts]
    domains: list[tuple[str, str, float]]
    support: list[tuple[str, str, str]]
    """Code, label, who offers it."""
    sources: dict[str, str]
    """Source and the day of its newest edition."""
    matching: list[MatchRate]
    unplaced: NotRequired[dict[str, int]]
    """Locations that returns name and no register has, with their answers; not in old releases."""
    unasked: NotRequired[dict[str, int]]
    """Criteria that returns answer and nobody asks."""
    ring_within_days: int
    ring_most: int


@dataclass(frozen=True)
class DigitalParts:
    """All that a release says; homes are given once."""

    summary: DigitalSummary
    homes: Iterable[DigitalHome]
    areas: Sequence[DigitalArea]
