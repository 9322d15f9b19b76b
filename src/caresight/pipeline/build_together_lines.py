"""The evidence as lines of a sum, from the book of all that was noticed.

Of the homes of which something was said the latest months are taken; of every home the lines
of this month are kept, so that a reader may add items of their own to them.
"""

from collections.abc import Mapping

import numpy as np

from caresight.pipeline.release_index.together import EvidenceLine
from caresight.surveillance.notices import AGENCIES, HISTORY_MONTHS, Notices, Points
from caresight.surveillance.together import EvidencePoints


def evidence_points(points: Points, place: Mapping[int, int], months: int) -> EvidencePoints:
    """The lines of some homes over the latest months, in cells of their own."""
    if not points.cells or not place:
        return EvidencePoints.none()
    cells = np.concatenate(points.cells)
    row, month = np.divmod(cells, HISTORY_MONTHS)
    number = np.full(int(row.max()) + 1, -1, dtype=np.int64)
    for home, at in place.items():
        if home < len(number):
            number[home] = at
    first = HISTORY_MONTHS - months
    wanted = (number[row] >= 0) & (month >= first)
    return EvidencePoints(
        cells=number[row[wanted]] * months + month[wanted] - first,
        agencies=np.concatenate(points.agencies)[wanted],
        families=np.concatenate(points.families)[wanted],
        points=np.concatenate(points.points)[wanted],
    )


def alone_things(
    notices: Notices, place: Mapping[int, int], months: int
) -> dict[tuple[int, int], tuple[str, ...]]:
    """What of the ladder's short list the evidence holds, by cell and agency."""
    found: dict[tuple[int, int], tuple[str, ...]] = {}
    for cells, agency, thing in notices.alone:
        for cell in cells.tolist():
            row, month = divmod(cell, HISTORY_MONTHS)
            back = HISTORY_MONTHS - 1 - month
            if row in place and back < months:
                key = (place[row] * months + months - 1 - back, agency)
                found[key] = tuple(dict.fromkeys((*found.get(key, ()), thing)))
    return found


def lines_now(notices: Notices) -> dict[int, list[EvidenceLine]]:
    """Every home's evidence of this month by agency and family, before any cap."""
    names = {number: name for name, number in notices.families.items()}
    found: dict[tuple[int, int, int], float] = {}
    book = notices.concerning
    for cells, agencies, families, points in zip(
        book.cells, book.agencies, book.families, book.points, strict=True
    ):
        now = cells % HISTORY_MONTHS == HISTORY_MONTHS - 1
        rows = cells[now] // HISTORY_MONTHS
        for key in zip(
            rows.tolist(),
            agencies[now].tolist(),
            families[now].tolist(),
            points[now].tolist(),
            strict=True,
        ):
            found[key[:3]] = found.get(key[:3], 0.0) + key[3]
    lines: dict[int, list[EvidenceLine]] = {}
    for (row, agency, family), total in sorted(found.items()):
        line = EvidenceLine(agency=str(AGENCIES[agency]), family=names[family], points=total)
        lines.setdefault(row, []).append(line)
    return lines


def alone_now(notices: Notices) -> dict[int, list[tuple[str, str]]]:
    """The same of every home, this month, by agency and thing."""
    found: dict[int, list[tuple[str, str]]] = {}
    for cells, agency, thing in notices.alone:
        for cell in cells[cells % HISTORY_MONTHS == HISTORY_MONTHS - 1].tolist():
            pair = (str(AGENCIES[agency]), thing)
            things = found.setdefault(cell // HISTORY_MONTHS, [])
            if pair not in things:
                things.append(pair)
    return found
