"""Is this installation in order? Each finding says what was seen and what to do.

Looking changes nothing: what an interrupted writer left is named here and put back by the
next one that writes.
"""

import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

from caresight.checks.catalogue import load_checks
from caresight.indicators.catalogue import load_indicators
from caresight.lake.journal import Entry
from caresight.lake.lake import Lake
from caresight.lake.lock import holder, is_held
from caresight.lake.tables import LakeTable
from caresight.lake.writer import tables_ahead
from caresight.pipeline.release_index.reading import ReleaseIndex, index_path
from caresight.sources.catalogue import load_sources
from caresight.surveillance.item_weights import load_item_weights
from caresight.surveillance.ladder import load_ladders
from caresight.surveillance.weights import load_weights
from caresight.vocabulary.refusal import Refusal

State = Literal["good", "note", "fault"]

OLDEST_PYTHON = (3, 11)
ENOUGH_SPACE = 2_000_000_000
"""Bytes: about ten releases of 15,000 homes."""

_DEFINITIONS: tuple[tuple[str, Callable[[Path], object]], ...] = (
    ("sources", load_sources),
    ("checks", load_checks),
    ("indicators", load_indicators),
    ("surveillance", load_weights),
    ("surveillance", load_item_weights),
    ("escalation", load_ladders),
)


@dataclass(frozen=True)
class Finding:
    """Something looked at."""

    what: str
    state: State
    seen: str
    advice: str = ""


def findings(home: Path, definitions: Path) -> list[Finding]:
    """Everything looked at, in order."""
    return [
        _python(),
        *_packages(),
        _folder(home),
        _space(home),
        *(_definitions(definitions / name, load) for name, load in _DEFINITIONS),
        *_lake(Lake(home)),
    ]


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    if tuple(sys.version_info) >= OLDEST_PYTHON:
        return Finding("Python", "good", version)
    return Finding("Python", "fault", version, "install Python 3.11 or later.")


def _packages() -> Iterator[Finding]:
    wrong = []
    requirements = metadata.requires("caresight") or []
    for requirement in requirements:
        name, _, pin = requirement.split(";")[0].strip().partition("==")
        name = name.split("[")[0].strip()
        try:
            installed = metadata.version(name)
        except metadata.PackageNotFoundError:
            wrong.append(f"{name} is not installed")
            continue
        if pin and installed != pin.strip():
            wrong.append(f"{name} is {installed}, tried with {pin.strip()}")
    if wrong:
        advice = "run `make install`: other versions install but do not work together."
        yield Finding("Packages", "fault", "; ".join(wrong), advice)
    else:
        yield Finding("Packages", "good", f"{len(requirements)} as pinned")


def _folder(home: Path) -> Finding:
    try:
        with tempfile.NamedTemporaryFile(dir=home):
            return Finding("Home folder", "good", f"{home} can be written to")
    except OSError as error:
        advice = "give this user the right to write there, or choose another with --home."
        return Finding("Home folder", "fault", f"{home}: {error.strerror}", advice)


def _space(home: Path) -> Finding:
    free = shutil.disk_usage(home).free
    seen = f"{free / 1e9:,.1f} GB free"
    if free >= ENOUGH_SPACE:
        return Finding("Disk", "good", seen)
    return Finding("Disk", "fault", seen, "make room: a build stops when the disk is full.")


def _definitions(folder: Path, load: Callable[[Path], object]) -> Finding:
    what = f"Definitions: {folder.name}"
    try:
        load(folder)
    except Refusal as refusal:
        return Finding(what, "fault", str(refusal), "mend the file; nothing is guessed.")
    except OSError as error:
        advice = "point CARESIGHT_DEFINITIONS at the project's definitions."
        return Finding(what, "fault", f"{folder}: {error.strerror}", advice)
    return Finding(what, "good", f"all files of {folder} load")


def _lake(lake: Lake) -> Iterator[Finding]:
    try:
        entries = lake.journal()
    except Exception as error:
        advice = "restore the home folder's lake/journal from a backup."
        yield Finding("Lake", "fault", f"the journal cannot be read: {error}", advice)
        return
    if entries:
        yield from _tables(lake, entries)
    else:
        yield Finding("Lake", "note", "empty", "land files with `caresight land`.")
    yield _writer(lake, entries)
    yield _release(lake)


def _tables(lake: Lake, entries: list[Entry]) -> Iterator[Finding]:
    last = entries[-1]
    yield Finding(
        "Lake", "good", f"{len(entries)} entries, the last: {last.kind} at {last.at:%Y-%m-%d %H:%M}"
    )
    missing = [
        file.path
        for name, version in last.versions.items()
        for file in LakeTable(lake.folder / name).files(version)
        if not Path(file.path).is_file()
    ]
    if missing:
        advice = "restore these files from a backup of the home folder."
        yield Finding("Lake files", "fault", f"{len(missing)} missing: {missing[0]} …", advice)
    else:
        yield Finding("Lake files", "good", f"all files of {len(last.versions)} tables are there")


def _writer(lake: Lake, entries: list[Entry]) -> Finding:
    lock = lake.home / "writer.lock"
    if is_held(lock):
        who = holder(lock)
        seen = f"process {who.pid} writes ({who.kind}) since {who.since}" if who else "at work"
        return Finding("Writer", "note", seen, "wait for it before you land or build.")
    ahead = tables_ahead(lake.folder, entries) if lake.folder.is_dir() else []
    if ahead:
        return Finding(
            "Writer",
            "note",
            f"one was interrupted and left {', '.join(ahead)} unfinished; readers do not see it",
            "nothing: the next `land` or `build` puts it back.",
        )
    return Finding("Writer", "good", "none at work, nothing left unfinished")


def _release(lake: Lake) -> Finding:
    releases = lake.releases()
    if not releases:
        return Finding("Release", "note", "none yet", "run `caresight build` after landing.")
    latest = releases[-1].release_id
    if not index_path(lake.home, latest).is_file():
        advice = "run `caresight build`: pages are read from the index."
        return Finding("Release", "fault", f"the index of {latest} is missing", advice)
    older = [one.release_id for one in releases if _is_of_another_format(lake.home, one.release_id)]
    if latest in older:
        advice = "run `caresight build`: this version cannot read it, and shows no page."
        return Finding("Release", "fault", f"{latest} was made by another version", advice)
    if older:
        advice = "build these days again with `caresight build --as-at` to look back on them."
        seen = f"{len(releases)}, the latest {latest}; {len(older)} made by another version"
        return Finding("Release", "note", f"{seen}: {', '.join(older[-3:])}", advice)
    return Finding("Release", "good", f"{len(releases)}, the latest {latest}")


def _is_of_another_format(home: Path, release_id: str) -> bool:
    """Whether a release has an index that this version does not read."""
    path = index_path(home, release_id)
    if not path.is_file():
        return False
    try:
        ReleaseIndex(path)
    except (Refusal, sqlite3.Error):
        return True
    return False
