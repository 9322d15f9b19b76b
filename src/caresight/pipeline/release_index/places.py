"""The shapes of what pages of areas read: plain JSON, as in `documents`.

Every date is ISO text. A number that is not known is None and never 0. Sentences are plain
English, ready to show. Figures of areas are public: no scope narrows them.
"""

from typing import Literal, NotRequired, TypedDict

Against = Literal["higher", "lower", "similar", "not known"]
"""Whether a figure differs from another beyond chance; the word is of its size, not its worth."""
FigureQuality = Literal["good", "small", "suppressed", "missing", "estimated"]
MeasureSet = Literal["interface_2017", "interface_now", "outcomes", "homes", "workforce"]


class PartOf(TypedDict):
    """What a measure is a part of."""

    whole: str
    kind: Literal["agency", "reason", "month"]
    label: str
    in_words: str


class MeasureRow(TypedDict):
    """One measure of areas in a list."""

    code: str
    title: str
    question: str
    unit: str
    """What one figure is: “days”, “per cent”, “score”."""
    per_words: str
    """“per day per 100,000 adults”; empty where a figure stands by itself."""
    decimals: int
    polarity: str
    measure_set: MeasureSet
    set_title: str
    period_kind: str
    """month, twelve_months, year, or as_told."""
    latest: str
    """First day of the newest period with figures; empty where there is none."""
    latest_words: str
    """“April 2017 to March 2018”."""
    sources: list[str]
    """Titles of the sources."""
    areas_with_figures: int
    why_none: str
    """Why nothing is known, as a sentence; empty where something is."""
    use_case: str
    """The decision that it serves."""
    used_by: str
    part_of: NotRequired[PartOf | None]
    """Absent in releases that did not say what is a part of what; None for what stands alone."""


class Figure(TypedDict):
    """One figure of one area and period."""

    value: float | None
    lower: float | None
    upper: float | None
    """The interval, 95 %; None where none can be given."""
    numerator: float | None
    denominator: float | None
    period: str
    period_words: str
    quality: FigureQuality
    source: str
    """Title of the source, and whether the figure was added up from councils."""
    as_at: str
    """Day on which the newest part of it was published or received."""
    why: str
    """Why there is no value, or what to know of it; empty where there is nothing to say."""


class MeasureDefinition(TypedDict):
    """What a measure is, in words."""

    numerator_words: str
    denominator_words: str
    interval_words: str
    source_of_method: str
    version: int
    owner: str
    reviewer: str
    reviewed_on: str
    review_due: str
    why_it_matters: str


class Break(TypedDict):
    """A day on which a series breaks: figures before and after are not one line."""

    on: str
    note: str


class MeasureLine(TypedDict):
    """One area in the ranking of a measure, newest period."""

    area_code: str
    area_name: str
    kind: str
    """council, region or england."""
    region: str
    figure: Figure
    rank: int | None
    """1 is the best, or the lowest where no direction is better; None for what is not ranked."""
    rank_lower: int | None
    rank_upper: int | None
    of: int
    """How many areas are ranked."""
    against_england: Against
    is_good: bool | None
    """Whether the difference is for the better; None where there is none or nobody can say."""
    neighbours_median: float | None


class Told(TypedDict):
    """Two sources that tell one figure differently; the first is the one that counts."""

    area_code: str
    area_name: str
    period_words: str
    first: float | None
    first_source: str
    second: float | None
    second_source: str


class Unequal(TypedDict):
    """A total that its parts do not add up to: shown as told, not repaired."""

    area_name: str
    period_words: str
    told: float
    sum: float
    words: str


class MeasureDocument(TypedDict):
    """The page of one measure."""

    row: MeasureRow
    definition: MeasureDefinition
    breaks: list[Break]
    england: Figure | None
    lines: list[MeasureLine]
    periods: list[str]
    period_words: list[str]
    series: dict[str, list[float | None]]
    """Area code to one number a period; England's is E92000001."""
    sentences: list[str]
    differences: list[Told]
    does_not_add_up: list[Unequal]
    notes: list[str]


class AreaNamed(TypedDict):
    """An area, to lead to it."""

    area_code: str
    area_name: str


class Neighbour(TypedDict):
    """An area that this one is compared with."""

    area_code: str
    area_name: str
    rank: int
    distance: float | None
    """None where a list named it."""


class People(TypedDict):
    """How many people of an age live in an area."""

    value: float
    age_words: str
    year: int


class BestNeighbour(TypedDict):
    """Who among the neighbours does best."""

    area_code: str
    area_name: str
    value: float
    against: NotRequired[Against]
    """Where this area lies beside that neighbour, by the intervals of both."""
    beside: NotRequired[list["BesideBest"]]
    """What else is known of both: the parts of the measure, and what is related to it."""


class BesideBest(TypedDict):
    """Another figure of the neighbour that does best; this area's own is under the same code."""

    code: str
    value: float
    against: Against
    is_good: bool | None


class AreaMeasure(TypedDict):
    """One measure of one area, beside those that it is compared with."""

    row: MeasureRow
    figure: Figure | None
    previous: Figure | None
    """The period before that does not overlap; None where there is none."""
    neighbours_median: float | None
    region_value: float | None
    england_value: float | None
    against_neighbours: Against
    against_neighbours_is_good: bool | None
    against_region: Against
    against_region_is_good: bool | None
    against_england: Against
    against_england_is_good: bool | None
    best_neighbour: BestNeighbour | None
    rank: int | None
    rank_lower: int | None
    rank_upper: int | None
    of: int
    periods: list[str]
    series: list[float | None]
    sentence: str


class OverallRank(TypedDict):
    """The place of an area over all measures of a ranking."""

    title: str
    rank: int
    lower: int
    upper: int
    """By chance: the interval of the rank."""
    of: int
    weight_lower: int
    weight_upper: int
    """By the weights: the places that it takes when they are drawn differently."""
    periods_differ: str
    """The warning that the parts are of different periods; empty where they are not."""
    parts: list[str]
    """What it was made of, each with its weight and period."""


class Shortlisted(TypedDict):
    """Whether an area is on the list for a review, by a stated rule."""

    is_listed: bool
    rule: str
    why: str


class AreaDocument(TypedDict):
    """The page of one area."""

    area_code: str
    area_name: str
    kind: str
    region_code: str
    region_name: str
    began_on: str
    ended_on: str
    followed_by: list[AreaNamed]
    came_from: list[AreaNamed]
    population: People | None
    neighbours: list[Neighbour]
    no_neighbours_because: str
    boards: NotRequired[list[AreaNamed]]
    """Of a council, the boards that it is a partner of; absent in older releases, as below."""
    councils: NotRequired[list[AreaNamed]]
    """Of a board, its councils."""
    measures: list[AreaMeasure]
    overall: OverallRank | None
    shortlist: Shortlisted | None
    sentences: list[str]


class Standing(TypedDict):
    """Where an area stands over all measures together, in short."""

    rank: int
    lower: int
    upper: int
    of: int
    weight_lower: int
    weight_upper: int
    is_listed: bool
    """Whether it is proposed for a review."""


class PlaceRow(TypedDict):
    """One area in a list."""

    area_code: str
    area_name: str
    kind: str
    region_name: str
    has_measures: bool
    standing: NotRequired[Standing | None]
    """None for what is not ranked; absent in releases that kept it on the area's page alone."""
