"""From what is known of the criteria to a band and a score, each with its range.

What is not known counts as no for the lowest possible and as yes for the highest. The band
that is shown is the lowest possible: nothing that is not known can raise it.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta

from caresight.maturity.answers import Finding, Known, all_days_of_change, findings
from caresight.maturity.definition import Maturity


@dataclass(frozen=True)
class Assessment:
    """A home on a day."""

    day: date
    band: int
    """Step that is shown to be reached; 0 is below minimum, or not shown yet."""
    band_possible: int
    """Step that it could be at, were all that is not known a yes."""
    score: float
    score_possible: float
    findings: Mapping[str, Finding]
    held_back_by: tuple[str, ...]
    """Criteria that the next step asks for: those answered no first, then those not known."""

    @property
    def is_settled(self) -> bool:
        """Whether what is not known can change the band."""
        return self.band == self.band_possible

    @property
    def share_not_known(self) -> float:
        """Share of the score that is not known, 0 to 1."""
        return round((self.score_possible - self.score) / 100, 6)

    @property
    def is_anything_known(self) -> bool:
        """Whether at least one criterion is known."""
        return any(finding.state != "not_known" for finding in self.findings.values())


def assess(definition: Maturity, known: Known, day: date) -> Assessment:
    """Judge a home by what was known of it on a day."""
    return judge(definition, findings(definition, known, day), day)


def judge(definition: Maturity, found: Mapping[str, Finding], day: date) -> Assessment:
    """Judge findings; criteria that are not among them are not known."""
    yes = {code for code, one in found.items() if one.state == "yes"}
    no = {code for code, one in found.items() if one.state == "no"}
    possible = {one.code for one in definition.criteria} - no
    band = _band(definition, yes)
    return Assessment(
        day=day,
        band=band,
        band_possible=_band(definition, possible),
        score=_score(definition, yes),
        score_possible=_score(definition, possible),
        findings=found,
        held_back_by=_held_back_by(definition, band, yes, no),
    )


def journey(
    definition: Maturity, known: Known, *, since: date, until: date
) -> tuple[Assessment, ...]:
    """The assessments of a stretch of days: its first, and each that differs from the last."""
    days = {since, *(d for d in all_days_of_change(definition, known) if since < d <= until)}
    found: list[Assessment] = []
    for day in sorted(days):
        one = assess(definition, known, day)
        if not found or _seen(one) != _seen(found[-1]):
            found.append(one)
    return tuple(found)


def falls_on(definition: Maturity, known: Known, now: Assessment, *, within: int) -> date | None:
    """The first day, of the next so many, on which the band falls if nothing is renewed."""
    last = now.day + timedelta(days=within)
    ahead = sorted(d for d in all_days_of_change(definition, known) if now.day < d <= last)
    return next((d for d in ahead if assess(definition, known, d).band < now.band), None)


def _seen(one: Assessment) -> tuple[int, int, int, int]:
    return one.band, one.band_possible, round(one.score), round(one.score_possible)


def _band(definition: Maturity, met: AbstractSet[str]) -> int:
    step = 0
    for band in definition.bands:
        if any(met.isdisjoint(need) for need in band.needs):
            break
        step += 1
    return step


def _score(definition: Maturity, met: AbstractSet[str]) -> float:
    return round(sum(p for p, earned_by in definition.earning if not met.isdisjoint(earned_by)), 6)


def _held_back_by(definition: Maturity, band: int, yes: set[str], no: set[str]) -> tuple[str, ...]:
    """Of each need of the next step that is not met, the criterion that is likeliest to be."""
    if band == len(definition.bands):
        return ()
    short = [need for need in definition.bands[band].needs if not yes & set(need)]
    # Of alternatives, one that is not known may be there already: asking costs a call only.
    chosen = [next((code for code in need if code not in no), need[0]) for need in short]
    return (*(c for c in chosen if c in no), *(c for c in chosen if c not in no))
