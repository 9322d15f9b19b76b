"""What audit, backup and restore share: the web does the work, for only it knows casework."""

import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import typer


def ask_keeper(arguments: list[str], *, home: Path | None, as_json: bool) -> NoReturn:
    """Run the command in a process of its own, and end as it ended."""
    folder = (home or Path("caresight-home")).expanduser().resolve()
    ended = subprocess.run(
        [sys.executable, "-m", "caresight.web", *arguments, "--home", str(folder)]
        + ["--json"] * as_json,
        check=False,
    )
    raise typer.Exit(ended.returncode)
