"""A measured value on a page: the number with its unit, or the honest word instead of one."""

import re
from dataclasses import dataclass

from caresight.vocabulary.ratings import RATINGS
from caresight.web.ui.words import MISSING, number, percent

_STARS = re.compile(r"\d+ to (\d+ stars)")
_STEP = re.compile(r"\d+(?:\.\d+)?")
_NAMED_STEP = re.compile(r"(\d+) (?!to )([^,\d]+?)(?= to |,|$)")

QUALITY_WORDS = {
    "good": "",
    "estimated": "estimated",
    "small": "small numbers",
    "below_gate": "below quality gate",
    "suppressed": "suppressed",
    "missing": "not known",
}
"""What the quality of a measurement is called on a badge; nothing where it is good."""


@dataclass(frozen=True)
class ShownValue:
    """A value in words: the figure, its unit, and a badge where it is doubtful."""

    figure: str
    unit: str
    note: str

    @property
    def text(self) -> str:
        """Figure and unit as one is read aloud."""
        return f"{self.figure} {self.unit}".strip()


def shown_value(value: float | None, unit: str, quality: str) -> ShownValue:
    """The value as shown; a missing or suppressed one is a word, never a nought."""
    note = QUALITY_WORDS.get(quality, quality)
    if quality == "suppressed":
        return ShownValue("suppressed", "", "")
    if value is None:
        return ShownValue(MISSING, "", "" if note == MISSING else note)
    figure, words = figure_and_unit(value, unit)
    return ShownValue(figure, words, note)


def figure_and_unit(value: float | None, unit: str) -> tuple[str, str]:
    """A share becomes a percentage here and nowhere below; other units stay as they are."""
    if value is None:
        return MISSING, ""
    if unit == "share" or unit.startswith("share "):
        return percent(value), unit.removeprefix("share").strip()
    if unit.startswith("%"):
        return f"{number(value)}%", unit.removeprefix("%").strip()
    if unit[:1].isdigit():
        return _on_scale(value, unit)
    return number(value), unit


def _on_scale(value: float, unit: str) -> tuple[str, str]:
    """A step of a scale by its name: “Good”, “4 of 5 stars”; between steps, the number."""
    if stars := _STARS.fullmatch(unit):
        return number(value), f"of {stars[1]}"
    named = {float(step): name for step, name in _NAMED_STEP.findall(unit)}
    if RATINGS[0] in named.values():
        named |= {float(place): name for place, name in enumerate(RATINGS, start=1)}
    if value in named:
        name = named[value]
        if name == "not":
            name = "not " + next(other for other in named.values() if other != name)
        return f"{name[:1].upper()}{name[1:]}", ""
    return number(value), f"({unit})"


def figure(value: float | None, unit: str) -> str:
    """The figure alone, for an axis or a column whose heading gives the unit."""
    return figure_and_unit(value, unit)[0]


def axis_figure(value: float, unit: str) -> str:
    """The figure beside an axis: names of steps are too long there, and lie between ticks."""
    return number(value) if scale_ends(unit) else figure(value, unit)


def scale_ends(unit: str) -> tuple[float, float] | None:
    """The lowest and highest step of a scale, so that a chart shows all of it."""
    steps = [float(step) for step in _STEP.findall(unit)]
    return (min(steps), max(steps)) if unit[:1].isdigit() and len(steps) > 1 else None


def unit_words(unit: str) -> str:
    """A unit as a heading says it: a share is read in per cent."""
    if unit == "share" or unit.startswith("share "):
        return f"%{unit.removeprefix('share')}"
    return f"Scale of {unit}" if unit[:1].isdigit() else unit


def with_unit(value: float | None, unit: str) -> str:
    """A value with its unit, as a sentence has it."""
    return " ".join(part for part in figure_and_unit(value, unit) if part)
