"""What an intelligence item counts: the model of definitions/surveillance/items.yaml."""

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from caresight.checks.definition_files import Governed, Strict, load_definitions
from caresight.vocabulary.refusal import Refusal

Severity = int
HIGHEST_SEVERITY = 5
HIGHEST_FACTOR = 2


class Fading(Strict):
    """How much of an item is left until it is so many months old."""

    months: int = Field(ge=1, le=60)
    share: float = Field(gt=0, le=1)


class AloneItem(Strict):
    """An item that raises a level whatever the sum says, as the ladder's short list has it."""

    themes: tuple[str, ...] = Field(min_length=1)
    grade: str
    severity_from: Severity = Field(ge=1, le=HIGHEST_SEVERITY)
    credibility: tuple[str, ...] = Field(min_length=1)
    """Only where what was said is judged to be so."""
    code: str
    """The thing of the ladder's short list."""


class ItemWeights(Governed):
    """The whole definition."""

    evidence: str = Field(min_length=20)
    severity_points: Mapping[Severity, float]
    most: float = Field(gt=0)
    grade: Mapping[str, float]
    reliability: Mapping[str, float]
    credibility: Mapping[str, float]
    fades: tuple[Fading, ...] = Field(min_length=1)
    low_level_severity: Severity = Field(ge=0, le=HIGHEST_SEVERITY)
    good_points: float = Field(gt=0)
    alone: tuple[AloneItem, ...] = ()

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        severities = range(1, HIGHEST_SEVERITY + 1)
        if sorted(self.severity_points) != list(severities):
            raise ValueError("severity_points must name each severity from 1 to 5")
        points = [self.severity_points[severity] for severity in severities]
        if points[0] < 0 or any(b < a for a, b in pairwise(points)):
            raise ValueError("a graver item must not count less")
        for scale in (self.grade, self.reliability, self.credibility):
            if any(not 0 <= factor <= HIGHEST_FACTOR for factor in scale.values()):
                raise ValueError(f"a factor must be from 0 to {HIGHEST_FACTOR}")
        if any(a.months >= b.months or a.share <= b.share for a, b in pairwise(self.fades)):
            raise ValueError("an item must fade as it grows older")
        return self

    def left_after(self, months: int) -> float:
        """The share of an item that is left when it is so many months old."""
        return next((step.share for step in self.fades if months < step.months), 0.0)

    @property
    def lasts_months(self) -> int:
        """How old an item can be and still count."""
        return self.fades[-1].months


def load_item_weights(folder: Path) -> ItemWeights:
    """Read definitions/surveillance/items*.yaml; `folder` may be the definitions folder itself."""
    inner = folder / "surveillance"
    found = load_definitions(inner if inner.is_dir() else folder, ItemWeights, "items*.yaml")
    in_force = [weights for weights in found if weights.is_used]
    if len(in_force) != 1:
        raise Refusal(
            "exactly one definition of what items count must be in force",
            file="definitions/surveillance",
            expected="one file items*.yaml with status live or piloted",
            came=f"{len(in_force)}",
            what_to_do="Set the status of the others to retired or proposed.",
        )
    return in_force[0]
