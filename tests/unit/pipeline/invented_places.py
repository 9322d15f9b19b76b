"""Invented documents of one measure and two areas, as the index keeps them."""

from caresight.pipeline.release_index.place_parts import PlaceParts
from caresight.pipeline.release_index.places import (
    AreaDocument,
    AreaMeasure,
    Figure,
    MeasureDefinition,
    MeasureDocument,
    MeasureLine,
    MeasureRow,
)


def figure(value: float | None = 12.2) -> Figure:
    return Figure(
        value=value, lower=11.0, upper=13.5, numerator=1_000.0, denominator=50_000.0,
        period="2017-04-01", period_words="April 2017 to March 2018", quality="good",
        source="An invented file", as_at="2018-05-10", why="",
    )  # fmt: skip


ROW = MeasureRow(
    code="delayed_days", title="Delayed days", question="How many days do people wait?",
    unit="days", per_words="per day per 100,000 adults", decimals=1,
    polarity="lower_is_better", measure_set="interface_2017", set_title="The interface of 2017",
    period_kind="month", latest="2017-04-01", latest_words="April 2017 to March 2018",
    sources=["An invented file"], areas_with_figures=1, why_none="",
    use_case="Which areas to offer help to", used_by="Discharge lead",
)  # fmt: skip


def measure() -> MeasureDocument:
    definition = MeasureDefinition(
        numerator_words="days", denominator_words="adults", interval_words="between months",
        source_of_method="invented", version=1, owner="Analyst", reviewer="Lead",
        reviewed_on="2026-01-01", review_due="2027-01-01", why_it_matters="It is invented.",
    )  # fmt: skip
    line = MeasureLine(
        area_code="X99000001", area_name="Quillmarsh", kind="council", region="Invented region",
        figure=figure(), rank=1, rank_lower=1, rank_upper=1, of=1, against_england="similar",
        is_good=None, neighbours_median=None,
    )  # fmt: skip
    return MeasureDocument(
        row=ROW, definition=definition, breaks=[], england=None, lines=[line],
        periods=["2017-04-01"], period_words=["April 2017 to March 2018"],
        series={"X99000001": [12.2]}, sentences=["One area."], differences=[],
        does_not_add_up=[], notes=[],
    )  # fmt: skip


def area_measure(of: Figure | None) -> AreaMeasure:
    return AreaMeasure(
        row=ROW, figure=of, previous=None, neighbours_median=None, region_value=None,
        england_value=None, against_neighbours="not known", against_neighbours_is_good=None,
        against_region="not known", against_region_is_good=None, against_england="not known",
        against_england_is_good=None, best_neighbour=None, rank=None, rank_lower=None,
        rank_upper=None, of=0, periods=["2017-04-01"], series=[of and of["value"]], sentence="",
    )  # fmt: skip


def area(code: str, name: str, of: Figure | None) -> AreaDocument:
    return AreaDocument(
        area_code=code, area_name=name, kind="council", region_code="",
        region_name="Invented region", began_on="", ended_on="", followed_by=[], came_from=[],
        population=None, neighbours=[], no_neighbours_because="Nothing is known of its people.",
        measures=[area_measure(of)], overall=None, shortlist=None, sentences=[],
    )  # fmt: skip


def parts() -> PlaceParts:
    areas = [area("X99000001", "Quillmarsh", figure()), area("X99000002", "Orrindale", None)]
    return PlaceParts(measures=[measure()], areas=areas)
