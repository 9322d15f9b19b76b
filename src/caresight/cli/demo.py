"""`caresight demo`: an invented borough, from nothing to the browser.

Every step finds out what is already done, so that a second run only serves and a run that
was interrupted goes on.
"""

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from caresight.cli.serve import become_server
from caresight.cli.terminal import (
    HomeOption,
    definitions_folder,
    home_folder,
    progress,
    refuse,
    say,
)
from caresight.vocabulary.refusal import Refusal

if TYPE_CHECKING:
    from caresight.lake.releases import Release
    from caresight.worlds.borough import World

SEED = 20
_DEMONSTRATE = ("-m", "caresight.web", "demonstrate")
LOOK_BACK = timedelta(days=31)
"""The demo has a second release that shows what was known so long before the newest."""


def command(
    port: Annotated[int, typer.Option(help="Port to serve on.")] = 8000,
    no_serve: Annotated[
        bool, typer.Option("--no-serve", help="Make everything, then end.")
    ] = False,
    homes: Annotated[int, typer.Option(help="How many invented homes.")] = 450,
    home: HomeOption = None,
) -> None:
    folder = home_folder(home)
    if not no_serve:
        _check_port(port)
    today = datetime.now(tz=UTC)
    on = _invent(folder, homes=homes, today=today.date())
    changed = _land(folder, today)
    _build(folder, on - LOOK_BACK, changed=changed, now=today)
    told = _casework(folder, "past")
    taken_in = _take_casework_in(folder)
    _build(folder, on, changed=changed or taken_in, now=today)
    _casework(folder, "next")
    _tell_accounts(told)
    if no_serve:
        say(f"Ready. To see it: CARESIGHT_SECOND_FACTOR=offered caresight serve --home {folder}")
        return
    # Nobody has a phone for an invented person; the sign-in page says that this is a demo.
    os.environ.setdefault("CARESIGHT_SECOND_FACTOR", "offered")
    become_server(folder, host="127.0.0.1", port=port)


def _check_port(port: int) -> None:
    """Refuse a port that is taken now, not after a minute of work."""
    ended = subprocess.run(
        [sys.executable, "-m", "caresight.web", "port", "--port", str(port)],
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode:
        refuse(ended.stderr.strip().removeprefix("Refused. "))


def _invent(folder: Path, *, homes: int, today: date) -> date:
    """Write the invented world unless it is there; the day on which its files are out."""
    from caresight.worlds.borough import write_world
    from caresight.worlds.projects import DEMO_PROJECTS
    from caresight.worlds.publication import latest_complete_month

    world, note = folder / "world", folder / "world" / "complete_on.txt"
    if note.is_file():
        return date.fromisoformat(note.read_text(encoding="utf-8").strip())
    if (folder / "lake").exists() and not world.exists():
        refuse(
            f"{folder} already holds a lake that is no demo. "
            "What to do: name an empty folder with --home."
        )
    if world.exists():  # a run that was interrupted: its files are ours, and half written
        shutil.rmtree(world)
    with progress("Inventing homes") as step:
        made: World = write_world(
            world,
            seed=SEED,
            homes=homes,
            last_month=latest_complete_month(today),
            projects=DEMO_PROJECTS,
            progress=step,
        )
    note.write_text(made.complete_on.isoformat(), encoding="utf-8")
    say(
        f"Invented {len(made.homes)} homes in {len(made.councils)} councils, "
        f"{made.first_month:%B %Y} to {made.last_month:%B %Y}: {len(made.files)} files."
    )
    return made.complete_on


def _land(folder: Path, now: datetime) -> bool:
    """Take the world's files in; whether any was new."""
    from caresight.lake.lake import Lake
    from caresight.pipeline.landing import land
    from caresight.sources.catalogue import load_sources

    lake = Lake(folder)
    before = len(lake.journal())
    with progress("Landing files") as step:
        report = land(
            lake,
            load_sources(definitions_folder() / "sources"),
            [folder / "world" / "files"],
            received_at=now,
            progress=step,
        )
    changed = len(lake.journal()) > before
    if changed:
        *_, summary = report.lines(where_the_rest="the pages under Data list all")
        say(summary)
    return changed


def _build(folder: Path, day: date, *, changed: bool, now: datetime) -> None:
    """Make the release of what was known on a day, unless it is there."""
    from caresight.lake.as_at import KnownAt
    from caresight.lake.lake import Lake
    from caresight.pipeline.build import build

    lake = Lake(folder)
    readable = [release for release in lake.releases() if _can_be_read(folder, release)]
    made = {(each.known_at, each.known_by) for each in readable}
    if changed or (day, "published") not in made:
        with progress(f"Building what was known on {day:%d %B %Y}") as step:
            build(
                lake,
                definitions_folder(),
                known=KnownAt(day, "published"),
                made_at=now,
                progress=step,
            )


def _can_be_read(folder: Path, release: "Release") -> bool:
    """Whether the release's pages are of this version of the program."""
    from caresight.pipeline.release_index.reading import ReleaseIndex, index_path

    try:
        ReleaseIndex(index_path(folder, release.release_id))
    except Refusal:
        return False
    return True


def _casework(folder: Path, step: str) -> dict[str, Any]:
    """Make a step of the invented group's work, once."""
    with progress("Inventing a group and its work"):
        ended = subprocess.run(
            [sys.executable, *_DEMONSTRATE, step, "--json", "--home", str(folder)],
            capture_output=True,
            text=True,
            check=False,
        )
    if ended.returncode:
        refuse(ended.stderr.strip().removeprefix("Refused. "))
    made: dict[str, Any] = json.loads(ended.stdout)
    return made


def _take_casework_in(folder: Path) -> bool:
    """Land what people said as rows; whether any was new."""
    from caresight.cli.casework import collect_casework
    from caresight.lake.lake import Lake
    from caresight.sources.catalogue import load_sources

    lake = Lake(folder)
    before = len(lake.journal())
    said = collect_casework(lake, load_sources(definitions_folder() / "sources"))
    changed = len(lake.journal()) > before
    if changed:
        say(said)
    return changed


def _tell_accounts(told: dict[str, Any]) -> None:
    """The accounts; their password is printed once and kept nowhere."""
    if not told["accounts"]:
        say("Sign in with the password of the first run. For a new one:")
        say("  caresight people password council --generate")
        return
    say(f"Sign in as one of these, each with the password  {told['password']}")
    for one in told["accounts"]:
        say(f"  {one['username']:14} {one['about']}")
