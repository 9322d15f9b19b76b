"""Did a home change more than homes like it? Matching, a regression and a placebo.

A home that is acted upon was mostly chosen because it looked bad, and what looks bad by
chance looks better afterwards whatever is done. Homes that started as high, and were not
acted upon, fall back in the same way: so the home is compared with them, never with its
own past alone.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import t as student

Floats = NDArray[np.float64]

FEWEST_MATCHED = 8
"""With two slopes and a centre to estimate, fewer homes leave no spread to judge by."""
SHARE_KNOWN = 2 / 3
"""Of the periods before, and of those after, that must be known of a home to compare with."""


@dataclass(frozen=True)
class MatchedComparison:
    """How much a home changed, and how much homes like it did without an action.

    All but the shares and counts are in the unit of the values.
    """

    before: float
    after: float
    change: float
    """After less before."""
    matched_before: float
    matched_change: float
    """Mean change of the matched homes."""
    expected_change: float
    """Change expected of a home that started where this one did, as the matched homes tell."""
    effect: float
    """Change less expected change."""
    lower: float
    upper: float
    """Bounds of the effect: where they hold 0, homes not acted upon differ as much."""
    share_as_extreme: float
    """Of the matched homes, treated as if each had acted: the share at least as far off."""
    matched: NDArray[np.int64]
    """Rows of the candidates that were used, the most alike first."""


def matched_comparison(
    before: ArrayLike,
    after: ArrayLike,
    candidates_before: ArrayLike,
    candidates_after: ArrayLike,
    *,
    matches: int = 30,
    fewest: int = 12,
    confidence: float = 0.95,
) -> MatchedComparison | None:
    """Compare one home's change with that of the homes most like it before the action.

    Use it for one home and one action, with tens of homes that were not acted upon. It
    misleads where those homes had actions of which nothing is known, and where something
    else happened to this home at the same time.

    Parameters
    ----------
    before, after : array_like of float, shape (b,) and (a,)
        The home's values in the periods before and after; nan is unknown.
    candidates_before, candidates_after : array_like of float, shape (n, b) and (n, a)
        The same periods of homes that were not acted upon.
    matches : int
        So many candidates, the nearest by mean and trend before, are used.
    fewest : int
        With fewer usable candidates there is no comparison; at least `FEWEST_MATCHED`.
    confidence : float, in (0, 1)
        Two-sided coverage of the interval.

    Returns
    -------
    MatchedComparison or None
        None where there are fewer than `fewest` usable candidates, or the home has fewer
        than two known values before, or none after.

    Raises
    ------
    ValueError
        If shapes do not fit, `fewest` is below `FEWEST_MATCHED`, `matches` below `fewest`
        or confidence outside (0, 1).

    Notes
    -----
    Distance is Euclidean in mean and least-squares slope of the periods before, each in
    standard deviations of the candidates. The matched homes' changes are regressed on both,
    centred on the home (the bias correction of Abadie and Imbens), which takes out what is
    left of the return to the mean where no home started quite as high. The interval is the
    regression's prediction interval for one more home: it holds because the home, had
    nothing been done, would have been one of them. Where the home's figures jump more from
    period to period than theirs did, as those of a smaller home do, it is widened by the
    ratio of the two. The placebo treats each matched home as if it had acted, by its
    deleted residual.

    References
    ----------
    Abadie A., Imbens G.W. (2011), J. Bus. Econ. Stat. 29:1-11.
    Abadie A., Diamond A., Hainmueller J. (2010), J. Am. Stat. Assoc. 105:493-505 (placebo).
    Checked against: a slow version in plain Python, and coverage in simulated homes
    (normal, drifting and Poisson, chosen at random and chosen for being extreme).
    """
    own_before, own_after = _one(before), _one(after)
    pool_before = _many(candidates_before, len(own_before), "before")
    pool_after = _many(candidates_after, len(own_after), "after")
    if not FEWEST_MATCHED <= fewest <= matches:
        raise ValueError(f"fewest must lie between {FEWEST_MATCHED} and matches, got {fewest}")
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must lie between 0 and 1, got {confidence}")
    if np.isfinite(own_before).sum() < 2 or not np.isfinite(own_after).any():
        return None
    usable = np.flatnonzero(usable_candidates(pool_before, pool_after))
    if len(usable) < fewest:
        return None
    offsets = _offsets(own_before, pool_before[usable])
    nearest = np.argsort(_distances(offsets), kind="stable")[:matches]
    matched = usable[nearest]
    starts = np.nanmean(pool_before[matched], axis=1)
    changes = np.nanmean(pool_after[matched], axis=1) - starts
    fit = _fit(offsets[nearest], changes)
    start, end = float(np.nanmean(own_before)), float(np.nanmean(own_after))
    effect = end - start - fit.expected
    widening = _own_noise(own_before, pool_before[matched])
    reach = widening * student.ppf((1 + confidence) / 2, fit.freedom) * fit.prediction_error
    as_extreme = int((np.abs(fit.deleted) >= abs(effect) / widening).sum())
    return MatchedComparison(
        before=start,
        after=end,
        change=end - start,
        matched_before=float(starts.mean()),
        matched_change=float(changes.mean()),
        expected_change=fit.expected,
        effect=effect,
        lower=float(effect - reach),
        upper=float(effect + reach),
        share_as_extreme=(1 + as_extreme) / (1 + len(matched)),
        matched=matched,
    )


def usable_candidates(before: Floats, after: Floats) -> NDArray[np.bool_]:
    """Which homes have enough known values on both sides to be compared with.

    Parameters
    ----------
    before, after : ndarray of float, shape (n, b) and (n, a)
        nan is unknown.

    Returns
    -------
    ndarray of bool, shape (n,)
        True where at least `SHARE_KNOWN` of the periods of each side are known, two of
        those before.

    References
    ----------
    Abadie A., Imbens G.W. (2011), J. Bus. Econ. Stat. 29:1-11.
    Checked against: a slow version in plain Python.
    """
    known_before, known_after = np.isfinite(before).sum(axis=1), np.isfinite(after).sum(axis=1)
    enough = (known_before >= SHARE_KNOWN * before.shape[1]) & (known_before >= 2)
    return np.asarray(enough & (known_after >= SHARE_KNOWN * after.shape[1]) & (known_after >= 1))


class _Fit(NamedTuple):
    expected: float
    prediction_error: float
    freedom: int
    deleted: Floats


def _fit(offsets: Floats, changes: Floats) -> _Fit:
    """Changes on offsets from the home: the intercept is what is expected at the home itself."""
    design = np.column_stack([np.ones(len(changes)), offsets])
    # Homes that all started alike leave a column without spread: it then explains nothing.
    inverse = np.linalg.pinv(design.T @ design, rcond=1e-10, hermitian=True)
    weights = inverse @ design.T
    coefficients = weights @ changes
    residuals = changes - design @ coefficients
    leverage = np.einsum("ij,ji->i", design, weights)
    freedom = max(1, len(changes) - int(np.linalg.matrix_rank(design)))
    variance = float(residuals @ residuals) / freedom
    error = float(np.sqrt(variance * (1 + inverse[0, 0])))
    deleted = residuals / np.clip(1 - leverage, 1e-9, None)
    return _Fit(float(coefficients[0]), error, freedom, deleted)


def _own_noise(own: Floats, matched: Floats) -> float:
    """How many times noisier the home is than the matched homes, at least 1."""
    with np.errstate(invalid="ignore"):
        steps = np.diff(own)
        others = np.diff(matched, axis=1)
    if not np.isfinite(steps).any() or not np.isfinite(others).any():
        return 1.0
    typical = float(np.nanmean(others**2))
    return max(1.0, float(np.sqrt(np.nanmean(steps**2) / typical))) if typical > 0 else 1.0


def _offsets(own: Floats, pool: Floats) -> Floats:
    """How far each candidate's mean and slope before lie from the home's own."""
    means = np.nanmean(pool, axis=1) - np.nanmean(own)
    return np.column_stack([means, _slopes(pool) - _slopes(own[None])[0]])


def _distances(offsets: Floats) -> Floats:
    spread = offsets.std(axis=0)
    scaled = offsets / np.where(spread > 0, spread, 1.0)
    return np.asarray(np.hypot(scaled[:, 0], scaled[:, 1]))


def _slopes(values: Floats) -> Floats:
    """Least-squares slope a period of each row, over its known values."""
    known = np.isfinite(values)
    places = np.where(known, np.arange(values.shape[1], dtype=float), 0.0)
    count = np.maximum(known.sum(axis=1), 1)
    apart = np.where(known, places - (places.sum(axis=1) / count)[:, None], 0.0)
    top = (apart * np.where(known, values, 0.0)).sum(axis=1)
    bottom = (apart**2).sum(axis=1)
    return np.asarray(np.where(bottom > 0, top / np.where(bottom > 0, bottom, 1.0), 0.0))


def _one(values: ArrayLike) -> Floats:
    own = np.asarray(values, dtype=float)
    if own.ndim != 1:
        raise ValueError(f"the home's values must have one dimension, got {own.ndim}")
    return own


def _many(values: ArrayLike, periods: int, side: str) -> Floats:
    pool = np.asarray(values, dtype=float)
    if pool.ndim != 2 or pool.shape[1] != periods:
        raise ValueError(
            f"candidates {side} must be homes by {periods} periods, got an array of {pool.shape}"
        )
    return pool
