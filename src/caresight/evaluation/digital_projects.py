"""Kinds of digital project and the rules of their judging: one definition that a group owns."""

from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import Field, model_validator

from caresight.checks.definition_files import Governed, Strict, load_definitions
from caresight.evaluation.impact_rules import ImpactRules

if TYPE_CHECKING:
    from caresight.indicators.definition import Indicator

FOLDER = "projects"


class ProjectKind(Strict):
    """One kind of digital project."""

    code: str = Field(pattern=r"^[a-z][a-z_]{2,39}$")
    label: str = Field(min_length=3, max_length=60)
    meaning: str = Field(min_length=10)


class DigitalProjects(Governed):
    """All kinds, in the order in which a form offers them, and when an impact is claimed."""

    evidence: str = Field(min_length=20)
    kinds: tuple[ProjectKind, ...] = Field(min_length=2)
    impact: ImpactRules

    @model_validator(mode="after")
    def _codes_are_unique(self) -> "DigitalProjects":
        codes = [kind.code for kind in self.kinds]
        if len(set(codes)) < len(codes):
            raise ValueError("two kinds bear one code")
        return self


def load_digital_projects(folder: Path) -> DigitalProjects:
    """The definition in `projects/` of a folder of definitions."""
    return load_definitions(folder / FOLDER, DigitalProjects)[0]


def counts_events(indicator: "Indicator") -> bool:
    """Whether an indicator counts events by month, and so can be compared before and after."""
    return indicator.kind in ("rate", "share") and indicator.period == "month"
