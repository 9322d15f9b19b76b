"""What an indicator is: a frozen model of one YAML file, with every rule that binds it.

A share lies between 0 and 1 and is turned into a percentage only where it is shown.
Values that a register publishes as percentages keep the unit that it gave them.
"""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from caresight.checks.definition_files import Governed, Strict
from caresight.vocabulary.agencies import Agency
from caresight.vocabulary.polarity import Polarity

Kind = Literal["rate", "share", "ratio", "value", "ordinal", "days"]
PeriodKind = Literal["month", "quarter", "year", "edition"]
Stratifier = Literal["nursing", "dementia", "size"]
ChartMethod = Literal["auto", "xmr", "u_prime", "p_prime", "exact", "run", "none"]
Components = Annotated[tuple[str, ...], Field(min_length=1)]


class Observed(Strict):
    """Reported numbers: the components' sum, or their mean over a home's registrations."""

    of: Literal["observations"]
    components: Components
    take: Literal["sum", "mean"] = "sum"


class Counted(Strict):
    """Events of a kind in the period, counted or summed; empty filters let all pass."""

    of: Literal["events"]
    kind: str
    details: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    take: Literal["count", "amount"] = "count"
    covered_by: str
    """The source whose receipts say where and when no event means none."""
    areas: Literal["named", "with_events", "all"] = "named"
    """Which areas a receipt covers: those it names, those it has events of, or all."""


class OccupiedBedDays(Strict):
    """Occupied bed days as returned; else estimated from residents, else from beds."""

    of: Literal["occupied_bed_days"]
    component: str = "occupied_bed_days"
    residents: str = "residents_at_month_end"
    fall_back_on_beds: bool = True


class BedDays(Strict):
    """Registered beds multiplied by the days on which the home was open."""

    of: Literal["bed_days"]


class Answers(Strict):
    """How many of the components were answered, or of how many an answer was awaited."""

    of: Literal["answers"]
    components: Components
    count: Literal["given", "awaited"]
    """Awaited: all of them, in a period in which any home of the same area answered."""


class LastRating(Strict):
    """The rating in force at the end of the period, 1 for the worst."""

    of: Literal["rating"]
    topic: str = "Overall"


class DaysSince(Strict):
    """Days from the latest event of a kind to the end of the period."""

    of: Literal["days_since"]
    kind: str


class RegisterFact(Strict):
    """What the register's edition in force at the end of the period said."""

    of: Literal["register"]
    fact: Literal["beds", "manager_in_post"]


Spec = Annotated[
    Observed
    | Counted
    | OccupiedBedDays
    | BedDays
    | Answers
    | LastRating
    | DaysSince
    | RegisterFact,
    Field(discriminator="of"),
]


class MeasuredHomes(Strict):
    """Which homes the indicator is about."""

    register_name: str = Field(alias="register", pattern=r"^[a-z]+$")
    kinds: Literal["all", "nursing", "residential", "dementia"] = "all"


class Standard(Strict):
    """A figure from outside, with where it comes from."""

    value: float
    source: str = Field(min_length=10)


class Comparators(Strict):
    """Against whom a home is read."""

    standard: Standard | None = None
    local_peers: bool = True
    all_peers: bool = True
    best_tenth: bool = True


class Pooling(Strict):
    """How many months are read together where homes are compared: one alone says little."""

    months: int = Field(ge=2, le=36)


class Indicator(Governed):
    """One indicator's definition."""

    domain: Literal["safety", "quality", "performance", "workforce", "experience"]
    agency: Agency
    family: str = Field(pattern=r"^[a-z][a-z_]+$")
    population: MeasuredHomes
    numerator: Spec | None = None
    denominator: Spec | None = None
    value: Spec | None = None
    per: float = Field(default=1, gt=0)
    unit: str = Field(min_length=1)
    kind: Kind
    period: PeriodKind
    polarity: Polarity
    both_tails: bool = False
    both_tails_because: str = ""
    stratify_by: tuple[Stratifier, ...] = ()
    size_breaks: tuple[int, ...] = ()
    comparators: Comparators = Comparators()
    chart_method: ChartMethod = "auto"
    carries_over: bool = False
    """Whether a period's figure holds much of the one before. Its runs then mean nothing:
    the chart is a line around its median, without marks, and raises no signal of its own."""
    minimum_denominator: float = Field(default=0, ge=0)
    pooling: Pooling | None = None
    use_case: str = Field(min_length=10)
    source_of_method: str = Field(min_length=10)
    sources: tuple[str, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _kind_has_its_parts(self) -> Self:
        parts = (self.numerator is not None, self.denominator is not None)
        if self.value is not None and any(parts):
            raise ValueError("give either a value, or a numerator and a denominator, not both")
        if self.kind in ("rate", "share", "ratio") and not all(parts):
            raise ValueError(f"a {self.kind} needs a numerator and a denominator")
        if self.kind in ("ordinal", "days") and self.value is None:
            raise ValueError(f"kind {self.kind} needs a value")
        if self.value is None and not all(parts):
            raise ValueError("a value, or a numerator and a denominator, is required")
        if self.kind == "share" and self.per != 1:
            raise ValueError("a share lies between 0 and 1: per must be 1")
        return self

    @model_validator(mode="after")
    def _settings_agree(self) -> Self:
        if self.pooling and (self.denominator is None or self.period != "month"):
            raise ValueError("only monthly indicators with a denominator can be pooled")
        counts = self.kind in ("rate", "share")
        if self.chart_method in ("u_prime", "p_prime", "exact") and not counts:
            raise ValueError(f"a {self.chart_method} chart needs a rate or a share")
        if ("size" in self.stratify_by) != bool(self.size_breaks):
            raise ValueError("stratifying by size and size_breaks go together")
        if self.both_tails != bool(self.both_tails_because):
            raise ValueError("both_tails and both_tails_because go together")
        return self

    @property
    def specs(self) -> tuple[Spec, ...]:
        """The parts that have to be read."""
        return tuple(s for s in (self.numerator, self.denominator, self.value) if s is not None)
