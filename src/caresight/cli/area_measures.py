"""`caresight area-measures`: every figure of areas, one row an area, measure and period."""

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from caresight.cli.terminal import HomeOption, home_folder, refuse, say_json, warn


def command(
    measure: Annotated[
        str | None, typer.Option(metavar="ID", help="Code of one measure. Default: all.")
    ] = None,
    form: Annotated[Literal["csv", "json"], typer.Option("--format", help="csv or json.")] = "csv",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Default: the terminal.")
    ] = None,
    release: Annotated[
        str | None,
        typer.Option(metavar="ID", help="A release, as `caresight releases` lists them."),
    ] = None,
    home: HomeOption = None,
) -> None:
    from caresight.lake.lake import Lake
    from caresight.pipeline.area_measures_csv import COLUMNS, area_measures
    from caresight.pipeline.exporting import write_csv

    rows = area_measures(Lake(home_folder(home)), release_id=release, measure=measure)
    if form == "json":
        say_json(list(rows))
        return
    if output is None:
        write_csv(rows, COLUMNS, sys.stdout)
        return
    try:
        with output.open("w", encoding="utf-8", newline="") as file:
            count = write_csv(rows, COLUMNS, file)
    except OSError as problem:
        refuse(f"{output} cannot be written: {problem.strerror}. Choose another file with -o.")
    warn(f"{count:,} rows written to {output}.")
