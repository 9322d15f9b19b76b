"""A measure as a map, of its newest period."""

from datetime import date

from caresight.pipeline.release_index.boundaries import Boundary
from caresight.pipeline.release_index.places import MeasureDocument, MeasureLine
from caresight.web.local_areas import figures
from caresight.web.ui.charts.map_of_areas import AreaMap, Classes, Figured, Wanted, map_of_areas


def map_of(
    document: MeasureDocument,
    lines: list[MeasureLine],
    boundaries: dict[str, Boundary],
    classes: Classes,
    *,
    chosen: str = "",
    of: str = "",
) -> AreaMap | None:
    """The map of the newest period; None where no area of it has an outline."""
    row = document["row"]
    if not row["latest"]:
        return None
    told = [
        Figured(
            line["area_code"],
            line["area_name"],
            line["figure"]["value"],
            figures.figure_words(line["figure"], row),
        )
        for line in lines
    ]
    parts = (f"Map of {row['title'].lower()}", of, row["latest_words"])
    wanted = Wanted(
        title=", ".join(filter(None, parts)),
        on=date.fromisoformat(row["latest"]),
        words=lambda value: figures.value_words(value, row),
        name="near" if of else "map",
        chosen=chosen,
    )
    return map_of_areas(told, boundaries, classes, wanted)
