"""All that says how areas are measured, ranked and found alike; empty without such folders."""

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from caresight.checks.definition_files import load_definitions
from caresight.indicators.area_definition import AreaMeasureDefinition, load_area_measures
from caresight.indicators.area_ranking import AreaRanking, load_area_rankings
from caresight.indicators.similar_areas import SimilarAreas


@dataclass(frozen=True)
class AreaDefinitions:
    """Definitions of areas that a build uses."""

    measures: tuple[AreaMeasureDefinition, ...] = ()
    rankings: tuple[AreaRanking, ...] = ()
    similar: tuple[SimilarAreas, ...] = ()

    @property
    def every(self) -> tuple[BaseModel, ...]:
        """All of them, as the version of the definitions counts them."""
        return (*self.measures, *self.rankings, *self.similar)


def load_area_definitions(folder: Path) -> AreaDefinitions:
    """The definitions below a folder.

    Raises
    ------
    Refusal
        Naming the file and key, if one of them is not valid.
    """
    similar: tuple[SimilarAreas, ...] = ()
    if (folder / "neighbours").is_dir():
        every = load_definitions(folder / "neighbours", SimilarAreas)
        similar = tuple(one for one in every if one.is_used)
    return AreaDefinitions(load_area_measures(folder), load_area_rankings(folder), similar)
