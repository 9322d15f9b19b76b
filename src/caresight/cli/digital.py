"""`caresight digital`: how digital homes are, and how far lists found their homes."""

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from caresight.cli.terminal import HomeOption, home_folder


def command(
    what: Annotated[
        Literal["homes", "uptake", "matching"],
        typer.Argument(help="Homes with their band; uptake by area; or how homes were found."),
    ] = "homes",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="File to write; else the terminal.")
    ] = None,
    release: Annotated[
        str | None, typer.Option(help="Id of the release, such as 2026-11.1; else the latest.")
    ] = None,
    home: HomeOption = None,
) -> None:
    from caresight.lake.lake import Lake
    from caresight.pipeline.digital_csv import COLUMNS, digital_rows
    from caresight.pipeline.exporting import write_csv
    from caresight.pipeline.release_index.reading import ReleaseIndex, index_path

    folder = home_folder(home)
    chosen = Lake(folder).release(release)
    rows = digital_rows(ReleaseIndex(index_path(folder, chosen.release_id)), what)
    if output is None:
        write_csv(rows, COLUMNS[what], sys.stdout)
        return
    with output.open("w", encoding="utf-8", newline="") as to:
        write_csv(rows, COLUMNS[what], to)
