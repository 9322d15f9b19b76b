"""Which integrated care board each home lies in, and each board from above."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import ibis
import numpy as np

from caresight.checks.population import Population
from caresight.indicators.area_boards import KIND, Boards, folded
from caresight.lake.as_at import Evidence
from caresight.pipeline.build_areas import area_rows
from caresight.pipeline.build_pages import IndicatorPage
from caresight.pipeline.build_register import Location
from caresight.pipeline.release_index.boards import NO_BOARD, BoardParts
from caresight.pipeline.release_index.documents import AreaRow, HomeRow
from caresight.vocabulary.areas import councils

_HEALTH_AREA = "health_area"
_ENGLISH = "cqc"
NOBODY = "-"
"""The key of what belongs to none of the rows that are counted."""
Row = Mapping[str, Any]


def health_areas(evidence: Evidence) -> dict[str, list[Row]]:
    """What the register said of each location's health area or board, the latest last.

    `detail` is the name of a health area and the code of a board, `topic` the other.
    """
    events = evidence.table("events")
    said = events.filter(
        (events.entity_type == "location") & events.kind.isin((_HEALTH_AREA, KIND))
    )
    rows = evidence.arrow(
        said.group_by("entity_id", "kind", "detail", "topic").aggregate(
            on=ibis._.published_on.max()
        )
    ).to_pylist()
    found: dict[str, list[Row]] = {}
    for row in sorted(rows, key=said_when):
        found.setdefault(row["entity_id"], []).append(row)
    return found


def said_when(row: Row) -> tuple[date, bool, str]:
    """When it was said; of one day, the board itself after a place of one, so that it counts."""
    return row["on"] or date.min, row["kind"] == KIND, row["detail"]


def boards_of_homes(
    boards: Boards, said: Mapping[str, Sequence[Row]], locations: Mapping[str, Sequence[Location]]
) -> dict[str, str]:
    """Home to board, for the homes of which it is known.

    What the register said last counts, and of one day the board before the place that it names,
    by code or name; then the council, where it lies in one board as a whole.
    """
    found: dict[str, str] = {}
    for home_id, own in locations.items():
        if not own or own[0].register != _ENGLISH:
            continue
        lines = [line for one in own for line in reversed(said.get(one.location_id, ()))]
        code = _stated(boards, lines) or boards.board_of_council(own[0].text("area_code"))
        if code:
            found[home_id] = code
    return found


def _stated(boards: Boards, lines: Sequence[Row]) -> str | None:
    for line in lines:
        if line["kind"] == KIND:
            code = boards.code_of(line["detail"], line["topic"] or "")
        else:
            code = boards.of_place.get(line["topic"] or "")
            code = code or boards.of_name.get(folded(line["detail"]))
        if code:
            return code
    return None


@dataclass(frozen=True)
class Counted:
    """What boards are counted from."""

    homes: Sequence[HomeRow]
    events: Sequence[Row]
    occupancy: IndicatorPage | None
    population: Population
    regions: Mapping[str, str]
    """Council to region, as the register names it."""
    as_at: date

    def region_of(self, area_code: str) -> str:
        """The region of a council."""
        council = councils().get(area_code)
        return self.regions.get(area_code) or (council.region if council else "")

    def rows(self, names: Mapping[str, str], key: Mapping[str, str]) -> list[AreaRow]:
        """One row for each key that homes are counted by, as `names` call them."""
        homes = [
            HomeRow({**home, "area_code": code, "area_name": names[code]})
            for home in self.homes
            if (code := key.get(home["home_id"])) is not None
        ]
        events = [{**one, "area_code": key.get(one["home_id"], NOBODY)} for one in self.events]
        page = self.occupancy and _by_key(self.occupancy, self.population, key)
        return list(area_rows(homes, {}, events, page, self.as_at))


def board_parts(boards: Boards, of_home: Mapping[str, str], counted: Counted) -> BoardParts:
    """Every board as a council is shown from above, whole and by region."""
    if not of_home:
        return BoardParts()
    names = {**boards.names, "": NO_BOARD}
    by_region: list[AreaRow] = []
    region_of = {home["home_id"]: counted.region_of(home["area_code"]) for home in counted.homes}
    for region in sorted(set(region_of.values())):
        key = {
            home["home_id"]: of_home.get(home["home_id"], "")
            for home in counted.homes
            if region_of[home["home_id"]] == region
        }
        by_region += [{**row, "region": region} for row in counted.rows(names, key)]
    return BoardParts(counted.rows(names, of_home), by_region, of_home)


def _by_key(page: IndicatorPage, population: Population, key: Mapping[str, str]) -> IndicatorPage:
    areas = np.full(len(page.areas), NOBODY, dtype=object)
    measured = page.place >= 0
    ids = np.asarray(population.home_ids)[measured].tolist()
    areas[page.place[measured]] = [key.get(home_id, NOBODY) for home_id in ids]
    return replace(page, areas=areas)
