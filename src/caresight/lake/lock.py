"""The right to write, held by one process at a time.

The lock is the operating system's: a process that dies gives it back at once. The file's
text only serves to tell the next one who holds it.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from caresight.vocabulary.refusal import Refusal


@dataclass(frozen=True)
class Holder:
    """Who writes, what, and since when."""

    pid: int
    kind: str
    since: str


@contextmanager
def writer_lock(path: Path, *, kind: str, at: datetime) -> Iterator[None]:
    """Hold the right to write.

    Raises
    ------
    Refusal
        If another writer is at work.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _busy(path) from None
        os.ftruncate(descriptor, 0)
        text = json.dumps({"pid": os.getpid(), "kind": kind, "since": at.isoformat()})
        os.pwrite(descriptor, text.encode(), 0)
        yield
        os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def holder(path: Path) -> Holder | None:
    """Who is said to write; after a kill, who was writing then."""
    try:
        return Holder(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def is_held(path: Path) -> bool:
    """Whether a living process holds the lock."""
    if not path.exists():
        return False
    descriptor = os.open(path, os.O_RDWR)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def _busy(path: Path) -> Refusal:
    other = holder(path)
    who = (
        f"process {other.pid} has been writing ({other.kind}) since {other.since}"
        if other
        else "another process is writing"
    )
    return Refusal(
        f"{path.parent}: {who}; only one may write at a time.",
        what_to_do="wait until it has ended, then start this again; reading goes on meanwhile.",
    )
