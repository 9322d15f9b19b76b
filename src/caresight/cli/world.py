"""`caresight world`: write the files of an invented care system."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from caresight.cli.terminal import JsonOption, progress, refuse, say, say_json


def command(
    to: Annotated[Path, typer.Option("--to", help="A new or empty folder.")],
    seed: Annotated[
        int | None,
        typer.Option(
            help="The same seed gives the same files. Default: the demo's.",
            min=0,
            show_default=False,
        ),
    ] = None,
    homes: Annotated[int, typer.Option(help="How many care homes.")] = 450,
    months: Annotated[int, typer.Option(help="How many months.")] = 36,
    last_month: Annotated[
        str | None,
        typer.Option(help="YYYY-MM. Default: the latest month whose files would be out today."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    from caresight.worlds.borough import DEMO_SEED, write_world

    month = _month(last_month)
    chosen = DEMO_SEED if seed is None else seed
    with progress("Inventing") as step:
        world = write_world(
            to, seed=chosen, homes=homes, months=months, last_month=month, progress=step
        )
    if as_json:
        say_json(
            {
                "files_folder": world.files_folder,
                "truth_file": world.truth_file,
                "files": len(world.files),
                "homes": len(world.homes),
                "areas": [council.code for council in world.councils],
                "first_month": f"{world.first_month:%Y-%m}",
                "last_month": f"{world.last_month:%Y-%m}",
                "complete_on": world.complete_on,
            }
        )
        return
    say(
        f"{len(world.files)} files of {len(world.homes)} invented homes in "
        f"{len(world.councils)} invented councils, {world.first_month:%B %Y} to "
        f"{world.last_month:%B %Y}."
    )
    say(f"To land them: caresight land {world.files_folder}")
    say(f"What really happened, kept apart: {world.truth_file}")


def _month(text: str | None) -> date:
    if text is None:
        from caresight.worlds.publication import latest_complete_month

        return latest_complete_month(datetime.now(tz=UTC).date())
    if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text) is None or text < "1990":
        refuse(f"--last-month {text} is no month. Expected YYYY-MM, for instance 2026-10.")
    return date(int(text[:4]), int(text[5:]), 1)
