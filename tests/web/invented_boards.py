"""One invented board of three councils; the homes elsewhere lie in a board that nobody named."""

from collections.abc import Sequence

from caresight.pipeline.release_index.boards import NO_BOARD, BoardParts
from caresight.pipeline.release_index.documents import AreaRow, HomeDocument

BOARD, BOARD_NAME = "X97000001", "Northmarch ICB"
OF_BOARD = ("X99000001", "X99000002", "X99000003")


def board_parts(documents: Sequence[HomeDocument], areas: Sequence[AreaRow]) -> BoardParts:
    """The board, its part in the invented region, and what is in no board."""
    rows = [document["row"] for document in documents]
    of_home = {row["home_id"]: BOARD for row in rows if row["area_code"] in OF_BOARD}
    named = [row for row in areas if row["area_code"]]
    inside = _added(BOARD, BOARD_NAME, [row for row in named if row["area_code"] in OF_BOARD])
    outside = _added("", NO_BOARD, [row for row in named if row["area_code"] not in OF_BOARD])
    return BoardParts([inside], [one for one in (inside, outside) if one["homes"]], of_home)


def _added(code: str, name: str, rows: Sequence[AreaRow]) -> AreaRow:
    def total(column: str) -> int:
        return sum(row[column] or 0 for row in rows)  # type: ignore[literal-required]

    levels = sorted({level for row in rows for level in row["levels"]})
    return AreaRow(
        area_code=code, area_name=name, region="Invented region", homes=total("homes"),
        beds=total("beds"), nursing_homes=total("nursing_homes"),
        nursing_beds=total("nursing_beds"), residential_homes=total("residential_homes"),
        residential_beds=total("residential_beds"), opened=total("opened"),
        closed=total("closed"), changed_hands=total("changed_hands"),
        ratings={"Good": total("homes")}, occupancy=0.9,
        levels={level: sum(row["levels"].get(level, 0) for row in rows) for level in levels},
        homes_with_unknown_beds=total("homes_with_unknown_beds"),
    )  # fmt: skip
