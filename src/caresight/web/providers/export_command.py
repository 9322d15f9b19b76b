"""`python -m caresight.web export-returns`: submitted returns as files for the next build.

`--to` is a folder, which gets a file for each return and day of submission, or a path ending in
.csv, which gets the newest version of every return of one source: the monthly one, unless `--of`
says another.
"""

import argparse
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from caresight.vocabulary.refusal import Refusal
from caresight.web.providers.states import DIGITAL, MONTHLY

COMMANDS = ("export-returns",)


def add_commands(commands: Any) -> list[argparse.ArgumentParser]:
    """Declare the command."""
    export = commands.add_parser("export-returns", help="write submitted returns for a build")
    export.add_argument("--to", required=True, help="a folder, or a file ending in .csv")
    export.add_argument("--since", default="", help="only what was submitted from this day on")
    export.add_argument(
        "--of", default="", choices=["", MONTHLY, DIGITAL], help="only returns of this source"
    )
    return [export]


def run(asked: argparse.Namespace) -> int:
    """Write the files and say how many returns they hold. Django is ready by then."""
    from caresight.web.providers.exporting import write_returns  # noqa: PLC0415 - needs Django

    to = Path(asked.to).expanduser()
    if not to.parent.is_dir():
        raise Refusal(f"the folder {to.parent} is not there", what_to_do="Make it first.")
    written = write_returns(to, _since(asked.since), at=datetime.now(UTC), of=asked.of)
    sys.stdout.write(f"{written:,} return{'s' * (written != 1)} handed down.\n")
    return 0


def _since(text: str) -> datetime | None:
    if not text:
        return None
    try:
        return datetime.combine(date.fromisoformat(text), datetime.min.time(), tzinfo=UTC)
    except ValueError:
        raise Refusal("--since is a day", expected="a day as 2026-10-31", came=text) from None
