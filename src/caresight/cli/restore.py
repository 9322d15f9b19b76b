"""`caresight restore`: an installation made anew from a backup."""

from pathlib import Path
from typing import Annotated

import typer

from caresight.cli.keeping import ask_keeper
from caresight.cli.terminal import HomeOption, JsonOption


def command(
    file: Annotated[Path, typer.Argument(help="A file written by `caresight backup`.")],
    as_json: JsonOption = False,
    home: HomeOption = None,
) -> None:
    ask_keeper(["restore", str(file.expanduser().resolve())], home=home, as_json=as_json)
