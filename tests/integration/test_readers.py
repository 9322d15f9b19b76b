"""Readers in other processes while one process writes: none of them may see half of it."""

import subprocess
import sys
from pathlib import Path

import pytest

from caresight.lake.lake import Lake
from tests.unit.lake.rows import day, table

ROOT = Path(__file__).parents[2]
# Reads both tables of a release again and again; they must always be of one build.
READER = """
import sys, time
from pathlib import Path
from caresight.lake.lake import Lake

lake, reads, seen, until = Lake(Path(sys.argv[1])), 0, set(), time.monotonic() + 60
print("ready", flush=True)
while (reads < 10 or len(seen) < 3) and time.monotonic() < until:
    release = lake.release()
    homes = lake.read(release, "profiles", columns=["rank"])["rank"].to_pylist()
    expression = lake.built(release, "signals")
    points = lake.engine.backend.to_pyarrow(expression.points.sum()).as_py()
    assert homes == [homes[0]] * 40, f"torn: {homes}"
    assert points == 40 * homes[0], f"torn: {points} beside {homes[0]}"
    reads += 1
    seen.add(homes[0])
print(reads, len(seen))
"""


def _build(lake: Lake, number: int) -> None:
    with lake.writing("build", day(2)) as writer:
        for name, column in (("profiles", "rank"), ("signals", "points")):
            writer.empty(name)
            for part in range(2):
                rows = [{"home_id": f"H{part}-{i}", column: number} for i in range(20)]
                writer.append(name, table(name, *rows))
        writer.note(known_at="2026-11-02")


@pytest.mark.slow
def test_two_readers_never_see_half_a_build(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    _build(lake, 1)
    command = [sys.executable, "-c", READER, str(tmp_path)]
    readers = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    for reader in readers:
        assert reader.stdout is not None
        reader.stdout.readline()

    number = 1
    while any(reader.poll() is None for reader in readers):
        number += 1
        _build(lake, number)

    for reader in readers:
        output, errors = reader.communicate()
        assert reader.returncode == 0, errors.decode()
        reads, releases_seen = map(int, output.split())
        assert reads >= 10
        assert releases_seen >= 3
