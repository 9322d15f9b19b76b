"""What a data-quality check is: one rule over one of the six words, with its thresholds."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from caresight.checks.definition_files import Governed, Strict

Components = Annotated[tuple[str, ...], Field(min_length=1)]
Probability = Annotated[float, Field(gt=0, lt=0.5)]


class RowsAccepted(Strict):
    """Share of a file's rows that could be read."""

    of: Literal["rows_accepted"]
    at_source_gate: bool = True
    """Poor below the gate that the source's own definition states."""


class ReceivedWithin(Strict):
    """Share of receipts that came, or were published, soon after the period."""

    of: Literal["received_within"]
    days: int = Field(ge=1)
    history_after_days: int = Field(ge=1)
    """A file that comes later still is history loaded afterwards, and is not judged."""


class RowsOnce(Strict):
    """Share of rows that were not given twice."""

    of: Literal["rows_once"]
    refused_as: tuple[str, ...]
    """Rules under which a reader sets a repeated row aside."""


class HomesReporting(Strict):
    """Share of open homes that sent anything, in areas whose homes ever did."""

    of: Literal["homes_reporting"]


class AnswersGiven(Strict):
    """Share of the components that homes that reported did fill in."""

    of: Literal["answers_given"]
    components: Components


class NoMoreThan(Strict):
    """A part may not exceed its whole."""

    of: Literal["no_more_than"]
    part: str
    whole: str
    """A component, or `bed_days`: registered beds times the days open."""
    tolerance: float = Field(default=0, ge=0, le=0.5)
    """Share of the whole by which it may be exceeded."""


class SilentWhenClosed(Strict):
    """Homes that still report after they have closed."""

    of: Literal["silent_when_closed"]


class KnownToRegister(Strict):
    """Locations that no register names."""

    of: Literal["known_to_register"]


class RegisteredOnce(Strict):
    """Homes with two registrations at one time."""

    of: Literal["registered_once"]


class SuddenZeros(Strict):
    """Months without a single event in a home whose own history makes that improbable."""

    of: Literal["sudden_zeros"]
    components: Components
    probability: Probability
    poor_probability: Probability
    months_before: int = Field(ge=3)
    months_at_least: int = Field(default=1, ge=1)
    """Shorter runs are left alone: a single quiet month is common among many homes."""


class CopiedMonths(Strict):
    """Two months with the same figures throughout."""

    of: Literal["copied_months"]
    components: Components
    at_least: int = Field(ge=3)
    not_zero: int = Field(ge=2)
    look_back: int = Field(ge=1, le=24)

    @model_validator(mode="after")
    def _enough_components(self) -> Self:
        if self.at_least > len(self.components):
            raise ValueError("at_least must not exceed the number of components")
        return self


class DigitHeaping(Strict):
    """More figures that end in 0 or 5 than chance allows: a sign of guessing."""

    of: Literal["digit_heaping"]
    components: Components
    probability: Probability
    poor_probability: Probability
    months: int = Field(ge=3, le=36)
    at_least: int = Field(ge=10)


Rule = Annotated[
    RowsAccepted
    | ReceivedWithin
    | RowsOnce
    | HomesReporting
    | AnswersGiven
    | NoMoreThan
    | SilentWhenClosed
    | KnownToRegister
    | RegisteredOnce
    | SuddenZeros
    | CopiedMonths
    | DigitHeaping,
    Field(discriminator="of"),
]


class Check(Governed):
    """One data-quality check's definition."""

    dimension: Literal[
        "accuracy", "completeness", "consistency", "timeliness", "validity", "uniqueness"
    ]
    sources: tuple[str, ...] = ()
    """The sources that it looks at; empty for all."""
    rule: Rule
    doubtful_below: float = Field(ge=0, le=1)
    poor_below: float = Field(ge=0, le=1)
    gate: Literal["none", "source", "home"] = "none"
    """What a poor verdict keeps from raising signals: nothing, all that the source says of
    the period, or the component of the home alone."""
    what_to_do: str = Field(min_length=10)

    @model_validator(mode="after")
    def _thresholds_in_order(self) -> Self:
        if self.poor_below > self.doubtful_below:
            raise ValueError("poor_below must not lie above doubtful_below")
        if self.gate == "home" and self.rule.of != "no_more_than":
            raise ValueError("only a no_more_than check can gate single homes")
        return self

    def applies_to(self, source: str) -> bool:
        """Whether the check looks at a source."""
        return not self.sources or source in self.sources

    @property
    def components(self) -> tuple[str, ...]:
        """The reported components that the rule reads."""
        match self.rule:
            case NoMoreThan():
                return tuple(c for c in (self.rule.part, self.rule.whole) if c != "bed_days")
            case AnswersGiven() | SuddenZeros() | CopiedMonths() | DigitHeaping():
                return self.rule.components
        return ()
