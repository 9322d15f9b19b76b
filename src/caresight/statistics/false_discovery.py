"""How many of many flags are expected to be false.

A release judges every home on every indicator: hundreds of thousands of tests. At a
hundredth of chance each, thousands of flags are false though every test is right.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from caresight.statistics.intervals import Floats


class FalseFlags(NamedTuple):
    """What a threshold on p-values means for all tests together."""

    tests: int
    flagged: int
    expected_false: float
    """Flags expected if nothing at all were unusual: an upper bound."""
    expected_false_share: float
    """Of the flags, at most 1; nan if nothing is flagged."""


def benjamini_hochberg(p_values: ArrayLike) -> Floats:
    """Smallest false discovery rate at which each test would be flagged (q-values).

    Flag all tests with q at most 0.05, and at most about one flag in twenty is expected
    to be false. Holds for independent tests and for those that rise together.

    Parameters
    ----------
    p_values : array_like of float, any shape
        In [0, 1]; nan is no test and does not count among the tests.

    Returns
    -------
    ndarray of float
        q in [0, 1], shaped like `p_values`, nan where there is no test; never below p and
        in the same order.

    Raises
    ------
    ValueError
        If a p-value is outside [0, 1].

    References
    ----------
    Benjamini Y., Hochberg Y. (1995), J. R. Stat. Soc. B 57:289-300.
    Checked against: the 15 p-values of the paper's section 3.2, and R 4.5
    `p.adjust(method = "BH")` by its definition in plain Python.
    """
    p = np.asarray(p_values, dtype=float)
    _check(p)
    q = np.full(p.shape, np.nan)
    known = ~np.isnan(p)
    tests = p[known]
    order = np.argsort(tests)
    raised = tests[order] * tests.size / np.arange(1, tests.size + 1)
    lowest = np.minimum.accumulate(raised[::-1])[::-1]
    adjusted = np.empty(tests.size)
    adjusted[order] = np.minimum(lowest, 1.0)
    q[known] = adjusted
    return q


def expected_false_flags(p_values: ArrayLike, *, threshold: float) -> FalseFlags:
    """How many flags a fixed threshold raises, and how many of them chance alone would.

    Parameters
    ----------
    p_values : array_like of float, any shape
        In [0, 1]; nan is no test.
    threshold : float, in (0, 1)
        Tests with p at or below it are flagged: 0.002 is outside 99.8 % limits.

    Returns
    -------
    FalseFlags
        Counts, and the expected number and share of false flags.

    Raises
    ------
    ValueError
        If a p-value or the threshold is out of range.

    References
    ----------
    Benjamini Y., Hochberg Y. (1995), J. R. Stat. Soc. B 57:289-300.
    Checked against: plain counting.
    """
    p = np.asarray(p_values, dtype=float)
    _check(p)
    if not 0 < threshold < 1:
        raise ValueError(f"threshold must lie between 0 and 1, got {threshold}")
    tests = int((~np.isnan(p)).sum())
    flagged = int((p <= threshold).sum())
    expected = tests * threshold
    share = min(1.0, expected / flagged) if flagged else float("nan")
    return FalseFlags(tests, flagged, expected, share)


def _check(p: Floats) -> None:
    if ((p < 0) | (p > 1)).any():
        raise ValueError("p-values must lie between 0 and 1")
