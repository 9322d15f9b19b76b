"""The page “Did it work?”: the picture, its words, its table."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from caresight.web.actions.action_page import measure_title
from caresight.web.actions.effect import Judged
from caresight.web.actions.effect_chart import effect_chart, known
from caresight.web.actions.effect_words import EffectWords, action_day, effect_words
from caresight.web.actions.models import Action
from caresight.web.actions.presenters import expectation
from caresight.web.ui.values import figure, unit_words
from caresight.web.ui.words import month

CSV_COLUMNS = (
    "period side value mean lower_limit upper_limit homes_like_it_middle "
    "homes_like_it_lower_tenth homes_like_it_upper_tenth"
).split()
SIDES = {
    "before": "Before",
    "during": "In the month of the action",
    "after": "After",
    "": "Earlier",
}


@dataclass(frozen=True)
class PeriodRow:
    """One period of the table."""

    period: str
    side: str
    value: str
    mean: str
    limits: str
    others: str


@dataclass(frozen=True)
class EffectPage:
    """Everything that the page shows."""

    action: Action
    measure: str
    unit: str
    expectation: str
    words: EffectWords
    begins: str
    method: str
    """Which chart it is, and where each figure carries over into the next."""
    chart: SafeString | None
    rows: list[PeriodRow]
    has_band: bool


def effect_page(action: Action, found: Judged | None) -> EffectPage:
    """The page; without figures only its words."""
    title = measure_title(action.measure)
    words = effect_words(action, found)
    return EffectPage(
        action=action,
        measure=title,
        unit=unit_words(found.series["unit"]) if found else "",
        expectation=expectation(action, title),
        words=words,
        begins=action_day(found) if found else "",
        method=found.series["method_sentence"] if found else "",
        chart=effect_chart(
            found,
            title=f"{title} at {action.home_name}, before and after the action",
            description=f"{action_day(found)} {words.sentence} {words.fall_back}".strip(),
        )
        if found
        else None,
        rows=[_row(found, place) for place in reversed(range(len(found.series["periods"])))]
        if found
        else [],
        has_band=bool(found and found.effect.band),
    )


def csv_rows(found: Judged) -> list[list[object]]:
    """The chart as rows of a file, oldest first, unrounded."""
    columns = _columns(found)
    return [
        [period, _side(found, place), found.series["values"][place],
         *(column[place] for column in columns)]
        for place, period in enumerate(found.series["periods"])
    ]  # fmt: skip


def _columns(found: Judged) -> list[list[float | None]]:
    """Mean, lower and upper limit, and the three lines of the homes like it."""
    none: list[float | None] = [None] * len(found.series["periods"])
    charts, band = found.effect.charts, found.effect.band
    own = (
        [known(line[0]) for line in (charts.centre, charts.lower_limit, charts.upper_limit)]
        if charts
        else [none] * 3
    )
    others = [known(line) for line in (band.middle, band.lower, band.upper)] if band else [none] * 3
    return [*own, *others]


def _side(found: Judged, place: int) -> str:
    before, after = found.effect.before, found.effect.after
    if place >= after.start:
        return "after"
    if before.start <= place < before.stop:
        return "before"
    return "during" if place >= before.stop else ""


def _row(found: Judged, place: int) -> PeriodRow:
    unit = found.series["unit"]
    mean, lower, upper, _, low, high = (column[place] for column in _columns(found))
    value = found.series["values"][place]
    return PeriodRow(
        period=month(found.series["periods"][place]),
        side=SIDES[_side(found, place)],
        value="not known" if value is None else figure(value, unit),
        mean="" if mean is None else figure(mean, unit),
        limits=_range(lower, upper, unit),
        others=_range(low, high, unit),
    )


def _range(low: float | None, high: float | None, unit: str) -> str:
    if low is None and high is None:
        return ""
    words = ["none" if value is None else figure(value, unit) for value in (low, high)]
    return f"{words[0]} to {words[1]}"
