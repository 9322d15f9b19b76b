"""`caresight template`: the spreadsheet that providers fill in each month."""

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from caresight.cli.terminal import definitions_folder, refuse, say

if TYPE_CHECKING:
    from caresight.maturity.definition import Maturity

DIGITAL = "digital_return"


def command(
    to: Annotated[Path, typer.Option("-o", "--output", help="File to write, ending in .xlsx.")],
    of: Annotated[
        Literal["provider_return", "digital_return"],
        typer.Option(help="The monthly return, or what a home says of its digital maturity."),
    ] = "provider_return",
    month: Annotated[
        str | None, typer.Option(help="Month to write in, YYYY-MM. Default: left blank.")
    ] = None,
    homes: Annotated[
        Path | None,
        typer.Option(help="csv with columns location_id and name: one row for each home."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file.")] = False,
) -> None:
    from caresight.pipeline.digital_template import begun_questions
    from caresight.sources.catalogue import load_sources
    from caresight.sources.return_template import write_begun, write_template

    if to.suffix.lower() != ".xlsx":
        refuse(f"{to.name} should end in .xlsx.")
    if to.exists() and not force:
        refuse(f"{to} is there already. Give --force to replace it.")
    if not to.parent.is_dir():
        refuse(f"the folder {to.parent} is not there. Make it first, or choose another.")
    definition = load_sources(definitions_folder() / "sources").named(of)
    named = _homes(homes) if homes else ()
    if of == DIGITAL:
        write_begun(to, definition, begun_questions(_editions(), named))
    else:
        write_template(to, definition, month=month, homes=named)
    say(f"Written: {to}. Filled in, it is landed with `caresight land`.")


def _editions() -> "tuple[Maturity, ...]":
    from caresight.maturity.editions import load_maturity

    return load_maturity(definitions_folder())


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
