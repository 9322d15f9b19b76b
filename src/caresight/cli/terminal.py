"""What every command shares: where the home folder is, how to speak, how to end.

Exit codes: 0 done; 1 done, but rows were set aside; 2 refused.
"""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, Literal, NoReturn, Protocol

import typer

DONE = 0
SET_ASIDE = 1
REFUSED = 2

HomeOption = Annotated[
    Path | None,
    typer.Option(
        "--home",
        envvar="CARESIGHT_HOME",
        help="Folder that holds the lake and all else. Default: ./caresight-home",
        show_default=False,
    ),
]
FormatOption = Annotated[Literal["csv", "json"], typer.Option("--format", help="csv or json.")]
OutputOption = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="Default: the terminal.")
]
ReleaseOption = Annotated[
    str | None,
    typer.Option(metavar="ID", help="A release, as `caresight releases` lists them."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Answer in JSON, for a program.")]


class Step(Protocol):
    """Told how far the work has come; see `progress`."""

    def __call__(self, done: int, total: int, what: str) -> None:
        """Say that `done` of `total` steps are done and `what` is under way."""


def home_folder(home: Path | None) -> Path:
    """The folder to work in, made if it is not there."""
    folder = (home or Path("caresight-home")).expanduser().resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def definitions_folder() -> Path:
    """Where the definitions are: CARESIGHT_DEFINITIONS, else the project's own."""
    named = os.environ.get("CARESIGHT_DEFINITIONS")
    return Path(named) if named else Path(__file__).resolve().parents[3] / "definitions"


def say(text: str = "") -> None:
    """Print for people."""
    print(text)


def say_json(value: Any) -> None:
    """Print for a program."""
    print(json.dumps(value, ensure_ascii=False, default=str))


def warn(text: str) -> None:
    """Print beside the answer, so that a pipe holds the answer alone."""
    print(text, file=sys.stderr)


def refuse(text: str) -> NoReturn:
    """End with the reason and exit code 2."""
    warn(f"Refused. {text}")
    raise typer.Exit(REFUSED)


def tell_rows(
    rows: Iterable[Mapping[str, Any]], columns: Sequence[str], *, form: str, output: Path | None
) -> None:
    """Rows as JSON on the terminal, or as csv there or in a file, which is then told."""
    from caresight.pipeline.exporting import write_csv

    if form == "json":
        say_json(list(rows))
        return
    if output is None:
        write_csv(rows, columns, sys.stdout)
        return
    try:
        with output.open("w", encoding="utf-8", newline="") as file:
            count = write_csv(rows, columns, file)
    except OSError as problem:
        refuse(f"{output} cannot be written: {problem.strerror}. Choose another file with -o.")
    warn(f"{count:,} rows written to {output}.")


@contextmanager
def progress(title: str) -> Iterator[Step]:
    """Show a bar on a terminal once work has taken two seconds; else stay silent."""
    if not sys.stderr.isatty():
        yield lambda done, total, what: None  # noqa: ARG005 - silent on purpose
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)

        def step(done: int, total: int, what: str) -> None:
            bar.update(task, completed=done, total=total, description=f"{title}: {what}")

        yield step
