"""The same statistics a second time, slowly: loops, sums term by term, no arrays."""

import math
from statistics import NormalDist

NORMAL = NormalDist()


def poisson_term(count: int, mean: float) -> float:
    return math.exp(-mean + count * math.log(mean) - math.lgamma(count + 1))


def poisson_tail_deviate(count: int, mean: float) -> float:
    half = poisson_term(count, mean) / 2
    if count > mean:
        more = sum(poisson_term(k, mean) for k in range(count + 1, count + 400))
        return -NORMAL.inv_cdf(half + more)
    return NORMAL.inv_cdf(half + sum(poisson_term(k, mean) for k in range(count)))


def binomial_term(count: int, size: int, share: float) -> float:
    return math.comb(size, count) * share**count * (1 - share) ** (size - count)


def binomial_tail_deviate(count: int, size: int, share: float) -> float:
    half = binomial_term(count, size, share) / 2
    if count > size * share:
        more = sum(binomial_term(k, size, share) for k in range(count + 1, size + 1))
        return -NORMAL.inv_cdf(half + more)
    return NORMAL.inv_cdf(half + sum(binomial_term(k, size, share) for k in range(count)))


def quantile(values: list[float], probability: float) -> float:
    ordered = sorted(values)
    place = (len(ordered) - 1) * probability
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def winsorised(values: list[float], trim_by: float = 0.1) -> list[float]:
    low, high = quantile(values, trim_by), quantile(values, 1 - trim_by)
    return [min(max(value, low), high) for value in values]


def between_variance(z: list[float], errors: list[float]) -> tuple[float, float]:
    phi = sum(value**2 for value in z) / len(z)
    weights = [1 / error**2 for error in errors]
    beyond = len(z) * phi - (len(z) - 1)
    spread = sum(weights) - sum(w**2 for w in weights) / sum(weights)
    return phi, max(0.0, beyond / spread)


def adjusted_rate_scores(
    events: list[int], exposure: list[float]
) -> tuple[float, list[float], float]:
    """Expected rate, over-dispersed z and the variance of one group of ten or more."""
    rate = sum(events) / sum(exposure)
    means = [rate * time for time in exposure]
    z = [poisson_tail_deviate(count, mean) for count, mean in zip(events, means, strict=True)]
    errors = [1 / (2 * math.sqrt(mean)) for mean in means]
    _, variance = between_variance(winsorised(z), errors)
    widened = [
        value / math.sqrt(1 + variance / error**2) for value, error in zip(z, errors, strict=True)
    ]
    return rate, widened, variance
