"""Location ids of the invented homes: a new owner brings a new one, some buildings have two."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from caresight.worlds.homes import Home, Provider
from caresight.worlds.months import Months
from caresight.worlds.truth import Happening


@dataclass(frozen=True)
class Location:
    """A registered place: what the regulator calls a home, as long as nobody sells it."""

    location_id: str
    home: int
    """Index of the home."""
    name: str
    provider: Provider
    registered_on: date
    deregistered_on: date | None = None
    follows: str = ""
    """The location id that it took over from; else empty."""
    primary_id: str = ""
    """For a second registration of one building, the first; else empty."""

    def is_listed(self, on: date) -> bool:
        """Whether the register lists it on a day."""
        gone = self.deregistered_on is not None and self.deregistered_on <= on
        return self.registered_on <= on and not gone


@dataclass(frozen=True)
class Locations:
    """All locations, and which of them speaks for each home in each month."""

    all: tuple[Location, ...]
    current: npt.NDArray[np.int32]
    """Index of the location, (n, m)."""

    by_home: dict[int, tuple[Location, ...]]
    """Every location that each home ever had, in order."""


def draw_locations(
    rng: np.random.Generator,
    *,
    homes: Sequence[Home],
    providers: Sequence[Provider],
    happenings: Sequence[Happening],
    months: Months,
) -> Locations:
    """Give every home its location ids, following what happens to it."""
    made = [_first(home, index) for index, home in enumerate(homes)]
    current = np.repeat(np.arange(len(homes), dtype=np.int32)[:, None], months.count, axis=1)
    for thing in happenings:
        old = made[thing.home]
        match thing.kind:
            case "opening":
                made[thing.home] = _changed(old, registered_on=months.start(thing.start))
            case "closure":
                last = months.start(thing.start + 1) - timedelta(days=1)
                made[thing.home] = _changed(old, deregistered_on=last)
            case "change_of_hands":
                on = months.start(thing.start)
                made[thing.home] = _changed(old, deregistered_on=on)
                current[thing.home, thing.start :] = len(made)
                made.append(_successor(rng, old, providers, on))
            case "dual_registration":
                made.append(_second(old))
    by_home: dict[int, tuple[Location, ...]] = {}
    for location in made:
        by_home[location.home] = (*by_home.get(location.home, ()), location)
    return Locations(tuple(made), current, by_home)


def _first(home: Home, index: int) -> Location:
    return Location(f"1-9990{index:06d}", index, home.name, home.provider, home.registered_on)


def _changed(
    location: Location,
    *,
    registered_on: date | None = None,
    deregistered_on: date | None = None,
) -> Location:
    return Location(
        location.location_id,
        location.home,
        location.name,
        location.provider,
        registered_on or location.registered_on,
        deregistered_on or location.deregistered_on,
    )


def _successor(
    rng: np.random.Generator, old: Location, providers: Sequence[Provider], on: date
) -> Location:
    others = [p for p in providers if p.provider_id != old.provider.provider_id]
    provider = others[int(rng.integers(len(others)))]
    word, rest = old.name.split(" ", 1)
    # One new owner in three renames the house, so that a name alone cannot link it.
    name = f"New {word} {rest}" if rng.random() < 0.33 else old.name
    return Location(f"1-9992{old.home:06d}", old.home, name, provider, on, follows=old.location_id)


def _second(old: Location) -> Location:
    return Location(
        f"1-9993{old.home:06d}",
        old.home,
        old.name,
        old.provider,
        old.registered_on,
        primary_id=old.location_id,
    )
