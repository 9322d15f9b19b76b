"""Checks on what homes reported: whether they did, in full, and without contradiction."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from caresight.checks.definition import AnswersGiven, Check, HomesReporting, NoMoreThan
from caresight.checks.findings import POOR, Finding, judged_by_period
from caresight.checks.population import Flags, Floats
from caresight.checks.reported import NOT_STATED, Reported
from caresight.checks.time_axis import open_days
from caresight.checks.verdicts import Doubt


@dataclass(frozen=True)
class Returns:
    """A reading of reported numbers, and when its homes were open."""

    reported: Reported
    days_open: Floats

    def figures(self, component: str) -> Floats:
        """One component by home, nan while the home is not open, shape (n, m)."""
        values = self.reported.figures(component).values
        return np.where(self.days_open > 0, values, np.nan)

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources that gave anything."""
        return tuple(sorted({s for given in self.reported.sources.values() for s in given}))

    def answered(self, source: str) -> Flags:
        """Homes that sent the source anything about the period, shape (n, m)."""
        reported = self.reported
        places = [
            place
            for component, place in reported.components.items()
            if source in reported.sources[component]
        ]
        stated = np.not_equal(reported.states[places], NOT_STATED).any(axis=0)
        found = np.zeros(self.days_open.shape, dtype=bool)
        np.logical_or.at(found, reported.location_rows, stated)
        return found


def returns_of(reported: Reported) -> Returns:
    """Bring a reading and the homes' opening days together."""
    days = open_days(reported.population, reported.rows, reported.periods)
    return Returns(reported, days)


def homes_reporting(check: Check, _: HomesReporting, returns: Returns) -> Iterator[Finding]:
    """Open homes that sent nothing, in areas whose homes ever sent the source anything."""
    reported = returns.reported
    areas = reported.population.area_codes[reported.rows].astype(str)
    for source in returns.sources:
        if not check.applies_to(source):
            continue
        answered = returns.answered(source)
        asked = np.isin(areas, np.unique(areas[answered.any(axis=1)]))
        began = np.asarray(answered.any(axis=0))
        awaited = (returns.days_open > 0) & asked[:, None] & began[None, :]
        yield from judged_by_period(
            check,
            source,
            reported.periods,
            awaited.sum(axis=0),
            (awaited & ~answered).sum(axis=0),
            "{failed} of {tested} homes sent nothing",
        )


def answers_given(check: Check, rule: AnswersGiven, returns: Returns) -> Iterator[Finding]:
    """Components left blank by homes that did report."""
    reported = returns.reported
    for source in returns.sources:
        asked = [c for c in rule.components if source in reported.sources.get(c, ())]
        if not check.applies_to(source) or not asked:
            continue
        answered = returns.answered(source).sum(axis=0) * len(rule.components)
        given = np.zeros(len(reported.periods))
        for component in asked:
            figures = reported.figures(component)
            given += (~np.isnan(figures.values) | figures.suppressed).sum(axis=0)
        yield from judged_by_period(
            check,
            source,
            reported.periods,
            answered,
            np.maximum(answered - given, 0),
            "{failed} of {tested} answers were left blank",
        )


def no_more_than(
    check: Check, rule: NoMoreThan, returns: Returns
) -> tuple[list[Finding], list[Doubt]]:
    """A part that exceeds its whole: by source, and for each home that says so."""
    reported = returns.reported
    sources = [s for s in reported.sources.get(rule.part, ()) if check.applies_to(s)]
    if not sources:
        return [], []
    part = returns.figures(rule.part)
    if rule.whole == "bed_days":
        whole = reported.population.beds[reported.rows, None] * returns.days_open
    else:
        whole = returns.figures(rule.whole)
    tested = ~np.isnan(part) & ~np.isnan(whole)
    failed = tested & (part > whole * (1 + rule.tolerance))
    words = f"{{failed}} of {{tested}} homes gave {_words(rule.part)} above {_words(rule.whole)}"
    findings = list(
        judged_by_period(
            check, sources[0], reported.periods, tested.sum(axis=0), failed.sum(axis=0), words
        )
    )
    by_start = {finding.period: finding for finding in findings}
    doubts: list[Doubt] = []
    homes = reported.population.home_ids[reported.rows]
    for row, column in zip(*np.nonzero(failed), strict=True):
        period = reported.periods[column]
        findings.append(
            replace(
                by_start[period],
                entity_id=str(homes[row]),
                tested=1,
                failed=1,
                verdict=POOR,
                sentence=f"{_words(rule.part).capitalize()} ({part[row, column]:g}) exceed "
                f"{_words(rule.whole)} ({whole[row, column]:g}) in {period}.",
            )
        )
        doubts.extend(Doubt(component, str(homes[row]), period) for component in check.components)
    return findings, doubts if check.gate == "home" else []


def _words(component: str) -> str:
    return component.replace("_", " ")
