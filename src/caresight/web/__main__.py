"""`python -m caresight.web`: serve the pages, do their tasks, and manage who may sign in.

The command line starts this as a process of its own, because only the web knows Django.
"""

import argparse
import os
import sys
from pathlib import Path

from caresight.vocabulary.refusal import Refusal
from caresight.web.config.exporting_rows import add_commands as exporting_commands
from caresight.web.config.keeping import add_commands as keeping_commands
from caresight.web.providers import export_command as returns


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 done, 2 refused."""
    asked = _parser().parse_args(arguments)
    os.environ["CARESIGHT_HOME"] = str(Path(asked.home).expanduser().resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caresight.web.config.settings")
    try:
        from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415

        from caresight.web.config import exporting_rows, keeping, people, serving  # noqa: PLC0415

        try:
            if asked.command == "port":
                serving.require_free(asked.host, asked.port)
            elif asked.command == "serve":
                serving.serve(
                    host=asked.host,
                    port=asked.port,
                    workers=asked.workers,
                    with_worker=asked.worker,
                )
            elif asked.command == "work":
                serving.work(follow=asked.follow)
            elif asked.command == "daily":
                return serving.daily()
            elif asked.command in keeping.COMMANDS:
                return keeping.run(asked)
            elif asked.command in exporting_rows.COMMANDS:
                return exporting_rows.run(asked)
            elif asked.command in returns.COMMANDS:
                serving.prepare()
                return returns.run(asked)
            else:
                people.run(asked)
        except ImproperlyConfigured as problem:
            raise Refusal(str(problem)) from problem
    except Refusal as refusal:
        sys.stderr.write(f"Refused. {refusal}\n")
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m caresight.web", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    serve = commands.add_parser("serve", help="serve the pages")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--workers", type=int, default=2)
    serve.add_argument("--no-worker", dest="worker", action="store_false")
    work = commands.add_parser("work", help="do the tasks that pages leave behind")
    work.add_argument("--follow", type=int, default=0, help="end when this process is gone")
    daily = commands.add_parser("daily", help="do the daily work that is due")
    port = commands.add_parser("port", help="say whether a port can be used")
    port.add_argument("--host", default="127.0.0.1")
    port.add_argument("--port", type=int, default=8000)
    people = commands.add_parser("people", help="add and change people who may sign in")
    people.add_argument(
        "action",
        choices=["add", "invite", "list", "password", "disable", "reset-second-factor"],
    )
    people.add_argument("username", nargs="?", default="")
    people.add_argument("--role", action="append")
    people.add_argument("--name", default="")
    people.add_argument("--email", default="")
    people.add_argument("--agency", default="")
    people.add_argument("--agency-kind", default="other")
    people.add_argument("--generate", action="store_true", help="make a password and print it")
    people.add_argument("--json", action="store_true")
    kept = [*keeping_commands(commands), *exporting_commands(commands)]
    kept += returns.add_commands(commands)
    for command in (serve, work, daily, port, people, *kept):
        command.add_argument("--home", default=os.environ.get("CARESIGHT_HOME", "caresight-home"))
    return parser


if __name__ == "__main__":
    sys.exit(main())
