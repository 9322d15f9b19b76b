"""All rules that an indicator may signal by, run on all its homes and periods."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from caresight.indicators.measured import Measured
from caresight.surveillance.against_others import detect_against_peers, detect_against_standard
from caresight.surveillance.findings import (
    Finding,
    Flags,
    Strengths,
    carried,
    latest_usable,
)
from caresight.surveillance.own_history import ChartLimits, detect_own_history
from caresight.surveillance.register_facts import (
    detect_manager_absent,
    detect_rating,
    detect_since_inspection,
)
from caresight.surveillance.weights import Weights, strength_code


@dataclass(frozen=True)
class Detected:
    """What the rules found in one indicator, carried over periods without news."""

    findings: tuple[Finding, ...]


def detect(
    measured: Measured, charts: ChartLimits, weights: Weights, *, windows: Measured | None = None
) -> Detected:
    """Run the rules; a figure whose quality is not good or estimated raises nothing.

    `windows` are the same figures pooled over several months, against which a home is
    compared with its peers where the definition says that one month is too little.
    """
    usable = measured.may_signal & np.isfinite(measured.values)
    found = _findings(measured, charts, weights, usable)
    pooled = measured if windows is None else windows
    usable_windows = pooled.may_signal & np.isfinite(pooled.values)
    compared = _against_peers(pooled, weights, usable_windows)
    return Detected(
        (
            *_carried(found, latest_usable(usable, weights.carry_periods)),
            *_carried(compared, latest_usable(usable_windows, weights.carry_periods)),
        )
    )


def _carried(findings: list[Finding], latest: NDArray[np.int64]) -> list[Finding]:
    return [
        replace(finding, strength=carried(finding.strength, latest), latest=latest)
        for finding in findings
        if finding.strength.any()
    ]


def _against_peers(measured: Measured, weights: Weights, usable: Flags) -> list[Finding]:
    wanted, rules = weights.rules_for(measured.indicator), weights.rules
    if "peers" not in wanted:
        return []
    quiet = rules.unusually_quiet if "unusually_quiet" in wanted else None
    return detect_against_peers(measured, rules.peers, quiet, usable)


def _findings(
    measured: Measured, charts: ChartLimits, weights: Weights, usable: Flags
) -> list[Finding]:
    wanted, rules = weights.rules_for(measured.indicator), weights.rules
    found: list[Finding] = []
    if "own_history" in wanted:
        found += detect_own_history(measured, charts, rules.own_history, usable)
    found = [_both_tails(finding, measured, weights) for finding in found]
    if "standard" in wanted:
        found += detect_against_standard(measured, rules.standard, usable)
    if "rating" in wanted:
        found += detect_rating(measured, rules.rating, usable)
    if "since_inspection" in wanted:
        found += detect_since_inspection(measured, rules.since_inspection, usable)
    if "manager_absent" in wanted:
        found += detect_manager_absent(measured, rules.manager_absent, usable)
    return found


def _both_tails(finding: Finding, measured: Measured, weights: Weights) -> Finding:
    """Where low may mean silence, a fall is no good news, and a weak signal at most."""
    if not measured.indicator.both_tails:
        return finding
    falling = bool(finding.details["sign"].flat[0] < 0)
    if not falling:
        if finding.direction == "neutral":
            return replace(finding, direction="concerning")
        return finding
    most = strength_code(weights.rules.unusually_quiet.strength)
    strength: Strengths = np.minimum(finding.strength, most).astype(np.int8)
    return replace(finding, direction="concerning", strength=strength)
