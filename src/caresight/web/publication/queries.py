"""Reads of what came in: receipts, quality and rows set aside, as a release knows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from caresight.web.directory.releases import Shown

Row = Mapping[str, Any]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WORST_FIRST = {"poor": 0, "doubtful": 1, "good": 2}


@dataclass(frozen=True)
class Refused:
    """A page of rows set aside."""

    rows: list[Row]
    total: int
    rules: list[tuple[str, int]]
    """Rules with the number of rows that each refused, most first."""


def receipts(release: Shown) -> list[Row]:
    """Files that the release knows of, newest first."""
    known = [row for row in _rows(release.release_id, "receipts") if _is_known(row, release)]
    return sorted(
        known,
        key=lambda row: (row["received_at"], row["published_on"] or row["received_at"].date()),
        reverse=True,
    )


def _is_known(receipt: Row, release: Shown) -> bool:
    """Whether a file counts as known: a release of an earlier day may have been made later."""
    as_at = date.fromisoformat(release.summary["as_at"])
    # By the day of the lake, which is that of UTC: this asks what the release was made of.
    received: date = receipt["received_at"].date()
    if release.summary["known_by"] != "published":
        return received <= as_at
    published: date = receipt["published_on"] or received
    return published <= as_at


def quality(release: Shown) -> list[Row]:
    """Verdicts on whole sources: the poor first, of these the newest."""
    whole = [row for row in _rows(release.release_id, "quality") if not row["entity_id"]]
    return sorted(
        whole,
        key=lambda row: (
            _WORST_FIRST.get(row["verdict"], 3),
            -row["period_start"].toordinal(),
            row["source"],
        ),
    )


def set_aside(release: Shown, *, source: str, rule: str, page: int, per_page: int) -> Refused:
    """Rows refused, narrowed to a source and a rule."""
    from_source = [row for row in _refused(release) if not source or row["source"] == source]
    counts: dict[str, int] = {}
    for row in from_source:
        counts[row["rule"]] = counts.get(row["rule"], 0) + 1
    fitting = [row for row in from_source if not rule or row["rule"] == rule]
    start = (page - 1) * per_page
    return Refused(
        rows=fitting[start : start + per_page],
        total=len(fitting),
        rules=sorted(counts.items(), key=lambda item: -item[1]),
    )


def sources_set_aside(release: Shown) -> list[str]:
    """Sources of which rows were refused."""
    return sorted({row["source"] for row in _refused(release)})


def _refused(release: Shown) -> list[Row]:
    known = {row["receipt_id"] for row in receipts(release)}
    rows = _rows(release.release_id, "set_aside")
    return [row for row in rows if row["receipt_id"] in known]


def _rows(release_id: str, table: str) -> list[Row]:
    return _kept(Path(settings.HOME), release_id, table)


@lru_cache(maxsize=6)
def _kept(home: Path, release_id: str, table: str) -> list[Row]:
    # A release never changes. The lake is loaded by the first page that needs it.
    from caresight.lake.lake import Lake  # noqa: PLC0415
    from caresight.lake.schema import arrow_schema  # noqa: PLC0415

    lake = Lake(home)
    versions = lake.release(release_id).versions
    columns = arrow_schema(table).names
    return _as_rows(lake.read_small(table, columns, versions=versions))


def _as_rows(table: Any) -> list[Row]:
    """Rows with instants as UTC; Arrow itself would load pandas for them, which takes a second."""
    columns = {field.name: _values(table.column(field.name), field.type) for field in table.schema}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _values(column: Any, kind: Any) -> list[Any]:
    if not str(kind).startswith("timestamp"):
        values: list[Any] = column.to_pylist()
        return values
    micros = column.cast("int64").to_pylist()
    return [None if value is None else _EPOCH + timedelta(microseconds=value) for value in micros]
