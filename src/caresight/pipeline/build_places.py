"""Measures of areas in a build: from what files told to the pages and rows of the release."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from caresight.indicators.area_boards import Boards
from caresight.indicators.area_catalogue import AreaDefinitions
from caresight.indicators.area_figures import AreaFigures
from caresight.indicators.area_measuring import measure
from caresight.indicators.area_told import Told, told_of_areas
from caresight.lake.as_at import Evidence
from caresight.pipeline.build_place_areas import AreaPages
from caresight.pipeline.build_place_figures import Compared, compared
from caresight.pipeline.build_place_measures import measure_document, measure_row
from caresight.pipeline.build_place_ranking import Overall
from caresight.pipeline.build_place_tables import figure_table
from caresight.pipeline.release_index.place_parts import PlaceParts
from caresight.pipeline.release_index.places import Neighbour
from caresight.pipeline.similar_areas import similar_areas
from caresight.sources.catalogue import SourceCatalogue
from caresight.vocabulary.areas_over_time import name_of
from caresight.vocabulary.refusal import Refusal

DRAWS, SEED = 1000, 20171129
"""Of the ranks of single measures, where no ranking says otherwise."""


@dataclass(frozen=True)
class Places:
    """What is known of areas."""

    told: Told
    figures: tuple[AreaFigures, ...] = ()
    definitions: AreaDefinitions = field(default_factory=AreaDefinitions)


def sources_of_areas(sources: SourceCatalogue) -> frozenset[str]:
    """Sources that tell of areas, in numbers or outlines, and nothing of homes."""
    return frozenset(
        code
        for code, one in sources.items()
        if not (one.locations or one.relationships or one.events or one.judgements)
        and all(of.entity.type == "area" for of in one.observations)
    )


def measure_areas(
    evidence: Evidence,
    definitions: AreaDefinitions,
    sources: SourceCatalogue,
    boards: Boards | None = None,
) -> Places | None:
    """The figures of every measure; None where no file of areas was known, at next to no cost."""
    wanted = sources_of_areas(sources) & _landed(evidence)
    if not wanted or not definitions.measures:
        return None
    components = {name for one in definitions.measures for name in one.components}
    told = told_of_areas(evidence, components, wanted, boards)
    found = (measure(one, told) for one in definitions.measures)
    figures = tuple(one for one in found if one is not None)
    return Places(told, figures, definitions) if figures else None


def place_parts(places: Places, evidence: Evidence, sources: SourceCatalogue) -> PlaceParts:
    """The pages of every measure and every area."""
    titles = {code: one.title for code, one in sources.items()}
    neighbours, alone = _neighbours(evidence, places.definitions)
    codes = {code: [one["area_code"] for one in like] for code, like in neighbours.items()}
    ranking = next(iter(places.definitions.rankings), None)
    draws, seed = (ranking.draws, ranking.seed) if ranking else (DRAWS, SEED)
    found: dict[str, Compared] = {}
    for figures in places.figures:
        one = compared(figures, codes, places.told, draws=draws, seed=seed)
        if one is not None:
            found[figures.measure.code] = one
    rows = {
        one.code: measure_row(one, found.get(one.code), places.told, titles)
        for one in places.definitions.measures
    }
    pages = AreaPages(
        measures=places.definitions.measures,
        rows=rows,
        found=found,
        told=places.told,
        titles=titles,
        neighbours=neighbours,
        no_neighbours=alone,
        overall=Overall(ranking, found) if ranking else None,
    )
    documents = [
        measure_document(rows[one.code], one, found.get(one.code), places.told, titles)
        for one in places.definitions.measures
    ]
    return PlaceParts(
        measures=documents,
        areas=list(pages.documents()),
        tables=[figure_table(figures, places.told, titles) for figures in places.figures],
    )


def _neighbours(
    evidence: Evidence, definitions: AreaDefinitions
) -> tuple[Mapping[str, list[Neighbour]], dict[str, str]]:
    """Who is like whom, by the first definition that says so, and why somebody has nobody."""
    found: dict[str, list[Neighbour]] = {}
    alone = {"": "No definition says what makes areas alike."}
    for wanted in sorted((one for one in definitions.similar if one.turn), key=lambda x: x.turn):
        try:
            similar = similar_areas(evidence, wanted)
        except Refusal as refusal:
            alone[""] = f"No neighbours: {refusal.what}."
            continue
        found = _listed(similar.rows) | found
        alone |= {
            code: f"It has no neighbours, as this is not known of it: {', '.join(labels)}."
            for code, labels in similar.lacking.items()
        }
        alone[""] = "It has no neighbours, as nothing is known of its people and land."
    return found, alone


def _listed(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Neighbour]]:
    found: dict[str, list[Neighbour]] = {}
    for row in rows:
        found.setdefault(row["area_code"], []).append(
            Neighbour(
                area_code=row["neighbour_code"],
                area_name=name_of(row["neighbour_code"]),
                rank=row["rank"],
                distance=row["distance"],
            )
        )
    return found


def _landed(evidence: Evidence) -> frozenset[str]:
    receipts = evidence.table("receipts")
    rows = evidence.arrow(receipts.select("source").distinct())
    return frozenset(rows["source"].to_pylist())
