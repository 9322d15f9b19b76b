"""Did a group of homes change more than a comparison group? Counts before and after, by home.

Each home is one row: its counts before and after, and how many were to be expected from its
bed days and the season. Adding a home's months up loses nothing of the answer and frees it
from the months' dependence on each other, which makes month-by-month tests find effects that
are not there.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import t as student
from statsmodels.genmod.families import Binomial
from statsmodels.genmod.generalized_linear_model import GLM

Floats = NDArray[np.float64]

FEWEST_HOMES = 3
"""Of each group, with any event at all: fewer have no spread to judge by."""


@dataclass(frozen=True)
class Difference:
    """How much more one group changed than the other, as a ratio of ratios."""

    ratio: float
    """1 is no difference; 0.8 is a fifth less than the comparison group would lead to expect."""
    lower: float
    upper: float
    p_value: float
    """Of no difference, two-sided."""
    standard_error: float
    """Of the logarithm of the ratio."""
    freedom: float
    """Degrees of freedom of the interval, after Satterthwaite."""
    treated: int
    compared: int
    """Homes with any event; a home without one says nothing of a change."""


def difference_in_differences(
    before: ArrayLike,
    after: ArrayLike,
    expected_before: ArrayLike,
    expected_after: ArrayLike,
    treated: ArrayLike,
    *,
    confidence: float = 0.95,
) -> Difference | None:
    """Compare the change of treated homes with that of comparison homes.

    Use it for counts of tens of homes before and after one date. It misleads where the
    groups were on different courses already, where homes were chosen for a high figure in
    the very months used here as `before`, and where something else happened to one group.

    Parameters
    ----------
    before, after : array_like of float, shape (n,)
        Events of each home in the months before and after.
    expected_before, expected_after : array_like of float, shape (n,)
        What the same months would lead to expect of it, up to a factor of its own: bed days
        times the effect of the months. Above 0.
    treated : array_like of bool, shape (n,)
        Whether the home is of the group whose change is asked about.
    confidence : float, in (0, 1)
        Two-sided coverage of the interval.

    Returns
    -------
    Difference or None
        None with fewer than `FEWEST_HOMES` homes with events in either group, or where a
        group has no event before, or none after: there is then no ratio.

    Raises
    ------
    ValueError
        If shapes differ, counts are negative or not whole, expected are not above 0 or
        confidence lies outside (0, 1).

    Notes
    -----
    With an effect for each home, a Poisson model of two periods is, given each home's
    total, a binomial one of the events after among all (Hausman, Hall and Griliches). It is
    fitted by the generalized linear model of statsmodels. Homes, not events, are what
    varies: the variance is the sandwich by home with the correction known as CR2, and the
    interval uses Student's t with Satterthwaite's degrees of freedom (Bell and McCaffrey),
    the fewer of two working models: events vary by chance alone, or homes vary all alike,
    in which a home with most of the events leaves hardly any.
    statsmodels is asked for the fit alone: for models other than linear ones it takes
    `cov_type="HC2"` without a warning and gives the uncorrected sandwich (its issue 7798).

    References
    ----------
    Hausman J., Hall B.H., Griliches Z. (1984), Econometrica 52:909-938.
    Bertrand M., Duflo E., Mullainathan S. (2004), Q. J. Econ. 119:249-275.
    Bell R.M., McCaffrey D.F. (2002), Survey Methodology 28:169-181.
    Pustejovsky J.E., Tipton E. (2018), J. Bus. Econ. Stat. 36:672-683.
    Checked against: a monthly Poisson model with an effect for each home and month
    (statsmodels), the bias-reduced covariance of its generalized estimating equations, a
    version in plain Python, shuffled groups, and coverage in simulated projects.
    """
    counts, expected, group = _checked(before, after, expected_before, expected_after, treated)
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must lie between 0 and 1, got {confidence}")
    known = counts.sum(axis=1) > 0
    counts, expected, group = counts[known], expected[known], group[known]
    for side in (group, ~group):
        if side.sum() < FEWEST_HOMES or (counts[side].sum(axis=0) == 0).any():
            return None
    design = np.column_stack([np.ones(len(group)), group.astype(float)])
    offset = np.log(expected[:, 1] / expected[:, 0])
    fit = GLM(counts[:, ::-1], design, family=Binomial(), offset=offset).fit()
    total = counts.sum(axis=1)
    share = np.asarray(fit.fittedvalues, dtype=float)
    error, freedom = _of_clusters(design, total * share * (1 - share), counts[:, 1] - total * share)
    effect = float(fit.params[1])
    reach = float(student.ppf((1 + confidence) / 2, freedom)) * error
    return Difference(
        ratio=float(np.exp(effect)),
        lower=float(np.exp(effect - reach)),
        upper=float(np.exp(effect + reach)),
        p_value=float(2 * student.sf(abs(effect) / error, freedom)) if error else 1.0,
        standard_error=error,
        freedom=freedom,
        treated=int(group.sum()),
        compared=int((~group).sum()),
    )


def _of_clusters(design: Floats, weights: Floats, residuals: Floats) -> tuple[float, float]:
    """Standard error of the last coefficient, each row a cluster, and its degrees of freedom."""
    root = np.sqrt(weights)[:, None] * design
    inverse = np.linalg.inv(root.T @ root)
    leverage = np.einsum("ij,jk,ik->i", root, inverse, root)
    left = np.sqrt(np.clip(1 - leverage, 1e-9, None))
    pull = design @ inverse[-1]
    error = float(np.sqrt(np.sum((pull * residuals / left) ** 2)))
    # Each row's share of the variance, as a linear form of independent working errors.
    forms = (pull * np.sqrt(weights) / left)[:, None] * (
        np.eye(len(weights)) - root @ inverse @ root.T
    )
    return error, min(_freedom(forms), _freedom(forms * np.sqrt(weights)))


def _freedom(forms: Floats) -> float:
    """Satterthwaite's: how many equal parts the variance of the forms' squares speaks for."""
    inner = forms @ forms.T
    return float(np.trace(inner) ** 2 / np.sum(inner**2))


def _checked(
    before: ArrayLike,
    after: ArrayLike,
    expected_before: ArrayLike,
    expected_after: ArrayLike,
    treated: ArrayLike,
) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    group = np.asarray(treated, dtype=bool)
    columns = [
        np.asarray(one, dtype=float) for one in (before, after, expected_before, expected_after)
    ]
    if group.ndim != 1 or any(one.shape != group.shape for one in columns):
        raise ValueError(f"counts, expected and groups must have one entry a home: {group.shape}")
    counts, expected = np.column_stack(columns[:2]), np.column_stack(columns[2:])
    if not (np.isfinite(counts).all() and (counts >= 0).all()):
        raise ValueError("counts must be known and not below 0")
    if (counts != np.round(counts)).any():
        raise ValueError("counts must be whole")
    if not (np.isfinite(expected).all() and (expected > 0).all()):
        raise ValueError("what is expected must be known and above 0")
    return counts, expected, group
