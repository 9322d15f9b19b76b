"""The `caresight` command: one file per command, loaded only when it is called."""

import errno
import importlib
import sys
from typing import Any

import typer
from typer.core import TyperGroup

from caresight.vocabulary.refusal import Refusal

COMMANDS = {
    "demo": "Make the invented borough and open it in the browser.",
    "land": "Take files in: read them, keep them, list what was set aside.",
    "build": "Measure, detect and combine; make a release.",
    "releases": "List the releases.",
    "serve": "Serve the pages.",
    "sources": "List what can be read.",
    "fetch": "Download a public source.",
    "doctor": "Check the installation and the home folder.",
    "changes": "Homes that opened, closed or changed hands.",
    "homes": "One profile per home.",
    "measurements": "The values of one indicator.",
    "area-measures": "Every figure of areas, for other people's programs.",
    "neighbours": "The councils most like each council.",
    "impact": "What a project changed in its homes, against homes like them.",
    "digital": "How digital the homes are, and how far lists found them.",
    "link": "Say that two locations are, or are not, one home.",
    "world": "Write the files of an invented care system.",
    "template": "Write the spreadsheet that providers fill in.",
    "people": "Add people who may sign in.",
    "audit": "Prove that the trail of reads and changes is whole.",
    "backup": "Write one file that holds the whole installation.",
    "restore": "Make an installation anew from a backup.",
    "spc": "Control charts for anyone's tidy csv.",
    "funnel": "Funnel limits for anyone's tidy csv.",
}


class _Lazy(TyperGroup):
    """Lists commands by name and imports one only when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"caresight.cli.{cmd_name.replace('-', '_')}")
        single = typer.Typer(add_completion=False)
        single.command(cmd_name, help=COMMANDS[cmd_name])(module.command)
        return typer.main.get_command(single)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


app = typer.Typer(
    cls=_Lazy,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback()
def caresight() -> None:
    """One picture of the care homes of an area, for all the agencies around them."""


def _by_the_disk(problem: OSError) -> str:
    if problem.errno == errno.ENOSPC:
        return "The disk is full. Nothing is half-written: make room, then start this again."
    place = f"{problem.filename}: " if problem.filename else ""
    return f"{place}{problem.strerror or problem}."


def main() -> None:
    """Run the command line; a refusal, and what the disk refuses, is printed and ends with 2."""
    try:
        app()
    except Refusal as refusal:
        print(f"Refused. {refusal}", file=sys.stderr)
        sys.exit(2)
    except OSError as problem:
        print(f"Refused. {_by_the_disk(problem)}", file=sys.stderr)
        sys.exit(2)
