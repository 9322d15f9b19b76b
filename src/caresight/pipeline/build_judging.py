"""What the signals of each home come to: profiles, and which homes are open."""

from collections.abc import Mapping
from datetime import date

import numpy as np
from numpy.typing import NDArray

from caresight.checks.population import Population
from caresight.checks.time_axis import day_number
from caresight.pipeline.build_definitions import Definitions
from caresight.pipeline.build_measuring import Measuring
from caresight.pipeline.build_months import Span
from caresight.pipeline.build_profiles import Judged
from caresight.surveillance.combining import combine
from caresight.surveillance.notices import Signal


def judge(
    population: Population,
    definitions: Definitions,
    measuring: Measuring,
    months: Mapping[str, Span],
    as_at: date,
) -> Judged:
    """The profile of every home, from all that was noticed of it."""
    is_open = _open_at(population, months)
    profiles = combine(
        measuring.notices,
        home_ids=population.home_ids,
        is_open=is_open,
        ladder=definitions.ladder,
    )
    signals: dict[int, list[Signal]] = {}
    for signal in measuring.notices.signals:
        signals.setdefault(signal.row, []).append(signal)
    return Judged(
        population=population,
        profiles=profiles,
        ladder=definitions.ladder,
        weights=definitions.weights,
        as_at=as_at,
        latest={register: span.latest.start for register, span in months.items()},
        signals=signals,
        coverage=measuring.usable / np.maximum(measuring.expected, 1),
        is_open=is_open,
    )


def _open_at(population: Population, months: Mapping[str, Span]) -> NDArray[np.bool_]:
    """Whether each home is open on the last day of its register's latest month."""
    last = np.array(
        [day_number(months[register].latest.end) - 1 for register in population.register]
    )
    return np.asarray((population.opened <= last) & (population.closed > last))
