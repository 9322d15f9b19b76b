"""Escalation ladders: the levels that a group uses, as data, and when one is suggested.

A level is suggested where the points and the number of agencies that corroborate both
reach its threshold, or where one of a short list of things raises it alone. A person
decides; the ladder only suggests.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pydantic import Field, model_validator

from caresight.checks.definition_files import Governed, Strict, load_definitions, version_of
from caresight.vocabulary.refusal import Refusal

DEFAULT_LADDER = "nqb-2022"


class Level(Strict):
    """One step of a ladder."""

    code: str = Field(pattern=r"^[a-z][a-z_]+$")
    label: str = Field(min_length=3)
    meaning: str = Field(min_length=10)
    entry: str = Field(min_length=5)
    exit: str = Field(min_length=5)
    points: float = Field(ge=0)
    agencies: int = Field(ge=0)
    review_within_days: int | None = Field(default=None, ge=1)
    dwell_months: int | None = Field(default=None, ge=1)


class RaisesAlone(Strict):
    """One thing that raises a level whatever the sum says."""

    code: str = Field(pattern=r"^[a-z][a-z_]+$")
    label: str = Field(min_length=5)
    level: str


class Ladder(Governed):
    """An escalation ladder."""

    code: str = Field(pattern=r"^[a-z][a-z0-9-]+$")
    evidence: str = Field(min_length=20)
    levels: tuple[Level, ...] = Field(min_length=2)
    raises_alone: tuple[RaisesAlone, ...] = ()

    @model_validator(mode="after")
    def _levels_rise(self) -> Self:
        first = self.levels[0]
        if first.points or first.agencies:
            raise ValueError("the lowest level has no threshold: its points and agencies are 0")
        for lower, higher in zip(self.levels, self.levels[1:], strict=False):
            if higher.points <= lower.points or higher.agencies < lower.agencies:
                raise ValueError(
                    f"thresholds must rise: {higher.code} needs more points than {lower.code}, "
                    "and no fewer agencies"
                )
        codes = [level.code for level in self.levels]
        if len(set(codes)) < len(codes):
            raise ValueError("two levels bear one code")
        unknown = [alone.level for alone in self.raises_alone if alone.level not in codes]
        if unknown:
            raise ValueError(f"raises_alone names a level that the ladder has not: {unknown[0]}")
        return self

    def steps(self, points: ArrayLike, agencies: ArrayLike) -> NDArray[np.int64]:
        """The step that points and agencies reach, 0 for the lowest; any shape."""
        total, corroborating = np.asarray(points), np.asarray(agencies)
        reached = np.zeros(np.broadcast(total, corroborating).shape, dtype=np.int64)
        for step, level in enumerate(self.levels):
            # Points are sums of tenths: a hair below the threshold is the threshold.
            reached[(total >= level.points - 1e-9) & (corroborating >= level.agencies)] = step
        return reached

    def step_of(self, level_code: str) -> int:
        """The step of a level."""
        return [level.code for level in self.levels].index(level_code)

    def alone(self) -> Mapping[str, RaisesAlone]:
        """The things that raise a level alone, by code."""
        return {thing.code: thing for thing in self.raises_alone}


class Ladders:
    """All ladders that the definitions folder holds."""

    def __init__(self, ladders: tuple[Ladder, ...]) -> None:
        self.by_code = {ladder.code: ladder for ladder in ladders}
        self.version = version_of(ladders)

    def require(self, code: str) -> Ladder:
        """The ladder of a code; a refusal that lists the codes where there is none."""
        if code not in self.by_code:
            raise Refusal(
                "no escalation ladder bears this code",
                expected="one of " + ", ".join(self.by_code),
                came=code,
                what_to_do="Choose one of the codes, or add a file to definitions/escalation.",
            )
        return self.by_code[code]


def load_ladders(folder: Path) -> Ladders:
    """Read definitions/escalation; `folder` may also be the definitions folder itself."""
    inner = folder / "escalation"
    return Ladders(load_definitions(inner if inner.is_dir() else folder, Ladder))
