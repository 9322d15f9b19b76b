"""Tasks and daily work in words."""

import inspect
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

from caresight.web.config.jobs import LOST, LOST_REASON
from caresight.web.config.models import DailyRun
from caresight.web.config.queries import Machinery
from caresight.web.config.states import RunState
from caresight.web.ui.words import count, short_day

_STATES = {
    "READY": ("Waiting", "open"),
    "RUNNING": ("Running", "open"),
    "SUCCESSFUL": ("Done", "good"),
    "FAILED": ("Failed", "late"),
}


@dataclass(frozen=True)
class TaskLine:
    """One task."""

    pk: UUID
    what: str
    state: str
    tone: str
    asked: str
    ended: str
    tries: int
    why: str
    failed: bool


@dataclass(frozen=True)
class RunLine:
    """One piece of daily work on one day."""

    what: str
    day: str
    state: str
    tone: str
    said: str


@dataclass(frozen=True)
class JobsPage:
    """The page of jobs."""

    sentence: str
    is_well: bool
    workers: list[str]
    tasks: list[TaskLine]
    runs: list[RunLine]
    daily: list[str]


def jobs_page(machinery: Machinery) -> JobsPage:
    """Everything on the page, in words."""
    alive = len(machinery.workers)
    waiting = count(machinery.waiting, "task waits", "tasks wait")
    failed = count(machinery.counts.get("FAILED", 0), "task has failed", "tasks have failed")
    sentence = f"{count(alive, 'worker')} alive. {waiting}. {failed} in the last 90 days."
    return JobsPage(
        sentence=sentence,
        is_well=alive > 0,
        workers=[
            f"Started {_moment(one.started_at)}, last heard of {_moment(one.seen_at)}"
            for one in machinery.workers
        ],
        tasks=[_task_line(task) for task in machinery.tasks],
        runs=[_run_line(run) for run in machinery.runs],
        daily=[purpose(name) for name in machinery.daily],
    )


def purpose(path: str) -> str:
    """What a piece of work is for: the first sentence that its author wrote about it."""
    try:
        work = import_string(path)
    except ImportError:
        return path.rpartition(".")[2].replace("_", " ").capitalize()
    said = inspect.getdoc(getattr(work, "func", work)) or path
    return said.partition("\n")[0].rstrip(".")


def _task_line(task: "DBTaskResult[..., object]") -> TaskLine:
    state, tone = _STATES[task.status]
    return TaskLine(
        pk=task.pk,
        what=purpose(task.task_path),
        state=state,
        tone=tone,
        asked=_moment(task.enqueued_at),
        ended=_moment(task.finished_at) if task.finished_at else "",
        tries=len(task.worker_ids),
        why=_why(task.exception_class_path),
        failed=task.status == "FAILED",
    )


def _why(fault: str) -> str:
    """Why a task failed: the kind of fault only, for its words may hold what people said."""
    if not fault:
        return ""
    if fault == LOST:
        return LOST_REASON
    kind = fault.rpartition(".")[2]
    return f"It stopped with {kind}. The server's log has the whole of it."


def _run_line(run: DailyRun) -> RunLine:
    state = RunState(run.state)
    tones = {RunState.DONE: "good", RunState.FAILED: "late", RunState.RUNNING: "open"}
    return RunLine(
        what=purpose(run.name),
        day=short_day(run.day.isoformat()),
        state=state.label,
        tone=tones[state],
        said=run.said,
    )


def _moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{short_day(local.date().isoformat())}, {local:%H:%M:%S}"
