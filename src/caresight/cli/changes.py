"""`caresight changes`: homes that opened, closed or changed hands."""

import sys
from datetime import UTC, date, datetime
from typing import Annotated, Literal

import typer

from caresight.cli.terminal import HomeOption, home_folder, refuse, say_json


def command(
    area: Annotated[str, typer.Option(help="Code or name of the area.")],
    from_on: Annotated[str, typer.Option("--from", metavar="DATE", help="First day.")],
    to_on: Annotated[str, typer.Option("--to", metavar="DATE", help="Last day.")],
    form: Annotated[Literal["csv", "json"], typer.Option("--format", help="csv or json.")] = "csv",
    home: HomeOption = None,
) -> None:
    from caresight.lake.as_at import Evidence, KnownAt
    from caresight.lake.lake import Lake
    from caresight.pipeline.changes import COLUMNS, changes
    from caresight.pipeline.exporting import write_csv

    evidence = Evidence(Lake(home_folder(home)), KnownAt(datetime.now(UTC).date()))
    rows = changes(evidence, area=area, from_on=_day("--from", from_on), to_on=_day("--to", to_on))
    if form == "json":
        say_json(rows)
    else:
        write_csv(rows, COLUMNS, sys.stdout)


def _day(option: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        refuse(f"{option}: expected a day as 2026-10-01, came {text!r}.")
