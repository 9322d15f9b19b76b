"""`caresight serve`: the pages in a browser."""

import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from caresight.cli.terminal import HomeOption, home_folder


def command(
    port: Annotated[int, typer.Option(help="Port to serve on.")] = 8000,
    host: Annotated[
        str, typer.Option(help="Address to serve on; the default is this machine only.")
    ] = "127.0.0.1",
    workers: Annotated[int, typer.Option(help="Processes that answer.", min=1)] = 2,
    worker: Annotated[
        bool,
        typer.Option(help="Whether a worker for tasks and daily work runs beside the pages."),
    ] = True,
    home: HomeOption = None,
) -> None:
    become_server(home_folder(home), host=host, port=port, workers=workers, worker=worker)


def become_server(
    home: Path, *, host: str, port: int, workers: int = 2, worker: bool = True
) -> NoReturn:
    """Turn into the web server, so that whoever stops this command stops the server."""
    sys.stdout.flush()
    sys.stderr.flush()
    program = [sys.executable, "-m", "caresight.web", "serve", "--home", str(home)]
    options = ["--host", host, "--port", str(port), "--workers", str(workers)]
    if not worker:
        options.append("--no-worker")
    os.execv(sys.executable, [*program, *options])  # noqa: S606 - our own program, no shell
