"""Measures every indicator, writes its rows, and takes note of what stands out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from caresight.checks.population import Population
from caresight.checks.time_axis import open_days
from caresight.checks.verdicts import Verdicts
from caresight.indicators.catalogue import Catalogue
from caresight.indicators.definition import Indicator
from caresight.indicators.measured import MISSING, SMALL, Measured
from caresight.indicators.measurement import Readings, measure_all
from caresight.indicators.pooling import pooled
from caresight.indicators.rows import measurement_rows
from caresight.lake.as_at import Evidence
from caresight.pipeline.build_ahead import OneAhead, WriterBehind
from caresight.pipeline.build_charts import chart_rows, charts_of
from caresight.pipeline.build_icons import shown_variation
from caresight.pipeline.build_months import Span
from caresight.pipeline.build_pages import IndicatorPage, page_of
from caresight.statistics.icons import assurance_icons
from caresight.surveillance.detection import detect
from caresight.surveillance.notices import HISTORY_MONTHS, Notices, Signal, month_columns
from caresight.surveillance.silence import Presence, detect_silence, silence_in_words
from caresight.surveillance.weights import STRENGTHS, Weights
from caresight.vocabulary.agencies import Agency

Progress = Callable[[int, int, str], None]


@dataclass
class Measuring:
    """Everything that measuring leaves behind for the rest of the build."""

    notices: Notices
    pages: list[IndicatorPage] = field(default_factory=list)
    comparators: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    without_data: list[str] = field(default_factory=list)
    expected: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    """Indicators asked of each home."""
    usable: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    """Of those, how many have a figure for the latest period."""
    p_values: list[NDArray[np.float64]] = field(default_factory=list)
    series_tested: int = 0
    silent: set[int] = field(default_factory=set)
    silence_notes: dict[int, str] = field(default_factory=dict)
    share_in: dict[str, float] = field(default_factory=dict)
    """Source of returns to the share of open homes that are in for the latest month."""


def measure_everything(  # noqa: PLR0913 - the parts of one build
    *,
    writer: WriterBehind,
    evidence: Evidence,
    population: Population,
    verdicts: Verdicts,
    readings: Mapping[str, Readings],
    spans: Mapping[str, Span],
    catalogue: Catalogue,
    weights: Weights,
    progress: Progress,
) -> Measuring:
    """Measure, chart, detect and write, one indicator at a time."""
    done = Measuring(Notices(weights))
    done.expected = np.zeros(len(population), dtype=np.int64)
    done.usable = np.zeros(len(population), dtype=np.int64)
    registers = [name for name in spans if (population.register == name).any()]
    wanted = {name: catalogue.used(register=name) for name in registers}
    total, step = sum(map(len, wanted.values())), 0
    for register in registers:
        span = spans[register]
        rows = np.flatnonzero(population.register == register)
        presence = Presence.of(rows, span.months)
        every = measure_all(
            wanted[register],
            evidence=evidence,
            population=population,
            verdicts=verdicts,
            months=span.months,
            readings=readings[register],
        )
        with OneAhead(every) as coming:
            for measured in coming:
                step += 1
                progress(step, total, measured.indicator.title)
                if not len(measured.periods) or (measured.quality == MISSING).all():
                    done.without_data.append(measured.indicator.code)
                    continue
                _take(done, measured, span, writer, len(population))
                if _is_return(measured.indicator, weights):
                    presence.add(measured)
        _note_silence(done, presence, population, span)
    return done


def _take(
    done: Measuring, measured: Measured, span: Span, writer: WriterBehind, homes: int
) -> None:
    indicator, weights = measured.indicator, done.notices.weights
    charts = charts_of(measured)
    standard = indicator.comparators.standard
    variation = shown_variation(measured, charts)
    assurance = assurance_icons(
        charts, standard.value if standard else None, str(indicator.polarity)
    )
    writer.append("measurements", lambda: measurement_rows(measured))
    writer.append("comparators", lambda: measured.comparators)
    writer.append("charts", lambda: chart_rows(measured, charts, variation, assurance))
    with np.errstate(invalid="ignore", divide="ignore"):
        windows = pooled(_latest_columns(measured)) if indicator.pooling else None
    noticed_before = len(done.notices.signals)
    done.notices.add_indicator(
        measured, detect(measured, charts, weights, windows=windows), span.latest
    )
    charted = {signal.row for signal in done.notices.signals[noticed_before:]}
    done.pages.append(
        page_of(
            measured,
            charts,
            variation,
            assurance,
            homes=homes,
            charted=charted,
            windows=windows if windows is not None and len(windows.periods) else None,
        )
    )
    done.comparators[indicator.code] = measured.comparators.to_pylist()
    _count(done, measured, charts.p_value, windows, span)


def _latest_columns(measured: Measured) -> Measured:
    """The periods that a profile's history can reach, with those that the windows need."""
    reach = HISTORY_MONTHS + 15
    return replace(
        measured,
        periods=measured.periods[-reach:],
        **{
            name: getattr(measured, name)[:, -reach:]
            for name in (
                "numerators", "denominators", "values", "lower", "upper", "expected", "z",
                "p_value", "quality",
            )
        },
    )  # fmt: skip


def _count(
    done: Measuring,
    measured: Measured,
    own_p_values: NDArray[np.float64],
    windows: Measured | None,
    span: Span,
) -> None:
    weights = done.notices.weights
    stale = weights.stale_after_months[measured.indicator.period]
    column = int(month_columns(measured.periods, span.latest, stale_after=stale)[-1])
    done.expected[measured.rows] += 1
    if column >= 0:
        done.usable[measured.rows] += measured.quality[:, column] <= SMALL
    rules = weights.rules_for(measured.indicator)
    against = measured if windows is None else windows
    if "own_history" in rules:
        done.p_values.append(own_p_values[~np.isnan(own_p_values)])
    if "peers" in rules and len(against.periods):
        tested = against.p_value[against.may_signal[:, -1], -1]
        done.p_values.append(tested[~np.isnan(tested)])
    done.series_tested += int((~np.isnan(measured.values)).any(axis=1).sum())


def _is_return(indicator: Indicator, weights: Weights) -> bool:
    return indicator.period == "month" and indicator.agency in weights.rules.silence.agencies


def _note_silence(done: Measuring, presence: Presence, population: Population, span: Span) -> None:
    if not presence.sent.any():
        return
    rule = done.notices.weights.rules.silence
    is_open = open_days(population, presence.rows, presence.periods) > 0
    silent = detect_silence(presence, is_open, rule)
    share = presence.share_in(is_open)
    if share is not None:
        done.share_in.update(dict.fromkeys(presence.sources, round(share, 4)))
    columns = month_columns(presence.periods, span.latest, stale_after=HISTORY_MONTHS)
    strength = silent.strength[:, np.maximum(columns, 0)] * (columns >= 0)
    done.notices.add_strengths(
        strength.astype(np.int8),
        rows=presence.rows,
        agency=Agency.PROVIDER,
        family="reporting",
        direction="concerning",
    )
    by_code = done.notices.weights.points.by_code()
    expected = is_open.sum(axis=1)
    for row in np.flatnonzero(is_open[:, -1]):
        home = int(presence.rows[row])
        sent = int(presence.sent[row].sum())
        done.silence_notes[home] = (
            f"{sent} of {int(expected[row])} monthly returns received."
            if sent
            else "No monthly return has ever been received from this home."
        )
        code = int(strength[row, -1])
        if not code:
            continue
        sentence, would_end = silence_in_words(silent, presence, int(row))
        done.silent.add(home)
        done.notices.signals.append(
            Signal(
                row=home,
                home_id=str(population.home_ids[home]),
                indicator="",
                kind="silence",
                direction="concerning",
                strength=STRENGTHS[code - 1],
                points=by_code[code],
                agency=Agency.PROVIDER,
                family="reporting",
                period=presence.periods[-1],
                rule="silence",
                rule_version=rule.version,
                comparator="own history",
                sentence=sentence,
                would_end=would_end,
            )
        )
