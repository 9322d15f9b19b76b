"""Overviews and editions in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from caresight.pipeline.area_sums import occupancy, rated_well, sums_of_areas, within
from caresight.pipeline.overview import (
    COLUMNS,
    OverviewDocument,
    OverviewLine,
    cells,
)
from caresight.vocabulary.ratings import RATINGS
from caresight.web.directory.releases import listed, opened
from caresight.web.editions.content import Changes, EditionContent
from caresight.web.ui.spreadsheets import Workbook, Worksheet
from caresight.web.ui.words import MISSING, count, day, percent

EVERYWHERE = "Every region"
MOST_RELEASES = 12
_WIDE = {"area_name": 30, "councils": 60}


@dataclass(frozen=True)
class Line:
    """One row of the table."""

    name: str
    councils: str
    nursing_homes: str
    nursing_beds: str
    residential_homes: str
    residential_beds: str
    homes: str
    beds: str
    movements: str
    ratings: str
    occupancy: str


@dataclass(frozen=True)
class Trend:
    """A region in one release."""

    as_at: str
    release_id: str
    homes: str
    beds: str
    rated_well: str
    occupancy: str
    movements: str


def table(told: OverviewDocument) -> tuple[list[Line], Line]:
    """The lines and the total."""
    return [_line(one) for one in told["lines"]], _line(told["total"])


def region_name(region: str) -> str:
    """A region, or all of them."""
    return region or EVERYWHERE


def trend(region: str) -> list[Trend]:
    """The latest releases, one a month: the last that shows it; the newest first."""
    months: dict[str, Trend] = {}
    for note in listed():
        if note.as_at[:7] in months or len(months) == MOST_RELEASES:
            continue
        inside = within(opened(note.release_id).index.areas(), region)
        sums = sums_of_areas(inside)
        months[note.as_at[:7]] = Trend(
            as_at=day(note.as_at),
            release_id=note.release_id,
            homes=f"{sums['homes']:,}",
            beds=_beds(sums["beds"], sums["homes"]),
            rated_well=percent(rated_well(inside)),
            occupancy=percent(occupancy(inside)),
            movements=_movements(sums["opened"], sums["closed"], sums["changed_hands"]),
        )
    return list(months.values())


def change_lines(changes: Changes) -> list[str]:
    """What changed against the edition before, in sentences."""
    if not changes["against"]:
        return ["This is the first edition: there is none to compare it with."]
    lines = [
        f"Against edition {changes['against']}: {count(changes['opened'], 'home')} more, "
        f"{count(changes['closed'], 'home')} no longer open.",
        f"Told otherwise than before (kind, beds or area): {count(changes['corrected'], 'home')}.",
        f"Rated otherwise than before: {count(changes['new_ratings'], 'home')}.",
        "Definitions changed: figures of the two editions may differ for that reason alone."
        if changes["definitions_changed"]
        else "Definitions are the same.",
    ]
    areas = ", ".join(f"{name} {more:+,}" for name, more in changes["by_area"].items())
    return [*lines, *([f"Homes by area: {areas}."] if areas else [])]


def rows(told: Iterable[OverviewDocument]) -> list[list[str | int | float | None]]:
    """All lines and totals as rows of a file, each with its region before it."""
    return [
        [region_name(one["region"]), *cells(line)]
        for one in told
        for line in (*one["lines"], one["total"])
    ]


def file_columns() -> list[str]:
    """The headings of these rows."""
    return ["region", *COLUMNS]


def workbook(
    told: Sequence[OverviewDocument], *, title: str, cover: list[tuple[str, str]], made_at: datetime
) -> Workbook:
    """A sheet for each region."""
    return Workbook(
        title=title,
        cover=cover,
        worksheets=[
            Worksheet(
                name=region_name(one["region"]),
                title=f"Homes and beds by type: {region_name(one['region'])}, "
                f"as at {day(one['as_at'])}",
                columns=COLUMNS,
                widths=[_WIDE.get(column, 14) for column in COLUMNS],
                rows=[cells(line) for line in (*one["lines"], one["total"])],
                notes=one["notes"],
            )
            for one in told
        ],
        made_at=made_at,
    )


def cover_of(content: EditionContent, *, number: str, note: str) -> list[tuple[str, str]]:
    """The cover of an edition's workbook."""
    rows = [
        ("Edition", number),
        ("As known at", day(content["as_at"])),
        ("Release", content["release_id"]),
        ("What changed", " ".join(change_lines(content["changes"]))),
        *((("Note", note),) if note else ()),
        ("Sources", "; ".join(content["sources"])),
    ]
    return [*rows, ("Invented", "All homes are invented.")] if content["invented"] else rows


def today_or(day_: date | None, today: date) -> str:
    """Whether an entitlement is open, and until when."""
    if day_ is None:
        return "open"
    return f"until {day(day_.isoformat())}" if day_ >= today else f"ended {day(day_.isoformat())}"


def _line(line: OverviewLine) -> Line:
    councils = line["councils"] if line["area_code"] or line["area_name"] != "Total" else []
    return Line(
        name=line["area_name"],
        councils=", ".join(councils) if len(councils) > 1 and line["area_code"] else "",
        nursing_homes=_homes(line["nursing_homes"]),
        nursing_beds=_beds(line["nursing_beds"], line["nursing_homes"]),
        residential_homes=_homes(line["residential_homes"]),
        residential_beds=_beds(line["residential_beds"], line["residential_homes"]),
        homes=f"{line['homes']:,}",
        beds=_beds(line["beds"], line["homes"]),
        movements=_movements(line["opened"], line["closed"], line["changed_hands"]),
        ratings=_ratings(line["ratings"]),
        occupancy=percent(line["occupancy"]),
    )


def _homes(homes: int | None) -> str:
    return MISSING if homes is None else f"{homes:,}"


def _beds(beds: int | None, homes: int | None) -> str:
    if beds is None:
        return "0" if homes == 0 else MISSING
    return f"{beds:,}"


def _movements(opened_: int, closed: int, changed: int) -> str:
    named = ((opened_, "opened"), (closed, "closed"), (changed, "changed hands"))
    return ", ".join(f"{homes:,} {what}" for homes, what in named if homes) or "none known"


def _ratings(ratings: dict[str, int]) -> str:
    order = [*reversed(RATINGS), *(name for name in ratings if name not in RATINGS)]
    return ", ".join(f"{ratings[name]:,} {name}" for name in order if ratings.get(name)) or MISSING
