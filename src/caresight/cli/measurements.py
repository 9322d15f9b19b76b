"""`caresight measurements`: the values of one indicator."""

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from caresight.cli.terminal import (
    HomeOption,
    definitions_folder,
    home_folder,
    refuse,
    say_json,
    warn,
)


def command(
    indicator: Annotated[str, typer.Option(metavar="ID", help="Code of the indicator.")],
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
    from caresight.indicators.catalogue import load_indicators
    from caresight.lake.lake import Lake
    from caresight.pipeline.exporting import write_csv
    from caresight.pipeline.measurements_csv import COLUMNS, measurements

    rows = measurements(
        Lake(home_folder(home)),
        load_indicators(definitions_folder()),
        indicator=indicator,
        release_id=release,
    )
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
