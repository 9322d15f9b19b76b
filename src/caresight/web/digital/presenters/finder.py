"""Homes that fit a search, and the search's own words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from caresight.pipeline.release_index.digital import DigitalRow, DigitalSummary
from caresight.web.digital.presenters.words import (
    band_words,
    facts_by_code,
    score_words,
)
from caresight.web.digital.searching import STATES, Asked
from caresight.web.directory.criteria import STATE_WORDS
from caresight.web.ui.words import number

FIRST = (
    "dspt_met",
    "nhsmail",
    "wifi_residents",
    "digital_lead",
    "dscr_daily",
    "video_consultation",
)
"""Criteria that stand open in the finder; the others are folded away."""
CSV_FIRST = "home_id name area_code area_name provider_name beds band band_possible score".split()


@dataclass(frozen=True)
class FinderLine:
    """A home that fits."""

    home_id: str
    name: str
    about: str
    area: str
    band: str
    score: str
    tablets: str
    has: str
    """How many of the criteria: the list of them all would hide what it lacks."""
    lacks: str
    not_known: str
    waits_for: str


@dataclass(frozen=True)
class Field:
    """A criterion as the finder asks for it."""

    code: str
    label: str
    options: list[tuple[str, str, bool]]


def finder_line(row: DigitalRow, summary: DigitalSummary) -> FinderLine:
    """One home."""
    facts = facts_by_code(summary)
    by_state = {
        state: ", ".join(facts[c]["short"] for c, s in row["states"].items() if s == state)
        for state in STATE_WORDS
    }
    beds = "" if row["beds"] is None else f"{row['beds']} beds, "
    return FinderLine(
        home_id=row["home_id"],
        name=row["name"],
        about=f"{beds}{row['provider_name']}",
        area=row["area_name"],
        band=band_words(row["band"], row["band_possible"], summary),
        score=score_words(row["score"], row["score_possible"]),
        tablets=number(row["tablets"]),
        has=f"{sum(s == 'yes' for s in row['states'].values())}\u00a0of\u00a0{len(row['states'])}",
        lacks=by_state["no"],
        not_known=by_state["not_known"],
        waits_for=", ".join(facts[code]["short"] for code in row["held_back_by"]),
    )


def fields(asked: Asked, summary: DigitalSummary) -> tuple[list[Field], list[Field]]:
    """Criteria that stand open, and the others."""
    every = [_field(one["code"], one["short"], asked) for one in summary["criteria"]]
    return [f for f in every if f.code in FIRST], [f for f in every if f.code not in FIRST]


def csv_columns(summary: DigitalSummary) -> list[str]:
    """The columns of the file: what is known of each criterion stands in one of its own."""
    codes = [one["code"] for one in summary["criteria"]]
    return ["as_at", *CSV_FIRST, "score_possible", "tablets_for_10_residents", "falls_on", *codes]


def csv_row(row: DigitalRow, summary: DigitalSummary) -> Sequence[Any]:
    """A home as a row of the file."""
    steps = [step["code"] for step in summary["steps"]]
    named = {**row, "band": steps[row["band"]], "band_possible": steps[row["band_possible"]]}
    return [
        summary["as_at"],
        *(named[name] for name in CSV_FIRST),
        row["score_possible"],
        row["tablets"],
        row["falls_on"],
        *(row["states"].get(one["code"], "not_known") for one in summary["criteria"]),
    ]


def _field(code: str, label: str, asked: Asked) -> Field:
    chosen = asked.states.get(code, "")
    return Field(code, label, [(value, words, value == chosen) for value, words in STATES.items()])
