"""Work that is done once a day: reminders, retention, tidying. Safe to call at any time.

The setting `DAILY` names functions `f(*, at: datetime) -> str` that do one piece each and
say in a sentence what they did. One worker does a piece, once a day; a piece that failed
is tried again an hour later, at most three times.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

from caresight.web.config.jobs import MOST_TRIES, living
from caresight.web.config.models import DailyRun
from caresight.web.config.states import RunState

Piece = Callable[..., str]
WAIT_AFTER_FAILURE = timedelta(hours=1)
KEPT_TASKS, KEPT_RUNS = timedelta(days=90), timedelta(days=400)
LONGEST = 300


@dataclass(frozen=True)
class Outcome:
    """What became of one piece of work."""

    name: str
    state: RunState
    said: str


def pieces() -> Sequence[str]:
    """The dotted names of all daily work."""
    named: Sequence[str] = settings.DAILY
    return named


def run_daily(*, at: datetime, worker_id: str) -> list[Outcome]:
    """Do what is due today and nobody has done; in the order of the setting."""
    outcomes = []
    for name in pieces():
        run = _claim(name, at=at, worker_id=worker_id)
        if run is not None:
            outcomes.append(_do(run, at=at))
    return outcomes


def forget_old(*, at: datetime) -> str:
    """Drop the notes of finished tasks after 90 days, and of daily work after 400."""
    tasks, _ = DBTaskResult.objects.finished().filter(finished_at__lt=at - KEPT_TASKS).delete()
    runs, _ = DailyRun.objects.filter(started_at__lt=at - KEPT_RUNS).delete()
    return f"{tasks} notes of finished tasks and {runs} of daily work were dropped."


def _claim(name: str, *, at: datetime, worker_id: str) -> DailyRun | None:
    """Take a piece for this worker: who changes the count of tries first has it."""
    day = timezone.localdate(at)
    run = DailyRun.objects.filter(name=name, day=day).first()
    if run is None:
        try:
            with transaction.atomic():
                return DailyRun.objects.create(
                    name=name, day=day, tries=1, worker_id=worker_id, started_at=at
                )
        except IntegrityError:
            return None
    if not _may_try(run, at):
        return None
    taken = DailyRun.objects.filter(pk=run.pk, tries=run.tries, state=run.state).update(
        tries=run.tries + 1, worker_id=worker_id, started_at=at, state=RunState.RUNNING
    )
    run.tries += 1
    return run if taken else None


def _may_try(run: DailyRun, at: datetime) -> bool:
    if run.state == RunState.DONE or run.tries >= MOST_TRIES:
        return False
    if run.state == RunState.FAILED:
        return at - run.started_at >= WAIT_AFTER_FAILURE
    return run.worker_id not in living(at)


def _do(run: DailyRun, *, at: datetime) -> Outcome:
    try:
        piece: Piece = import_string(run.name)
        state, said = RunState.DONE, piece(at=at)
    except Exception as problem:
        # One piece must not take the others with it. The kind of the fault only is kept:
        # its words may hold what an administrator may not read; the server's log has them.
        logging.getLogger(__name__).exception("Daily work %s stopped", run.name)
        state, said = RunState.FAILED, f"It stopped with {type(problem).__name__}."
    DailyRun.objects.filter(pk=run.pk).update(
        state=state, finished_at=timezone.now(), said=said[:LONGEST]
    )
    return Outcome(run.name, state, said)
