"""The hand that deals: which homes are still free, and when a thing may start and end."""

from dataclasses import dataclass, field

import numpy as np

from caresight.worlds.homes import Traits
from caresight.worlds.truth import Happening


@dataclass
class Draw:
    """The state of drawing: who is still free, and what has been given out."""

    rng: np.random.Generator
    traits: Traits
    months: int
    free: set[int]
    made: list[Happening] = field(default_factory=list)

    def take(self, *, beds: int, kind: int | None = None) -> int | None:
        """A free home of at least so many beds, larger ones more often; None if none is left."""
        fits = np.array(
            sorted(
                home
                for home in self.free
                if self.traits.beds[home] >= beds
                and (kind is None or self.traits.kind[home] == kind)
            )
        )
        if not len(fits):
            return None
        weights = np.sqrt(self.traits.beds[fits].astype(float))
        home = int(self.rng.choice(fits, p=weights / weights.sum()))
        self.free.discard(home)
        return home

    def recent(self) -> int:
        """A start three to eight months before the end."""
        return self.months - int(self.rng.integers(3, 9))

    def past(self) -> tuple[int, int]:
        """A start and an end of five to twelve months that was over before the end."""
        low = min(6, self.months // 3)
        start = int(self.rng.integers(low, max(low + 1, self.months - 13)))
        return start, min(start + int(self.rng.integers(5, 13)) - 1, self.months - 4)

    def factors(self, drivers: tuple[str, ...], factor: float) -> tuple[tuple[str, float], ...]:
        """A factor for each driver around the given one; training falls where others rise."""
        return tuple(
            (name, round(1.0 + (factor - 1.0) * float(self.rng.uniform(0.75, 1.2)), 3))
            for name in drivers
        )

    def some(self, of: tuple[str, ...], low: int, high: int) -> tuple[str, ...]:
        """A few of the drivers, in their order."""
        chosen = self.rng.choice(len(of), int(self.rng.integers(low, high + 1)), replace=False)
        return tuple(of[index] for index in sorted(chosen.tolist()))
