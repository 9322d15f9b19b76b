"""Write the hidden truth, outside the folder that is landed."""

import csv
from collections.abc import Iterable
from pathlib import Path

from caresight.worlds.system import System
from caresight.worlds.truth import Truth

TRUTH_HEADINGS = (
    "home_key", "location_ids", "name", "area_code", "beds", "kind", "start_month",
    "end_month", "factor", "indicators", "factors", "agencies", "story", "note", "data_note",
)  # fmt: skip
HOME_HEADINGS = (
    "home_key", "location_ids", "name", "area_code", "beds", "has_nursing", "has_dementia",
    "under_reporter", "under_caller", "data_note",
)  # fmt: skip


def write_truth(folder: Path, system: System) -> Path:
    """Write truth.csv, and homes.csv with the lasting habits of each home; return the first."""
    _write(folder / "homes.csv", HOME_HEADINGS, _homes(system))
    path = folder / "truth.csv"
    _write(path, TRUTH_HEADINGS, (_row(truth) for truth in system.truth))
    return path


def _write(path: Path, headings: tuple[str, ...], rows: Iterable[list[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(headings)
        writer.writerows(rows)


def _row(truth: Truth) -> list[object]:
    return [
        truth.home_key,
        " ".join(truth.location_ids),
        truth.name,
        truth.area_code,
        truth.beds,
        truth.kind,
        f"{truth.start_month:%Y-%m}",
        f"{truth.end_month:%Y-%m}" if truth.end_month else "",
        "" if truth.factor is None else truth.factor,
        " ".join(truth.indicators),
        " ".join(map(str, truth.factors)),
        " ".join(truth.agencies),
        truth.story,
        truth.note,
        "invented",
    ]


def _homes(system: System) -> Iterable[list[object]]:
    for index, home in enumerate(system.homes):
        yield [
            home.home_key,
            " ".join(x.location_id for x in system.locations.by_home[index]),
            home.name,
            home.council.code,
            home.beds,
            "Y" if home.has_nursing else "N",
            "Y" if home.has_dementia else "N",
            "Y" if system.traits.under_reporter[index] else "N",
            "Y" if system.traits.under_caller[index] else "N",
            "invented",
        ]
