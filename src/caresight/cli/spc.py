"""`caresight spc`: control charts for anyone's tidy csv."""

from pathlib import Path
from typing import Annotated

import typer

from caresight.cli.terminal import JsonOption, say, say_json, warn


def command(
    inputs: Annotated[
        Path, typer.Argument(metavar="INPUT.csv", help="Columns series_id, f, x (date), y.")
    ],
    parameters: Annotated[
        Path,
        typer.Option(
            "--parameters",
            metavar="PARAMS.csv",
            help="One row a series: improvement_direction, target, rebase, fix_after_n_points, "
            "screen_outliers.",
        ),
    ],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="OUT.csv", help="One row a point.")
    ],
    rules: Annotated[
        str | None,
        typer.Option(
            help="nhs-r-0.2.2, nhs-england-2023 or caresight-2026. Default: the first; with "
            "--method auto the last.",
            show_default=False,
        ),
    ] = None,
    method: Annotated[
        str, typer.Option(help="xmr, run, u_prime, exact; or auto: let the data choose, and why.")
    ] = "xmr",
    json: JsonOption = False,
) -> None:
    """Chart every series of a tidy csv and write one row for each point."""
    from caresight.pipeline.tidy_charts import write_tidy_charts

    summary = write_tidy_charts(inputs, parameters, output, method=method, rules=rules)
    for note in summary.notes:
        warn(note)
    if json:
        say_json(
            {
                "output": str(output),
                "series": summary.series,
                "points": summary.points,
                "rule_set": summary.rule_set,
                "notes": list(summary.notes),
            }
        )
    else:
        say(
            f"{summary.points:,} points of {summary.series:,} series by the rules "
            f"{summary.rule_set}, in {output}."
        )
