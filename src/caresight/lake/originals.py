"""The bytes as they came, kept under their SHA-256.

A file that nothing refers to, left by a killed landing, is harmless: the next landing of
the same bytes finds it in place.
"""

import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

_CHUNK = 1 << 20


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


@dataclass(frozen=True)
class Originals:
    """The store of original files."""

    folder: Path

    def path_of(self, sha256: str) -> Path:
        """Where the bytes with this hash are kept."""
        return self.folder / sha256[:2] / sha256

    def keep(self, path: Path, sha256: str) -> Path:
        """Keep a file's bytes; on return they are on the disk under their hash."""
        kept = self.path_of(sha256)
        if kept.exists() and kept.stat().st_size == path.stat().st_size:
            return kept
        kept.parent.mkdir(parents=True, exist_ok=True)
        unfinished = kept.with_name(f"{sha256}.{os.getpid()}.unfinished")
        with path.open("rb") as source, unfinished.open("wb") as target:
            shutil.copyfileobj(source, target, _CHUNK)
            target.flush()
            os.fsync(target.fileno())
        unfinished.replace(kept)
        return kept
