"""What came in, and which release is shown, in words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from caresight.pipeline.release_index.documents import Summary
from caresight.vocabulary.periods import Period, month_of
from caresight.web.directory.context import KNOWN_BY
from caresight.web.directory.releases import ReleaseNote
from caresight.web.publication.queries import Row
from caresight.web.ui.words import count, day, percent, short_day

_NOTHING_IN_SILENCE = "Nothing was repaired or dropped in silence."
REGISTERS = {"cqc": "CQC, all its lists together", "cms": "CMS, all its files together"}
"""Checks of a whole register name it in place of a source."""
VERDICTS = {"good": "Good", "doubtful": "Doubtful", "poor": "Poor"}


@dataclass(frozen=True)
class ReceiptLine:
    """A file received."""

    file_name: SafeString
    """With places to break at its joints, for names have no blanks."""
    source: str
    received: str
    published: str
    period: str
    rows: str
    set_aside: int
    source_id: str


@dataclass(frozen=True)
class QualityLine:
    """A verdict on a source and period."""

    source: str
    period: str
    rule: str
    dimension: str
    verdict: str
    verdict_code: str
    score: str
    sentence: str


@dataclass(frozen=True)
class RefusedLine:
    """A row set aside."""

    file_name: SafeString
    row: str
    column: str
    reason: str
    expected: str
    value: str


@dataclass(frozen=True)
class ReleaseLine:
    """A release to choose."""

    release_id: str
    as_at: str
    known_by: str
    made: str
    is_shown: bool
    is_newest: bool


def titles(summary: Summary) -> dict[str, str]:
    """What the sources are called."""
    return {fresh["source"]: fresh["title"] for fresh in summary["freshness"]}


def title_of(source: str, known: dict[str, str]) -> str:
    """A source's title, or its id made readable."""
    return known.get(source) or REGISTERS.get(source) or source.replace("_", " ").capitalize()


def receipt_lines(rows: Iterable[Row], known: dict[str, str]) -> list[ReceiptLine]:
    """Files received."""
    return [
        ReceiptLine(
            file_name=_breakable(row["file_name"]),
            source=title_of(row["source"], known),
            received=_day(row["received_at"]),
            published=_day(row["published_on"]) or "not stated",
            period=_period(row["period_start"], row["period_end"]) or "not stated",
            rows=f"{row['rows_landed'] or 0:,} of {row['rows_read'] or 0:,}",
            set_aside=row["rows_set_aside"] or 0,
            source_id=row["source"],
        )
        for row in rows
    ]


def quality_lines(rows: Iterable[Row], known: dict[str, str]) -> list[QualityLine]:
    """Verdicts."""
    return [
        QualityLine(
            source=title_of(row["source"], known),
            period=_period(row["period_start"], row["period_end"]),
            rule=row["rule"].replace("_", " ").capitalize(),
            dimension=(row["dimension"] or "").capitalize(),
            verdict=VERDICTS.get(row["verdict"], row["verdict"] or "Not judged"),
            verdict_code=row["verdict"] or "",
            score=percent(row["score"]),
            sentence=row["sentence"] or "",
        )
        for row in rows
    ]


def refused_lines(rows: Iterable[Row], *, with_values: bool) -> list[RefusedLine]:
    """Rows set aside; their values only for whom the rules allow."""
    return [
        RefusedLine(
            file_name=_breakable(row["file_name"]),
            row="" if row["row"] is None else f"{row['row']:,}",
            column=row["column"] or "the whole row",
            reason=row["reason"] or "",
            expected=row["expected"] or "",
            value=(row["value"] or "") if with_values else "",
        )
        for row in rows
    ]


def release_lines(notes: Iterable[ReleaseNote], shown_id: str) -> list[ReleaseLine]:
    """Releases to choose from, newest first."""
    return [
        ReleaseLine(
            release_id=note.release_id,
            as_at=day(note.as_at),
            known_by=KNOWN_BY.get(note.known_by, note.known_by),
            made=short_day(note.made_at),
            is_shown=note.release_id == shown_id,
            is_newest=place == 0,
        )
        for place, note in enumerate(notes)
    ]


def refused_sentence(whole_rows: int) -> str:
    """How many rows were set aside whole."""
    if whole_rows == 0:
        return "No row was set aside whole."
    were = "was" if whole_rows == 1 else "were"
    return f"{count(whole_rows, 'row')} {were} set aside whole. {_NOTHING_IN_SILENCE}"


def entries_sentence(entries: int) -> str:
    """How long the list of what was set aside is, and what it holds."""
    if entries == 0:
        return "Nothing was set aside."
    return (
        f"{count(entries, 'entry', 'entries')}: rows set aside whole, and single cells of rows "
        f"that landed. {_NOTHING_IN_SILENCE}"
    )


def _breakable(name: str) -> SafeString:
    parts = re.split(r"(?<=_)", name)
    return format_html_join(
        mark_safe("<wbr>"), '<span class="whole">{}</span>', ((part,) for part in parts)
    )


def _day(value: Any) -> str:
    # Of a moment the day on which people here lived it, as on every other page.
    return short_day(value.isoformat()) if isinstance(value, date) else ""


def _period(start: Any, end: Any) -> str:
    if not isinstance(start, date) or not isinstance(end, date):
        return ""
    if end <= start:
        end = start + timedelta(days=1)
    period = Period(start, end)
    last = end - timedelta(days=1)
    if period == month_of(start) or not (start.day == end.day == 1):
        return str(period)
    first = f"{start:%b}" if start.year == last.year else f"{start:%b %Y}"
    return f"{first} to {last:%b %Y}"
