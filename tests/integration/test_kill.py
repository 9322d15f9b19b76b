"""A writer is killed with SIGKILL at every point of its work; the lake must not mind."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from caresight.lake.as_at import Evidence, KnownAt
from caresight.lake.lake import Lake
from tests.unit.lake.rows import day, observations, table

# A writer that kills itself before or after the call of a method, the n-th time it is made.
DYING_WRITER = """
import os, signal, sys
from pathlib import Path
from caresight.lake.journal import Journal
from caresight.lake.lake import Lake
from caresight.lake.tables import LakeTable
from tests.unit.lake.rows import day, observations, table

home, method, when, turn = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
owner = Journal if method == "add" else LakeTable
living, calls = getattr(owner, method), 0

def dying(self, *args, **more):
    global calls
    calls += 1
    last = calls == turn
    if last and when == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    living(self, *args, **more)
    if last:
        os.kill(os.getpid(), signal.SIGKILL)

setattr(owner, method, dying)
with Lake(Path(home)).writing("build", day(3)) as writer:
    writer.append("observations", observations(9.0, received=day(3)))
    writer.append("events", table("events", {"kind": "rating"}))
    writer.empty("signals")
    writer.append("signals", table("signals", {"home_id": "H2"}))
    writer.note(known_at="2026-11-03")
print("survived")
"""


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    """A lake with one number and one release."""
    lake = Lake(tmp_path)
    with lake.writing("build", day(1)) as writer:
        writer.append("observations", observations(3.0, received=day(1)))
        writer.append("signals", table("signals", {"home_id": "H1"}))
        writer.note(known_at="2026-11-01")
    return lake


def _kill(lake: Lake, method: str, when: str, turn: int) -> None:
    dead = subprocess.run(
        [sys.executable, "-c", DYING_WRITER, str(lake.home), method, when, str(turn)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert dead.returncode == -signal.SIGKILL, dead.stdout + dead.stderr


def _seen(lake: Lake) -> tuple[list[float], list[str]]:
    values = Evidence(lake, KnownAt(day(30).date())).arrow("observations")["value"]
    signals = lake.read(lake.release(), "signals", columns=["home_id"])
    return sorted(values.to_pylist()), signals["home_id"].to_pylist()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("method", "when", "turn"),
    [
        pytest.param("append", "before", 1, id="before the first row"),
        pytest.param("append", "after", 1, id="after the first table"),
        pytest.param("append", "after", 2, id="after a table that is new"),
        pytest.param("empty", "after", 1, id="after the last release's rows were taken out"),
        pytest.param("append", "after", 3, id="after the last table"),
        pytest.param("add", "before", 1, id="just before the journal row"),
    ],
)
def test_a_kill_leaves_the_last_release_and_the_next_run_clean(
    lake: Lake, method: str, when: str, turn: int
) -> None:
    _kill(lake, method, when, turn)

    assert _seen(lake) == ([3.0], ["H1"])

    with lake.writing("landing", day(4)) as writer:
        writer.append("observations", observations(5.0, received=day(4)))

    assert _seen(lake) == ([3.0, 5.0], ["H1"])
    assert "events" not in lake.versions()


@pytest.mark.slow
def test_a_kill_during_the_putting_back_is_put_back_as_well(lake: Lake) -> None:
    _kill(lake, "append", "after", 2)
    _kill(lake, "restore", "after", 1)

    with lake.writing("landing", day(4)) as writer:
        writer.append("observations", observations(5.0, received=day(4)))

    assert _seen(lake) == ([3.0, 5.0], ["H1"])


@pytest.mark.slow
def test_a_kill_after_the_journal_row_has_happened_altogether(lake: Lake) -> None:
    _kill(lake, "add", "after", 1)

    assert _seen(lake) == ([3.0, 9.0], ["H2"])


@pytest.mark.slow
def test_what_was_put_back_is_said_in_the_journal_once(lake: Lake) -> None:
    _kill(lake, "append", "after", 1)

    for number in (4, 5):
        with lake.writing("landing", day(number)) as writer:
            writer.append("observations", observations(5.0, received=day(number)))

    kinds = [entry.kind for entry in lake.journal()]
    assert kinds == ["build", "recovery", "landing", "landing"]
    assert lake.journal()[1].details == {"restored": ["observations"]}
