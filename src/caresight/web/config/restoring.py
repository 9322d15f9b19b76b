"""Makes an installation anew from a backup, after proving the backup whole."""

import hashlib
import json
import shutil
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings

from caresight.vocabulary.refusal import Refusal
from caresight.web.config import postgresql
from caresight.web.config.backup import FORMAT, MANIFEST, STORES


def restore(file: Path, *, home: Path) -> dict[str, object]:
    """Unpack beside the home folder, prove every file, then put it in place at once."""
    _require_empty(home)
    home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home.parent, prefix=f".{home.name}-") as folder:
        unpacked = Path(folder) / "home"
        manifest = unpack(file, unpacked)
        _into_postgresql(unpacked, manifest)
        (unpacked / MANIFEST).unlink()
        if home.exists():
            home.rmdir()
        shutil.move(unpacked, home)
    return {"made_at": manifest["made_at"], "files": len(manifest["files"])}


def unpack(file: Path, to: Path) -> dict[str, Any]:
    """Unpack a backup and prove each file by its SHA-256; its manifest."""
    if not file.is_file():
        raise Refusal("There is no such file.", file=str(file.name), what_to_do="check the name.")
    to.mkdir(parents=True)
    try:
        with tarfile.open(file, mode="r:") as tar:
            tar.extractall(to, filter="data")
        manifest = json.loads((to / MANIFEST).read_text(encoding="utf-8"))
    except (tarfile.TarError, OSError, ValueError) as problem:
        raise _not_whole(file, str(problem)) from problem
    if manifest.get("format") != FORMAT:
        raise Refusal("This backup was written by another version of Caresight.", file=file.name,
                      expected=f"format {FORMAT}", came=f"format {manifest.get('format')}",
                      what_to_do="restore it with the version that wrote it, then update.",
                      )  # fmt: skip
    _prove(file, to, manifest["files"])
    return dict(manifest)


def _prove(file: Path, to: Path, files: dict[str, list[Any]]) -> None:
    found = {path.relative_to(to).as_posix() for path in to.rglob("*") if path.is_file()}
    if strange := found ^ {*files, MANIFEST}:
        raise _not_whole(file, f"{len(strange)} files differ from its list: {min(strange)}")
    for name, (size, digest) in files.items():
        path = to / name
        with path.open("rb") as opened:
            same = hashlib.file_digest(opened, "sha256").hexdigest() == digest
        if not same or path.stat().st_size != size:
            raise _not_whole(file, f"{name} is not as it was backed up")


def _not_whole(file: Path, came: str) -> Refusal:
    return Refusal("This is no whole backup; nothing was restored.", file=file.name,
                   expected="a file written by `caresight backup`", came=came[:300],
                   what_to_do="use another backup.")  # fmt: skip


def _require_empty(home: Path) -> None:
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise Refusal("The folder to restore into is not empty; nothing was changed.",
                      file=home.name, what_to_do="name a new folder with --home.")  # fmt: skip


def _into_postgresql(unpacked: Path, manifest: dict[str, Any]) -> None:
    """Load the dumps where casework is on PostgreSQL; refuse to mix the two kinds."""
    here = str(settings.DATABASES["default"]["ENGINE"]).rsplit(".", 1)[1]
    if manifest["databases"] != here:
        raise Refusal("The backup and this installation keep casework in different ways.",
                      expected=f"CARESIGHT_DATABASE set for {manifest['databases']}", came=here,
                      what_to_do="set CARESIGHT_DATABASE as it was when the backup was made.",
                      )  # fmt: skip
    if here != "postgresql":
        return
    for store in STORES:
        postgresql.require_empty(settings.DATABASES[store])
    for store in STORES:
        dump = unpacked / f"{store}.dump"
        postgresql.load(settings.DATABASES[store], dump)
        dump.unlink()
