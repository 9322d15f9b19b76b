"""`caresight backup`: one file that holds a whole installation."""

from pathlib import Path
from typing import Annotated

import typer

from caresight.cli.keeping import ask_keeper
from caresight.cli.terminal import HomeOption, JsonOption


def command(
    to: Annotated[Path, typer.Option("--to", help="File to write; it must not exist yet.")],
    as_json: JsonOption = False,
    home: HomeOption = None,
) -> None:
    ask_keeper(["backup", "--to", str(to.expanduser().resolve())], home=home, as_json=as_json)
