"""The import contracts hold, and each of them would notice a fault."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT = Path(sys.executable).parent / "lint-imports"


def contracts_kept(folder: Path) -> bool:
    """Whether every contract holds in a copy of the project."""
    done = subprocess.run(
        [LINT, "--no-logo", "--no-cache", "--config", str(ROOT / "pyproject.toml")],
        cwd=folder,
        env={"PYTHONPATH": str(folder / "src"), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Contracts:" in done.stdout, done.stdout + done.stderr
    return done.returncode == 0


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package's modules."""
    for path in (ROOT / "src/caresight").rglob("*.py"):
        target = tmp_path / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(path.read_text())
    return tmp_path


@pytest.mark.slow
def test_every_contract_holds(copy: Path) -> None:
    assert contracts_kept(copy)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("statistics/planted.py", "import pyarrow"),
        ("statistics/planted.py", "import caresight.vocabulary.periods"),
        ("sources/planted.py", "import caresight.lake"),
        ("indicators/planted.py", "import caresight.web"),
        ("surveillance/planted.py", "import django"),
        ("web/dashboards/planted.py", "import duckdb"),
        ("web/dashboards/planted.py", "import caresight.web.publication"),
        ("cli/planted.py", "import caresight.web"),
        ("unlisted/__init__.py", '"""A package that no contract knows."""'),
    ],
    ids=lambda value: value.replace("import ", ""),
)
def test_a_fault_is_refused(copy: Path, module: str, line: str) -> None:
    target = copy / "src/caresight" / module
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(f"{line}\n")

    assert not contracts_kept(copy)
