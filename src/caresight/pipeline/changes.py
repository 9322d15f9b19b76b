"""Homes of an area that opened, closed or changed hands between two days.

An event whose day only editions bound counts in the stretch that holds the middle of the
days on which it may have happened: so it counts in exactly one of two stretches that meet.
"""

import re
from datetime import date, timedelta
from typing import Any

from caresight.lake.as_at import Evidence
from caresight.pipeline.linking import homes_as_known
from caresight.vocabulary.areas import council_code
from caresight.vocabulary.refusal import Refusal

COLUMNS = (
    "kind,on,home_id,location_id,successor_location_id,name,postcode,method,confidence"
).split(",")

_KINDS = {
    "opened": "opened",
    "reopened": "opened",
    "closed": "closed",
    "changed_hands": "changed_hands",
}
_LISTED_AREAS = 12


def changes(evidence: Evidence, *, area: str, from_on: date, to_on: date) -> list[dict[str, Any]]:
    """Rows with COLUMNS, in the order of their days; both days are in.

    Raises
    ------
    Refusal
        If the days are the wrong way round, or no location of that area is known.
    """
    if to_on < from_on:
        raise Refusal(
            "the last day lies before the first",
            expected=f"a day from {from_on} on",
            came=str(to_on),
            what_to_do="swap --from and --to.",
        )
    code = known_area(evidence, area)
    rows = [
        {**{column: event[column] for column in COLUMNS}, "kind": _KINDS[event["kind"]]}
        for event in homes_as_known(evidence).home_events.to_pylist()
        if event["area_code"] == code
        and event["kind"] in _KINDS
        and from_on <= middle_day(event["not_before"], event["on"]) <= to_on
    ]
    return sorted(
        rows,
        key=lambda row: (
            row["on"],
            row["kind"],
            row["location_id"],
            row["successor_location_id"] or "",
        ),
    )


def middle_day(not_before: date | None, on: date) -> date:
    """The day, or the middle of the days on which something may have happened."""
    if not_before is None:
        return on
    earliest = not_before + timedelta(days=1)
    return earliest + (on - earliest) / 2


def known_area(evidence: Evidence, area: str) -> str:
    """The code under which the lake knows an area: by code, by name, or as a file wrote it."""
    locations = evidence.table("locations")
    listed = evidence.arrow(locations.select("area_code", "area_name").distinct()).to_pylist()
    codes = {row["area_code"] or row["area_name"] for row in listed} - {None}
    wanted = area.strip()
    for candidate in (wanted, council_code(wanted), _mended(wanted)):
        if candidate in codes:
            return str(candidate)
    for row in listed:
        if (row["area_name"] or "").casefold() == wanted.casefold():
            return str(row["area_code"] or row["area_name"])
    shown = ", ".join(sorted(codes)[:_LISTED_AREAS]) or "none: nothing has landed"
    more = f" and {len(codes) - _LISTED_AREAS} more" if len(codes) > _LISTED_AREAS else ""
    raise Refusal(
        f"no location is known in the area {area!r}",
        expected=f"the code or name of an area that landed files name ({shown}{more})",
        what_to_do="check the spelling, or land a file of that area first.",
    )


def _mended(area: str) -> str | None:
    """A council's code that lost zeros in a file: E0800009 for E08000009."""
    found = re.fullmatch(r"([ENSW]\d{2})(\d{3,5})", area.upper())
    return f"{found[1]}{found[2]:>06}" if found else None
