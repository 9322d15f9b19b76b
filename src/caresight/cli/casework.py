"""Asks casework for what people said and decided, and lands it before a build.

Only the web knows casework, so that it is asked in a process of its own.
"""

import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from caresight.cli.terminal import refuse

if TYPE_CHECKING:
    from caresight.lake.lake import Lake
    from caresight.sources.catalogue import SourceCatalogue


def collect_casework(lake: "Lake", sources: "SourceCatalogue") -> str:
    """What was taken in, as a sentence; empty where there is no casework yet."""
    if not has_casework(lake.home):
        return ""
    from caresight.pipeline.collecting import collect

    with tempfile.TemporaryDirectory() as folder:
        exported = Path(folder) / "casework.csv"
        said = _export(lake.home, exported)
        taken = collect(lake, sources, exported, received_at=datetime.now(UTC))
    changed = f"{taken.new:,} new or changed"
    ended = f"; {taken.ended:,} that were known before ended" if taken.ended else ""
    return f"From casework: {said} {changed.capitalize()}{ended}."


def has_casework(home: Path) -> bool:
    """Whether an installation keeps casework: its own database file, or a server's."""
    elsewhere = os.environ.get("CARESIGHT_DATABASE", "sqlite").strip() not in ("", "sqlite")
    return elsewhere or (home / "casework.sqlite3").is_file()


def _export(home: Path, to: Path) -> str:
    program = [sys.executable, "-m", "caresight.web", "export"]
    ended = subprocess.run(
        [*program, "--home", str(home), "--to", str(to)],
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode:
        refuse(
            "Casework could not be asked: "
            f"{ended.stderr.strip().removeprefix('Refused. ')[-800:]} "
            "To build without it: caresight build --without-casework"
        )
    return ended.stdout.strip()
