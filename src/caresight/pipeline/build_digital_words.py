"""What all pages of the index share: its definition in words, and how the lists found homes."""

from collections.abc import Collection
from datetime import date

from caresight.maturity.definition import Criterion, Maturity
from caresight.maturity.matching import Match, Matched
from caresight.pipeline.digital_evidence import DSPT, DigitalEvidence
from caresight.pipeline.release_index.digital import (
    CriterionFacts,
    DigitalSummary,
    MatchRate,
    MethodCount,
    NamedStep,
)


def summary_of(
    definition: Maturity, said: DigitalEvidence, as_at: date, rates: list[MatchRate]
) -> DigitalSummary:
    """The index as its definition words it, and the lists that it is made from."""
    needs: list[list[list[str]]] = [[], *([list(n) for n in b.needs] for b in definition.bands)]
    return DigitalSummary(
        title=definition.title,
        version=definition.version,
        in_force_from=definition.in_force_from.isoformat(),
        proposal=definition.proposal,
        as_at=as_at.isoformat(),
        steps=[
            NamedStep(code=step.code, label=step.label, needs=own)
            for step, own in zip(definition.steps, needs, strict=True)
        ],
        criteria=[_facts(one, definition) for one in definition.criteria],
        domains=[(one.code, one.label, one.weight) for one in definition.domains],
        support=[(one.code, one.label, one.by) for one in definition.support],
        sources={source: on.isoformat() for source, on in sorted(said.listed_on.items())},
        matching=rates,
        unplaced=dict(said.unplaced),
        unasked=dict(said.unasked),
        ring_within_days=definition.ring.expiring_within_days,
        ring_most=definition.ring.most,
    )


def _facts(one: Criterion, definition: Maturity) -> CriterionFacts:
    count = one.at_least
    return CriterionFacts(
        code=one.code,
        label=one.label,
        short=one.short,
        domain=one.domain,
        points=round(definition.points.get(one.code, 0.0), 1),
        evidenced_by=one.evidenced_by,
        lasts=_lasts(one),
        next_step=one.next_step,
        ask=one.ask,
        support=list(one.support),
        number=count.number if count else "",
        out_of=count.out_of if count else "",
        unit=count.unit if count else "",
    )


def _lasts(one: Criterion) -> str:
    if one.lasts is None:
        return "until the deadline of the next toolkit year"
    return f"{one.lasts.months} months" if one.lasts.months else f"{one.lasts.days} days"


def match_rates(
    said: DigitalEvidence, definition: Maturity, open_homes: Collection[str]
) -> list[MatchRate]:
    """How far each list by organisation code found the open homes."""
    return [
        _rate(source, matched, said, definition, set(open_homes))
        for source, matched in sorted(said.matched.items())
    ]


def _rate(
    source: str,
    matched: Matched,
    said: DigitalEvidence,
    definition: Maturity,
    open_homes: set[str],
) -> MatchRate:
    may_be_homes = {
        one.ods_code for one in said.organisations[source]
        if one.sector in definition.home_sectors
    }  # fmt: skip
    found = [one for one in matched.matches if one.home_id in open_homes]
    own = {one.ods_code for one in matched.matches if not one.is_head_office}
    return MatchRate(
        source=source,
        listed_on=said.listed_on[source].isoformat(),
        lines=len(may_be_homes | own),
        lines_matched=len(own),
        ambiguous=len(matched.ambiguous),
        homes=len(open_homes),
        homes_matched=len({one.home_id for one in found}),
        methods=_methods(found, definition),
        not_understood=dict(said.not_understood) if source == DSPT else {},
    )


def _methods(found: list[Match], definition: Maturity) -> list[MethodCount]:
    """Each home under the surest way in which it was found."""
    counted: list[MethodCount] = []
    seen: set[str] = set()
    for method in definition.matching:
        own = [one for one in found if one.method == method.code]
        new = {one.home_id for one in own} - seen
        seen |= new
        counted.append(
            MethodCount(
                label=method.label,
                confidence=method.confidence,
                lines=len({one.ods_code for one in own}),
                homes=len(new),
            )
        )
    return counted
