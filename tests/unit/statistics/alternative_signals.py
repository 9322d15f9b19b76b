"""A slow second implementation of the strict signals: one series, exact sums, no arrays."""

import math

from scipy.stats import t as student

WINDOWS = (1, 3, 6, 12)


def plain_p_value(events, exposure, at):
    """P-value of period `at` for counts (no over-dispersion in the past), and direction."""
    best, direction, tried = 1.0, 0, 0
    for length in WINDOWS:
        past = range(max(0, at + 1 - length - 36), at + 1 - length)
        if len(past) < 6:
            continue
        tried += 1
        recent = range(at + 1 - length, at + 1)
        high = plain_mid_p(events, exposure, past, recent)
        for tail, way in ((high, 1), (1 - high, -1)):
            if tail < best:
                best, direction = tail, way
    if not tried:
        return math.nan, 0
    return min(1.0, 2 * max(1.0, 0.7 * tried) * best), direction


def plain_mid_p(events, exposure, past, recent):
    count = sum(events[i] for i in recent)
    total = count + sum(events[i] for i in past)
    time = sum(exposure[i] for i in recent)
    share = time / (time + sum(exposure[i] for i in past))
    chances = [
        math.comb(total, k) * share**k * (1 - share) ** (total - k) for k in range(count, total + 1)
    ]
    return math.fsum(chances) - chances[0] / 2


def plain_dispersion_at_most_one(events, exposure, at):
    """Whether no past of any stretch looks over-dispersed, so that counts stay whole."""
    for length in WINDOWS:
        past = range(max(0, at + 1 - length - 36), at + 1 - length)
        if len(past) < 6:
            continue
        rate = sum(events[i] for i in past) / sum(exposure[i] for i in past)
        if rate == 0:
            continue
        pearson = sum((events[i] - rate * exposure[i]) ** 2 / (rate * exposure[i]) for i in past)
        freedom = len(past) - 1
        if pearson / freedom * (1 + 4 / freedom) > 1:
            return False
    return True


def plain_value_p_value(values, at):
    """P-value of period `at` for measured values without gaps or repeats."""
    best, tried = 1.0, 0
    for length in WINDOWS:
        past = values[max(0, at + 1 - length - 36) : at + 1 - length]
        if len(past) < 6:
            continue
        tried += 1
        recent = values[at + 1 - length : at + 1]
        mean = math.fsum(past) / len(past)
        variance = math.fsum((v - mean) ** 2 for v in past) / (len(past) - 1)
        width = math.sqrt(variance * (1 / len(recent) + 1 / len(past)))
        distance = (math.fsum(recent) / len(recent) - mean) / width
        best = min(best, student.sf(abs(distance), len(past) - 1))
    return min(1.0, 2 * tried * best)
