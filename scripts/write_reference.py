"""Write docs/reference from the definitions, the tables and the command line.

The pages are made, never edited: a test fails where they differ from what this gives.
"""

import subprocess
import sys
from pathlib import Path

from caresight.cli.main import COMMANDS
from caresight.vocabulary.evidence import BUILT, JUDGED, LANDED, Table
from scripts.reference_areas import area_measures_page
from scripts.reference_definitions import checks_page, indicators_page, sources_page

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "reference"
MADE = "<!-- Made by `make docs` from the definitions; do not edit. -->\n"


def tables_page() -> str:
    """Every evidence table with its columns."""
    parts = [MADE, "# The evidence tables\n"]
    for heading, tables in (("Landed", LANDED), ("Judged", JUDGED), ("Built", BUILT)):
        parts.append(f"## {heading}\n")
        parts += [_table(table) for table in tables]
    return "\n".join(parts)


def _table(table: Table) -> str:
    rows = [f"| `{c.name}` | {c.kind} | {c.meaning} |" for c in table.columns]
    head = ["| column | kind | meaning |", "|---|---|---|"]
    return "\n".join([f"### {table.name}\n", f"{table.meaning.capitalize()}.\n", *head, *rows, ""])


def commands_page() -> str:
    """Every command with its own help."""
    parts = [MADE, "# Commands\n"]
    parts.append("Exit codes: 0 done; 1 done, but rows were set aside; 2 refused.\n")
    for name in COMMANDS:
        done = subprocess.run(
            [sys.executable, "-c", "from caresight.cli.main import main; main()", name, "--help"],
            capture_output=True,
            text=True,
            check=True,
            env={
                "COLUMNS": "100",
                "PATH": "/usr/bin:/bin",
                "TERM": "dumb",
                # The commands of this tree, also where another one is installed.
                "PYTHONPATH": str(ROOT / "src"),
            },
        )
        text = done.stdout.replace("Usage: -c", "Usage: caresight").strip()
        parts.append(f"## caresight {name}\n\n```\n{text}\n```\n")
    return "\n".join(parts)


def pages() -> dict[str, str]:
    """File name to text of every page of the reference."""

    definitions = ROOT / "definitions"
    return {
        "tables.md": tables_page(),
        "commands.md": commands_page(),
        "indicators.md": MADE + indicators_page(definitions),
        "sources.md": MADE + sources_page(definitions),
        "area-measures.md": MADE + area_measures_page(definitions),
        "checks.md": MADE + checks_page(definitions),
    }


def main() -> None:
    """Write them all."""
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (REFERENCE / name).write_text(text, encoding="utf-8")
        print(f"docs/reference/{name}")


if __name__ == "__main__":
    main()
