"""`caresight measurements`: the values of one indicator."""

from typing import Annotated

import typer

from caresight.cli.terminal import (
    FormatOption,
    HomeOption,
    OutputOption,
    ReleaseOption,
    definitions_folder,
    home_folder,
    tell_rows,
)


def command(
    indicator: Annotated[str, typer.Option(metavar="ID", help="Code of the indicator.")],
    form: FormatOption = "csv",
    output: OutputOption = None,
    release: ReleaseOption = None,
    home: HomeOption = None,
) -> None:
    from caresight.indicators.catalogue import load_indicators
    from caresight.lake.lake import Lake
    from caresight.pipeline.measurements_csv import COLUMNS, measurements

    rows = measurements(
        Lake(home_folder(home)),
        load_indicators(definitions_folder()),
        indicator=indicator,
        release_id=release,
    )
    tell_rows(rows, COLUMNS, form=form, output=output)
