"""Asks casework for the returns that homes submitted, and lands them before a build.

They come in the layouts of the spreadsheets, a file for each day, so that the same returns land
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
    from collections.abc import Mapping, Sequence

    from caresight.lake.lake import Lake
    from caresight.pipeline.landing_report import FileLanding
    from caresight.sources.catalogue import SourceCatalogue

NOUNS = {"provider_return": ("monthly return", "monthly returns"),
         "digital_return": ("digital answer", "digital answers")}  # fmt: skip
"""The sources that have a form, and what a row of each is called."""


def collect_returns(lake: "Lake", sources: "SourceCatalogue") -> str:
    """What was taken in, as a sentence; empty where nothing new was submitted."""
    if not has_casework(lake.home):
        return ""
    from caresight.pipeline.landing import land

    with tempfile.TemporaryDirectory() as folder:
        to = Path(folder) / "returns"
        _export(lake.home, to)
        reports = {
            source: land(lake, sources, files, received_at=datetime.now(UTC), source=source)
            for source in NOUNS
            if (files := sorted(to.glob(f"{source}_published_*.csv")))
        }
    refused = [f for report in reports.values() for f in report.files if f.fate == "refused"]
    if refused:
        refuse(f"Submitted returns could not be landed: {refused[0].reason}")
    return _told({source: report.files for source, report in reports.items()})


def _told(files: "Mapping[str, Sequence[FileLanding]]") -> str:
    landed = {of: [one for one in came if one.fate == "landed"] for of, came in files.items()}
    rows = {of: sum(one.rows_landed for one in came) for of, came in landed.items()}
    counts = [f"{n:,} {NOUNS[of][n != 1]}" for of, n in rows.items() if n]
    if not counts:
        return ""
    aside = sum(len(one.set_aside) for came in landed.values() for one in came)
    left = f" {aside:,} cells were set aside: caresight land lists them." if aside else ""
    return f"From the forms: {' and '.join(counts)} new or corrected.{left}"


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
