"""Asks casework for the monthly returns that homes submitted, and lands them before a build.

They come in the layout of the spreadsheet, a file for each day, so that the same returns land
once and a correction counts as what it is: a later word.
"""

import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from caresight.cli.casework import has_casework
from caresight.cli.terminal import refuse

if TYPE_CHECKING:
    from caresight.lake.lake import Lake
    from caresight.sources.catalogue import SourceCatalogue

SOURCE = "provider_return"


def collect_returns(lake: "Lake", sources: "SourceCatalogue") -> str:
    """What was taken in, as a sentence; empty where nothing new was submitted."""
    if not has_casework(lake.home):
        return ""
    from caresight.pipeline.landing import land

    with tempfile.TemporaryDirectory() as folder:
        to = Path(folder) / "returns"
        _export(lake.home, to)
        report = land(lake, sources, [to], received_at=datetime.now(UTC), source=SOURCE)
    refused = [file for file in report.files if file.fate == "refused"]
    if refused:
        refuse(f"Submitted returns could not be landed: {refused[0].reason}")
    landed = [file for file in report.files if file.fate == "landed"]
    rows = sum(file.rows_landed for file in landed)
    if not rows:
        return ""
    aside = sum(len(file.set_aside) for file in landed)
    left = f" {aside:,} cells were set aside: caresight land lists them." if aside else ""
    return f"From the forms: {rows:,} monthly return{'s' * (rows != 1)} new or corrected.{left}"


def _export(home: Path, to: Path) -> None:
    program = [sys.executable, "-m", "caresight.web", "export-returns"]
    ended = subprocess.run(
        [*program, "--home", str(home), "--to", str(to)],
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode:
        refuse(
            "Submitted returns could not be asked for: "
            f"{ended.stderr.strip().removeprefix('Refused. ')[-800:]} "
            "To build without them: caresight build --without-casework"
        )
