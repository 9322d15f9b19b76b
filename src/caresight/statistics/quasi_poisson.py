"""Quasi-Poisson regression with a log link, by iteratively reweighted least squares."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_TOLERANCE = 1e-10
_ROUNDS = 100


@dataclass(frozen=True)
class QuasiPoissonFit:
    """A fitted model.

    Attributes
    ----------
    coefficients : ndarray, shape (p,)
        On the log scale.
    covariance : ndarray, shape (p, p)
        Of the coefficients, for a dispersion of 1.
    mean : ndarray, shape (n,)
        Fitted counts.
    dispersion : float
        Pearson's statistic over the degrees of freedom.
    freedom : int
        Observations less coefficients.
    response, leverage : ndarray, shape (n,)
        Observed counts; diagonal of the hat matrix.
    """

    coefficients: Floats
    covariance: Floats
    mean: Floats
    dispersion: float
    freedom: int
    response: Floats
    leverage: Floats

    def anscombe_residuals(self, dispersion: float) -> Floats:
        """Residuals that look normal for counts, shape (n,), no unit."""
        raw = 1.5 * (self.response ** (2 / 3) * self.mean ** (-1 / 6) - np.sqrt(self.mean))
        return np.asarray(raw / np.sqrt(dispersion * (1 - self.leverage)))


def quasi_poisson_fit(design: Floats, response: Floats, weights: Floats) -> QuasiPoissonFit:
    """Fit counts by a log-linear model.

    Parameters
    ----------
    design : ndarray, shape (n, p)
        Columns of the model.
    response : ndarray, shape (n,)
        Counts, 0 or more.
    weights : ndarray, shape (n,)
        Prior weights, > 0.

    Returns
    -------
    QuasiPoissonFit
        Counts that are all zero give a mean that tends to zero.

    Raises
    ------
    ValueError
        If there are no more observations than coefficients.

    References
    ----------
    McCullagh P., Nelder J.A. (1989), Generalized Linear Models, 2nd ed., chapter 9.
    Checked against: R 4.5.0 `glm(family = quasipoisson)` by way of surveillance 1.24.1.
    """
    freedom = design.shape[0] - design.shape[1]
    if freedom < 1:
        raise ValueError(f"{design.shape[0]} counts cannot fit {design.shape[1]} coefficients")
    mean = response + 0.1
    linear = np.log(mean)
    before = np.inf
    for _ in range(_ROUNDS):
        working = weights * mean
        root = np.sqrt(working)
        target = linear + (response - mean) / mean
        coefficients = np.linalg.lstsq(design * root[:, None], target * root, rcond=None)[0]
        linear = np.clip(design @ coefficients, -30, 700)
        mean = np.exp(linear)
        deviance = _deviance(response, mean, weights)
        if abs(deviance - before) / (abs(deviance) + 0.1) < _TOLERANCE:
            break
        before = deviance
    weighted = design * np.sqrt(weights * mean)[:, None]
    covariance = np.linalg.pinv(weighted.T @ weighted)
    relative = (response - mean) / mean
    return QuasiPoissonFit(
        coefficients=np.asarray(coefficients, dtype=np.float64),
        covariance=np.asarray(covariance, dtype=np.float64),
        mean=mean,
        dispersion=float((weights * mean * relative**2).sum() / freedom),
        freedom=freedom,
        response=response,
        leverage=np.einsum("ij,jk,ik->i", weighted, covariance, weighted),
    )


def _deviance(response: Floats, mean: Floats, weights: Floats) -> float:
    ratio = np.log(np.where(response > 0, response, mean) / mean)
    return float(2 * (weights * (response * ratio - (response - mean))).sum())
