"""`caresight land`: take files in."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from caresight.cli.terminal import (
    REFUSED,
    SET_ASIDE,
    HomeOption,
    JsonOption,
    definitions_folder,
    home_folder,
    progress,
    refuse,
    say,
    say_json,
)


def command(
    paths: Annotated[list[Path], typer.Argument(help="Files, or folders of files.")],
    source: Annotated[
        str | None, typer.Option(help="Read as this source; else it is recognised by content.")
    ] = None,
    published_on: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Day of publication; outranks what the file says."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Report, and keep nothing.")] = False,
    set_aside: Annotated[
        Path | None, typer.Option(metavar="FILE.csv", help="Write all that was set aside.")
    ] = None,
    json: JsonOption = False,
    home: HomeOption = None,
) -> None:
    from caresight.lake.lake import Lake
    from caresight.pipeline.landing import land
    from caresight.sources.catalogue import load_sources

    if set_aside:
        _check_writable(set_aside)
    catalogue = load_sources(definitions_folder() / "sources")
    with progress("Landing") as step:
        report = land(
            Lake(home_folder(home)),
            catalogue,
            paths,
            received_at=datetime.now(UTC),
            source=source,
            published_on=_day(published_on),
            dry_run=dry_run,
            progress=step,
        )
    if set_aside:
        _write_set_aside(report.set_aside, set_aside)
    if json:
        say_json(report.as_json())
    else:
        rest = f"all are in {set_aside}" if set_aside else "--set-aside FILE.csv lists all"
        for line in report.lines(where_the_rest=rest):
            say(line)
    if report.nothing_could_land:
        raise typer.Exit(REFUSED)
    if not report.is_complete:
        raise typer.Exit(SET_ASIDE)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        refuse(f"--published-on: expected a day as 2026-10-01, came {text!r}.")


def _check_writable(to: Path) -> None:
    """Refuse before anything lands, for afterwards the list would be lost."""
    if to.is_dir() or not to.parent.is_dir():
        refuse(f"--set-aside: expected a file in a folder that is there, came {to}.")


def _write_set_aside(rows: tuple[object, ...], to: Path) -> None:
    from dataclasses import fields

    from caresight.pipeline.exporting import write_csv
    from caresight.sources.answer import SetAside

    columns = [column.name for column in fields(SetAside)]
    with to.open("w", encoding="utf-8", newline="") as file:
        write_csv((vars(row) for row in rows), columns, file)
