"""`caresight impact`: what a project changed in its homes, against homes like them."""

import csv
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from caresight.cli.terminal import (
    HomeOption,
    definitions_folder,
    home_folder,
    refuse,
    say,
    say_json,
    warn,
)

if TYPE_CHECKING:
    from caresight.pipeline.impact_document import ImpactDocument

Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])]


def command(  # noqa: PLR0913, PLR0917 - each is an option
    homes: Annotated[
        Path,
        typer.Option(help="Csv of the project's homes, with a column home_id or location_id."),
    ],
    start: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="When it began.")],
    indicator: Annotated[str, typer.Option(metavar="ID", help="What it should change.")],
    unchanging: Annotated[
        str, typer.Option(metavar="ID", help="What it should not change: a second placebo.")
    ] = "",
    chosen: Annotated[
        Literal["figures", "otherwise", "not_known"],
        typer.Option(help="How its homes were chosen; for figures, of which months."),
    ] = "not_known",
    chosen_from: Day = None,
    chosen_to: Day = None,
    without: Annotated[
        Path | None, typer.Option(help="Csv of homes never to compare with: other projects'.")
    ] = None,
    form: Annotated[
        Literal["text", "csv", "json"],
        typer.Option("--format", help="The statement and a table; months as csv; all as json."),
    ] = "text",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Months as csv, besides.")
    ] = None,
    release: Annotated[str | None, typer.Option(metavar="ID", help="Default: the latest.")] = None,
    home: HomeOption = None,
) -> None:
    from caresight.evaluation.digital_projects import load_digital_projects
    from caresight.evaluation.impact_months import ChosenBy, Start
    from caresight.indicators.catalogue import load_indicators
    from caresight.lake.lake import Lake
    from caresight.pipeline.impact import Asked, home_ids_of, impact_of
    from caresight.pipeline.impact_document import document
    from caresight.pipeline.release_index.reading import ReleaseIndex, index_path

    if chosen == "figures" and not (chosen_from and chosen_to):
        refuse(
            "Homes chosen for figures: give --chosen-from and --chosen-to, the months looked at."
        )
    lake = Lake(home_folder(home))
    index = ReleaseIndex(index_path(lake.home, lake.release(release).release_id))
    mine, strange = home_ids_of(index, _ids(homes))
    others, _ = home_ids_of(index, _ids(without)) if without else ([], [])
    if strange:
        warn(f"Not in this release and left out: {', '.join(strange)}.")
    asked = Asked(
        name=homes.stem,
        home_ids=tuple(mine),
        start=Start(start.date(), ChosenBy(chosen), _day(chosen_from), _day(chosen_to)),
        indicator=indicator,
        unchanging=unchanging,
        not_these=frozenset(others),
    )
    rules = load_digital_projects(definitions_folder()).impact
    found = impact_of(lake, load_indicators(definitions_folder()), rules, asked, release)
    _tell(document(found), form, output)


def _tell(told: "ImpactDocument", form: str, output: Path | None) -> None:
    from caresight.pipeline.exporting import write_csv
    from caresight.pipeline.impact_columns import COLUMNS

    if form == "json":
        say_json(told)
    elif form == "csv":
        for line in (told["sentence"], *told["obstacles"]):
            warn(line)
        write_csv(told["months"], COLUMNS, sys.stdout)
    else:
        _say(told)
    if output is not None:
        try:
            with output.open("w", encoding="utf-8", newline="") as file:
                write_csv(told["months"], COLUMNS, file)
        except OSError as problem:
            refuse(f"{output} cannot be written: {problem.strerror}. Choose another file with -o.")
        warn(f"{len(told['months']):,} months written to {output}.")


def _say(told: "ImpactDocument") -> None:
    say(told["sentence"])
    for line in told["obstacles"]:
        say(f"- {line}")
    say()
    say(f"{told['title']} ({told['unit']}), release {told['release_id']} as at {told['as_at']}")
    say(f"{'':34}{'before':>10}{'after':>10}{'homes':>8}")
    for name, words, homes in (
        ("project", "project homes", told["project_homes"]),
        ("comparison", "homes like them", told["comparison_homes"]),
    ):
        values = (_figure(told["before"][name]), _figure(told["after"][name]))
        say(f"{words:34}{values[0]:>10}{values[1]:>10}{homes:>8,}")
    say()
    for check in told["checks"]:
        say(f"{'passed' if check['passed'] else 'FAILED'}  {check['name']}. {check['sentence']}")
    for line in told["cautions"]:
        say(f"Note  {line}")


def _figure(value: float | None) -> str:
    return "not known" if value is None else f"{value:,.3g}"


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None


def _ids(path: Path) -> list[str]:
    """The ids of a csv, by its column home_id or location_id, else its first column."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.reader(file) if any(cell.strip() for cell in row)]
    except (OSError, UnicodeDecodeError) as problem:
        refuse(f"{path} cannot be read: {problem}.")
    heading = [cell.strip().casefold() for cell in rows[0]] if rows else []
    named = [name for name in ("home_id", "location_id") if name in heading]
    if not named:
        refuse(f"{path} has no column home_id or location_id in its first line.")
    place = heading.index(named[0])
    return [row[place].strip() for row in rows[1:] if len(row) > place and row[place].strip()]
