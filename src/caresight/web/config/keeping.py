"""Commands for the person who keeps the server: prove the trail, back up, restore."""

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

COMMANDS = ("audit", "backup", "restore", "demonstrate")
WHOLE, NOT_WHOLE = 0, 1


def add_commands(commands: Any) -> list[argparse.ArgumentParser]:
    """Declare the commands of this module."""
    audit = commands.add_parser("audit", help="prove the audit trail whole")
    audit.add_argument("action", choices=["verify"])
    backup = commands.add_parser("backup", help="write one file that holds everything")
    backup.add_argument("--to", required=True)
    restore = commands.add_parser("restore", help="make an installation from such a file")
    restore.add_argument("file")
    demonstrate = commands.add_parser("demonstrate", help="make the demo's invented casework")
    demonstrate.add_argument("step", choices=["past", "next"])
    for command in (audit, backup, restore, demonstrate):
        command.add_argument("--json", action="store_true")
    return [audit, backup, restore, demonstrate]


def run(asked: argparse.Namespace) -> int:
    """Run one of them; 0 done, 1 the trail is not whole."""
    if asked.command == "restore":
        return _restore(asked)
    from caresight.web.config.serving import prepare  # noqa: PLC0415 - needs Django

    prepare()
    run_one = {"audit": _verify, "backup": _back_up, "demonstrate": _demonstrate}
    return run_one[asked.command](asked)


def _verify(asked: argparse.Namespace) -> int:
    from caresight.web.audit.verifying import verify  # noqa: PLC0415

    verdict = verify()
    facts = {"whole": verdict.is_whole, "entries": verdict.entries, "problems": verdict.problems}
    _tell(asked, facts, "\n".join([verdict.sentence, *(f"- {one}" for one in verdict.problems)]))
    return WHOLE if verdict.is_whole else NOT_WHOLE


def _back_up(asked: argparse.Namespace) -> int:
    from caresight.web.config.backup import back_up  # noqa: PLC0415

    made = back_up(Path(asked.to).expanduser().resolve(), at=datetime.now(tz=UTC))
    size = int(str(made["bytes"])) / 1_000_000
    _tell(asked, made, f"Backed up {made['files']:,} files ({size:,.1f} MB) to {made['file']}.")
    return WHOLE


def _demonstrate(asked: argparse.Namespace) -> int:
    from caresight.web.config.demonstrating import running  # noqa: PLC0415

    made = running.make_past() if asked.step == "past" else running.make_next()
    _tell(asked, made, f"Made the demo's casework: {asked.step}.")
    return WHOLE


def _restore(asked: argparse.Namespace) -> int:
    from caresight.web.config.serving import start_django  # noqa: PLC0415

    start_django()
    from caresight.web.config.restoring import restore  # noqa: PLC0415 - needs Django

    home = Path(asked.home).expanduser().resolve()
    made = restore(Path(asked.file).expanduser().resolve(), home=home)
    _tell(asked, made, f"Restored {made['files']:,} files as of {made['made_at']}.")
    return WHOLE


def _tell(asked: argparse.Namespace, facts: dict[str, Any], words: str) -> None:
    sys.stdout.write((json.dumps(facts) if asked.json else words) + "\n")
