"""Which files a landing takes: those named, and those inside the folders named."""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from caresight.vocabulary.refusal import Refusal

_NOT_DATA = ("~$", ".")
"""Beginnings of names that no publisher gives: lock files of office programs, hidden files."""


@dataclass(frozen=True)
class Found:
    """A file to land, or one that is passed by or refused unread, with the reason."""

    path: Path
    passed_by: str = ""
    refused: str = ""


def files_to_land(paths: Iterable[Path]) -> Iterator[Found]:
    """Every file named, and every file below a folder named, in the order of names."""
    for path in paths:
        if not os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises where a name is too long
            yield _file(path)
            continue
        below = list(_below(path))
        yield from below or [Found(path, "there is no file in this folder")]


def _below(folder: Path) -> Iterator[Found]:
    closed: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=closed.append):
        linked = sorted(n for n in folders if (Path(place) / n).is_symlink())
        yield from (
            Found(Path(place) / n, "a link to a folder; name that folder itself to land it")
            for n in linked
        )
        folders[:] = sorted(name for name in folders if not _is_no_data(name))
        for name in sorted(names):
            path = Path(place) / name
            yield Found(path, "a hidden or lock file") if _is_no_data(name) else _file(path)
    for problem in closed:
        yield Found(Path(problem.filename), refused=_cannot_be_opened(problem))


def _file(path: Path) -> Found:
    """The file, unless it cannot be read as one: a pipe would be waited for without end."""
    try:
        str(path).encode()
        is_regular = stat.S_ISREG(path.stat().st_mode)
    except UnicodeEncodeError:
        reason = "its name holds bytes that belong to no character. Rename it and land it again."
        return Found(path, refused=reason)
    except OSError as problem:
        return Found(path, refused=_cannot_be_opened(problem))
    if is_regular:
        return Found(path)
    return Found(path, refused="this is a pipe or a device, and no file. Save it as a file first.")


def _cannot_be_opened(problem: OSError) -> str:
    return (
        f"it cannot be opened: {problem.strerror or problem}. "
        "Check the name, and that you may read it."
    )


def _is_no_data(name: str) -> bool:
    return name.startswith(_NOT_DATA) or name == "__MACOSX"


def printable_name(name: str) -> str:
    """A name of a file as text that can be printed, whatever bytes it holds."""
    return name.encode("utf-8", "replace").decode()


def told(problem: Exception, path: Path) -> str:
    """What is wrong with a file in words, without the name that the line begins with."""
    if isinstance(problem, Refusal):
        return str(problem if problem.file != path.name else replace(problem, file=None))
    if isinstance(problem, OSError):
        return (
            f"it cannot be read and kept: {problem.strerror or problem}. "
            "Check that it is still there, then land it again."
        )
    return (
        f"Caresight could not cope with it ({type(problem).__name__}: {str(problem)[:200]}). "
        "The fault is Caresight's. Please report it, with the headings and no row of the file."
    )
