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
    INVITE = "invite"
    LIST = "list"
    PASSWORD = "password"  # noqa: S105 - a word of the command line
    DISABLE = "disable"
    RESET_SECOND_FACTOR = "reset-second-factor"


class Role(StrEnum):
    """What a person is here to do; the same words as in the pages."""

    VIEWER = "viewer"
    ANALYST = "analyst"
    CONTRIBUTOR = "contributor"
    MEMBER = "member"
    SAFEGUARDING = "safeguarding"
    OVERSIGHT = "oversight"
    PROVIDER = "provider"
    INFORMATION_GOVERNANCE = "information_governance"
    ADMINISTRATOR = "administrator"


def command(  # noqa: PLR0913, PLR0917 - each option of the command is one
    action: Annotated[
        Action,
        typer.Argument(help="add, invite, list, password, disable or reset-second-factor."),
    ],
    username: Annotated[str, typer.Argument(help="User name or e-mail address.")] = "",
    role: Annotated[
        list[Role] | None,
        typer.Option(help="What the person may do; may be given several times."),
    ] = None,
    name: Annotated[str, typer.Option(help="Full name.")] = "",
    email: Annotated[str, typer.Option(help="E-mail address for notices.")] = "",
    agency: Annotated[str, typer.Option(help="Agency that the person works for.")] = "",
    agency_kind: Annotated[
        str, typer.Option(help="Its kind, where the agency is new: council, ambulance, provider …")
    ] = "other",
    generate: Annotated[
        bool, typer.Option("--generate", help="Make a password and print it once.")
    ] = False,
    as_json: JsonOption = False,
    home: HomeOption = None,
) -> None:
    arguments = [action.value, *([username] if username else [])]
    for one in role or [Role.VIEWER]:
        arguments += ["--role", one.value]
    arguments += ["--name", name, "--email", email, "--agency", agency]
    arguments += ["--agency-kind", agency_kind, "--home", str(home_folder(home))]
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
