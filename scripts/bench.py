"""Measure speed, memory and how often the flags are right, side by side in one run.

`make bench` runs everything; `python -m scripts.bench charts pages` runs some parts.
Each part runs in a process of its own, so that none pays for another's memory.
"""

import importlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
PARTS = (
    "start",
    "charts",
    "landing",
    "building",
    "pages",
    "places",
    "casework",
    "demo",
    "detection",
    "impact",
)


class Line(NamedTuple):
    """One measured figure, and the limit that it is held to, if there is one."""

    what: str
    measured: str
    limit: str = ""
    kept: bool | None = None


def figure(value: float) -> str:
    """Three figures, without powers of ten."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def at_most(what: str, value: float, limit: float, unit: str) -> Line:
    """A figure that must not pass a limit."""
    return Line(what, f"{figure(value)} {unit}", f"at most {limit:,g} {unit}", value <= limit)


def at_least(what: str, value: float, limit: float, unit: str) -> Line:
    """A figure that must reach a limit."""
    return Line(what, f"{figure(value)} {unit}", f"at least {limit:,g} {unit}", value >= limit)


def run_part(name: str) -> list[Line]:
    """Run one part in its own process and read its figures."""
    done = subprocess.run(
        [sys.executable, "-m", "scripts.bench", "--alone", name],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        return [Line(name, "failed; see above", "", kept=False)]
    return [Line(*row) for row in json.loads(done.stdout.splitlines()[-1])]


def table(lines: list[Line]) -> Iterator[str]:
    """The figures as a table that reads well in a terminal and in a document."""
    widths = [max(len(str(line[i])) for line in lines) for i in range(3)]
    for line in lines:
        verdict = {True: "kept", False: "BROKEN", None: ""}[line.kept]
        cells = [str(line[i]).ljust(widths[i]) for i in range(3)]
        yield f"| {' | '.join(cells)} | {verdict:6} |"


def main(names: list[str]) -> int:
    """Run the named parts, or all; 1 where a limit is broken."""
    if names[:1] == ["--alone"]:
        module = importlib.import_module(f"scripts.bench_{names[1]}")
        print(json.dumps(module.lines()))
        return 0
    unknown = set(names) - set(PARTS)
    if unknown:
        print(f"No such part: {', '.join(sorted(unknown))}. There are: {', '.join(PARTS)}.")
        return 2
    broken = False
    for name in names or PARTS:
        lines = run_part(name)
        print(f"\n{name}\n" + "\n".join(table(lines)), flush=True)
        broken = broken or any(line.kept is False for line in lines)
    return int(broken)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
