"""The shapes of what a page reads: plain JSON, so that reading costs no conversion.

Every date is ISO text. A number that is not known is None and never 0. Sentences are
plain English, ready to show; numbers in them are already rounded.
"""

from typing import NotRequired, TypedDict


class LevelCount(TypedDict):
    """One step of the escalation ladder in force, and how many homes it is suggested for."""

    code: str
    label: str
    step: int
    """0 is the lowest step."""
    homes: int


class Freshness(TypedDict):
    """How fresh one source is."""

    source: str
    title: str
    agency: str
    latest_period: str
    received_on: str
    share_in: float | None
    """Share of the homes expected in it that are in it, 0 to 1."""
    quality: str
    """good, doubtful or poor."""


class Mention(TypedDict):
    """A home and one sentence about it."""

    home_id: str
    name: str
    sentence: str


class Summary(TypedDict):
    """What the first page says of a release."""

    release_id: str
    as_at: str
    known_by: str
    made_at: str
    definitions_version: str
    ladder: str
    invented: bool
    place: str
    """The places covered, in words: “Alderbourne and five more councils”."""
    registers: list[str]
    homes: int
    headline: str
    """What a group can act on: “11 homes need attention first; 57 more need a closer look.”"""
    homes_by_step: list[int]
    """Open homes by step of the ladder, the lowest first."""
    homes_needing_attention: int
    homes_newly_needing_attention: int
    budget: float | None
    """New homes a month, in 100 open ones, that the group can review; None where nobody said."""
    budget_sentence: str
    """How many are flagged, how many are new, and whether that is within the budget."""
    homes_silent: int
    homes_improving: int
    levels: list[LevelCount]
    freshness: list[Freshness]
    indicators_tested: int
    series_tested: int
    flags: int
    flags_expected_false: float | None
    false_discovery_sentence: str
    doing_well: list[Mention]
    rows_set_aside: int


class HomeRow(TypedDict):
    """One home in a list; also a row of the index table `homes`."""

    home_id: str
    name: str
    kind: str
    """“Nursing”, “Residential, dementia”, …"""
    beds: int | None
    provider_id: str
    provider_name: str
    brand_name: str
    register: str
    area_code: str
    area_name: str
    postcode: str
    location_ids: str
    """All registered ids of the home, current first, separated by spaces."""
    is_open: bool
    rating: str
    rank: int
    level: str
    level_label: str
    step: int
    points: float
    agencies: int
    points_a_month_ago: float | None
    is_newly_flagged: bool
    """Whether it needs attention now and did not a month ago."""
    good_points: float
    improves: bool
    """Whether it has changed for the better: strongly, or in several subjects."""
    is_silent: bool
    coverage: float
    why: str
    """The two strongest findings in short, at most 220 characters; empty where there is none."""
    findings: int
    """How many findings there are in all: subjects that something was noticed in, by agency."""
    points_by_agency: dict[str, float]
    history: list[float | None]
    """Points at the end of each of up to 24 months, oldest first."""


class SumLine(TypedDict):
    """One line of the arithmetic behind a level: an agency and what it gives."""

    agency: str
    label: str
    sentences: list[str]
    points: float
    before_cap: float
    cap: float | None


class WithoutAgency(TypedDict):
    """What the home would come to without one agency's evidence."""

    agency: str
    label: str
    points: float
    level_label: str


class Series(TypedDict):
    """One indicator of one home over time, with its chart."""

    indicator: str
    title: str
    unit: str
    polarity: str
    method: str
    method_sentence: str
    """Which chart this is and why the data chose it."""
    rule_set: str
    periods: list[str]
    """First day of each period."""
    period_months: int
    values: list[float | None]
    numerators: list[float | None]
    denominators: list[float | None]
    centre: list[float | None]
    lower_limit: list[float | None]
    upper_limit: list[float | None]
    expected: list[float | None]
    marks: list[int]
    """Bits of statistics.control_charts.Mark; 0 is common cause."""
    qualities: list[str]
    standard: float | None
    alternative: str
    """The chart in words, written from the data."""


class IndicatorRow(TypedDict):
    """One row of the icon table of a home's page."""

    indicator: str
    title: str
    domain: str
    agency: str
    unit: str
    polarity: str
    value: float | None
    numerator: float | None
    denominator: float | None
    lower: float | None
    upper: float | None
    period: str
    """The period in words."""
    expected: float | None
    comparator: str
    z: float | None
    share_of_peers_below: float | None
    """Where the value stands among the peers, 0 to 1."""
    share_lower: float | None
    share_upper: float | None
    peers: int
    standard: float | None
    variation: str
    assurance: str
    quality: str
    quality_sentence: str
    spark: list[float | None]
    """Up to 24 latest values, oldest first."""
    spark_marks: list[int]
    signals: list[str]
    """Sentences of the signals that this indicator raised."""


class Happening(TypedDict):
    """One line of a home's timeline."""

    on: str
    kind: str
    sentence: str
    agency: str


class LinkedLocation(TypedDict):
    """A registered location of the home."""

    location_id: str
    name: str
    provider_name: str
    from_on: str
    to_on: str
    link_method: str
    confidence: float | None
    confirmed_by: str
    is_current: bool


class HomeDocument(TypedDict):
    """The page of one home."""

    row: HomeRow
    address: str
    region: str
    introduction: str
    """“Nursing home · 46 beds · Alder Care Ltd since 2021 · Good, March 2024 …”"""
    what_to_know: list[str]
    level_reason: str
    next_level_sentence: str
    arithmetic: list[SumLine]
    without_agency: list[WithoutAgency]
    would_end: list[str]
    track_record: str
    good_news: list[str]
    indicators: list[IndicatorRow]
    charts: list[Series]
    """Full series of the indicators that matter most: at most three."""
    timeline: list[Happening]
    locations: list[LinkedLocation]
    silence: str
    """What was received and what was not, in a sentence."""
    quality_notes: list[str]
    peers_sentence: str


class PeerLevel(TypedDict):
    """What one set of peers shows for an indicator over time."""

    comparator: str
    label: str
    area_code: str
    stratum: str
    periods: list[str]
    values: list[float | None]


class FunnelPoint(TypedDict):
    """One home in an indicator's funnel or ranking, latest period."""

    home_id: str
    name: str
    area_code: str
    value: float
    lower: float | None
    upper: float | None
    numerator: float | None
    denominator: float | None
    expected: float | None
    z: float | None
    quality: str


class FunnelLimit(TypedDict):
    """The limits of a funnel for homes of one size, in the indicator's unit."""

    size: float
    """The denominator, as FunnelPoint has it."""
    lower95: float
    upper95: float
    lower998: float
    upper998: float


class IndicatorDocument(TypedDict):
    """The page of one indicator."""

    code: str
    title: str
    question: str
    domain: str
    agency: str
    unit: str
    polarity: str
    definition: dict[str, str]
    """Label to plain words: numerator, denominator, owner, review date …"""
    why_it_matters: str
    period: str
    homes_measured: int
    homes_expected: int
    shape: str
    """funnel where there are denominators, ranking where there are none."""
    centre: float | None
    between_variance: float | None
    """Of homes beyond chance, on the scale of the comparison; it widens the limits."""
    limits: list[FunnelLimit]
    """Around `centre`, by size, over the sizes of the points; empty where shape is ranking."""
    limits_sentence: str
    """What the limits are around, and what they allow for."""
    points: list[FunnelPoint]
    peers: list[PeerLevel]
    sentence: str
    variation_counts: dict[str, int]


class AreaRow(TypedDict):
    """One council, or state, from above."""

    area_code: str
    area_name: str
    region: str
    homes: int
    beds: int | None
    nursing_homes: int | None
    """None where no register says of any home whether it has nursing."""
    nursing_beds: int | None
    residential_homes: int | None
    residential_beds: int | None
    opened: int
    closed: int
    changed_hands: int
    ratings: dict[str, int]
    """Rating to number of homes; “Not rated” counts those without one."""
    occupancy: float | None
    """Share of beds occupied, 0 to 1, where returns say so."""
    levels: dict[str, int]
    """Level code to number of homes."""
    homes_with_unknown_beds: int
    occupied_bed_days: NotRequired[float]
    bed_days: NotRequired[float]
    """What occupancy is made of, so that areas can be added up; absent in older releases."""
