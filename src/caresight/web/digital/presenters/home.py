"""One home's journey: where it stands, what shows it, what comes next."""

from collections.abc import Mapping
from dataclasses import dataclass

from caresight.pipeline.release_index.digital import (
    CriterionFacts,
    DigitalCriterion,
    DigitalHome,
    DigitalSummary,
)
from caresight.web.digital.models import SupportOffer
from caresight.web.digital.policies import can_record
from caresight.web.digital.presenters.words import (
    STATE_TONES,
    band_words,
    facts_by_code,
    not_known_words,
    score_words,
)
from caresight.web.digital.rules import may_record_outcome, may_see_notes
from caresight.web.digital.states import Outcome
from caresight.web.directory.criteria import (
    STATE_WORDS,
    evidence_words,
    source_words,
    until_words,
)
from caresight.web.groups.access import Access
from caresight.web.ui.words import day, number


@dataclass(frozen=True)
class CriterionLine:
    """One criterion of the home."""

    label: str
    state: str
    tone: str
    evidence: str
    until: str


@dataclass(frozen=True)
class NextStep:
    """Something to do or to find out, and who helps."""

    label: str
    is_question: bool
    sentence: str
    support: list[str]


@dataclass(frozen=True)
class JourneyLine:
    """A day from which something was so."""

    on: str
    band: str
    score: str


@dataclass(frozen=True)
class HomePage:
    """The page of one home."""

    band: str
    score: str
    not_known: str
    next_band: str
    next_steps: list[NextStep]
    falls: str
    domains: list[tuple[str, list[CriterionLine]]]
    journey: list[JourneyLine]
    matches: list[str]


@dataclass(frozen=True)
class SupportLine:
    """Support that was offered."""

    pk: int
    home_id: str
    home_name: str
    kind: str
    offered: str
    given_by: str
    outcome: str
    words: str
    outcome_words: str
    can_record: bool


def home_page(home: DigitalHome, summary: DigitalSummary) -> HomePage:
    """The page of a home."""
    facts, steps = facts_by_code(summary), summary["steps"]
    top = len(steps) - 1
    return HomePage(
        band=band_words(home["band"], home["band_possible"], summary),
        score=score_words(home["score"], home["score_possible"]),
        not_known=not_known_words(home["score"], home["score_possible"]),
        next_band="" if home["band"] == top else steps[home["band"] + 1]["label"],
        next_steps=_next_steps(home, facts, {c: f"{w} ({by})" for c, w, by in summary["support"]}),
        falls=day(home["falls_on"]) if home["falls_on"] else "",
        domains=[
            (label, lines)
            for code, label, _ in summary["domains"]
            if (lines := _lines(home, facts, code))
        ],
        journey=[
            JourneyLine(
                day(step["on"]),
                band_words(step["band"], step["band_possible"], summary),
                score_words(step["score"], step["score_possible"]),
            )
            for step in home["journey"]
        ],
        matches=[
            f"{one['name'] or one['ods_code']} ({one['ods_code']}) in the "
            f"{source_words(one['source'])}, by: {one['method'].lower()}; "
            f"confidence {number(one['confidence'])}"
            for one in home["matches"]
        ],
    )


def support_line(offer: SupportOffer, access: Access) -> SupportLine:
    """An offer as a person may read it: the group's notes only for its members."""
    outcome, notes = Outcome(offer.outcome).label, may_see_notes(access, offer)
    if offer.taken_up_on:
        outcome += f" on {day(offer.taken_up_on.isoformat())}"
    return SupportLine(
        pk=offer.pk,
        home_id=offer.home_id,
        home_name=offer.home_name,
        kind=offer.kind_label,
        offered=day(offer.offered_on.isoformat()),
        given_by=str(offer.given_by),
        outcome=outcome,
        words=offer.words if notes else "",
        outcome_words=offer.outcome_words if notes else "",
        can_record=may_record_outcome(access, offer) and can_record(offer),
    )


def _next_steps(
    home: DigitalHome, facts: Mapping[str, CriterionFacts], support: Mapping[str, str]
) -> list[NextStep]:
    states = {one["code"]: one["state"] for one in home["criteria"]}
    found = []
    for code in home["held_back_by"]:
        one, asks = facts[code], states[code] == "not_known"
        found.append(
            NextStep(
                label=one["label"],
                is_question=asks,
                sentence=one["ask"] if asks else one["next_step"],
                support=[] if asks else [support[s] for s in one["support"] if s in support],
            )
        )
    return found


def _lines(
    home: DigitalHome, facts: Mapping[str, CriterionFacts], domain: str
) -> list[CriterionLine]:
    return [
        _line(one, facts[one["code"]])
        for one in home["criteria"]
        if facts[one["code"]]["domain"] == domain
    ]


def _line(one: DigitalCriterion, facts: CriterionFacts) -> CriterionLine:
    return CriterionLine(
        label=facts["label"],
        state=STATE_WORDS[one["state"]],
        tone=STATE_TONES[one["state"]],
        evidence=evidence_words(one, facts),
        until=until_words(one),
    )
