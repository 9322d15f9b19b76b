"""Answers of invented homes, and the project's own edition of the index."""

from datetime import date
from pathlib import Path

from caresight.maturity.answers import Answer, Finding, Known
from caresight.maturity.editions import load_maturity
from caresight.maturity.toolkit import Listed

INDEX = load_maturity(Path(__file__).resolve().parents[3] / "definitions")[-1]
DAY = date(2026, 10, 31)
CODES = [one.code for one in INDEX.criteria]
STEPS = {one.code: place for place, one in enumerate(INDEX.steps)}


def found(**states: str) -> dict[str, Finding]:
    """Findings in the states given; every other criterion is yes."""
    return {code: Finding(code, states.get(code, "yes")) for code in CODES}  # type: ignore[arg-type]


def everything(on: date = date(2026, 10, 1), **other: Answer | None) -> Known:
    """A home that answered yes to everything on one day; `other` replaces or leaves out."""
    answers = [
        other[one.code] if one.code in other
        else Answer(one.code, on, "digital_return", number=9, out_of=9) if one.at_least
        else Answer(one.code, on, "digital_return", yes=True)
        for one in INDEX.criteria
        if not one.status_at_least
    ]  # fmt: skip
    listed = Listed("exceeded", 2026, date(2026, 9, 1), date(2026, 10, 1))
    return Known([one for one in answers if one], [listed])
