"""The homes of an invented world: what each of them is, before anything happens."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from caresight.vocabulary.areas import Council, invented_councils
from caresight.worlds import names, rates
from caresight.worlds.months import Counts, Flags, Floats

HOMES_PER_COUNCIL = 100
ACROSS = 12
"""Invented councils lie in rows of so many."""
SMALL_BOARD = 6
"""A board of up to 600 homes has six councils, whatever their size."""


@dataclass(frozen=True)
class Provider:
    """A legal body that runs homes."""

    provider_id: str
    name: str
    brand_id: str
    brand_name: str
    ownership: str


@dataclass(frozen=True)
class Home:
    """A building and those who live in it; its location ids come and go."""

    home_key: str
    name: str
    council: Council
    kind: int
    has_nursing: bool
    has_dementia: bool
    beds: int
    provider: Provider
    street: str
    postcode: str
    uprn: str
    ods_code: str
    registered_on: date
    longitude: float
    latitude: float


@dataclass(frozen=True)
class Traits:
    """What the counting needs of n homes, as arrays."""

    kind: npt.NDArray[np.int8]
    dementia: Flags
    beds: Counts
    occupancy: Floats
    spread: dict[str, Floats]
    """The home's own lasting factor for each rate."""
    under_reporter: Flags
    under_caller: Flags


def councils_for(homes: int) -> tuple[Council, ...]:
    """The invented councils of a world of this many homes."""
    known = tuple(invented_councils().values())
    wanted = SMALL_BOARD if homes <= 600 else homes // HOMES_PER_COUNCIL
    return known[: max(SMALL_BOARD, min(len(known), wanted))]


def draw_traits(rng: np.random.Generator, count: int) -> Traits:
    """Draw kinds, beds and the lasting differences between homes."""
    kind = rng.choice(3, count, p=rates.KIND_SHARES).astype(np.int8)
    median, spread, fewest, most = np.array(rates.KIND_BEDS)[kind].T
    beds = np.rint(median * np.exp(spread * rng.standard_normal(count)))
    return Traits(
        kind=kind,
        dementia=rng.random(count) < np.array(rates.DEMENTIA_SHARES)[kind],
        beds=np.clip(beds, fewest, most).astype(np.int32),
        occupancy=np.clip(rng.normal(rates.OCCUPANCY, rates.OCCUPANCY_SPREAD, count), 0.55, 0.98),
        spread={
            name: rng.gamma(rate.spread**-2, rate.spread**2, count)
            for name, rate in rates.RATES.items()
        },
        under_reporter=rng.random(count) < rates.UNDER_REPORTERS_SHARE,
        under_caller=rng.random(count) < rates.UNDER_CALLERS_SHARE,
    )


def draw_providers(rng: np.random.Generator, count: int) -> tuple[Provider, ...]:
    """Draw legal bodies; four in ten belong to a brand."""
    words = names.provider_names(rng, count)
    brands = names.brand_names(rng, max(2, count // 12))
    brand = rng.integers(0, len(brands), count).tolist()
    branded = (rng.random(count) < 0.4).tolist()
    return tuple(
        Provider(
            provider_id=f"1-9991{index:06d}",
            name=word,
            brand_id=f"BD99{brand[index]:04d}" if branded[index] else "-",
            brand_name=brands[brand[index]] if branded[index] else "-",
            ownership=names.ownership_of(word),
        )
        for index, word in enumerate(words)
    )


def draw_homes(
    rng: np.random.Generator, traits: Traits, providers: tuple[Provider, ...], first: date
) -> tuple[Home, ...]:
    """Draw where each home is and who runs it."""
    count = len(traits.beds)
    councils = councils_for(count)
    # Councils differ in size; a provider stays with a few neighbouring homes.
    weights = np.linspace(1.4, 0.6, len(councils))
    council = rng.choice(len(councils), count, p=weights / weights.sum()).tolist()
    owner = (len(providers) * rng.random(count) ** 1.5).astype(int).tolist()
    kinds = traits.kind.tolist()
    labels = names.home_names(rng, kinds)
    streets = names.street_names(rng, count)
    since = rng.integers(400, 5500, count).tolist()
    offsets = rng.normal(0.0, 0.06, (count, 2)).round(6).tolist()
    return tuple(
        Home(
            home_key=f"W{index:05d}",
            name=labels[index],
            council=councils[council[index]],
            kind=kinds[index],
            has_nursing=kinds[index] == rates.NURSING,
            has_dementia=bool(traits.dementia[index]),
            beds=int(traits.beds[index]),
            provider=providers[owner[index]],
            street=streets[index],
            postcode=_postcode(council[index], index),
            uprn=f"9990{index:08d}",
            ods_code=f"V9{_in_letters(index)}",
            registered_on=first - timedelta(days=since[index]),
            longitude=round(centre_of(council[index])[0] + offsets[index][0], 6),
            latitude=round(centre_of(council[index])[1] + offsets[index][1], 6),
        )
        for index in range(count)
    )


def centre_of(council: int) -> tuple[float, float]:
    """Invented councils lie on the Dogger Bank, in the sea, where no map shows a town."""
    return 0.9 + 0.13 * (council % ACROSS), 54.3 + 0.13 * (council // ACROSS)


def _postcode(council: int, index: int) -> str:
    """A code in an area that the post does not have, one for each building."""
    inward = f"{index % 9 + 1}{_LETTERS[index // 9 % 20]}{_LETTERS[index // 180 % 20]}"
    area = _POST_AREAS[(council // 90 + 2 * (index // 3600)) % len(_POST_AREAS)]
    return f"{area}{council % 90 + 1} {inward}"


_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
_POST_AREAS = ("QX", "QZ", "XJ", "XQ", "ZK", "ZQ", "JX", "JQ", "VX", "VQ")


def _in_letters(index: int) -> str:
    return "".join(_LETTERS[index // 20**place % 20] for place in (3, 2, 1, 0))
