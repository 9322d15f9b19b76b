"""What makes two areas alike: a frozen model of one YAML file in `definitions/neighbours/`."""

from typing import Literal, Self

from pydantic import Field, model_validator

from caresight.checks.definition_files import Governed, Strict
from caresight.indicators.definition import Components


class Variable(Strict):
    """Something by which areas are compared: a sum of components, or one sum over another."""

    code: str = Field(pattern=r"^[a-z][a-z0-9_]{2,59}$")
    label: str = Field(min_length=5)
    weight: float = Field(gt=0, le=10)
    of: Components
    over: tuple[str, ...] = ()
    take: Literal["value", "logarithm"] = "value"
    """The logarithm, where areas differ by how many times and not by how much."""


class SimilarAreas(Governed):
    """One way to find similar areas."""

    way: Literal["nearest", "same_region", "same_kind", "own_list"] = "nearest"
    """The nearest by variables; all of the region, or of the kind of council; or a landed list."""
    turn: int = Field(default=0, ge=0)
    """In a build the first that has neighbours for a council gives them; 0: only when asked."""
    neighbours: int | None = Field(default=None, ge=1, le=50)
    variables: tuple[Variable, ...] = ()

    @model_validator(mode="after")
    def _only_the_nearest_are_counted(self) -> Self:
        given = self.neighbours is not None and len(self.variables) > 1
        if (self.way == "nearest") != given or (self.way != "nearest" and self.variables):
            raise ValueError(
                "the nearest, and only they, want a number of neighbours and two variables or more"
            )
        return self

    @model_validator(mode="after")
    def _each_variable_once(self) -> Self:
        codes = [variable.code for variable in self.variables]
        if len(set(codes)) < len(codes):
            raise ValueError("two variables have the same code")
        return self

    @property
    def components(self) -> frozenset[str]:
        """Every component that a variable is made of."""
        return frozenset(name for one in self.variables for name in (*one.of, *one.over))
