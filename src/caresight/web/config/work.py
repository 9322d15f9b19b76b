"""The worker: does the tasks that pages leave behind, and the daily work.

It says every few seconds that it lives, so that its tasks are taken up by another when it
is killed. It ends itself when a task takes too long, when it was given up, or when the
process that started it is gone.
"""

import os
import secrets
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from django.db import DatabaseError, connections, transaction
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from caresight.web.config import daily, jobs

INTERVAL = 1.0
"""Seconds between two looks into an empty queue."""
TIDY_EVERY = 15.0
"""Seconds between two looks for workers that are gone and for daily work that is due."""
DAILY_FROM_HOUR = 6
"""Nobody wants a reminder at midnight."""
ENDED_ITSELF = 70


def new_worker_id() -> str:
    """A name that no other worker has, and that says where it runs."""
    return f"{jobs.machine_mark()[:8]}-{os.getpid()}-{secrets.token_hex(4)}"


class CaresightWorker(Worker):
    """The package's worker, with signs of life, daily work and a limit of time."""

    def __init__(self, *, worker_id: str, follow: int = 0) -> None:
        super().__init__(
            queue_names=["*"],
            interval=INTERVAL,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=worker_id,
            excluded_queue_names=[],
        )
        self._follow = follow
        self._busy_since: float | None = None
        self._tidied = 0.0

    def work(self) -> None:
        """Work until told to stop; only for a process of its own."""
        jobs.enlist(worker_id=self.worker_id, at=timezone.now())
        self.configure_signals()
        threading.Thread(target=self._live, name="signs of life", daemon=True).start()
        try:
            while self.running:
                self._tidy()
                self.run()
                if self.running:
                    time.sleep(INTERVAL)
        finally:
            jobs.leave(worker_id=self.worker_id)

    def shutdown(self, signum: int, frame: FrameType | None) -> None:  # noqa: ARG002
        """Finish the task in hand first; on the second signal end at once, to be redone."""
        if not self.running:
            os._exit(1)
        self.running = False
        if not self.running_task:
            sys.exit(0)

    def run_task(self, db_task_result: "DBTaskResult[..., object]") -> None:
        """Do one task, with an eye on the clock."""
        with self._busy():
            super().run_task(db_task_result)

    def _tidy(self) -> None:
        if time.monotonic() - self._tidied < TIDY_EVERY:
            return
        self._tidied = time.monotonic()
        with self._busy():
            now = timezone.now()
            jobs.reap(at=now)
            if timezone.localtime(now).hour >= DAILY_FROM_HOUR:
                daily.run_daily(at=now, worker_id=self.worker_id)

    @contextmanager
    def _busy(self) -> Iterator[None]:
        # Told to stop while busy, the worker finishes; told while waiting, it ends at once.
        self._busy_since, self.running_task = time.monotonic(), True
        try:
            yield
        finally:
            self._busy_since, self.running_task = None, False

    def _live(self) -> None:
        """Say that the worker lives, in a thread beside its work."""
        while True:
            time.sleep(jobs.BEAT)
            if self._is_over_limit() or not self._said():
                os._exit(ENDED_ITSELF)
            if self._follow and os.getppid() != self._follow:
                os.kill(os.getpid(), signal.SIGTERM)
                return

    def _is_over_limit(self) -> bool:
        since = self._busy_since
        return since is not None and time.monotonic() - since > jobs.LIMIT.total_seconds()

    def _said(self) -> bool:
        try:
            return jobs.beat(worker_id=self.worker_id, at=timezone.now())
        except DatabaseError:
            # A database that is busy or away is no reason to end; silence will be noticed.
            connections.close_all()
            return True


def work(*, follow: int = 0) -> None:
    """Run a worker until it is told to stop."""
    CaresightWorker(worker_id=new_worker_id(), follow=follow).work()


def work_through() -> None:
    """Do all tasks that are waiting, in this process, and return: for a demo and for tests.

    Unlike the package's own loop it leaves the connection as it is, so that it can run
    inside a transaction of the caller.
    """
    worker_id = new_worker_id()
    jobs.enlist(worker_id=worker_id, at=timezone.now())
    worker = CaresightWorker(worker_id=worker_id)
    try:
        while (taken := _take(worker_id)) is not None:
            worker.run_task(taken)
    finally:
        jobs.leave(worker_id=worker_id)


@transaction.atomic
def _take(worker_id: str) -> "DBTaskResult[..., object] | None":
    waiting = DBTaskResult.objects.ready().get_locked()
    if waiting is not None:
        waiting.claim(worker_id)
    return waiting


def run_daily_now() -> list[daily.Outcome]:
    """Do the daily work that is due, in this process."""
    worker_id = new_worker_id()
    jobs.enlist(worker_id=worker_id, at=timezone.now())
    try:
        return daily.run_daily(at=timezone.now(), worker_id=worker_id)
    finally:
        jobs.leave(worker_id=worker_id)
