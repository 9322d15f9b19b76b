"""Workers' signs of life, and what becomes of the tasks of a worker that is gone.

A task must be idempotent: done once or twice, its effect is the same. A worker can die
after the effect and before it says so.
"""

import hashlib
import os
import socket
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django_tasks_db.models import DBTaskResult

from caresight.web.audit.actors import SYSTEM
from caresight.web.audit.operations import record
from caresight.web.config.models import WorkerSeen

BEAT = 5.0
"""Seconds between two signs of life."""
SILENT = timedelta(seconds=60)
"""A worker silent for longer is gone: twelve beats, and longer than a locked database waits."""
LIMIT = timedelta(minutes=15)
"""A worker whose task takes longer ends itself; the task is tried again elsewhere."""
MOST_TRIES = 3
LOST = "caresight.web.config.jobs.WorkerLost"
LOST_REASON = (
    "The worker ended before this was finished, three times. It may need more memory or time "
    "than there is. What to do: look at the server's log, then try again."
)


def machine_mark() -> str:
    """The machine since its start, as its processes see each other: containers differ."""
    parts = [socket.gethostname()]
    with suppress(OSError):
        parts.append(Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii"))
    with suppress(OSError):
        parts.append(str(Path("/proc/self/ns/pid").stat().st_ino))
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]


def enlist(*, worker_id: str, at: datetime) -> None:
    """Say for the first time that a worker lives."""
    WorkerSeen.objects.create(
        worker_id=worker_id, machine=machine_mark(), pid=os.getpid(), started_at=at, seen_at=at
    )


def beat(*, worker_id: str, at: datetime) -> bool:
    """Say again that a worker lives; False where others have given it up already."""
    return bool(WorkerSeen.objects.filter(worker_id=worker_id).update(seen_at=at))


def leave(*, worker_id: str) -> None:
    """Say that a worker ended of its own accord."""
    WorkerSeen.objects.filter(worker_id=worker_id).delete()


def living(at: datetime) -> frozenset[str]:
    """The workers that live, by their sign of life and, on this machine, by their process."""
    here = machine_mark()
    return frozenset(
        seen.worker_id
        for seen in WorkerSeen.objects.filter(seen_at__gt=at - SILENT)
        if seen.machine != here or process_lives(seen.pid)
    )


def reap(*, at: datetime) -> int:
    """Give the tasks of workers that are gone back to the queue, or up; returns how many."""
    alive = living(at)
    running = DBTaskResult.objects.running()
    lost = [task.pk for task in running if not alive.intersection(task.worker_ids[-1:])]
    reaped = sum(_reap_one(pk, alive, at) for pk in lost)
    WorkerSeen.objects.exclude(worker_id__in=alive).filter(started_at__lt=at).delete()
    return reaped


@transaction.atomic
def try_again(*, task_id: UUID, actor: object, at: datetime) -> bool:
    """Put a task that failed back into the queue; False where it did not fail."""
    task = DBTaskResult.objects.select_for_update().failed().filter(pk=task_id).first()
    if task is None:
        return False
    task.worker_ids = []
    _queue(task)
    record(actor=actor, at=at, operation="jobs.try_again", subject=f"task:{task.pk}")
    return True


@transaction.atomic
def _reap_one(pk: UUID, alive: frozenset[str], at: datetime) -> int:
    # Read again under the lock: another worker may have reaped it, or it may have finished.
    task = DBTaskResult.objects.select_for_update().running().filter(pk=pk).first()
    if task is None or alive.intersection(task.worker_ids[-1:]):
        return 0
    if len(task.worker_ids) >= MOST_TRIES:
        DBTaskResult.objects.filter(pk=pk).update(
            status="FAILED", finished_at=at, exception_class_path=LOST, traceback=LOST_REASON
        )
        operation = "jobs.given_up"
    else:
        _queue(task)
        operation = "jobs.queued_again"
    record(
        actor=SYSTEM,
        at=at,
        operation=operation,
        subject=f"task:{pk}",
        detail={"tries": len(task.worker_ids)},
    )
    return 1


def _queue(task: "DBTaskResult[..., object]") -> None:
    task.status, task.started_at, task.finished_at = "READY", None, None
    task.exception_class_path = task.traceback = ""
    task.save()


def process_lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return not _is_zombie(pid)


def _is_zombie(pid: int) -> bool:
    """Whether a process has ended and only waits for its parent to notice."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[:1] == ["Z"]
