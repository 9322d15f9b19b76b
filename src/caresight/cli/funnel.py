"""`caresight funnel`: funnel limits for anyone's tidy csv."""

from pathlib import Path
from typing import Annotated

import typer

from caresight.cli.terminal import JsonOption, say, say_json, warn


def command(
    inputs: Annotated[
        Path,
        typer.Argument(
            metavar="INPUT.csv",
            help="Units: dataset_id, row, group, numerator, denominator.",
            show_default=False,
        ),
    ],
    runs: Annotated[
        Path,
        typer.Option(
            "--runs",
            metavar="RUNS.csv",
            help="One row a funnel: run_id, dataset_id, data_type (PR, SR, RC), sr_method "
            "(SHMI, CQC), trim_by, limit (95, 99), multiplier, draw_adjusted, "
            "draw_unadjusted, shmi_rounding.",
            show_default=False,
        ),
    ],
    to: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="OUT.csv", help="Answer.", show_default=False),
    ],
    rules: Annotated[
        str,
        typer.Option(
            help="Whose limits: caresight-2026; exact-2026 (exact tails everywhere); "
            "funnelplotr-0.6.0 (the R package as it is, for comparison only)."
        ),
    ] = "caresight-2026",
    json: JsonOption = False,
) -> None:
    """Write scores, limits and outliers of every run."""
    from caresight.pipeline.tidy_funnel import draw_tidy_funnels

    report = draw_tidy_funnels(inputs, runs, to, rules=rules)
    for note in report.notes:
        warn(note)
    if json:
        say_json({"runs": report.runs, "rows": report.rows, "output": str(to), "rules": rules})
    else:
        say(f"{report.runs} funnels, {report.rows} rows, by the rules {rules}: {to}")
