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

    neighbours: int = Field(ge=1, le=50)
    variables: tuple[Variable, ...] = Field(min_length=2)

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
