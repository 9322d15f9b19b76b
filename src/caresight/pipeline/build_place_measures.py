"""The page of each measure of areas: England, every area in its place, and the trend."""

from collections.abc import Mapping

import numpy as np

from caresight.indicators.area_definition import (
    AreaMeasureDefinition,
    CountRate,
    CountShare,
    DaysRate,
    Published,
)
from caresight.indicators.area_figures import MISSING, AreaFigures
from caresight.indicators.area_told import Told
from caresight.pipeline.build_place_figures import (
    Compared,
    against_words,
    figure_of,
    is_good,
    number,
    numbers,
    whole,
)
from caresight.pipeline.build_place_sums import differences, unequal
from caresight.pipeline.build_place_words import measure_sentences
from caresight.pipeline.release_index.places import (
    Break,
    MeasureDefinition,
    MeasureDocument,
    MeasureLine,
    MeasureRow,
    PartOf,
)
from caresight.surveillance.numbers_in_words import period_name
from caresight.vocabulary.areas_over_time import ENGLAND, kind_of

_NOT_LANDED = "No file that was landed has a figure of it."
_INTERVALS = {
    "margin": "The published margin of error.",
    "wilson": "From the counts: Wilson's interval of a share.",
    "poisson": "From the counts: Byar's interval of a rate.",
    "none": "None: it was published without what an interval could be made from.",
}

_ONE_BY_ONE = (
    "It takes what is counted to happen one by one; what comes in clusters, as outbreaks do, "
    "varies more than it says."
)


def measure_row(
    measured: AreaMeasureDefinition,
    found: Compared | None,
    told: Told,
    titles: Mapping[str, str],
) -> MeasureRow:
    """One measure as a list shows it."""
    figures = found.figures if found else None
    period = figures.periods[found.column] if found and figures else None
    used = sorted({int(one) for one in figures.source.ravel() if one >= 0}) if figures else []
    return MeasureRow(
        code=measured.code,
        title=measured.title,
        question=measured.question,
        unit=measured.unit,
        per_words=measured.per_words,
        decimals=measured.decimals,
        polarity=str(measured.polarity),
        measure_set=measured.measure_set,
        set_title=measured.set_title,
        period_kind=measured.period,
        latest=period.start.isoformat() if period else "",
        latest_words=period_name(period) if period else "",
        sources=[titles.get(told.sources[one], told.sources[one]) for one in used],
        areas_with_figures=int(found.figures.known[:, found.column].sum()) if found else 0,
        why_none="" if found else measured.why_none or _NOT_LANDED,
        use_case=measured.use_case,
        used_by=measured.used_by,
        part_of=_part_of(measured),
    )


def _part_of(measured: AreaMeasureDefinition) -> PartOf | None:
    of = measured.part_of
    if of is None:
        return None
    return PartOf(whole=of.whole, kind=of.kind, label=of.label, in_words=of.in_words)


def measure_document(
    row: MeasureRow,
    measured: AreaMeasureDefinition,
    found: Compared | None,
    told: Told,
    titles: Mapping[str, str],
) -> MeasureDocument:
    """The whole page of one measure."""
    figures = found.figures if found else None
    england = None
    if found and figures and ENGLAND in figures.areas:
        place = figures.areas.index(ENGLAND)
        england = figure_of(figures, place, found.column, told, titles)
    return MeasureDocument(
        row=row,
        definition=_definition(measured),
        breaks=[Break(on=one.day.isoformat(), note=one.note) for one in measured.breaks],
        england=england,
        lines=_lines(found, told, titles) if found else [],
        periods=[one.start.isoformat() for one in figures.periods] if figures else [],
        period_words=[period_name(one) for one in figures.periods] if figures else [],
        series=_series(figures) if figures else {},
        sentences=measure_sentences(found) if found else [row["why_none"]],
        differences=differences(measured, told, titles),
        does_not_add_up=unequal(measured, told) if found else [],
        notes=list(measured.notes),
    )


def _definition(measured: AreaMeasureDefinition) -> MeasureDefinition:
    how = measured.method
    match how:
        case DaysRate():
            interval = (
                f"From how much {how.months} months vary, which lie closer to their neighbours "
                "than chance would have it; see the methods page."
            )
        case CountRate():
            interval = f"{_INTERVALS['poisson']} {_ONE_BY_ONE}"
        case CountShare():
            interval = f"{_INTERVALS['wilson']} {_ONE_BY_ONE}"
        case Published():
            interval = _INTERVALS[how.interval]
    return MeasureDefinition(
        numerator_words=measured.numerator_words,
        denominator_words=measured.denominator_words,
        interval_words=interval,
        source_of_method=measured.source_of_method,
        version=measured.version,
        owner=measured.owner,
        reviewer=measured.reviewer,
        reviewed_on=measured.reviewed_on.isoformat(),
        review_due=measured.review_due.isoformat(),
        why_it_matters=measured.why_it_matters.strip(),
    )


def _lines(found: Compared, told: Told, titles: Mapping[str, str]) -> list[MeasureLine]:
    """Every area that has a figure or a reason why not, the ranked ones first."""
    figures = found.figures
    # A board is made of councils that are told, so that the reason why it has none is told too.
    added = not isinstance(figures.measure.method, Published)
    boards = np.array([added and kind_of(code) == "board" for code in figures.areas])
    ever = figures.known.any(axis=1) | boards | (figures.quality[:, found.column] != MISSING)
    rows = np.flatnonzero(ever).tolist()
    lines = [_line(found, row, told, titles) for row in rows]
    return sorted(lines, key=lambda one: (one["rank"] is None, one["rank"] or 0, one["area_name"]))


def _line(found: Compared, row: int, told: Told, titles: Mapping[str, str]) -> MeasureLine:
    figures, code = found.figures, found.figures.areas[row]
    against = float(found.against_england[row])
    return MeasureLine(
        area_code=code,
        area_name=told.name_of(code),
        kind=kind_of(code),
        region=told.region_of(code)[1],
        figure=figure_of(figures, row, found.column, told, titles),
        rank=whole(found.ranks.place[row]),
        rank_lower=whole(found.ranks.lower[row]),
        rank_upper=whole(found.ranks.upper[row]),
        of=found.ranked,
        against_england=against_words(against),
        is_good=is_good(against, figures.measure.polarity),
        neighbours_median=number(found.neighbours_median[row]),
    )


def _series(figures: AreaFigures) -> dict[str, list[float | None]]:
    some = np.asarray(figures.known.any(axis=1))
    return {
        code: numbers(figures.values[row]) for row, code in enumerate(figures.areas) if some[row]
    }
