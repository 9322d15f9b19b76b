"""Which files a landing takes: those named, and those inside the folders named."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_NOT_DATA = ("~$", ".")
"""Beginnings of names that no publisher gives: lock files of office programs, hidden files."""


@dataclass(frozen=True)
class Found:
    """A file to land, or one that is passed by with the reason."""

    path: Path
    passed_by: str = ""


def files_to_land(paths: Iterable[Path]) -> Iterator[Found]:
    """Every file named, and every file below a folder named, in the order of names."""
    for path in paths:
        if path.is_dir():
            yield from _below(path)
        else:
            yield Found(path)


def _below(folder: Path) -> Iterator[Found]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _is_no_data(name))
        for name in sorted(names):
            path = Path(place) / name
            yield Found(path, "a hidden or lock file") if _is_no_data(name) else Found(path)


def _is_no_data(name: str) -> bool:
    return name.startswith(_NOT_DATA) or name == "__MACOSX"
