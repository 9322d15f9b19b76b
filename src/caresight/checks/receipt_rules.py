"""Checks on files as they came: whether they could be read, came in time, and said things once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from caresight.checks.definition import Check, ReceivedWithin, RowsAccepted, RowsOnce
from caresight.checks.findings import Finding, judged
from caresight.checks.reading_population import Evidence
from caresight.vocabulary.periods import Period, month_of

ReceiptRow = Mapping[str, Any]
Receipts = Mapping[tuple[str, Period], Sequence[ReceiptRow]]


def receipts_by_period(evidence: Evidence) -> Receipts:
    """Receipts by source and by the period that they are about.

    A receipt that names no period, as an edition of a register, stands in the month of
    its publication.
    """
    table = evidence.arrow(evidence.table("receipts"))
    grouped: dict[tuple[str, Period], list[ReceiptRow]] = {}
    for row in table.to_pylist():
        grouped.setdefault((row["source"], _period(row)), []).append(row)
    return dict(sorted(grouped.items()))


def rows_accepted(
    check: Check, rule: RowsAccepted, receipts: Receipts, gates: Mapping[str, float]
) -> Iterator[Finding]:
    """Rows that landed, of those that were meant to."""
    for (source, period), rows in receipts.items():
        refused = _sum(rows, "rows_set_aside")
        tested = refused + _sum(rows, "rows_landed")
        if check.applies_to(source) and tested:
            yield judged(
                check,
                source,
                period,
                tested=tested,
                failed=refused,
                sentence=f"{refused} of {tested} rows could not be read for {period}.",
                poor_below=gates.get(source) if rule.at_source_gate else None,
            )


def received_within(check: Check, rule: ReceivedWithin, receipts: Receipts) -> Iterator[Finding]:
    """Receipts that came in time; history that was loaded afterwards is not judged."""
    for (source, period), rows in receipts.items():
        if not check.applies_to(source) or all(row["period_end"] is None for row in rows):
            continue
        delays = [_delay(row) for row in rows if row["period_end"] is not None]
        tested = [delay for delay in delays if delay <= rule.history_after_days]
        late = [delay for delay in tested if delay > rule.days]
        if tested:
            yield judged(
                check,
                source,
                period,
                tested=len(tested),
                failed=len(late),
                sentence=f"{len(late)} of {len(tested)} files for {period} came more than "
                f"{rule.days} days after it.",
            )


def rows_once(
    check: Check,
    rule: RowsOnce,
    receipts: Receipts,
    refused: Mapping[str, Mapping[str, int]],
    repeated: Callable[[str, Period], float],
) -> Iterator[Finding]:
    """Rows that came once; `refused` counts set-aside rows by receipt and rule."""
    for (source, period), rows in receipts.items():
        landed = _sum(rows, "rows_landed")
        if not check.applies_to(source) or not landed:
            continue
        aside = sum(
            refused.get(row["receipt_id"], {}).get(name, 0)
            for row in rows
            for name in rule.refused_as
        )
        twice = aside + int(repeated(source, period))
        yield judged(
            check,
            source,
            period,
            tested=landed + aside,
            failed=min(twice, landed + aside),
            sentence=f"{twice} of {landed + aside} rows were given twice for {period}.",
        )


def refused_rows(evidence: Evidence) -> dict[str, dict[str, int]]:
    """Rows set aside, by receipt and by the rule that refused them."""
    refused = evidence.table("set_aside")
    counted = refused.group_by("receipt_id", "rule").agg(rows=refused.row.nunique())
    found: dict[str, dict[str, int]] = {}
    for row in evidence.arrow(counted).to_pylist():
        found.setdefault(row["receipt_id"], {})[row["rule"]] = row["rows"]
    return found


def _period(row: ReceiptRow) -> Period:
    if row["period_start"] is not None and row["period_end"] is not None:
        return Period(row["period_start"], row["period_end"])
    return month_of(_day(row["published_on"] or row["received_at"]))


def _delay(row: ReceiptRow) -> int:
    said = row["published_on"] or row["received_at"]
    return (_day(said) - _day(row["period_end"])).days


def _day(said: Any) -> date:
    return date(said.year, said.month, said.day)


def _sum(rows: Sequence[ReceiptRow], column: str) -> int:
    return sum(row[column] or 0 for row in rows)
