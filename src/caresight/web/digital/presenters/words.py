"""Bands, states and days in words: what is not known is never a no."""

from collections.abc import Mapping

from caresight.pipeline.release_index.digital import CriterionFacts, DigitalSummary
from caresight.web.ui.words import number, percent

STATE_TONES = {"yes": "good", "no": "late", "not_known": "open"}


def band_words(band: int, possible: int, summary: DigitalSummary) -> str:
    """The band, with what it could be: “Minimum, perhaps up to Core”."""
    steps = summary["steps"]
    low, high = steps[band]["label"], steps[possible]["label"]
    if band == possible:
        return low
    if band == 0:
        return f"Not settled: {low.lower()} to {high.lower()}"
    return f"{low}, perhaps up to {high.lower()}"


def score_words(score: float, possible: float) -> str:
    """The score with its range: “61 to 78 of 100”."""
    if round(score) == round(possible):
        return f"{number(round(score))} of 100"
    return f"{number(round(score))} to {number(round(possible))} of 100"


def not_known_words(score: float, possible: float) -> str:
    """Which share of the score is not known."""
    return f"{percent(round((possible - score) / 100, 3))} of the score is not known"


def facts_by_code(summary: DigitalSummary) -> Mapping[str, CriterionFacts]:
    """The criteria by their codes."""
    return {one["code"]: one for one in summary["criteria"]}
