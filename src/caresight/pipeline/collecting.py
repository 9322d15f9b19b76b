"""Takes what casework hands down into the lake, before a build: only what is new or has changed.

Casework states everything that it may hand down. What the lake holds and casework no longer
states was taken back, or may no longer be known to every member: it ends here.
"""

import csv
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from caresight.lake.lake import Lake
from caresight.pipeline.landing import land
from caresight.pipeline.landing_judgements import Held, Key, latest_judgements, news
from caresight.sources.catalogue import SourceCatalogue
from caresight.sources.reading import read
from caresight.vocabulary.refusal import Refusal

SOURCE = "casework"
_STANDING, _WITHDRAWN = "standing", "withdrawn"
_HEADINGS = {"kind": "casework_kind", "on": "observed_on", "agency": "evidence_agency"}
"""Columns of the file that the table calls by another name."""


@dataclass(frozen=True)
class Collected:
    """What came of it."""

    stated: int
    """Rows that casework stated."""
    new: int
    """Of these, rows that the lake did not hold yet."""
    ended: int
    """Rows that casework states no longer."""


def collect(
    lake: Lake, catalogue: SourceCatalogue, exported: Path, *, received_at: datetime
) -> Collected:
    """Land what is new of the file that casework wrote, and end what it states no longer.

    Raises
    ------
    Refusal
        If the file cannot be read whole; then nothing is landed.
    """
    reading = read(exported, catalogue, source=SOURCE)
    if reading.set_aside:
        raise Refusal(
            "what casework handed down cannot be read whole",
            file=exported.name,
            row=reading.set_aside[0].row,
            column=reading.set_aside[0].column,
            expected=reading.set_aside[0].expected,
            what_to_do="Nothing was landed. Run `caresight build` with the version that serves.",
        )
    held = latest_judgements(lake)
    # An installation with people but nothing said or decided yet hands down no row at all.
    judgements = reading.tables.get("judgements")
    stated = judgements.to_pylist() if judgements is not None else []
    new = news(stated, held, received_at)
    ended = _ended(held, {(row["kind"], row["ref"]) for row in stated}, received_at)
    if new or ended:
        _land(lake, catalogue, [*new, *ended], received_at)
    return Collected(len(stated), len(new), len(ended))


def _ended(
    held: Mapping[Key, Held], stated: set[Key], received_at: datetime
) -> list[dict[str, Any]]:
    return [
        {**one.row, "state": _WITHDRAWN, "known_from": received_at}
        for key, one in held.items()
        if key not in stated and one.row["state"] == _STANDING
    ]


def _land(
    lake: Lake,
    catalogue: SourceCatalogue,
    rows: Iterable[Mapping[str, Any]],
    received_at: datetime,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"casework-{received_at:%Y%m%dT%H%M%S}.csv"
        _write(file, rows, received_at)
        report = land(lake, catalogue, [file], received_at=received_at, source=SOURCE)
    for one in report.files:
        if one.fate == "refused":
            raise Refusal(one.reason)


def _write(file: Path, rows: Iterable[Mapping[str, Any]], received_at: datetime) -> None:
    """The rows as casework writes them, so that the original that is kept can be read again."""
    with file.open("w", encoding="utf-8", newline="") as out:
        out.write(f"# Caresight casework, handed down on {received_at.date().isoformat()}\n")
        writer = csv.writer(out, lineterminator="\n")
        headed = False
        for row in rows:
            cells = {
                **{_HEADINGS.get(name, name): value for name, value in row.items()},
                "recorded_at": row["known_from"].astimezone(UTC).isoformat(timespec="microseconds"),
            }
            del cells["known_from"]
            if not headed:
                writer.writerow(cells)
                headed = True
            writer.writerow("" if value is None else value for value in cells.values())
