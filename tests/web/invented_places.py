"""Figures of invented areas in many states: known, kept back, unknown, ended, on the list.

Seven councils of a region, one of which has ended; a whole with its parts, an outcome of which
one figure was kept back, and a measure of which nothing is known.
"""

from dataclasses import dataclass, replace

from caresight.pipeline.release_index.boundaries import Boundary
from caresight.pipeline.release_index.place_parts import PlaceParts
from caresight.pipeline.release_index.places import (
    Against,
    AreaDocument,
    AreaMeasure,
    AreaNamed,
    BesideBest,
    BestNeighbour,
    Break,
    Figure,
    MeasureDefinition,
    MeasureDocument,
    MeasureLine,
    MeasureRow,
    Neighbour,
    OverallRank,
    PartOf,
    People,
    Shortlisted,
    Told,
    Unequal,
)
from caresight.vocabulary.areas_over_time import ENGLAND
from tests.web.invented_boards import BOARD, BOARD_NAME, OF_BOARD

REGION = "X98000001"
COUNCILS = {
    "X99000001": "Alderbourne",
    "X99000002": "Quillhaven",
    "X99000003": "Thornmere & Vale",
    "X99000004": "Zephyrholt",
    "X99000005": "Wimblefen",
    "X99000006": "Jorrowmere",
}
ENDED = "X99000099"
PERIODS = ["2016-04-01", "2017-04-01", "2018-04-01"]
PERIOD_WORDS = [f"April {y} to March {y + 1}" for y in (2016, 2017, 2018)]
SHARES = {"nhs": 0.6, "social_care": 0.3, "both": 0.1}
REASONS = {"care_package": 0.5, "choice": 0.3, "housing": 0.2}
APART = "X97000002"
"""A board of which nothing is added up."""
BOARDS = {BOARD: BOARD_NAME, APART: "Southmarch ICB"}
_KINDS = {REGION: "region", ENGLAND: "england", **dict.fromkeys(BOARDS, "board")}


@dataclass(frozen=True)
class Wanted:
    """One measure to invent."""

    code: str
    title: str
    share: float = 1.0
    measure_set: str = "interface_2017"
    set_title: str = "Where NHS and social care meet, as measured in 2017-18"
    unit: str = "days"
    per_words: str = "per day per 100,000 people aged 18 and over"
    polarity: str = "lower_is_better"
    is_known: bool = True
    hidden: str = ""
    """An area whose figure is kept back."""
    part: PartOf | None = None


WHOLE = "delayed_days_12_months"


def _part(name: str) -> PartOf:
    words = LABELS[name]
    return PartOf(
        whole=WHOLE,
        kind="agency" if name in SHARES else "reason",
        label=words[0],
        in_words=words[1],
    )


LABELS = {
    "nhs": ("NHS", "the NHS"),
    "social_care": ("Social care", "social care"),
    "both": ("Both together", "both together"),
    "care_package": ("Care in their own home", "waiting for care in their own home"),
    "choice": (
        "A choice of the patient or family",
        "waiting for a choice of the patient or family",
    ),
    "housing": ("Housing", "waiting for housing"),
}
_OUTCOME = Wanted(
    "still_at_home_91_days", "Older people still at home after 91 days", 6.5,
    unit="per cent", per_words="", polarity="higher_is_better", hidden="X99000005",
)  # fmt: skip
WANTED = (
    Wanted(WHOLE, "Delayed days, twelve months"),
    *(
        Wanted(
            f"delayed_days_{part}_12_months", f"Delayed days, {part}", share, part=_part(part)
        )
        for part, share in {**SHARES, **REASONS}.items()
    ),
    _OUTCOME,
    Wanted("weekend_discharges_65", "Discharges at the weekend", is_known=False),
    replace(
        _OUTCOME, code="ascof_1e", title="People in work", share=0.4, hidden="",
        measure_set="outcomes", set_title="Outcomes of adult social care",
    ),
)  # fmt: skip


def place_parts() -> PlaceParts:
    """Every measure and every area."""
    return PlaceParts(
        measures=[_measure(one) for one in WANTED],
        areas=[_area(code) for code in (ENGLAND, REGION, *BOARDS, *COUNCILS, ENDED)],
    )


def boundaries() -> list[Boundary]:
    """Outlines of all councils but the last, and of none that has ended."""
    return [
        Boundary(
            area_code=code, shape=f"M{120 * n} 0l100 5 -4 90 -96 0z", left=120 * n, top=0,
            right=120 * n + 100, bottom=95, middle_x=120 * n + 50, middle_y=45,
            credit="Invented boundaries of invented areas: no real place is shown.",
        )
        for n, code in enumerate(list(COUNCILS)[:-1])
    ]  # fmt: skip


def row_of(one: Wanted) -> MeasureRow:
    return MeasureRow(
        code=one.code, title=one.title, question=f"What of {one.title.lower()}?", unit=one.unit,
        per_words=one.per_words, decimals=1, polarity=one.polarity,
        measure_set=one.measure_set,  # type: ignore[typeddict-item] # a word of the type
        set_title=one.set_title, period_kind="twelve_months",
        latest=PERIODS[-1] if one.is_known else "",
        latest_words=PERIOD_WORDS[-1] if one.is_known else "",
        sources=["An invented file"] if one.is_known else [],
        areas_with_figures=len(COUNCILS) if one.is_known else 0,
        why_none="" if one.is_known else "Nobody publishes it any more.",
        use_case="Which areas to offer help to", used_by="Discharge lead of the NHS board",
        part_of=one.part,
    )  # fmt: skip


def value_of(one: Wanted, code: str, period: int = -1) -> float | None:
    """The figure of an area; each area has its own, and drifts."""
    if not one.is_known or code in (one.hidden, APART):
        return None
    if code == ENDED and period not in (0, -3):
        return None
    place = [*COUNCILS, REGION, ENGLAND, ENDED, BOARD].index(code)
    return round(one.share * (8.0 + 1.5 * place - 0.4 * (period % 3)), 1)


def figure_of(one: Wanted, code: str, period: int = -1) -> Figure | None:
    value = value_of(one, code, period)
    hidden = one.is_known and code == one.hidden
    if one.is_known and code == APART:
        return _not_added_up(period)
    if value is None and not hidden:
        return None
    return Figure(
        value=value,
        lower=None if value is None else round(value * 0.93, 2),
        upper=None if value is None else round(value * 1.07, 2),
        numerator=None if value is None else 4_000.0, denominator=100_000.0,
        period=PERIODS[period], period_words=PERIOD_WORDS[period],
        quality="suppressed" if hidden else "small" if code == "X99000003" else "good",
        source="An invented file", as_at="2019-05-10",
        why="Kept back because the number is small." if hidden else "",
    )  # fmt: skip


def _not_added_up(period: int) -> Figure:
    return Figure(
        value=None, lower=None, upper=None, numerator=None, denominator=None,
        period=PERIODS[period], period_words=PERIOD_WORDS[period], quality="missing", source="",
        as_at="", why="Not added up, as Zephyrholt lies in it only in part.",
    )  # fmt: skip


def _measure(one: Wanted) -> MeasureDocument:
    codes = [*COUNCILS, REGION, ENGLAND, *BOARDS] if one.is_known else []
    return MeasureDocument(
        row=row_of(one),
        definition=MeasureDefinition(
            numerator_words="Days that people waited", denominator_words="People aged 18 and over",
            interval_words="From how much months differ", source_of_method="Invented", version=1,
            owner="Analyst", reviewer="Lead", reviewed_on="2026-01-01", review_due="2027-01-01",
            why_it_matters="Who waits loses strength.",
        ),
        breaks=[Break(on="2017-04-01", note="From here days alone are counted.")],
        england=figure_of(one, ENGLAND),
        lines=[line for line in (_line(one, code) for code in codes) if line],
        periods=PERIODS if one.is_known else [],
        period_words=PERIOD_WORDS if one.is_known else [],
        series={code: [value_of(one, code, p) for p in range(3)] for code in codes},
        sentences=["Alderbourne stands best, Jorrowmere last."] if one.is_known else [],
        differences=[
            Told(area_code="X99000002", area_name="Quillhaven", period_words="March 2019",
                 first=412.0, first_source="Monthly workbook", second=390.0,
                 second_source="All months"),
        ] if one.share == 1 else [],
        does_not_add_up=[
            Unequal(area_name="Zephyrholt", period_words="March 2019", told=500.0, sum=475.0,
                    words="The reasons do not come to the total."),
        ] if one.share == 1 else [],
        notes=["England also counts people whose council is not known."],
    )  # fmt: skip


def _line(one: Wanted, code: str) -> MeasureLine | None:
    figure = figure_of(one, code)
    if figure is None:
        return None
    ranked = code in COUNCILS and figure["value"] is not None
    place = list(COUNCILS).index(code) + 1 if ranked else None
    against, is_good = _against(one, code)
    return MeasureLine(
        area_code=code, area_name=_name(code), kind=_KINDS.get(code, "council"),
        region="Invented region", figure=figure, rank=place,
        rank_lower=max(1, place - 1) if place else None, rank_upper=place + 1 if place else None,
        of=len(COUNCILS), against_england=against, is_good=is_good,
        neighbours_median=value_of(one, "X99000004"),
    )  # fmt: skip


def _against(one: Wanted, code: str) -> tuple[Against, bool | None]:
    if value_of(one, code) is None:
        return "not known", None
    lower_is_better = one.polarity == "lower_is_better"
    states: dict[str, Against] = {"X99000001": "lower", "X99000006": "similar"}
    against = states.get(code, "lower")
    return (against, None) if against == "similar" else (against, lower_is_better)


def _area_measure(one: Wanted, code: str) -> AreaMeasure:
    figure = figure_of(one, code)
    is_known = figure is not None and figure["value"] is not None
    against, is_good = _against(one, code)
    line = _line(one, code) if code in COUNCILS else None
    return AreaMeasure(
        row=row_of(one), figure=figure, previous=figure_of(one, code, -2),
        neighbours_median=value_of(one, "X99000004"), region_value=value_of(one, REGION),
        england_value=value_of(one, ENGLAND), against_neighbours=against,
        against_neighbours_is_good=is_good, against_region="similar" if is_known else "not known",
        against_region_is_good=None, against_england=against, against_england_is_good=is_good,
        best_neighbour=_best(one, code) if is_known else None,
        rank=line["rank"] if line else None, rank_lower=line["rank_lower"] if line else None,
        rank_upper=line["rank_upper"] if line else None, of=len(COUNCILS),
        periods=PERIODS, series=[value_of(one, code, p) for p in range(3)],
        sentence="" if not is_known else f"{one.title} stood at {value_of(one, code)}.",
    )  # fmt: skip


def _best(one: Wanted, code: str) -> BestNeighbour:
    """Alderbourne does best of all but itself, on whatever lower figures are better for."""
    best = "X99000002" if code == "X99000001" else "X99000001"
    beside = [other for other in WANTED if other.part or other is _OUTCOME]
    return BestNeighbour(
        area_code=best, area_name=_name(best), value=value_of(one, best) or 0,
        against=_beside(one, code, best),
        beside=[_beside_best(other, code, best) for other in beside] if one.code == WHOLE else [],
    )  # fmt: skip


def _beside_best(one: Wanted, code: str, best: str) -> BesideBest:
    against = _beside(one, code, best)
    good = {
        "higher": one.polarity == "higher_is_better",
        "lower": one.polarity != "higher_is_better",
    }
    return BesideBest(
        code=one.code, value=value_of(one, best) or 0, against=against, is_good=good.get(against)
    )


def _beside(one: Wanted, code: str, best: str) -> Against:
    """A tenth more or less is a difference."""
    mine, theirs = value_of(one, code), value_of(one, best)
    if mine is None or theirs is None:
        return "not known"
    if abs(mine - theirs) < 0.1 * theirs:
        return "similar"
    return "higher" if mine > theirs else "lower"


def _area(code: str) -> AreaDocument:
    is_council = code in COUNCILS
    others = [other for other in COUNCILS if other != code]
    return AreaDocument(
        area_code=code, area_name=_name(code), kind=_KINDS.get(code, "council"),
        region_code="" if code == ENGLAND else REGION,
        region_name="" if code == ENGLAND else "Invented region",
        began_on="2019-04-01" if code == "X99000004" else "",
        ended_on="2019-04-01" if code == ENDED else "",
        followed_by=[_named("X99000004")] if code == ENDED else [],
        came_from=[_named(ENDED)] if code == "X99000004" else [],
        population=People(value=201_345, age_words="people aged 18 and over", year=2020),
        neighbours=[
            Neighbour(area_code=other, area_name=_name(other), rank=rank, distance=rank / 10)
            for rank, other in enumerate(others, start=1)
        ] if is_council else [],
        no_neighbours_because="" if is_council else "Neighbours are found for councils.",
        boards=[_named(BOARD)] if code in OF_BOARD else [],
        councils=[_named(one) for one in OF_BOARD] if code == BOARD else [],
        measures=[_area_measure(one, code) for one in WANTED],
        overall=OverallRank(
            title="Where NHS and social care meet", rank=3, lower=2, upper=5, of=6,
            weight_lower=1, weight_upper=4, periods_differ="Its parts are of different years.",
            parts=["Delayed days, weight 2, April 2018 to March 2019"],
        ) if is_council else None,
        shortlist=Shortlisted(
            is_listed=code == "X99000006", rule="Among the last two, and surely in the lower half.",
            why="It stands third." if code != "X99000006" else "It stands last.",
        ) if is_council else None,
        sentences=[f"{_name(code)} stands third of six."] if is_council else [],
    )  # fmt: skip


def _named(code: str) -> AreaNamed:
    return AreaNamed(area_code=code, area_name=_name(code))


def _name(code: str) -> str:
    known = {
        **COUNCILS,
        REGION: "Invented region",
        ENGLAND: "England",
        ENDED: "Old Zephyr",
        **BOARDS,
    }
    return known[code]
