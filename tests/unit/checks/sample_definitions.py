"""Definitions for tests, with only what a test is about spelt out."""

from typing import Any

from caresight.checks.definition import Check
from caresight.indicators.definition import Indicator

GOVERNED = {
    "title": "A title for tests",
    "question": "What does the test ask?",
    "version": 1,
    "status": "live",
    "owner": "Owner's role",
    "reviewer": "Reviewer's role",
    "reviewed_on": "2026-01-01",
    "review_due": "2027-01-01",
    "why_it_matters": "So that the tests can be read.",
}


def check(of: str, *, code: str = "a_check", **more: Any) -> Check:
    """A check of one rule; keys of the check itself are taken out of the rule's."""
    own = {"dimension", "sources", "doubtful_below", "poor_below", "gate"}
    held = {
        "code": code, "dimension": "accuracy", "doubtful_below": 0.95, "poor_below": 0.5,
        "what_to_do": "Ask the home.",
    }  # fmt: skip
    outer = {key: value for key, value in more.items() if key in own}
    rule = {key: value for key, value in more.items() if key not in own}
    return Check.model_validate(GOVERNED | held | outer | {"rule": {"of": of} | rule})


def indicator(**more: Any) -> Indicator:
    """A monthly rate of falls per 1,000 occupied bed days unless told otherwise."""
    held = {
        "code": "falls", "domain": "safety", "agency": "provider", "family": "falls",
        "population": {"register": "cqc"}, "unit": "per 1,000", "kind": "rate",
        "period": "month", "polarity": "lower_is_better", "use_case": "The tests' own use",
        "source_of_method": "The tests' own method", "sources": ["provider_return"],
    }  # fmt: skip
    parts = {
        "numerator": {"of": "observations", "components": ["falls"]},
        "denominator": {"of": "occupied_bed_days"},
        "per": 1000,
    }
    if "value" not in more:
        held |= parts
    return Indicator.model_validate(GOVERNED | held | more)
