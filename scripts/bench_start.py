"""How fast the program answers, and how large it is when installed."""

import re
import statistics
import subprocess
import sys
import time
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from scripts.bench import Line, at_most

ROOT = Path(__file__).resolve().parents[1]


def seconds_for_help() -> float:
    """Median of seven calls of `caresight --help`."""
    program = Path(sys.executable).parent / "caresight"
    times = []
    for _ in range(7):
        start = time.perf_counter()
        subprocess.run([program, "--help"], capture_output=True, check=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def installed_megabytes() -> float:
    """Size on disk of what requirements.txt installs, compiled files with it."""
    text = (ROOT / "requirements.txt").read_text()
    total = 0
    for name in set(re.findall(r"^([A-Za-z0-9_.-]+)==", text, re.MULTILINE)):
        try:
            found = distribution(name)
        except PackageNotFoundError:
            continue
        for file in found.files or []:
            path = Path(str(found.locate_file(file)))
            total += path.stat().st_size if path.is_file() else 0
            cached = path.parent / "__pycache__" / f"{path.stem}.cpython-311.pyc"
            total += cached.stat().st_size if path.suffix == ".py" and cached.is_file() else 0
    return total / 1e6


def lines() -> list[Line]:
    """The figures of this part."""
    return [
        at_most("caresight --help", seconds_for_help(), 0.5, "s"),
        at_most("runtime packages on disk", installed_megabytes(), 900, "MB"),
    ]
