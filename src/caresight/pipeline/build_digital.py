"""How digital each open home is at a release's date: documents of homes, and counts of areas."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from caresight.lake.as_at import Evidence
from caresight.maturity.answers import Finding, Known
from caresight.maturity.definition import Maturity, same_day
from caresight.maturity.editions import in_force
from caresight.maturity.scoring import Assessment, assess, falls_on, journey
from caresight.pipeline.build_digital_areas import Groupings, digital_areas
from caresight.pipeline.build_digital_words import match_rates, summary_of
from caresight.pipeline.build_register import Location
from caresight.pipeline.digital_evidence import DigitalEvidence, digital_evidence
from caresight.pipeline.release_index.digital import (
    DigitalCriterion,
    DigitalHome,
    DigitalMatch,
    DigitalParts,
    DigitalStep,
)
from caresight.pipeline.release_index.documents import HomeRow

JOURNEY_MONTHS = 24


def digital_parts(
    evidence: Evidence,
    editions: tuple[Maturity, ...],
    locations: Mapping[str, Sequence[Location]],
    homes: Sequence[HomeRow],
    groupings: Groupings,
    health_areas: Mapping[str, Sequence[Mapping[str, Any]]],
) -> DigitalParts | None:
    """All that the index says of it; None where no such evidence has been landed."""
    as_at = evidence.known.on
    definition = in_force(editions, as_at)
    if definition is None:
        return None
    said = digital_evidence(evidence, definition, locations, health_areas)
    if not said:
        return None
    open_homes = [
        home for home in homes if home["is_open"] and home["register"] == definition.register_name
    ]
    nothing = assess(definition, Known(), as_at)
    assessed = {
        home["home_id"]: assess(definition, said.known[home["home_id"]], as_at)
        if home["home_id"] in said.known
        else nothing
        for home in open_homes
    }
    rates = match_rates(said, definition, {home["home_id"] for home in open_homes})
    return DigitalParts(
        summary=summary_of(definition, said, as_at, rates),
        homes=_documents(definition, said, assessed),
        areas=digital_areas(definition, open_homes, assessed, groupings),
    )


def _documents(
    definition: Maturity, said: DigitalEvidence, assessed: Mapping[str, Assessment]
) -> Iterator[DigitalHome]:
    matches = _matches(said, definition)
    for home_id, now in assessed.items():
        known = said.known.get(home_id, Known())
        falls = falls_on(definition, known, now, within=definition.ring.expiring_within_days)
        yield DigitalHome(
            home_id=home_id,
            band=now.band,
            band_possible=now.band_possible,
            score=round(now.score, 1),
            score_possible=round(now.score_possible, 1),
            is_anything_known=now.is_anything_known,
            held_back_by=list(now.held_back_by),
            falls_on=falls.isoformat() if falls else "",
            criteria=[_criterion(now.findings[one.code]) for one in definition.criteria],
            journey=_journey(definition, known, now.day) if known else [],
            matches=matches.get(home_id, []),
        )


def _journey(definition: Maturity, known: Known, as_at: date) -> list[DigitalStep]:
    """The last two years, day by day of change, latest first."""
    since = same_day(as_at, -JOURNEY_MONTHS)
    steps = [
        DigitalStep(
            on=one.day.isoformat(),
            band=one.band,
            band_possible=one.band_possible,
            score=round(one.score, 1),
            score_possible=round(one.score_possible, 1),
        )
        for one in journey(definition, known, since=since, until=as_at)
    ]
    return steps[::-1]


def _criterion(finding: Finding) -> DigitalCriterion:
    return DigitalCriterion(
        code=finding.code,
        state=finding.state,
        on=finding.on.isoformat() if finding.on else "",
        until=finding.until.isoformat() if finding.until else "",
        source=finding.source,
        share=None if finding.share is None else round(finding.share, 2),
        note=finding.note,
    )


def _matches(said: DigitalEvidence, definition: Maturity) -> dict[str, list[DigitalMatch]]:
    labels = {one.code: one.label for one in definition.matching}
    found: dict[str, list[DigitalMatch]] = {}
    for source, matched in said.matched.items():
        names = {one.ods_code: one.name for one in said.organisations[source]}
        for one in matched.matches:
            found.setdefault(one.home_id, []).append(
                DigitalMatch(
                    source=source,
                    ods_code=one.ods_code,
                    name=names[one.ods_code],
                    method=labels[one.method],
                    confidence=one.confidence,
                )
            )
    return found
