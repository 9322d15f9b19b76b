"""The shapes of evidence and intelligence put together, kept apart from every other page.

Nobody reads them by way of the pages of evidence: they have tables of their own in the index,
and `ReleaseIndex.together` and `together_rows` are the only doors.
"""

from dataclasses import dataclass, field
from typing import Any, TypedDict

from caresight.pipeline.release_index.documents import WithoutAgency


class TogetherRow(TypedDict):
    """One home in a list of homes by evidence and intelligence together."""

    home_id: str
    name: str
    area_code: str
    area_name: str
    is_open: bool
    rank: int
    """Among all homes of the release by points together; within a scope, among its homes."""
    level: str
    level_label: str
    step: int
    points: float
    agencies: int
    step_a_month_ago: int
    is_newly_flagged: bool
    """Whether it is above the lowest level together now and was not a month ago."""
    items: int
    """Items that count, voices that are repeated included."""
    evidence_level: str
    evidence_level_label: str
    evidence_step: int
    evidence_points: float
    evidence_agencies: int
    differs: bool
    """Whether the items change the suggested level."""
    why: str
    """The two weightiest findings of the evidence, in short."""


class TogetherLine(TypedDict):
    """One line of the sum: an agency, what its figures show and what its people say."""

    agency: str
    label: str
    sentences: list[str]
    item_refs: list[str]
    points: float
    before_cap: float
    cap: float | None
    evidence_points: float
    """What the agency's evidence alone gives."""


class CountedItem(TypedDict):
    """What one item is worth, by its codes and days."""

    ref: str
    agency: str
    observed_on: str
    themes: list[str]
    severity: int
    grade: str
    direction: str
    reliability: str
    credibility: str
    points: float
    counted: float
    voice: str
    """The item that speaks for it, where it repeats another one."""


class AgreedLevel(TypedDict):
    """The level that a group last agreed, as known at the release's date."""

    ref: str
    group_ref: str
    ladder: str
    level: str
    on: str


class TogetherDocument(TypedDict):
    """Evidence and intelligence of one home, put together."""

    row: TogetherRow
    level_reason: str
    next_level_sentence: str
    arithmetic: list[TogetherLine]
    without_agency: list[WithoutAgency]
    good_points: float
    items: list[CountedItem]
    agreed: list[AgreedLevel]
    actions_open: int
    actions_closed: int


class EvidenceLine(TypedDict):
    """Points of one home's evidence in one family of one agency, before any cap."""

    agency: str
    family: str
    points: float


@dataclass(frozen=True)
class TogetherHome:
    """What the index keeps of one home."""

    home_id: str
    rank: int
    level: str
    level_label: str
    step: int
    points: float
    agencies: int
    step_a_month_ago: int
    items: int
    lines: list[EvidenceLine]
    """Of the evidence alone, so that a reader may add items of their own."""
    alone: list[tuple[str, str]]
    """Agency and thing of the ladder's short list, of the evidence alone."""
    document: dict[str, Any] | None
    """Where something was said or decided of the home; else the evidence says it all."""


@dataclass(frozen=True)
class TogetherParts:
    """All that is written of evidence and intelligence together."""

    homes: list[TogetherHome] = field(default_factory=list)
    rules: dict[str, Any] = field(default_factory=dict)
    """The caps, the weights of items and the ladder, as they were in the build."""
