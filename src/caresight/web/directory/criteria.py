"""Criteria of the Digital Maturity Index in words, alike on every page."""

from caresight.pipeline.release_index.digital import CriterionFacts, DigitalCriterion
from caresight.web.ui.words import day, number, sentence

STATE_WORDS = {"yes": "Yes", "no": "No", "not_known": "Not known"}
SOURCES = {
    "dspt": "security toolkit list",
    "nhsmail_rollout": "NHSmail list",
    "digital_return": "the home's return",
}


def source_words(source: str) -> str:
    """Sources as people call them."""
    return " and ".join(SOURCES.get(one, one) for one in source.split(", ") if one)


def evidence_words(one: DigitalCriterion, facts: CriterionFacts) -> str:
    """What shows it: the share that was counted, what there is to note, the source and its day."""
    parts = []
    if one["share"] is not None:
        parts.append(f"{number(one['share'])} {facts['unit']}".replace(" %", "%"))
    if one["note"]:
        parts.append(one["note"])
    if one["on"]:
        parts.append(f"{source_words(one['source'])}, {day(one['on'])}")
    return sentence("; ".join(parts)) or "Nothing has been received"


def until_words(one: DigitalCriterion) -> str:
    """Until when it counts, or when it ended; empty where nothing was said."""
    if not one["until"]:
        return ""
    return f"{'until' if one['state'] != 'not_known' else 'ended'} {day(one['until'])}"
