"""What a definition makes of the columns that it read: locations, links, numbers, events."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from caresight.sources.columns import Strict, Words
from caresight.vocabulary.agencies import Agency
from caresight.vocabulary.evidence import JUDGEMENTS, LOCATIONS


class Always(Strict):
    """A value that holds for every row of the file."""

    always: str | bool | float


Value = str | Always
"""Name of a column that the definition reads, or a constant."""


class YearEnding(Strict):
    """Stretch of months that ends with the month of the edition."""

    months: int = Field(ge=1, le=36)
    ending: Literal["edition"] = "edition"
    lag: int = Field(default=0, ge=0, le=24)
    """Months between the end of the stretch and the edition."""


class YearStarting(Strict):
    """Stretch of months that begins with the month of the edition."""

    months: int = Field(ge=1, le=36)
    starting: Literal["edition"] = "edition"


class Between(Strict):
    """First and last day, from two columns of dates."""

    first: str
    last: str


class Fixed(Strict):
    """First and last day of a file that has no column of periods and says them once in words."""

    since: date
    until: date

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.until < self.since:
            raise ValueError("the last day lies before the first")
        return self


PeriodDefinition = str | YearEnding | YearStarting | Between | Fixed
"""A column of periods, the word `edition`, months up to or from it, two columns of dates, two days.
"""


class Entity(Strict):
    """What a number or an event is about."""

    type: Literal["location", "area", "brand", "register", "organisation"] = "location"
    id: Value = "location_id"
    unless_blank: bool = False
    """Rows whose id is blank are passed over by this output."""


def _components(value: object) -> object:
    return {name: name for name in value} if isinstance(value, list) else value


class LocationsOutput(Strict):
    """Columns of the `locations` table and where they come from."""

    columns: dict[str, Value]

    @model_validator(mode="after")
    def _columns_exist(self) -> Self:
        unknown = sorted(set(self.columns) - set(LOCATIONS.column_names))
        if unknown:
            raise ValueError(f"the locations table has no column {', '.join(unknown)}")
        if "location_id" not in self.columns:
            raise ValueError("locations need a location_id")
        return self


class RelationshipsOutput(Strict):
    """A published link between two locations of one row."""

    location_id: Value = "location_id"
    related_location_id: str
    relation: Value
    reason: Value | None = None
    related_name: Value | None = None


class Condition(Strict):
    """Rows that count: the column holds one of these, or none of those, or is blank or not."""

    column: str
    is_one_of: Words = ()
    is_none_of: Words = ()
    is_blank: bool | None = None


class Duplicates(Strict):
    """Rows that tell of the same thing twice."""

    key: tuple[str, ...]
    """The same key twice with the same content keeps the first; with other content keeps none."""


class NamedByRow(Strict):
    """A number whose component the row itself names, as long files of many measures do.

    The component is the prefix and the cells of the columns in small letters, joined by `_`.
    """

    prefix: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    by: tuple[str, ...] = Field(min_length=1)
    value: str


class ObservationsOutput(Strict):
    """Numbers of a row: one observation for each component that is not blank."""

    entity: Entity = Entity()
    period: PeriodDefinition
    agency: Agency
    components: Annotated[dict[str, str], BeforeValidator(_components)] = Field(
        default_factory=dict
    )
    """Component name, and the column that holds it."""
    named: NamedByRow | None = None
    only: tuple[Condition, ...] = ()
    """Rows that this output is made of; all that land, where none is named."""

    @model_validator(mode="after")
    def _says_what_the_numbers_are(self) -> Self:
        if bool(self.components) == (self.named is not None):
            raise ValueError("give either components, or how each row names its own")
        return self


class EventsOutput(Strict):
    """One event for each row that has a date (and a detail, where one is named)."""

    entity: Entity = Entity()
    kind: str
    happened_on: str | None = None
    """A column of dates, or of periods, whose first day counts; none where the file has none."""
    undated: bool = False
    """Whether a row without a date says what is so on the day of publication."""
    agency: Agency
    detail: Value | None = None
    topic: Value | None = None
    outcome: Value | None = None
    amount: str | None = None

    @model_validator(mode="after")
    def _has_a_day(self) -> Self:
        if self.happened_on is None and not self.undated:
            raise ValueError("an event without a column of dates is undated: say so")
        return self


class JudgementsOutput(Strict):
    """Columns of the `judgements` table and where they come from; kept apart from evidence."""

    columns: dict[str, Value]
    recorded_at: str
    """A column of text: the moment from which the row has been so, in ISO form with its zone."""

    @model_validator(mode="after")
    def _columns_exist(self) -> Self:
        unknown = sorted(set(self.columns) - set(JUDGEMENTS.column_names))
        if unknown:
            raise ValueError(f"the judgements table has no column {', '.join(unknown)}")
        lacking = sorted({"kind", "ref", "entity_id", "state"} - set(self.columns))
        if lacking:
            raise ValueError(f"judgements need {', '.join(lacking)}")
        return self
