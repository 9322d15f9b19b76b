"""One file that holds a whole installation: casework, residents' store, lake, keys.

The databases are copied first and the lake's journal before its tables. What the copy of
one refers to is then always in the copy of the other, though people work meanwhile.
"""

import hashlib
import io
import json
import os
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

from django.conf import settings

from caresight.vocabulary.refusal import Refusal
from caresight.web.audit import operations as audit
from caresight.web.audit.actors import SYSTEM
from caresight.web.audit.verifying import keep_newest_seal
from caresight.web.config import postgresql

FORMAT = 1
MANIFEST = "manifest.json"
STORES = ("default", "residents")
_LEFT_OUT = (".lock", "-wal", "-shm", "-journal", ".part")


def back_up(to: Path, *, at: datetime) -> dict[str, object]:
    """Write the backup, whole or not at all; what it holds, in figures."""
    if to.exists():
        raise Refusal("There is already a file of this name.", file=to.name,
                      what_to_do="name another: a backup is never written over.")  # fmt: skip
    audit.record(actor=SYSTEM, at=at, operation="governance.back_up", subject=f"file:{to.name}")
    keep_newest_seal(at=at)
    part = to.with_name(f"{to.name}.part")
    held: dict[str, list[object]] = {}
    try:
        # It holds residents' details and the key of sessions: for this account's eyes only.
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as out, tarfile.open(fileobj=out, mode="w") as tar:
            with tempfile.TemporaryDirectory(dir=to.parent) as folder:
                for name, path in _databases(Path(folder)):
                    held[name] = _add(tar, path, name)
            for name, path in _files(Path(settings.HOME), leave_out={to, part}):
                held[name] = _add(tar, path, name)
            _add_manifest(tar, held, at)
        part.rename(to)
    except OSError as problem:
        part.unlink(missing_ok=True)
        raise Refusal(f"The backup could not be written: {problem.strerror or problem}.",
                      file=to.name, what_to_do="name a folder with room that you may write.",
                      ) from problem  # fmt: skip
    return {"file": to.name, "files": len(held), "bytes": to.stat().st_size}


def _databases(folder: Path) -> Iterator[tuple[str, Path]]:
    for store in STORES:
        database = settings.DATABASES[store]
        if database["ENGINE"].endswith("sqlite3"):
            source = Path(str(database["NAME"]))
            copy = folder / source.name
            with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(copy)) as new:
                old.backup(new)
            yield source.name, copy
        else:
            copy = folder / f"{store}.dump"
            postgresql.dump(database, copy)
            yield copy.name, copy


def _files(home: Path, *, leave_out: set[Path]) -> Iterator[tuple[str, Path]]:
    """Everything else of the home folder, the lake's journal first."""
    databases = {Path(str(settings.DATABASES[store]["NAME"])) for store in STORES}
    paths = [
        path
        for path in sorted(home.rglob("*"))
        if path.is_file()
        and not path.name.endswith(_LEFT_OUT)
        and path not in databases | leave_out
    ]
    journal = home / "lake" / "journal"
    for path in sorted(paths, key=lambda path: journal not in path.parents):
        yield path.relative_to(home).as_posix(), path


def _add(tar: tarfile.TarFile, path: Path, name: str) -> list[object]:
    """Add one file as it is now; its size and SHA-256."""
    info = tar.gettarinfo(str(path), arcname=name)
    info.uid = info.gid = 0
    info.uname = info.gname = ""
    with path.open("rb") as file:
        seen = _Reading(file, info.size)
        tar.addfile(info, seen)  # type: ignore[arg-type]
    return [info.size, seen.digest.hexdigest()]


class _Reading:
    """Reads a file of a fixed size once, and sums it on the way."""

    def __init__(self, file: io.BufferedReader, size: int) -> None:
        self._file, self._left, self.digest = file, size, hashlib.sha256()

    def read(self, length: int) -> bytes:
        data = self._file.read(min(length, self._left))
        self._left -= len(data)
        self.digest.update(data)
        return data


def _add_manifest(tar: tarfile.TarFile, held: dict[str, list[object]], at: datetime) -> None:
    vendor = str(settings.DATABASES["default"]["ENGINE"]).rsplit(".", 1)[1]
    text = json.dumps(
        {"format": FORMAT, "made_at": at.isoformat(), "databases": vendor, "files": held},
        indent=1,
        sort_keys=True,
    ).encode()
    info = tarfile.TarInfo(MANIFEST)
    info.size, info.mtime, info.mode = len(text), int(at.timestamp()), 0o600
    tar.addfile(info, io.BytesIO(text))
