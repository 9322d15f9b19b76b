"""What a measure of areas is: a frozen model of one YAML file in `definitions/area_measures/`."""

from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from caresight.checks.definition_files import Governed, Strict, load_definitions
from caresight.indicators.area_parts import PartOf, check_connections
from caresight.indicators.definition import Components
from caresight.vocabulary.polarity import Polarity

OLDEST = 90
"""The last year of age that populations are told by: 90 and over."""


class Population(Strict):
    """People of some ages, in the middle of the year that is known nearest to the period."""

    aged_from: int = Field(ge=0, le=OLDEST)
    aged_to: int = Field(default=OLDEST, ge=0, le=OLDEST)
    years_apart: float = Field(ge=0)
    """A period whose middle lies further from the middle of that year gives an estimate."""

    @property
    def components(self) -> tuple[str, ...]:
        """Every year of age, as populations are landed."""
        return tuple(f"population_age_{age:02}" for age in range(self.aged_from, self.aged_to + 1))

    @property
    def words(self) -> str:
        """“people aged 18 and over”."""
        until = " and over" if self.aged_to == OLDEST else f" to {self.aged_to}"
        return f"people aged {self.aged_from}{until}"


class AddedUp(Strict):
    """Counts of councils, from which a region is added up where it tells none of its own."""

    numerator: Components
    per: float = Field(gt=0)
    without: tuple[str, ...] = ()
    """Councils that have no figures, and without which a region is whole."""


class OfPeople(AddedUp):
    """Counts that are set against people."""

    over: Population


class DaysRate(OfPeople):
    """Days counted month by month, a day and so many people."""

    of: Literal["days_rate"]
    months: int = Field(ge=6, le=24)
    """Months of a window; of single months, those that tell how much months vary."""


class CountRate(OfPeople):
    """Things counted day by day, added up to months or to all the time that was told.

    A rate is for so many people and so many days.
    """

    of: Literal["count_rate"]
    days: float = Field(gt=0)
    """The days that it is given for, so that a month told in part can stand beside a whole one."""


class CountShare(AddedUp):
    """Things counted out of all there are, in the stretches that they were told for."""

    of: Literal["count_share"]
    out_of: str
    smallest_denominator: float = Field(default=0, ge=0)
    """Below it a figure is called small."""


class Published(Strict):
    """A figure as it was published, with what it was made of where that was told."""

    of: Literal["published"]
    outcome: str
    numerator: str | None = None
    denominator: str | None = None
    margin: str | None = None
    """The published margin of error: half of the 95 % interval."""
    interval: Literal["margin", "wilson", "poisson", "none"]
    per: float = Field(default=1, gt=0)
    """What one numerator over one denominator is multiplied by."""
    times: float = Field(default=1, gt=0)
    """What the published figure is multiplied by: 100 for a share that is shown in per cent."""
    smallest_denominator: float = Field(default=0, ge=0)
    """Below it a figure is called small."""

    @model_validator(mode="after")
    def _has_what_its_interval_needs(self) -> Self:
        counts = self.numerator and self.denominator
        if self.interval in ("wilson", "poisson") and not counts:
            raise ValueError("an interval from counts needs a numerator and a denominator")
        if (self.interval == "margin") != (self.margin is not None):
            raise ValueError("a margin is named where the interval is the margin, and only there")
        return self


_PERIODS = {
    "published": ("month", "year"),
    "days_rate": ("month", "twelve_months"),
    "count_rate": ("month", "as_told"),
    "count_share": ("as_told",),
}


class AreaBreak(Strict):
    """A day on which a series breaks."""

    day: date
    note: str = Field(min_length=20)


class AreaSum(Strict):
    """A total and the parts that should come to it."""

    total: str
    parts: Components
    words: str = Field(min_length=10)


class AreaMeasureDefinition(Governed):
    """One measure of areas: no measure is shown without the decision that it serves."""

    place: int = Field(ge=1)
    """Where it stands among the measures."""
    measure_set: Literal["interface_2017", "interface_now", "outcomes", "homes", "workforce"]
    set_title: str = Field(min_length=5)
    unit: str = Field(min_length=2)
    per_words: str = ""
    decimals: int = Field(ge=0, le=4)
    polarity: Polarity
    period: Literal["month", "twelve_months", "year", "as_told"]
    part_of: PartOf | None = None
    related: tuple[str, ...] = ()
    """Measures of the same decision that are read beside it, by code."""
    use_case: str = Field(min_length=15)
    used_by: str = Field(min_length=5)
    method: Annotated[DaysRate | CountRate | CountShare | Published, Field(discriminator="of")]
    numerator_words: str = Field(min_length=5)
    denominator_words: str = Field(min_length=5)
    source_of_method: str = Field(min_length=5)
    why_none: str = ""
    """Why there may be no figure, where that is known."""
    breaks: tuple[AreaBreak, ...] = ()
    sums: tuple[AreaSum, ...] = ()
    notes: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _period_fits_the_method(self) -> Self:
        allowed = _PERIODS[self.method.of]
        if self.period not in allowed:
            raise ValueError(f"a {self.method.of} figure is by {' or by '.join(allowed)}")
        return self

    @property
    def components(self) -> frozenset[str]:
        """Every component that it reads."""
        how = self.method
        if isinstance(how, OfPeople):
            read = {*how.numerator, *how.over.components}
        elif isinstance(how, CountShare):
            read = {*how.numerator, how.out_of}
        else:
            parts = (how.outcome, how.numerator, how.denominator, how.margin)
            read = {name for name in parts if name}
        sums = {name for one in self.sums for name in (one.total, *one.parts)}
        return frozenset(read | sums)


def load_area_measures(folder: Path) -> tuple[AreaMeasureDefinition, ...]:
    """The measures in `area_measures/` that a build uses, in their order; none without a folder.

    Raises
    ------
    Refusal
        Naming the file and key, if a definition is not valid, a code is taken twice, or a part has
        no whole.
    """
    if not (folder / "area_measures").is_dir():
        return ()
    found = load_definitions(folder / "area_measures", AreaMeasureDefinition)
    used = tuple(sorted((one for one in found if one.is_used), key=lambda one: one.place))
    check_connections(used)
    return used
