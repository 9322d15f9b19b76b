"""Reads the reported numbers once, for the checks and for the indicators."""

from collections.abc import Mapping, Sequence

import pyarrow as pa

from caresight.checks.definition import Check
from caresight.checks.population import Population
from caresight.checks.running import run_checks
from caresight.checks.verdicts import Verdicts
from caresight.indicators.catalogue import Catalogue
from caresight.indicators.measurement import Readings, read_all
from caresight.lake.as_at import Evidence
from caresight.pipeline.build_months import Span
from caresight.sources.catalogue import SourceCatalogue


def check_everything(
    *,
    evidence: Evidence,
    population: Population,
    homes: pa.Table,
    spans: Mapping[str, Span],
    indicators: Catalogue,
    checks: Sequence[Check],
    sources: SourceCatalogue,
) -> tuple[dict[str, Readings], Verdicts]:
    """All readings by register, and what the checks say of the monthly ones."""
    wanted = [check for check in checks if check.is_used]
    checked = tuple(dict.fromkeys(name for check in wanted for name in check.components))
    readings: dict[str, Readings] = {
        register: read_all(
            indicators.used(register=register),
            checks=checked,
            evidence=evidence,
            population=population,
            months=span.months,
        )
        for register, span in spans.items()
        if (population.register == register).any()
    }
    months = max((span.months for span in spans.values()), key=len, default=())
    verdicts = run_checks(
        wanted,
        evidence=evidence,
        homes=homes,
        readings=[
            reported
            for of_register in readings.values()
            for (_, kind), reported in of_register.items()
            if kind == "month"
        ],
        months=months,
        gates={source: definition.gate for source, definition in sources.items()},
    )
    return readings, verdicts
