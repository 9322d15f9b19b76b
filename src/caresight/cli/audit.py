"""`caresight audit`: prove that the trail of reads and changes is whole."""

from enum import StrEnum
from typing import Annotated

import typer

from caresight.cli.keeping import ask_keeper
from caresight.cli.terminal import HomeOption, JsonOption


class Action(StrEnum):
    """What can be done about the trail."""

    VERIFY = "verify"


def command(
    action: Annotated[Action, typer.Argument(help="verify.")],
    as_json: JsonOption = False,
    home: HomeOption = None,
) -> None:
    ask_keeper(["audit", action.value], home=home, as_json=as_json)
