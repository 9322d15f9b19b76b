"""`caresight neighbours`: the councils most like each council."""

import sys
from datetime import UTC, datetime
from typing import Annotated, Literal

import typer

from caresight.cli.terminal import HomeOption, definitions_folder, home_folder, say_json


def command(
    definition: Annotated[
        str, typer.Option(help="Which definition in definitions/neighbours makes areas alike.")
    ] = "similar_councils",
    form: Annotated[Literal["csv", "json"], typer.Option("--format", help="csv or json.")] = "csv",
    home: HomeOption = None,
) -> None:
    from caresight.lake.as_at import Evidence, KnownAt
    from caresight.lake.lake import Lake
    from caresight.pipeline.exporting import write_csv
    from caresight.pipeline.similar_areas import COLUMNS, definition_in, in_words, similar_areas

    wanted = definition_in(definitions_folder(), definition)
    evidence = Evidence(Lake(home_folder(home)), KnownAt(datetime.now(UTC).date()))
    found = similar_areas(evidence, wanted)
    for sentence in in_words(found.lacking):
        print(sentence, file=sys.stderr)
    if form == "json":
        say_json(found.rows)
    else:
        write_csv(found.rows, COLUMNS, sys.stdout)
