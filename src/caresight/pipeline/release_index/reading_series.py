"""Reads one whole chart from a release's tables, for the page of a single chart."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from caresight.lake.lake import Lake
from caresight.pipeline.release_index.documents import IndicatorDocument, Series
from caresight.surveillance.series_in_words import chart_in_words, method_in_words
from caresight.vocabulary.periods import Period, months_after

_PERIODS = {1: "month", 3: "quarter", 12: "year"}


@dataclass(frozen=True)
class _Described:
    title: str
    unit: str
    kind: str
    period: str


def read_series(
    lake: Lake, release_id: str, home_id: str, document: IndicatorDocument
) -> Series | None:
    """The chart of one indicator of one home, or None where the home has none."""
    release = lake.release(release_id)
    where = {"entity_id": home_id, "indicator": document["code"]}
    charts = lake.read(release, "charts", where=where).to_pylist()
    if not charts:
        return None
    rows = lake.read(release, "measurements", where=where).to_pylist()
    return _series(charts[0], {row["period_start"]: row for row in rows}, document)


def _series(
    chart: dict[str, Any], measured: dict[date, dict[str, Any]], document: IndicatorDocument
) -> Series:
    """One chart; periods before the first figure are left out."""
    starts = _starts(chart, sorted(measured))
    known = [place for place, value in enumerate(chart["values"]) if value is not None]
    shown = slice(known[0] if known else 0, len(starts))
    rows = [measured.get(start, {}) for start in starts[shown]]
    values, marks = chart["values"][shown], chart["marks"][shown]
    lower, upper = chart["lower_limit"][shown], chart["upper_limit"][shown]
    length = chart["period_months"]
    described = _Described(
        document["title"],
        document["unit"],
        document["definition"].get("Kind", "value").casefold(),
        _PERIODS.get(length, "edition"),
    )
    periods = [_period(start, row, length) for start, row in zip(starts[shown], rows, strict=True)]
    return Series(
        indicator=document["code"],
        title=document["title"],
        unit=document["unit"],
        polarity=document["polarity"],
        method=chart["method"],
        method_sentence=method_in_words(
            chart["method"], chart["reason"] or "", has_figures=len(known) > 0
        ),
        rule_set=chart["rule_set"],
        periods=[start.isoformat() for start in starts[shown]],
        period_months=length,
        values=values,
        numerators=[row.get("numerator") for row in rows],
        denominators=[row.get("denominator") for row in rows],
        centre=chart["centre"][shown],
        lower_limit=lower,
        upper_limit=upper,
        expected=[row.get("expected") for row in rows],
        marks=marks,
        qualities=[row.get("quality", "missing") for row in rows],
        standard=_standard(document),
        alternative=chart_in_words(described, values, marks, periods, lower, upper),
    )


def _starts(chart: dict[str, Any], measured: list[date]) -> list[date]:
    """First days of the chart's periods; editions keep their own, which may not be regular."""
    count = len(chart["values"])
    if len(measured) == count:
        return measured
    step = chart["period_months"]
    return [months_after(chart["first_period"], step * place) for place in range(count)]


def _period(start: date, row: dict[str, Any], months: int) -> Period:
    return Period(start, row.get("period_end") or months_after(start, months))


def _standard(document: IndicatorDocument) -> float | None:
    levels = [peer for peer in document["peers"] if peer["comparator"] == "standard"]
    return levels[0]["values"][-1] if levels and levels[0]["values"] else None
