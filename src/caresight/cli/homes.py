"""`caresight homes`: one profile per home."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from caresight.cli.terminal import HomeOption, home_folder


class Format(StrEnum):
    """What the answer is written as."""

    CSV = "csv"


def command(
    form: Annotated[Format, typer.Option("--format", help="Only csv.")] = Format.CSV,  # noqa: ARG001 - csv is all there is
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="File to write; else the terminal.")
    ] = None,
    release: Annotated[
        str | None, typer.Option(help="Id of the release, such as 2026-11.1; else the latest.")
    ] = None,
    home: HomeOption = None,
) -> None:
    from caresight.lake.lake import Lake
    from caresight.pipeline.exporting import write_csv
    from caresight.pipeline.homes_csv import COLUMNS, home_profiles

    lake = Lake(home_folder(home))
    rows = home_profiles(lake, lake.release(release))
    if output is None:
        write_csv(rows, COLUMNS, sys.stdout)
        return
    with output.open("w", encoding="utf-8", newline="") as to:
        write_csv(rows, COLUMNS, to)
