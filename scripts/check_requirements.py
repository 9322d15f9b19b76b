"""Refuse requirements files that name a host, or that lack a hash."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def faults(text: str) -> list[str]:
    """What is wrong with one compiled requirements file."""
    found = [f"names an address: {line}" for line in text.splitlines() if "://" in line]
    blocks = re.split(r"\n(?=\S)", text.replace("\\\n", " "))
    pins = [block for block in blocks if re.match(r"^[A-Za-z0-9]", block)]
    found += [f"has no hash: {pin.split()[0]}" for pin in pins if "--hash=" not in pin]
    if not pins:
        found.append("pins nothing")
    return found


def main() -> int:
    """Print the faults of every file; 1 where there are any."""
    status = 0
    for name in ("requirements.txt", "requirements-dev.txt", "requirements-bench.txt"):
        for fault in faults((ROOT / name).read_text()):
            print(f"{name} {fault}")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
