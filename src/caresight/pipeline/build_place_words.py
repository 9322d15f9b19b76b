"""What the figures of areas say, in sentences written from them."""

from collections.abc import Sequence

import numpy as np

from caresight.indicators.area_definition import AreaMeasureDefinition
from caresight.pipeline.build_place_figures import Compared
from caresight.pipeline.release_index.places import AreaMeasure, Figure
from caresight.surveillance.numbers_in_words import day_name, period_name
from caresight.vocabulary.areas_over_time import ENGLAND, ended_areas, kind_of, name_of
from caresight.vocabulary.lists import joined

_SHOWN = 3


def amount(value: float, measured: AreaMeasureDefinition) -> str:
    """A value with its decimals: “12.2”, “79.1%”."""
    text = f"{value:,.{measured.decimals}f}"
    return f"{text}%" if measured.unit == "per cent" else text


def amount_and_unit(value: float, measured: AreaMeasureDefinition) -> str:
    """“12.2 days per day per 100,000 people aged 18 and over”."""
    parts = [amount(value, measured)]
    parts += [measured.unit] if measured.unit != "per cent" else []
    return " ".join(filter(None, [*parts, measured.per_words]))


def measure_sentences(found: Compared) -> list[str]:
    """What the chart of a measure says."""
    figures, measured = found.figures, found.figures.measure
    period = period_name(figures.periods[found.column])
    said = []
    if not np.isnan(found.england):
        row = figures.areas.index(ENGLAND)
        low, high = figures.lower[row, found.column], figures.upper[row, found.column]
        sure = f" (95% interval {amount(low, measured)} to {amount(high, measured)})"
        said.append(
            f"England, {period}: {amount_and_unit(found.england, measured)}"
            + (sure if not np.isnan(low) else "")
            + "."
        )
    said += _against_england(found)
    said += _ends(found)
    return said


def _against_england(found: Compared) -> list[str]:
    councils = np.array([kind_of(code) == "council" for code in found.figures.areas])
    against = found.against_england[councils]
    known = int((~np.isnan(against)).sum())
    if not known:
        return []
    counts = {way: int((against == way).sum()) for way in (-1, 1, 0)}
    return [
        f"Of {known} councils, {_lie(counts[-1])} lower than England beyond chance and "
        f"{counts[1]} higher; {counts[0]} cannot be told apart from it."
    ]


def _lie(count: int) -> str:
    return f"{count or 'none'} {'lie' if count > 1 else 'lies'}"


def _ends(found: Compared) -> list[str]:
    """Which councils stand at either end, and how sure that is."""
    measured, areas = found.figures.measure, found.figures.areas
    place = found.ranks.place
    ranked = [row for row in np.argsort(found.values) if not np.isnan(place[row])]
    if len(ranked) < 2 * _SHOWN:
        return []
    figures = [(name_of(areas[row]), amount(found.values[row], measured)) for row in ranked]
    said = [f"Lowest: {_end(figures)}. Highest: {_end(figures[::-1])}."]
    width = (found.ranks.upper - found.ranks.lower)[ranked]
    if not np.isnan(width).all():
        middle = int(np.nanmedian(width))
        said.append(
            f"Half of the councils could stand anywhere in a stretch of {middle} places or more, "
            f"of {found.ranked}: a place without its interval says little."
        )
    return said


def _end(figures: Sequence[tuple[str, str]]) -> str:
    """The first of an order; where more share its figure than are named, how many do."""
    first = figures[0][1]
    alike = sum(figure == first for _, figure in figures)
    if alike > _SHOWN:
        return f"{alike} councils ({first})"
    return joined([f"{name} ({figure})" for name, figure in figures[:_SHOWN]])


def area_sentence(one: AreaMeasure, measured: AreaMeasureDefinition) -> str:
    """One measure of one area, as a director reads it."""
    figure = one["figure"]
    if figure is None:
        return one["row"]["why_none"]
    if figure["value"] is None:
        return figure["why"] or "Not known."
    said = f"{amount_and_unit(figure['value'], measured)}, {figure['period_words']}"
    said += "".join(_beside(one, measured)) + "."
    if one["rank"] is not None:
        said += f" Place {one['rank']} of {one['of']}"
        if one["rank_lower"] is not None and one["rank_lower"] != one["rank_upper"]:
            said += f", by chance anywhere from {one['rank_lower']} to {one['rank_upper']}"
        said += "."
    return said + _since(figure, one["previous"], measured)


def newest_known(found: Compared, row: int) -> str:
    """The newest figure of an area that has none now, as a further sentence."""
    figures = found.figures
    known = np.flatnonzero(figures.known[row])
    if not len(known) or known[-1] == found.column:
        return ""
    told = amount(figures.values[row, known[-1]], figures.measure)
    return f" Its newest figure, {period_name(figures.periods[known[-1]])}: {told}."


def _beside(one: AreaMeasure, measured: AreaMeasureDefinition) -> Sequence[str]:
    pairs = (
        (one["against_england"], one["england_value"], "England"),
        (one["against_neighbours"], one["neighbours_median"], "the middle of its neighbours"),
    )
    words = {"higher": "higher than", "lower": "lower than",
             "similar": "not to be told apart from", "not known": "beside"}  # fmt: skip
    return [
        f"; {words[against]} {name} ({amount(value, measured)})"
        for against, value, name in pairs
        if value is not None
    ]


def _since(figure: Figure, before: Figure | None, measured: AreaMeasureDefinition) -> str:
    if before is None or before["value"] is None or figure["value"] is None:
        return ""
    return f" Before that, {before['period_words']}: {amount(before['value'], measured)}."


def ended_sentence(code: str) -> list[str]:
    """When an area ended, and who followed it; nothing of an area that is there."""
    ended = ended_areas().get(code)
    if ended is None:
        return []
    after = joined([name_of(one) for one in ended.followed_by])
    return [
        f"{name_of(code)} ended on {day_name(ended.ended_on)}; {after} followed. Its figures end "
        "there and are not carried across."
    ]


def area_sentences(name: str, measures: Sequence[AreaMeasure]) -> list[str]:
    """What an area's page says first: how many figures there are, and which differ."""
    known = [one for one in measures if one["figure"] and one["figure"]["value"] is not None]
    if not known:
        return [f"No figure of {name} is known for the newest periods."]
    tested = [one for one in known if one["against_england"] != "not known"]
    said = [f"{len(known)} of {len(measures)} measures have a figure for {name}."]
    if tested:
        good = [one for one in tested if one["against_england_is_good"] is True]
        poor = [one for one in tested if one["against_england_is_good"] is False]
        said.append(
            f"Of {_measures(len(tested))} that can be set beside England’s, {_are(len(good))} "
            f"better beyond chance, {_are(len(poor))} not as good, and the others cannot be told "
            "apart."
        )
        said += _named("Better than England", good) + _named("Not as good as England", poor)
    return said


def _measures(count: int) -> str:
    return f"{count} measure{'s' if count > 1 else ''}"


def _are(count: int) -> str:
    return f"{count or 'none'} {'are' if count > 1 else 'is'}"


def _named(head: str, measures: Sequence[AreaMeasure]) -> list[str]:
    if not measures:
        return []
    titles = [one["row"]["title"] for one in measures[:_SHOWN]]
    more = len(measures) - len(titles)
    return [f"{head}: {'; '.join(titles)}" + (f"; and {more} more." if more else ".")]
