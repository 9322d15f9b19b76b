"""A second, slow computation of rates, intervals and pooled peers in plain Python."""

from math import sqrt

Z = 1.959963984540054


def byar(events: float, exposure: float) -> tuple[float, float]:
    """Byar's interval for a rate per one unit of exposure."""
    lower = 0.0
    if events:
        lower = events * (1 - 1 / (9 * events) - Z / (3 * sqrt(events))) ** 3
    more = events + 1
    upper = more * (1 - 1 / (9 * more) + Z / (3 * sqrt(more))) ** 3
    return max(lower, 0.0) / exposure, upper / exposure


def wilson(events: float, trials: float) -> tuple[float, float]:
    """Wilson's interval for a share."""
    share = events / trials
    centre = share + Z**2 / (2 * trials)
    reach = Z * sqrt(share * (1 - share) / trials + Z**2 / (4 * trials**2))
    scale = 1 + Z**2 / trials
    return (centre - reach) / scale, (centre + reach) / scale


def pooled_rate(pairs: list[tuple[float | None, float | None]]) -> float:
    """Events over exposure of those that gave both."""
    known = [(top, bottom) for top, bottom in pairs if top is not None and bottom]
    return sum(top for top, _ in known) / sum(bottom for _, bottom in known)


def quantile(values: list[float], share: float) -> float:
    """The quantile between order statistics, as R's type 7."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])
