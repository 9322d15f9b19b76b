"""`caresight people`: who may sign in."""

import json
import subprocess
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from caresight.cli.terminal import HomeOption, JsonOption, home_folder, refuse

_PEOPLE = (sys.executable, "-m", "caresight.web", "people")


class Action(StrEnum):
    """What can be done about people."""

    ADD = "add"
    LIST = "list"
    PASSWORD = "password"  # noqa: S105 - a word of the command line
    DISABLE = "disable"


class Role(StrEnum):
    """What a person is here to do."""

    VIEWER = "viewer"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"


def command(
    action: Annotated[Action, typer.Argument(help="add, list, password or disable.")],
    username: Annotated[str, typer.Argument(help="User name or e-mail address.")] = "",
    role: Annotated[Role, typer.Option(help="What the person may do.")] = Role.VIEWER,
    name: Annotated[str, typer.Option(help="Full name.")] = "",
    agency: Annotated[str, typer.Option(help="Agency that the person works for.")] = "",
    generate: Annotated[
        bool, typer.Option("--generate", help="Make a password and print it once.")
    ] = False,
    as_json: JsonOption = False,
    home: HomeOption = None,
) -> None:
    arguments = [action.value, *([username] if username else []), "--role", role.value]
    arguments += ["--name", name, "--agency", agency, "--home", str(home_folder(home))]
    arguments += ["--generate"] * generate + ["--json"] * as_json
    ended = subprocess.run([*_PEOPLE, *arguments], check=False)
    raise typer.Exit(ended.returncode)


def ask_web(home: Path, *arguments: str) -> Any:
    """Run a command about people and read its answer."""
    ended = subprocess.run(
        [*_PEOPLE, *arguments, "--json", "--home", str(home)],
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode:
        refuse(ended.stderr.strip().removeprefix("Refused. "))
    return json.loads(ended.stdout)
