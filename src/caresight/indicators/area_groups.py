"""Groups of councils that a region is read by: integrated care systems, and what was before."""

from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from caresight.checks.definition_files import Governed, Strict, load_definitions

FOLDER = "area_groups"


class AreaGroup(Strict):
    """Councils that make up one system."""

    code: str = Field(min_length=3, max_length=20)
    name: str = Field(min_length=3, max_length=80)
    areas: tuple[str, ...] = Field(min_length=1)


class AreaGroups(Governed):
    """The groups of one region; a council that is in none is a line of its own."""

    region: str = Field(min_length=3)
    kind: str = Field(min_length=3)
    """What one of them is called."""
    evidence: str = Field(min_length=5)
    groups: tuple[AreaGroup, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_area_once(self) -> Self:
        areas = [area for group in self.groups for area in group.areas]
        if len(set(areas)) < len(areas):
            raise ValueError("a council is in two groups")
        return self

    def group_of(self, area_code: str) -> AreaGroup | None:
        """The group that a council is in."""
        return next((group for group in self.groups if area_code in group.areas), None)


def load_area_groups(folder: Path) -> tuple[AreaGroups, ...]:
    """The groups in `area_groups/` of a folder of definitions; none where it has no such folder."""
    if not (folder / FOLDER).is_dir():
        return ()
    return tuple(one for one in load_definitions(folder / FOLDER, AreaGroups) if one.is_used)
