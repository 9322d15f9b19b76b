"""Which homes of a release somebody may read, as a condition that every query carries.

A scope names areas, and single homes besides: those near a border, or those that a provider
runs. None for areas means every home of the release.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scope:
    """The homes of some areas, and some further homes."""

    area_codes: frozenset[str] | None = frozenset()
    home_ids: frozenset[str] = frozenset()

    @property
    def is_everything(self) -> bool:
        """Whether no home is left out."""
        return self.area_codes is None

    @property
    def is_nothing(self) -> bool:
        """Whether no home can lie within."""
        return not self.is_everything and not self.area_codes and not self.home_ids

    def holds(self, home_id: str, area_code: str) -> bool:
        """Whether a home lies within."""
        return self.area_codes is None or area_code in self.area_codes or home_id in self.home_ids

    def condition(self) -> tuple[str, list[str]]:
        """The scope as a condition on the table of homes, and the values of its marks."""
        if self.area_codes is None:
            return "1", []
        areas, homes = sorted(self.area_codes), sorted(self.home_ids)
        either = [
            f"{column} IN ({', '.join('?' * len(values))})"
            for column, values in (("area_code", areas), ("home_id", homes))
            if values
        ]
        return f"({' OR '.join(either) or '0'})", [*areas, *homes]


EVERY_HOME = Scope(area_codes=None)
"""For who reads the evidence of every home, and for what the system itself looks up."""
NO_HOME = Scope()
"""For everybody of whom nothing else was said."""
