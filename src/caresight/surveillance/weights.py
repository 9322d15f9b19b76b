"""What each thing noticed counts: the model of definitions/surveillance/weights.yaml.

No threshold of a rule lives in code. Each rule's part says its version, which every signal
carries, so that a past signal can be read with the rule that raised it.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from caresight.checks.definition_files import Governed, Strict, load_definitions
from caresight.indicators.definition import Indicator, Kind, PeriodKind
from caresight.vocabulary.agencies import Agency
from caresight.vocabulary.refusal import Refusal

Strength = Literal["weak", "moderate", "strong"]
IndicatorRule = Literal[
    "own_history",
    "peers",
    "unusually_quiet",
    "standard",
    "rating",
    "since_inspection",
    "manager_absent",
]
STRENGTHS: tuple[Strength, ...] = ("weak", "moderate", "strong")


def strength_code(strength: Strength) -> int:
    """1 for weak to 3 for strong, as arrays hold it; 0 is nothing."""
    return STRENGTHS.index(strength) + 1


class Points(Strict):
    """Points by strength."""

    weak: float = Field(gt=0)
    moderate: float = Field(gt=0)
    strong: float = Field(gt=0)

    @model_validator(mode="after")
    def _rise(self) -> Self:
        if not self.weak < self.moderate < self.strong:
            raise ValueError("points must rise from weak to strong")
        return self

    def by_code(self) -> tuple[float, float, float, float]:
        """Points by strength code, 0 to 3."""
        return (0.0, self.weak, self.moderate, self.strong)


class Caps(Strict):
    """Where the sum stops."""

    family: float = Field(gt=0)
    agency: float = Field(gt=0)
    agencies: Mapping[Agency, float] = {}

    def of(self, agency: str) -> float:
        """The cap of one agency."""
        return self.agencies.get(Agency(agency), self.agency)


class Rule(Strict):
    """What every rule has."""

    version: int = Field(ge=1)


class OwnHistory(Rule):
    """A point of the home's own chart stands out."""

    strength: Strength
    strong_after_periods: int = Field(ge=2)
    lasts_periods: int = Field(ge=1)


class Peers(Rule):
    """The home lies away from similar homes in each of the latest periods."""

    weak_z: float = Field(gt=1)
    moderate_z: float = Field(gt=1)
    consecutive: Mapping[PeriodKind, int]


class UnusuallyQuiet(Rule):
    """Low where low may mean that nobody calls or reports."""

    strength: Strength


class AgainstStandard(Rule):
    """The standard is missed in each of the latest periods."""

    strength: Strength
    consecutive: Mapping[PeriodKind, int]


class Scale(Strict):
    """How one register's ratings are read."""

    labels: Mapping[int, str]
    concerning: Mapping[int, Strength]
    good: Mapping[int, Strength]
    alone: Mapping[int, str]


class RatingRule(Rule):
    """The regulator's rating and its changes."""

    fall: Strength
    rise: Strength
    step_months: int = Field(ge=1)
    scales: Mapping[str, Scale]


class SinceInspection(Rule):
    """Nobody has inspected for long."""

    strength: Strength
    months: int = Field(ge=6)
    knowledge_months: int = Field(ge=1)
    """Where no home of the area has a rating newer than this, the list is old: no point."""


class ManagerAbsent(Rule):
    """No registered manager."""

    weak_after_months: int = Field(ge=1)
    moderate_after_months: int = Field(ge=1)


class Silence(Rule):
    """A home that used to send returns has stopped."""

    moderate_after_months: int = Field(ge=1)
    strong_after_months: int = Field(ge=1)
    returns_before: int = Field(ge=1)
    homes_in: float = Field(gt=0, le=1)
    """Share of homes that must be in before a month counts as collected."""
    agencies: tuple[Agency, ...]


class Behaviour(Rule):
    """Checks found that the home's own figures look made up or copied."""

    rules: tuple[str, ...]
    """Codes of the checks that count."""
    months: int = Field(ge=1)
    verdicts: Mapping[Literal["doubtful", "poor"], Strength]
    family: str
    agency: Agency


class EventWeight(Strict):
    """One kind of event that counts; empty lists let all pass."""

    kind: str
    details: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    strength: Strength
    months: int = Field(ge=1)
    family: str
    alone: str = ""
    words: str = Field(min_length=10)


class Happening(Rule):
    """Something that happened, such as enforcement."""

    events: tuple[EventWeight, ...]


class ChangedHands(Rule):
    """A change of owner is noted and counts nothing: it may explain what else is seen."""

    months: int = Field(ge=1)


class Rules(Strict):
    """Every rule's settings."""

    own_history: OwnHistory
    peers: Peers
    unusually_quiet: UnusuallyQuiet
    standard: AgainstStandard
    rating: RatingRule
    since_inspection: SinceInspection
    manager_absent: ManagerAbsent
    silence: Silence
    behaviour: Behaviour
    happening: Happening
    changed_hands: ChangedHands


class Weights(Governed):
    """The whole definition."""

    evidence: str = Field(min_length=20)
    points: Points
    caps: Caps
    new_homes_a_month: float | None = Field(default=None, gt=0, le=100)
    """Newly flagged homes, in 100 open ones, that the group can review in a month."""
    carry_periods: int = Field(ge=0)
    stale_after_months: Mapping[PeriodKind, int]
    rules: Rules
    rules_by_kind: Mapping[Kind, tuple[IndicatorRule, ...]]
    rules_by_indicator: Mapping[str, tuple[IndicatorRule, ...]] = {}

    def rules_for(self, indicator: Indicator) -> tuple[IndicatorRule, ...]:
        """The rules by which an indicator may raise a signal."""
        named = self.rules_by_indicator.get(indicator.code)
        return self.rules_by_kind.get(indicator.kind, ()) if named is None else named


def load_weights(folder: Path) -> Weights:
    """Read definitions/surveillance; `folder` may also be the definitions folder itself."""
    inner = folder / "surveillance"
    found = load_definitions(inner if inner.is_dir() else folder, Weights, "weights*.yaml")
    in_force = [weights for weights in found if weights.is_used]
    if len(in_force) != 1:
        raise Refusal(
            "exactly one definition of weights must be in force",
            file="definitions/surveillance",
            expected="one file with status live or piloted",
            came=f"{len(in_force)}",
            what_to_do="Set the status of the others to retired or proposed.",
        )
    return in_force[0]
