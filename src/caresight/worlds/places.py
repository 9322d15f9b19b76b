"""Invented areas: their people, their land, and how long their people wait in hospital.

The councils of the world's homes and others of the same region, so that each has councils
like it. What is drawn here is so; files say it in the layouts of real publishers, and for the
years in which those published: delayed transfers were counted until February 2020.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from caresight.vocabulary.areas import Council, invented_councils
from caresight.vocabulary.areas_over_time import regions
from caresight.worlds.months import Counts, Floats, Months

FEWEST_PLACES = 24
DELAY_MONTHS = Months.ending(date(2019, 12, 1), 45)
OLDEST = 90
"""Everybody of this age or more stands in one column."""
REASONS = (
    "assessment", "public_funding", "further_nhs_care", "residential_home", "nursing_home",
    "care_package", "equipment", "choice", "disputes", "housing", "other",
)  # fmt: skip
_OF_NHS = (0.12, 0.04, 0.32, 0.06, 0.10, 0.06, 0.03, 0.20, 0.01, 0.05, 0.01)
_OF_SOCIAL_CARE = (0.14, 0.02, 0.0, 0.19, 0.16, 0.42, 0.03, 0.02, 0.01, 0.0, 0.01)
_OF_BOTH = (0.34, 0.05, 0.0, 0.02, 0.38, 0.16, 0.03, 0.0, 0.0, 0.0, 0.02)
"""Shares of the reasons, by who a delay is put down to; nought where no such pair may be."""
_RATE = 12.0
"""Delayed days in a day per 100,000 adults, about the middle of the areas."""


@dataclass(frozen=True)
class Places:
    """Invented areas; arrays have a row for each."""

    councils: tuple[Council, ...]
    people: Counts
    """By single year of age, (n, 91)."""
    land: Floats
    """Square kilometres."""
    deprivation: Floats
    older_deprivation: Floats
    delayed: Counts
    """Delayed days by month, by who and by reason, (n, months, 3, 11)."""

    @property
    def by_region(self) -> dict[tuple[str, str], list[int]]:
        """Rows of the areas of each region that has some, by its code and name."""
        found = {
            (code, name): [row for row, one in enumerate(self.councils) if one.region == name]
            for code, name in regions().items()
        }
        return {region: within for region, within in found.items() if within}

    @property
    def adults(self) -> Counts:
        """People aged 18 and more."""
        return np.asarray(self.people[:, 18:].sum(axis=1))

    @property
    def by_agency(self) -> Counts:
        """Delayed days of the NHS, of social care and of both, (n, months, 3)."""
        return np.asarray(self.delayed.sum(axis=3))

    @property
    def by_reason(self) -> Counts:
        """Delayed days by reason, (n, months, 11)."""
        return np.asarray(self.delayed.sum(axis=2))


def draw_places(*, seed: int, councils: Sequence[Council]) -> Places:
    """Draw the areas of a world; the same arguments give the same to the last digit."""
    rng = np.random.default_rng([seed, 0xA2EA])
    known = {council.code: council for council in councils}
    for council in invented_councils().values():
        if len(known) >= max(FEWEST_PLACES, len(councils)):
            break
        known.setdefault(council.code, council)
    count = len(known)
    deprivation = np.clip(rng.normal(22.0, 7.0, count), 6.0, 45.0)
    people = _people(rng, count)
    older = deprivation / 150 + rng.normal(0.0, 0.02, count)
    return Places(
        councils=tuple(known.values()),
        people=people,
        land=np.round(rng.lognormal(5.4, 1.1, count), 1),
        deprivation=np.round(deprivation, 3),
        older_deprivation=np.clip(older, 0.03, 1.0).round(3),
        delayed=_delayed(rng, people[:, 18:].sum(axis=1), deprivation),
    )


def _people(rng: np.random.Generator, count: int) -> Counts:
    """A pyramid that is older in some areas than in others."""
    ages = np.arange(OLDEST + 1)
    everybody = rng.lognormal(12.4, 0.45, (count, 1))
    older = rng.normal(0.0, 0.006, (count, 1))
    pyramid = np.exp(older * (ages - 40)) / (1 + np.exp((ages - 78) / 7))
    pyramid[:, -1] *= 2.5
    shares = pyramid / pyramid.sum(axis=1, keepdims=True)
    return np.asarray(rng.poisson(everybody * shares), dtype=np.int32)


def _delayed(rng: np.random.Generator, adults: Counts, deprivation: Floats) -> Counts:
    """Days by month, agency and reason: areas differ lastingly, drift, and fill in winter."""
    count, months = len(adults), DELAY_MONTHS.count
    month = np.arange(months)
    lasting = _RATE * rng.gamma(7.0, 1 / 7.0, count) * (deprivation / 22.0) ** 0.2
    drift = np.exp(rng.normal(-0.006, 0.008, (count, 1)) * month)
    winter = 1 + 0.08 * np.cos((month + DELAY_MONTHS.first.month - 1) * np.pi / 6)
    wobble = rng.gamma(60.0, 1 / 60.0, (count, months))
    days = lasting[:, None] * drift * winter * wobble * adults[:, None] / 100_000 * 30.4
    of_social_care = np.clip(rng.beta(6, 12, count), 0.08, 0.7)
    of_both = np.clip(rng.beta(2, 20, count), 0.01, 0.3)
    agency = np.stack([1 - of_social_care - of_both, of_social_care, of_both], axis=1)
    reasons = np.array([_OF_NHS, _OF_SOCIAL_CARE, _OF_BOTH])
    shares = np.stack([rng.dirichlet(60 * row + 1e-9, count) for row in reasons], axis=1)
    expected = days[:, :, None, None] * agency[:, None, :, None] * shares[:, None]
    return np.asarray(rng.poisson(np.where(reasons > 0, expected, 0)), dtype=np.int32)
