"""The bytes as they came, kept under their SHA-256.

A file that nothing refers to, left by a killed landing, is harmless: the next landing of
the same bytes finds it in place.
"""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from caresight.vocabulary.refusal import Refusal

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
        """Keep a file's bytes; on return they are on the disk under their hash.

        Raises
        ------
        Refusal
            If the bytes are no longer those with this hash.
        """
        kept = self.path_of(sha256)
        if kept.exists() and kept.stat().st_size == path.stat().st_size:
            return kept
        kept.parent.mkdir(parents=True, exist_ok=True)
        unfinished = kept.with_name(f"{sha256}.{os.getpid()}.unfinished")
        digest = hashlib.sha256()
        try:
            with path.open("rb") as source, unfinished.open("wb") as target:
                while chunk := source.read(_CHUNK):
                    digest.update(chunk)
                    target.write(chunk)
                target.flush()
                os.fsync(target.fileno())
            if digest.hexdigest() != sha256:
                raise Refusal(
                    "the file changed while it was read",
                    file=path.name,
                    what_to_do="Wait until it is written to the end, then land it again.",
                )
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
        unfinished.replace(kept)
        return kept
