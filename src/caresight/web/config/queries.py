"""Reads of workers, tasks and daily work: what ran, what failed and when. No content of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count
from django_tasks_db.models import DBTaskResult

from caresight.web.config.jobs import SILENT, living
from caresight.web.config.models import DailyRun, WorkerSeen

SHOWN_TASKS, SHOWN_DAYS = 50, timedelta(days=7)


@dataclass(frozen=True)
class Machinery:
    """Everything that the page of jobs shows."""

    workers: Sequence[WorkerSeen]
    waiting: int
    oldest_waiting: datetime | None
    counts: dict[str, int]
    tasks: Sequence["DBTaskResult[..., object]"]
    runs: Sequence[DailyRun]
    daily: Sequence[str]


def machinery(at: datetime) -> Machinery:
    """How the work in the background goes."""
    alive = living(at)
    ready = DBTaskResult.objects.ready()
    counted = DBTaskResult.objects.order_by().values("status").annotate(tasks=Count("pk"))
    return Machinery(
        workers=[one for one in WorkerSeen.objects.all() if one.worker_id in alive],
        waiting=ready.count(),
        oldest_waiting=ready.order_by("enqueued_at").values_list("enqueued_at", flat=True).first(),
        counts={row["status"]: row["tasks"] for row in counted},
        tasks=list(DBTaskResult.objects.order_by("-enqueued_at")[:SHOWN_TASKS]),
        runs=list(DailyRun.objects.filter(started_at__gte=at - SHOWN_DAYS)),
        daily=settings.DAILY,
    )


def silence_in_words() -> str:
    """After how long a worker counts as gone."""
    return f"{int(SILENT.total_seconds())} seconds"
