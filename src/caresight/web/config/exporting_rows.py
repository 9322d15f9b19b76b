"""What people said and decided, as rows for the next build: codes and days, no words, no names.

`python -m caresight.web export --home H --to FILE`. Handed down is only what every member of
every group that covers the home may know; the rest is counted and stays here. Casework states
all of it each time; landing keeps what is new or has changed.
"""

import argparse
import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

COMMANDS = ("export",)
COLUMNS = (
    "casework_kind ref entity_id observed_on received_on recorded_at evidence_agency themes "
    "severity grade direction reliability credibility group_ref ladder level ended_on state"
).split()
REASONS = {
    "named_agencies": "only named agencies may read",
    "not_shared_with_every_group": "not every group that covers the home may read",
    "no_group_covers": "are of homes that no group covers",
}
"""Why a row is left out."""

Row = Mapping[str, Any]


def add_commands(commands: Any) -> list[argparse.ArgumentParser]:
    """Declare the command."""
    export = commands.add_parser("export", help="write rows for the next build")
    export.add_argument("--to", required=True)
    export.add_argument("--json", action="store_true")
    return [export]


def run(asked: argparse.Namespace) -> int:
    """Write the file and say how much it holds."""
    from caresight.web.config.serving import prepare  # noqa: PLC0415 - needs Django

    prepare()
    at = datetime.now(tz=UTC)
    facts = export(Path(asked.to), at=at)
    if asked.json:
        sys.stdout.write(json.dumps(facts) + "\n")
    else:
        sys.stdout.write(sentence(facts) + "\n")
    return 0


def export(to: Path, *, at: datetime) -> dict[str, Any]:
    """Write the file; how many rows of each kind it holds, and how many were left out."""
    from caresight.web.audit.actors import SYSTEM  # noqa: PLC0415
    from caresight.web.audit.one_moment import one_moment  # noqa: PLC0415
    from caresight.web.audit.operations import record  # noqa: PLC0415
    from caresight.web.config import exported_decisions, exported_items  # noqa: PLC0415
    from caresight.web.config.exported_homes import Coverage, LeftOut  # noqa: PLC0415

    left_out = LeftOut()
    with one_moment():
        coverage = Coverage.read()
        rows = [
            *exported_items.rows(coverage, left_out),
            *exported_decisions.rows(coverage, left_out),
        ]
    facts = _facts(rows, left_out.counts)
    record(actor=SYSTEM, at=at, operation="casework.export", detail=facts)
    _write(to, rows, at)
    return facts


def sentence(facts: Mapping[str, Any]) -> str:
    """The counts in words."""
    rows = facts["handed_down"]
    parts = ["1 row was handed down." if rows == 1 else f"{rows:,} rows were handed down."]
    left = {why: count for why, count in facts["left_out"].items() if count}
    if left:
        why = "; ".join(f"{count:,} {REASONS[one]}" for one, count in left.items())
        parts.append(f"Left out: {why}.")
    return " ".join(parts)


def _facts(rows: Iterable[Row], left_out: Mapping[str, int]) -> dict[str, Any]:
    kinds = Counter(str(row["casework_kind"]) for row in rows)
    return {
        "handed_down": sum(kinds.values()),
        "kinds": dict(sorted(kinds.items())),
        "left_out": {why: left_out.get(why, 0) for why in REASONS},
    }


def _write(to: Path, rows: Iterable[Row], at: datetime) -> None:
    """Write beside the place and rename, so that a reader never opens half a file."""
    unfinished = to.with_name(f".{to.name}.unfinished")
    with unfinished.open("w", encoding="utf-8", newline="") as file:
        file.write(f"# Caresight casework, handed down on {at.date().isoformat()}\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(_cells(row) for row in rows)
    unfinished.replace(to)


def _cells(row: Row) -> Iterator[str]:
    for name in COLUMNS:
        value = row.get(name)
        yield "" if value is None else str(value)
