"""`caresight area-measures`: every figure of areas, one row an area, measure and period."""

from typing import Annotated

import typer

from caresight.cli.terminal import (
    FormatOption,
    HomeOption,
    OutputOption,
    ReleaseOption,
    home_folder,
    tell_rows,
)


def command(
    measure: Annotated[
        str | None, typer.Option(metavar="ID", help="Code of one measure. Default: all.")
    ] = None,
    form: FormatOption = "csv",
    output: OutputOption = None,
    release: ReleaseOption = None,
    home: HomeOption = None,
) -> None:
    from caresight.lake.lake import Lake
    from caresight.pipeline.area_measures_csv import COLUMNS, area_measures

    rows = area_measures(Lake(home_folder(home)), release_id=release, measure=measure)
    tell_rows(rows, COLUMNS, form=form, output=output)
