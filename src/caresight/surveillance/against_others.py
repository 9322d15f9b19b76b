"""Signals against similar homes and against a standard, once they have lasted."""

import numpy as np

from caresight.indicators.measured import Measured
from caresight.surveillance.findings import (
    DirectionName,
    Finding,
    Flags,
    Floats,
    Strengths,
    rolling_all,
    run_length,
)
from caresight.surveillance.own_history import direction_of
from caresight.surveillance.weights import (
    AgainstStandard,
    Peers,
    UnusuallyQuiet,
    strength_code,
)
from caresight.vocabulary.polarity import Polarity


def detect_against_peers(
    measured: Measured, rule: Peers, quiet: UnusuallyQuiet | None, usable: Flags
) -> list[Finding]:
    """Homes that lie away from similar homes in each of the latest periods.

    `measured` may be pooled over several months, as one month of one home says little.
    Never strong: a home may differ for reasons that nobody measured.

    Where low may mean that nobody calls or reports, a low figure is never good news: it is
    the weak signal of `quiet`.
    """
    found = []
    for sign in (1, -1):
        strength = _against_peers(measured, rule, usable, sign)
        direction = direction_of(sign, measured.indicator.polarity)
        name, version = "peers", rule.version
        if measured.indicator.both_tails and sign < 0:
            if quiet is None:
                continue
            name, version, direction = "unusually_quiet", quiet.version, "concerning"
            strength = np.where(strength > 0, strength_code(quiet.strength), 0).astype(np.int8)
        elif measured.indicator.both_tails and direction == "neutral":
            direction = "concerning"
        found.append(_peer_finding(measured, name, version, direction, strength, sign))
    return found


def _against_peers(measured: Measured, rule: Peers, usable: Flags, sign: int) -> Strengths:
    periods = rule.consecutive[measured.indicator.period]
    z = np.where(usable, np.nan_to_num(sign * measured.z, nan=-np.inf), -np.inf)
    strength: Strengths = np.zeros(z.shape, dtype=np.int8)
    strength[rolling_all(z >= rule.weak_z, periods)] = strength_code("weak")
    strength[rolling_all(z >= rule.moderate_z, periods)] = strength_code("moderate")
    return strength


def _peer_finding(
    measured: Measured,
    name: str,
    version: int,
    direction: DirectionName,
    strength: Strengths,
    sign: int,
) -> Finding:
    with np.errstate(invalid="ignore"):
        beyond = sign * (measured.values - measured.expected) > 0
    return Finding(
        rule=name,
        rule_version=version,
        kind="level",
        direction=direction,
        comparator="similar homes",
        strength=strength,
        observed=measured.values,
        expected=measured.expected,
        lower=measured.lower,
        upper=measured.upper,
        p_value=measured.p_value,
        lasting=run_length(beyond),
        figures=measured,
        details={"sign": np.broadcast_to(float(sign), measured.values.shape)},
    )


def detect_against_standard(
    measured: Measured, rule: AgainstStandard, usable: Flags
) -> list[Finding]:
    """Homes that missed the standard in each of the latest periods, beyond chance in the last."""
    standard = measured.indicator.comparators.standard
    polarity = measured.indicator.polarity
    if standard is None or polarity == Polarity.NEUTRAL:
        return []
    sign = 1 if polarity == Polarity.LOWER_IS_BETTER else -1
    near = measured.lower if sign > 0 else measured.upper
    with np.errstate(invalid="ignore"):
        missed = usable & (sign * (measured.values - standard.value) > 0)
        beyond_chance = np.isnan(near) | (sign * (near - standard.value) > 0)
    periods = rule.consecutive[measured.indicator.period]
    lasting = run_length(missed)
    held = rolling_all(missed, periods) & beyond_chance
    strength: Strengths = np.where(held, strength_code(rule.strength), 0).astype(np.int8)
    level: Floats = np.broadcast_to(standard.value, missed.shape)
    return [
        Finding(
            rule="standard",
            rule_version=rule.version,
            kind="level",
            direction="concerning",
            comparator="standard",
            strength=strength,
            observed=measured.values,
            expected=level,
            lower=measured.lower,
            upper=measured.upper,
            lasting=lasting,
            details={"sign": np.broadcast_to(float(sign), missed.shape)},
        )
    ]
