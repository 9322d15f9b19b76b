"""The course of a measure over time, as a picture, a table and the days on which it breaks."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from caresight.pipeline.release_index.places import MeasureDocument
from caresight.vocabulary.areas_over_time import ENGLAND
from caresight.web.local_areas import figures
from caresight.web.local_areas.charts.course import Line, course_chart, first_after
from caresight.web.ui.words import day

MOST_PERIODS = 36
"""So many periods are in the table behind the course; the file has them all."""


@dataclass(frozen=True)
class Course:
    """The course of a measure over time."""

    picture: SafeString
    labels: list[str]
    """Names of the lines."""
    rows: list[tuple[str, list[str]]]
    """A period and the figures of the lines, newest first."""
    breaks: list[tuple[str, str, str]]
    """Letter, day and what changed, for those that lie within the course."""
    is_cut: bool


def course_of(document: MeasureDocument, chosen: str) -> Course | None:
    """England, the middle of the areas, and the chosen one; None where there is one period."""
    periods, series, row = document["periods"], document["series"], document["row"]
    if len(periods) < 2:
        return None
    lines = []
    if ENGLAND in series:
        lines.append(Line("England", series[ENGLAND]))
    councils = [line["area_code"] for line in document["lines"] if line["kind"] == "council"]
    lines.append(Line("Middle area", _middles([series[c] for c in councils if c in series])))
    if chosen in series and chosen != ENGLAND:
        name = next(
            (one["area_name"] for one in document["lines"] if one["area_code"] == chosen), ""
        )
        lines.append(Line(name[:22], series[chosen]))
    lines = [line for line in lines if any(value is not None for value in line.values)]
    if not lines:
        return None
    breaks = [one for one in document["breaks"] if first_after(periods, one["on"]) is not None]
    words = document["period_words"]
    places = range(len(periods) - 1, -1, -1)[:MOST_PERIODS]
    return Course(
        picture=course_chart(
            lines,
            periods=periods,
            breaks=[one["on"] for one in breaks],
            title=f"{row['title']} over time: {', '.join(line.words for line in lines)}",
            unit="%" if figures.is_percent(row) else row["unit"],
        ),
        labels=[line.words for line in lines],
        rows=[
            (words[p], [figures.value_words(line.values[p], row) for line in lines]) for p in places
        ],
        breaks=[
            (letter, day(one["on"]), one["note"])
            for letter, one in zip("ABCDEFGH", breaks, strict=False)
        ],
        is_cut=len(periods) > MOST_PERIODS,
    )


def _middles(series: list[list[float | None]]) -> list[float | None]:
    """The middle of the known figures of each period."""
    found: list[float | None] = []
    for values in zip(*series, strict=True):
        known = sorted(value for value in values if value is not None)
        half = len(known) // 2
        if not known:
            found.append(None)
        else:
            found.append(known[half] if len(known) % 2 else (known[half - 1] + known[half]) / 2)
    return found
