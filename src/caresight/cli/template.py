"""`caresight template`: the spreadsheet that providers fill in each month."""

import csv
from pathlib import Path
from typing import Annotated

import typer

from caresight.cli.terminal import definitions_folder, refuse, say

RETURN = "provider_return"


def command(
    to: Annotated[Path, typer.Option("-o", "--output", help="File to write, ending in .xlsx.")],
    month: Annotated[
        str | None, typer.Option(help="Month to write in, YYYY-MM. Default: left blank.")
    ] = None,
    homes: Annotated[
        Path | None,
        typer.Option(help="csv with columns location_id and name: one row for each home."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file.")] = False,
) -> None:
    from caresight.sources.catalogue import load_sources
    from caresight.sources.return_template import write_template

    if to.suffix.lower() != ".xlsx":
        refuse(f"{to.name} should end in .xlsx.")
    if to.exists() and not force:
        refuse(f"{to} is there already. Give --force to replace it.")
    if not to.parent.is_dir():
        refuse(f"the folder {to.parent} is not there. Make it first, or choose another.")
    definition = load_sources(definitions_folder() / "sources").named(RETURN)
    write_template(to, definition, month=month, homes=_homes(homes) if homes else ())
    say(f"Written: {to}. Filled in, it is landed with `caresight land`.")


def _homes(path: Path) -> list[tuple[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            for column in ("location_id", "name"):
                if column not in (reader.fieldnames or ()):
                    refuse(f"{path.name} has no column “{column}”. Expected: location_id and name.")
            return [(row["location_id"] or "", row["name"] or "") for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        refuse(f"{path} cannot be read: {problem}.")
