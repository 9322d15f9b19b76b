"""Tasks and daily work: done once in effect, whatever is killed, and whoever asks twice."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from caresight.web.audit.models import Entry
from caresight.web.config import daily, jobs
from caresight.web.config.models import DailyRun, WorkerSeen
from caresight.web.config.presenters import purpose
from caresight.web.config.states import RunState
from caresight.web.config.supervising import Supervised
from caresight.web.config.work import run_daily_now, work_through
from tests.web.casework import Casework

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
CALLS: list[str] = []


@task
def append_once(file: str) -> str:
    """Write a line, unless it is there."""
    path = Path(file)
    (path.parent / f"started-{os.getpid()}").touch()
    while (path.parent / "hold").exists():
        time.sleep(0.05)
    with path.open("a+", encoding="utf-8") as out:
        out.seek(0)
        if not out.read():
            out.write("done\n")
    return "done"


@task
def break_down() -> None:
    """Fail."""
    raise ValueError("the words of somebody")


def note(*, at: datetime) -> str:
    CALLS.append(f"note {at:%d}")
    return "Noted."


def stumble(*, at: datetime) -> str:
    CALLS.append("stumble")
    raise ValueError("the words of somebody")


@pytest.fixture
def _daily(settings: Any) -> None:
    CALLS.clear()
    settings.DAILY = [f"{__name__}.stumble", f"{__name__}.note"]


def _seen(worker_id: str, *, at: datetime, pid: int = 1, machine: str = "elsewhere") -> None:
    WorkerSeen.objects.create(
        worker_id=worker_id, machine=machine, pid=pid, started_at=at, seen_at=at
    )


def _running(*worker_ids: str) -> "DBTaskResult[Any, Any]":
    queued = append_once.enqueue("/nowhere")
    held = DBTaskResult.objects.get(pk=queued.id)
    held.status, held.worker_ids, held.started_at = "RUNNING", list(worker_ids), NOON
    held.save()
    return held


@pytest.mark.django_db
def test_a_task_that_waits_is_done_and_says_what_it_returned(tmp_path: Path) -> None:
    queued = append_once.enqueue(str(tmp_path / "effect"))

    work_through()

    queued.refresh()
    assert (queued.status, queued.return_value) == ("SUCCESSFUL", "done")
    assert (tmp_path / "effect").read_text() == "done\n"
    assert not WorkerSeen.objects.exists()


@pytest.mark.django_db
def test_the_task_of_a_worker_that_lives_is_left_alone() -> None:
    _seen("alive", at=NOON)
    held = _running("alive")

    assert jobs.reap(at=NOON + timedelta(seconds=30)) == 0
    held.refresh_from_db()
    assert held.status == "RUNNING"


@pytest.mark.django_db
@pytest.mark.parametrize("known", [True, False], ids=["silent for a minute", "never heard of"])
def test_the_task_of_a_worker_that_is_gone_waits_again(known: bool) -> None:
    if known:
        _seen("gone", at=NOON)
    held = _running("gone")

    assert jobs.reap(at=NOON + timedelta(seconds=61)) == 1
    held.refresh_from_db()
    assert (held.status, held.worker_ids) == ("READY", ["gone"])
    assert Entry.objects.get().operation == "jobs.queued_again"


@pytest.mark.django_db
def test_a_process_of_this_machine_that_has_ended_is_gone_at_once() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    _seen("gone", at=NOON, pid=ended.pid, machine=jobs.machine_mark())
    _running("gone")

    assert jobs.reap(at=NOON) == 1


@pytest.mark.django_db
def test_a_task_that_ended_its_worker_three_times_fails_with_a_plain_reason() -> None:
    held = _running("first", "second", "third")

    jobs.reap(at=NOON)

    held.refresh_from_db()
    assert held.status == "FAILED"
    assert held.traceback == jobs.LOST_REASON


@pytest.mark.django_db
def test_only_a_task_that_failed_can_be_tried_again() -> None:
    failed = break_down.enqueue()
    work_through()

    assert jobs.try_again(task_id=UUID(failed.id), actor=None, at=NOON)
    assert not jobs.try_again(task_id=UUID(failed.id), actor=None, at=NOON)
    failed.refresh()
    assert failed.status == "READY"


@pytest.mark.django_db
def test_a_worker_that_was_given_up_hears_so_at_its_next_beat() -> None:
    _seen("late", at=NOON)

    assert jobs.beat(worker_id="late", at=NOON)
    jobs.reap(at=NOON + timedelta(minutes=2))
    assert not jobs.beat(worker_id="late", at=NOON + timedelta(minutes=2))


@pytest.mark.django_db
@pytest.mark.usefixtures("_daily")
def test_daily_work_is_done_once_a_day_and_one_fault_stops_no_other_piece() -> None:
    first = daily.run_daily(at=NOON, worker_id="w")
    second = daily.run_daily(at=NOON + timedelta(minutes=1), worker_id="other")

    assert [one.state for one in first] == [RunState.FAILED, RunState.DONE]
    assert second == []
    assert CALLS == ["stumble", "note 21"]
    assert "words of somebody" not in "".join(DailyRun.objects.values_list("said", flat=True))


@pytest.mark.django_db
@pytest.mark.usefixtures("_daily")
def test_daily_work_that_failed_is_tried_three_times_an_hour_apart() -> None:
    for hours in range(6):
        daily.run_daily(at=NOON + timedelta(hours=hours), worker_id="w")

    assert CALLS.count("stumble") == 3


@pytest.mark.django_db
@pytest.mark.usefixtures("_daily")
def test_after_days_of_downtime_the_daily_work_is_done_once_and_not_once_for_each_day() -> None:
    daily.run_daily(at=NOON, worker_id="w")
    daily.run_daily(at=NOON + timedelta(days=5), worker_id="w")

    assert [call for call in CALLS if call.startswith("note")] == ["note 21", "note 26"]


@pytest.mark.django_db
@pytest.mark.usefixtures("_daily")
@pytest.mark.parametrize(("alive", "calls"), [(True, 0), (False, 1)], ids=["alive", "gone"])
def test_daily_work_in_the_hands_of_another_worker_is_taken_over_only_when_that_is_gone(
    alive: bool, calls: int
) -> None:
    DailyRun.objects.create(
        name=f"{__name__}.note", day=NOON.date(), tries=1, worker_id="other", started_at=NOON
    )
    if alive:
        _seen("other", at=NOON)

    daily.run_daily(at=NOON, worker_id="w")

    assert CALLS.count("note 21") == calls


@pytest.mark.django_db
@pytest.mark.usefixtures("_daily")
def test_the_command_for_daily_work_can_be_called_twice() -> None:
    assert len(run_daily_now()) == 2
    assert run_daily_now() == []


@pytest.mark.django_db
def test_old_notes_of_tasks_are_dropped_and_new_ones_are_kept(tmp_path: Path) -> None:
    for _ in range(2):
        append_once.enqueue(str(tmp_path / "effect"))
    work_through()
    old = DBTaskResult.objects.first()
    assert old is not None
    DBTaskResult.objects.filter(pk=old.pk).update(finished_at=NOON - timedelta(days=91))

    assert daily.forget_old(at=NOON).startswith("1 notes")
    assert DBTaskResult.objects.count() == 1


@pytest.mark.django_db
def test_the_page_of_jobs_shows_what_ran_and_failed_and_no_words_of_it(casework: Casework) -> None:
    failed = break_down.enqueue()
    work_through()
    _seen("alive", at=timezone.now())

    page = casework.browser("administrator").get("/jobs/").content.decode()

    assert "1 worker alive" in page
    assert "It stopped with ValueError" in page
    assert str(failed.id) in page
    assert "words of somebody" not in page


@pytest.mark.django_db
def test_without_a_worker_the_page_of_jobs_says_what_to_do(casework: Casework) -> None:
    page = casework.browser("administrator").get("/jobs/").content.decode()

    assert "0 workers alive" in page
    assert "caresight serve" in page


@pytest.mark.django_db
def test_an_administrator_has_a_failed_task_tried_again(casework: Casework) -> None:
    failed = break_down.enqueue()
    work_through()
    browser = casework.browser("administrator")

    first = browser.post(f"/jobs/{failed.id}/again/", follow=True).content.decode()
    second = browser.post(f"/jobs/{failed.id}/again/", follow=True).content.decode()

    assert "waits to be done again" in first
    assert "has not failed" in second


@pytest.mark.django_db
@pytest.mark.parametrize("person", ["chair", "governance", "viewer", "provider"])
def test_only_administrators_see_jobs(casework: Casework, person: str) -> None:
    assert casework.browser(person).get("/jobs/").status_code == 403


def test_a_piece_of_work_that_is_no_longer_there_is_still_named() -> None:
    assert purpose("caresight.web.gone.make_something") == "Make something"
    assert purpose("caresight.web.config.daily.forget_old").startswith("Drop the notes")


def test_a_program_that_is_killed_is_started_again_and_ends_with_its_supervisor() -> None:
    supervised = Supervised([sys.executable, "-c", "import time; time.sleep(60)"], pause=0.05)
    supervised.start()
    first = _wait(lambda: supervised.pid)

    os.kill(first, signal.SIGKILL)
    second = _wait(lambda: supervised.pid if supervised.pid != first else 0)
    supervised.stop()

    assert second
    assert supervised.pid == 0


@pytest.mark.slow
@pytest.mark.usefixtures("own_databases")
def test_a_worker_killed_in_the_middle_of_a_task_is_replaced_by_another_that_finishes_it(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "effects"
    folder.mkdir()
    (folder / "hold").touch()
    _python(tmp_path, _ENQUEUE.format(file=folder / "effect"))
    first = _worker(tmp_path)
    _wait(lambda: list(folder.glob("started-*")))

    first.kill()
    first.wait()
    second = _worker(tmp_path)
    _wait(lambda: len(list(folder.glob("started-*"))) == 2)
    (folder / "hold").unlink()
    said = _wait(lambda: _python(tmp_path, _STATE) if (folder / "effect").exists() else "")
    second.send_signal(signal.SIGTERM)

    assert second.wait(20) == 0
    assert (folder / "effect").read_text() == "done\n"
    assert said in ("RUNNING 2", "SUCCESSFUL 2")
    assert _python(tmp_path, _STATE) == "SUCCESSFUL 2"


@pytest.mark.slow
@pytest.mark.usefixtures("own_databases")
def test_a_worker_ends_with_the_process_that_it_follows(tmp_path: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", _FOLLOWED.format(home=tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        env=_around(),
    )
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    _wait(lambda: _python(tmp_path, _WORKERS) == "1")

    parent.kill()
    parent.wait()
    parent.stdout.close()

    assert _wait(lambda: _gone(pid))


_ENQUEUE = "from tests.web.test_jobs import append_once; append_once.enqueue('{file}')"
_STATE = (
    "from django_tasks_db.models import DBTaskResult as T; t = T.objects.get(); "
    "print(t.status, len(t.worker_ids), end='')"
)
_WORKERS = (
    "from caresight.web.config.models import WorkerSeen as W; print(W.objects.count(), end='')"
)
_FOLLOWED = (
    "import os, subprocess, sys, time; p = subprocess.Popen([sys.executable, '-m', "
    "'caresight.web', 'work', '--follow', str(os.getpid()), '--home', '{home}']); "
    "print(p.pid, flush=True); time.sleep(120)"
)


def _around() -> dict[str, str]:
    """What commands are told: this checkout, and the databases of the test that runs them."""
    paths = [str(Path.cwd()), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


def _worker(home: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "caresight.web", "work", "--home", str(home)],
        env=_around(),
    )


def _python(home: Path, code: str) -> str:
    start = "from caresight.web.config.serving import prepare; prepare(); "
    ended = subprocess.run(
        [sys.executable, "-c", start + code],
        capture_output=True,
        text=True,
        env={**_around(), "CARESIGHT_HOME": str(home)},
        check=True,
        timeout=300,
    )
    return ended.stdout


def _wait(happens: Any, *, seconds: float = 120) -> Any:
    until = time.monotonic() + seconds
    while not (found := happens()):
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.05)
    return found


def _gone(pid: int) -> bool:
    return not jobs.process_lives(pid)
