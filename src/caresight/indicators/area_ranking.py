"""How areas are ranked over several measures: one YAML file in `definitions/area_rankings/`."""

from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from caresight.checks.definition_files import Governed, Strict, load_definitions


class Weighted(Strict):
    """One measure of a ranking."""

    measure: str
    weight: float = Field(gt=0, le=100)


class Shortlist(Strict):
    """Which areas a review is proposed for: a rule that anybody can check."""

    among_last_share: float = Field(gt=0, lt=1)
    """An area is proposed whose place is among this last share of the areas …"""
    surely_beyond_share: float = Field(gt=0, lt=1)
    """… and whose interval lies wholly beyond this share of the areas."""


class AreaRanking(Governed):
    """One ranking over several measures."""

    use_case: str = Field(min_length=15)
    used_by: str = Field(min_length=5)
    measures: tuple[Weighted, ...] = Field(min_length=1)
    weights_vary_by: float = Field(ge=1, le=10)
    """Each weight may be this many times larger or smaller, to see what hangs on it."""
    draws: int = Field(ge=100, le=100_000)
    seed: int
    shortlist: Shortlist

    @model_validator(mode="after")
    def _each_measure_once(self) -> Self:
        codes = [one.measure for one in self.measures]
        if len(set(codes)) < len(codes):
            raise ValueError("a measure stands twice in the ranking")
        return self


def load_area_rankings(folder: Path) -> tuple[AreaRanking, ...]:
    """The rankings in `area_rankings/` that a build uses; none without a folder."""
    if not (folder / "area_rankings").is_dir():
        return ()
    return tuple(one for one in load_definitions(folder / "area_rankings", AreaRanking)
                 if one.is_used)  # fmt: skip
