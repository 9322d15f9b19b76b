"""Figures of areas in words: values with their unit, places with how sure they are, differences."""

from caresight.pipeline.release_index.places import Against, Figure, MeasureRow
from caresight.web.ui.words import MISSING

SIGNS: dict[Against, str] = {"higher": "▲", "lower": "▼", "similar": "=", "not known": ""}
"""A sign before the word, so that a column can be read at a glance; never the sign alone."""
_QUALITY = {"small": "small numbers", "estimated": "estimated"}
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def value_words(value: float | None, row: MeasureRow) -> str:
    """A value with as many decimals as its measure has; missing is a word."""
    if value is None:
        return MISSING
    text = f"{value:,.{row['decimals']}f}"
    return f"{text}%" if is_percent(row) else text


def is_percent(row: MeasureRow) -> bool:
    """Whether its values are read in per cent."""
    return row["unit"] == "per cent"


def unit_words(row: MeasureRow) -> str:
    """What one figure is: “days per day per 100,000 people aged 18 and over”."""
    return " ".join(part for part in (row["unit"], row["per_words"]) if part)


def figure_words(figure: Figure | None, row: MeasureRow) -> str:
    """A figure, or the honest word instead of one."""
    if figure is None:
        return MISSING
    if figure["quality"] == "suppressed":
        return "suppressed"
    return value_words(figure["value"], row)


def interval_words(figure: Figure | None, row: MeasureRow) -> str:
    """“11.0 to 13.5”; empty where no interval can be given."""
    if figure is None or figure["lower"] is None or figure["upper"] is None:
        return ""
    return f"{value_words(figure['lower'], row)} to {value_words(figure['upper'], row)}"


def doubt_words(figure: Figure | None) -> str:
    """What is doubtful about a figure, for a badge."""
    return _QUALITY.get(figure["quality"], "") if figure else ""


def place_words(rank: int | None, lower: int | None, upper: int | None, of: int) -> str:
    """“12th of 150; could be 7th to 20th”."""
    if rank is None:
        return "not ranked"
    said = f"{ordinal(rank)} of {of}"
    if lower is None or upper is None:
        return said
    if lower == upper:
        return f"{said}, surely"
    return f"{said}; could be {ordinal(lower)} to {ordinal(upper)}"


def ordinal(number: int) -> str:
    """“12th”."""
    ending = "th" if 10 <= number % 100 <= 20 else _ENDINGS.get(number % 10, "th")
    return f"{number:,}{ending}"


def against_words(against: Against, is_good: bool | None) -> str:  # noqa: FBT001 - a fact
    """“▲ higher: worse”; the word carries it, the sign only helps."""
    if against == "not known":
        return "cannot be told"
    if against == "similar":
        return "= no clear difference"
    worth = {True: ": better", False: ": worse", None: ""}[is_good]
    return f"{SIGNS[against]} {against}{worth}"


def change_words(now: Figure | None, before: Figure | None, row: MeasureRow) -> str:
    """“up 1.2 from 11.0”; empty where one of the two is not known."""
    if now is None or before is None or now["value"] is None or before["value"] is None:
        return ""
    places = row["decimals"]
    by = round(now["value"], places) - round(before["value"], places)
    was = value_words(before["value"], row)
    if not round(by, places):
        return f"the same as before, {was}"
    size = f"{abs(by):,.{places}f}" + (" points" if is_percent(row) else "")
    return f"{'up' if by > 0 else 'down'} {size} from {was}"


def wanted_words(row: MeasureRow) -> str:
    """Which way is better, which every chart has to say."""
    return {
        "higher_is_better": "A higher figure is better.",
        "lower_is_better": "A lower figure is better.",
    }.get(row["polarity"], "Neither a high nor a low figure is better in itself.")
