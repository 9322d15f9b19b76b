"""When an impact may be claimed: numbers that a group owns, read from a definition."""

from pydantic import Field, model_validator

from caresight.checks.definition_files import Strict


class ImpactRules(Strict):
    """How much must be known, and how alike homes must be, before a number is claimed."""

    fewest_project_homes: int = Field(ge=4)
    fewest_comparison_homes: int = Field(ge=8)
    comparison_homes_each: int = Field(ge=1, le=10)
    """Comparison homes looked for, for each project home."""
    fewest_months_before: int = Field(ge=4)
    most_months_before: int = Field(ge=4)
    fewest_months_after: int = Field(ge=3)
    fewest_events: int = Field(ge=5)
    """In the project homes, before and after each."""
    share_of_months_known: float = Field(gt=0.5, le=1)
    """Of the months before, and of those after, that must be known of a home."""
    months_left_out: int = Field(ge=0)
    """Before the start, where nobody knows how the homes were chosen."""
    level_ratio_most: float = Field(gt=1)
    """The groups' levels before may differ by this factor at most."""
    fewest_degrees_of_freedom: float = Field(ge=2)
    """Fewer, as where one home has most of the events, give no interval to trust."""
    confidence: float = Field(gt=0.5, lt=1)

    @model_validator(mode="after")
    def _fewest_below_most(self) -> "ImpactRules":
        if self.fewest_months_before > self.most_months_before:
            raise ValueError("fewest_months_before must not exceed most_months_before")
        return self
