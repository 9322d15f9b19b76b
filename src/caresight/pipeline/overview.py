"""Homes and beds by type and area, counted from homes: the overview of a region.

Every line is counted from its own homes, and so is the total, so that the two can be held
against each other. A home whose area is not known is a line of its own, and never lost.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypedDict

from caresight.pipeline.area_sums import occupancy
from caresight.pipeline.release_index.boards import NO_BOARD
from caresight.pipeline.release_index.documents import AreaRow, HomeRow
from caresight.pipeline.release_index.reading import ReleaseIndex

NOT_KNOWN = "Area not known"
_LAST = (NOT_KNOWN, NO_BOARD)
NOT_RATED = "Not rated"
EVERY_REGION = ""
COLUMNS = (
    "area_code", "area_name", "councils", "nursing_homes", "nursing_beds", "residential_homes",
    "residential_beds", "homes", "beds", "homes_with_unknown_beds", "opened", "closed",
    "changed_hands", "outstanding", "good", "requires_improvement", "inadequate", "not_rated",
    "occupancy",
)  # fmt: skip
_MOST = 1_000_000


class OverviewLine(TypedDict):
    """One area, or the total."""

    area_code: str
    area_name: str
    councils: list[str]
    """Names of the councils that it is made of."""
    nursing_homes: int | None
    """None where no register says of any home whether it has nursing."""
    nursing_beds: int | None
    residential_homes: int | None
    residential_beds: int | None
    homes: int
    beds: int | None
    """Known beds; None where no home's beds are known."""
    homes_with_unknown_beds: int
    opened: int
    closed: int
    changed_hands: int
    ratings: dict[str, int]
    occupancy: float | None
    """Of the homes whose returns say so; None where none does, or parts are not held."""


class OverviewDocument(TypedDict):
    """The overview of a region, or of everything."""

    release_id: str
    as_at: str
    region: str
    kind: str
    """What a line is: a region, a board or a council."""
    lines: list[OverviewLine]
    total: OverviewLine
    notes: list[str]


def overview(index: ReleaseIndex, *, region: str = EVERY_REGION) -> OverviewDocument:
    """The overview of a region by its integrated care boards, or of every region by regions.

    Where no file says which boards there are, a region is told by its councils. A board that
    lies in two regions has a line in each, of its homes there. Movements are those of the
    twelve months before the as-at day; rows of areas without any open home are not held, so
    that their movements are not in it.
    """
    areas = {row["area_code"]: row for row in index.areas()}
    homes, _ = index.homes(per_page=_MOST)
    inside = [home for home in homes if not region or _region(home, areas) == region]
    # Parts without a region are of homes whose area is not known: they are no overview of all.
    found = index.board_parts() if region else []
    parts = {row["area_code"]: row for row in found if row["region"] == region}
    if any(parts):
        of_home = index.boards_of_homes()
        keys = [_board(of_home.get(home["home_id"], ""), parts) for home in inside]
    else:
        parts = {}
        keys = [_area(home, areas, region) for home in inside]
    of_line: dict[tuple[str, str], list[HomeRow]] = {}
    for key, home in zip(keys, inside, strict=True):
        of_line.setdefault(key, []).append(home)
    lines = [
        _line(key, of_line[key], areas, [parts[key[0]]] if parts else None)
        for key in sorted(of_line, key=lambda key: (key[1] in _LAST, key[1]))
    ]
    unplaced = sum(not _region(home, areas) for home in homes)
    summary = index.summary()
    return OverviewDocument(
        release_id=index.release_id,
        as_at=summary["as_at"],
        region=region,
        kind="Integrated care board" if parts else "Council" if region else "Region",
        lines=lines,
        total=_line(("", "Total"), inside, areas, list(parts.values()) or None),
        notes=_notes(lines, unplaced if region else 0),
    )


def regions_of(index: ReleaseIndex) -> list[str]:
    """The regions that a release has homes in."""
    return sorted({row["region"] for row in index.areas() if row["region"]})


def cells(line: OverviewLine) -> list[str | int | float | None]:
    """A line as the cells of a file, with COLUMNS."""
    ratings = line["ratings"]
    values: dict[str, str | int | float | None] = {
        **{name: line[name] for name in COLUMNS if name in line and name != "councils"},  # type: ignore[literal-required]
        "councils": ", ".join(line["councils"]),
        "outstanding": ratings.get("Outstanding", 0),
        "good": ratings.get("Good", 0),
        "requires_improvement": ratings.get("Requires improvement", 0),
        "inadequate": ratings.get("Inadequate", 0),
    }
    rated = ("outstanding", "good", "requires_improvement", "inadequate")
    values["not_rated"] = line["homes"] - sum(int(values[name] or 0) for name in rated)
    return [values[name] for name in COLUMNS]


def _region(home: HomeRow, areas: Mapping[str, AreaRow]) -> str:
    row = areas.get(home["area_code"]) if home["area_code"] else None
    return row["region"] if row else ""


def _board(code: str, parts: Mapping[str, AreaRow]) -> tuple[str, str]:
    """Code and name of the board that a home counts in."""
    return code, parts[code]["area_name"]


def _area(home: HomeRow, areas: Mapping[str, AreaRow], region: str) -> tuple[str, str]:
    """Code and name of the council, or of the region, that a home counts in."""
    if not region:
        return "", _region(home, areas) or NOT_KNOWN
    return home["area_code"], areas[home["area_code"]]["area_name"]


def _line(
    key: tuple[str, str],
    homes: Sequence[HomeRow],
    areas: Mapping[str, AreaRow],
    counted: Sequence[AreaRow] | None,
) -> OverviewLine:
    """A line of some homes; movements and bed days are those of their councils, or of `counted`."""
    nursing = [home for home in homes if home["kind"].startswith("Nursing")]
    residential = [home for home in homes if home["kind"].startswith("Residential")]
    kinds_known = bool(nursing or residential or not homes)
    within = [
        areas[code] for code in sorted({home["area_code"] for home in homes}) if code in areas
    ]
    mine = within if counted is None else counted
    return OverviewLine(
        area_code=key[0],
        area_name=key[1],
        councils=sorted(row["area_name"] for row in within if row["area_code"]),
        nursing_homes=len(nursing) if kinds_known else None,
        nursing_beds=_beds(nursing),
        residential_homes=len(residential) if kinds_known else None,
        residential_beds=_beds(residential),
        homes=len(homes),
        beds=_beds(homes),
        homes_with_unknown_beds=sum(home["beds"] is None for home in homes),
        opened=sum(row["opened"] for row in mine),
        closed=sum(row["closed"] for row in mine),
        changed_hands=sum(row["changed_hands"] for row in mine),
        ratings=dict(Counter(home["rating"] or NOT_RATED for home in homes)),
        occupancy=occupancy(mine),
    )


def _beds(homes: Iterable[HomeRow]) -> int | None:
    known = [home["beds"] for home in homes if home["beds"] is not None]
    return sum(known) if known else None


def _of_unknown_kind(line: OverviewLine) -> int:
    return line["homes"] - (line["nursing_homes"] or 0) - (line["residential_homes"] or 0)


def _notes(lines: Sequence[OverviewLine], unplaced: int) -> list[str]:
    notes = []
    unknown = sum(line["homes_with_unknown_beds"] for line in lines)
    if unknown:
        notes.append(f"Beds are those that are known: of {unknown:,} homes the size is not.")
    kindless = sum(map(_of_unknown_kind, lines))
    if kindless:
        notes.append(
            f"Of {kindless:,} homes no register says whether they have nursing: they stand among "
            "all homes alone."
        )
    if unplaced:
        notes.append(
            f"{unplaced:,} homes are in no region, as their area is not known; they are in none "
            "of these lines, and are a line of their own in the overview of every region."
        )
    if any(line["occupancy"] is None for line in lines):
        notes.append(
            "Where no occupancy stands, no home's return says it, or the release does not hold "
            "what is needed to add councils up; it is not guessed."
        )
    notes.append(
        "Opened, closed and changed hands are those of the twelve months before the as-at day, as "
        "far as registers of that time say so."
    )
    return notes
