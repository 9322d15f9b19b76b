"""Runs the checks on what is known, and closes the gates that their definitions name."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from caresight.checks import behaviour_rules, receipt_rules, register_rules, reported_rules
from caresight.checks.definition import (
    AnswersGiven,
    Check,
    CopiedMonths,
    DigitHeaping,
    HomesReporting,
    KnownToRegister,
    NoMoreThan,
    ReceivedWithin,
    RegisteredOnce,
    RowsAccepted,
    RowsOnce,
    SilentWhenClosed,
    SuddenZeros,
)
from caresight.checks.findings import POOR, Finding, finding_table
from caresight.checks.reading_population import Evidence
from caresight.checks.receipt_rules import Receipts
from caresight.checks.reported import Reported
from caresight.checks.reported_rules import Returns, returns_of
from caresight.checks.time_axis import day_number
from caresight.checks.verdicts import Doubt, Gate, Verdicts
from caresight.vocabulary.periods import Period


@dataclass
class _Known:
    """What the rules read, each part once."""

    evidence: Evidence
    homes: pa.Table
    months: Sequence[Period]
    gates: Mapping[str, float]
    returns: tuple[Returns, ...]
    receipts: Receipts
    refused: Mapping[str, Mapping[str, int]]
    doubts: list[Doubt] = field(default_factory=list)

    def repeated(self, source: str, period: Period) -> float:
        """Rows that one receipt of the source gave twice about the period."""
        return sum(
            float(returns.reported.repeated[source][column])
            for returns in self.returns
            if source in returns.reported.repeated
            for column, about in enumerate(returns.reported.periods)
            if period.start <= about.start and about.end <= period.end
        )


def run_checks(
    checks: Iterable[Check],
    *,
    evidence: Evidence,
    homes: pa.Table,
    readings: Iterable[Reported],
    months: Sequence[Period],
    gates: Mapping[str, float],
) -> Verdicts:
    """Run the checks.

    `readings` hold the components that the checks read; `gates` is the share of rows that
    each source's definition wants to see accepted before its figures raise signals.
    """
    known = _Known(
        evidence=evidence,
        homes=homes,
        months=months,
        gates=gates,
        returns=tuple(returns_of(reading) for reading in readings),
        receipts=receipt_rules.receipts_by_period(evidence),
        refused=receipt_rules.refused_rows(evidence),
    )
    findings = [finding for check in checks for finding in _run(check, known)]
    gated = frozenset(
        Gate(finding.source, day_number(finding.period.start), day_number(finding.period.end))
        for finding in findings
        if finding.check.gate == "source" and finding.verdict == POOR and not finding.entity_id
    )
    return Verdicts(finding_table(findings), gated, frozenset(known.doubts))


def _run(check: Check, known: _Known) -> list[Finding]:
    match check.rule:
        case RowsAccepted() as rule:
            return list(receipt_rules.rows_accepted(check, rule, known.receipts, known.gates))
        case ReceivedWithin() as rule:
            return list(receipt_rules.received_within(check, rule, known.receipts))
        case RowsOnce() as rule:
            return list(
                receipt_rules.rows_once(check, rule, known.receipts, known.refused, known.repeated)
            )
        case KnownToRegister() as rule:
            return list(register_rules.known_to_register(check, rule, known.evidence))
        case RegisteredOnce() as rule:
            return list(register_rules.registered_once(check, rule, known.homes, known.months))
    return [finding for returns in known.returns for finding in _look(check, returns, known)]


def _look(check: Check, returns: Returns, known: _Known) -> list[Finding]:
    if isinstance(check.rule, NoMoreThan):
        findings, doubts = reported_rules.no_more_than(check, check.rule, returns)
        known.doubts.extend(doubts)
        return findings
    return list(_LOOKS[type(check.rule)](check, check.rule, returns))


_LOOKS: dict[type[Any], Callable[[Check, Any, Returns], Iterator[Finding]]] = {
    HomesReporting: reported_rules.homes_reporting,
    AnswersGiven: reported_rules.answers_given,
    SilentWhenClosed: register_rules.silent_when_closed,
    SuddenZeros: behaviour_rules.zeros_found,
    CopiedMonths: behaviour_rules.copies_found,
    DigitHeaping: behaviour_rules.heaping_found,
}
