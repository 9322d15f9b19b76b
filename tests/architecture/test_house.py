"""The house is in order: records, links, requirements, names and sizes."""

import re
import subprocess
from pathlib import Path

import pytest
from scripts.check_requirements import faults
from scripts.write_reference import pages as reference_pages

from caresight.cli.main import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
SOURCE = sorted((ROOT / "src").rglob("*.py"))
MARKDOWN = [
    path
    for path in sorted(ROOT.rglob("*.md"))
    if not any(part.startswith(".") for part in path.relative_to(ROOT).parts)
]
NAMED_FOR_NOTHING = {"utils", "helpers", "common", "misc", "manager", "service", "services"}


def test_every_decision_record_has_its_own_number() -> None:
    numbers = [path.name[:4] for path in (ROOT / "docs/adr").glob("*.md")]

    assert numbers
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("path", MARKDOWN, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_between_documents_leads_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))

    missing = [
        target for target in targets if "://" not in target and not (path.parent / target).exists()
    ]

    assert missing == []


def test_no_module_is_named_for_nothing() -> None:
    assert [path for path in SOURCE if path.stem in NAMED_FOR_NOTHING] == []


def test_no_module_of_ours_passes_400_lines() -> None:
    # A migration is written by a machine and read by nobody from end to end.
    written = [path for path in SOURCE if "migrations" not in path.parts]
    long = [path.name for path in written if len(path.read_text().splitlines()) > 400]

    assert long == []


def test_every_command_has_a_module_with_a_command() -> None:
    missing = [
        name
        for name in COMMANDS
        if "def command("
        not in (ROOT / f"src/caresight/cli/{name.replace('-', '_')}.py").read_text()
    ]

    assert missing == []


def test_every_command_is_in_the_reference() -> None:
    reference = (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8")

    assert [name for name in COMMANDS if f"caresight {name}" not in reference] == []


@pytest.mark.parametrize("name", ["requirements", "requirements-dev", "requirements-bench"])
def test_requirements_have_hashes_and_name_no_host(name: str) -> None:
    assert faults((ROOT / f"{name}.txt").read_text()) == []


def test_a_requirements_file_with_an_address_or_without_a_hash_is_refused() -> None:
    text = "--index-url https://example.org\nnumpy==2.0 \\\n    --hash=sha256:00\nscipy==1.0\n"

    found = faults(text)

    assert len(found) == 2
    assert "names an address" in found[0]
    assert "has no hash: scipy==1.0" in found[1]


def test_an_empty_requirements_file_is_refused() -> None:
    assert faults("# nothing\n") == ["pins nothing"]


def test_no_tracked_file_is_larger_than_a_mebibyte() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]

    assert [path for path in paths if path.exists() and path.stat().st_size > 1 << 20] == []


def test_no_work_is_left_marked_as_unfinished() -> None:
    marks = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b")

    assert [path.name for path in SOURCE if marks.search(path.read_text())] == []


@pytest.mark.slow
def test_the_reference_says_what_the_definitions_say() -> None:
    stale = [
        name
        for name, text in reference_pages().items()
        if (ROOT / "docs/reference" / name).read_text(encoding="utf-8") != text
    ]

    assert stale == [], "run `make docs`"


CASEWORK = (
    "actions audit governance groups intelligence learning meetings packs providers replies reviews"
).split()


def test_a_row_that_is_held_can_be_named_by_new_rows_meanwhile() -> None:
    """Else whoever cites a record waits for who changes it, and both for the trail: a deadlock."""
    web = ROOT / "src" / "caresight" / "web"
    modules = [path for app in CASEWORK for path in sorted((web / app).rglob("*.py"))]

    locks = [
        f"{path.relative_to(web)}: {found}"
        for path in modules
        for found in re.findall(
            r"select_for_update\((?:[^()]|\([^()]*\))*\)", path.read_text(encoding="utf-8")
        )
        if "no_key=True" not in found
    ]

    assert modules
    assert locks == []
