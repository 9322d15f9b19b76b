"""Nothing is installed that nothing imports."""

import ast
import re
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
USED_WITHOUT_IMPORT = {
    "pandas": "Ibis imports it",
    "sqlglot": "Ibis imports it; named only to pin the version that works",
    "setuptools": "builds this project at install",
    "granian": "started as a program",
}


def direct_requirements() -> set[str]:
    """The packages named in requirements.in."""
    lines = (ROOT / "requirements.in").read_text().splitlines()
    return {re.split(r"[\[=<> ]", line)[0] for line in lines if line[:1].isalpha()}


def imported_names() -> set[str]:
    """Top-level names that the source imports, or that settings name as text."""
    names: set[str] = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                names.add((node.module or "").split(".")[0])
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                names.add(node.value.split(".")[0])
    return names


def test_every_package_asked_for_is_imported() -> None:
    modules: dict[str, set[str]] = {}
    for module, names in packages_distributions().items():
        for name in names:
            modules.setdefault(name.lower().replace("_", "-"), set()).add(module)
    imported = imported_names()

    idle = {
        name
        for name in direct_requirements() - USED_WITHOUT_IMPORT.keys()
        if not modules.get(name.lower().replace("_", "-"), set()) & imported
    }

    assert idle == set()


def test_every_other_package_is_needed_by_one_asked_for() -> None:
    pinned = set(re.findall(r"^([A-Za-z0-9_.-]+)==", (ROOT / "requirements.txt").read_text(), re.M))
    needed: set[str] = set()
    waiting = list(direct_requirements())
    while waiting:
        name = waiting.pop()
        if name in needed:
            continue
        needed.add(name)
        try:
            requires = distribution(name).requires or []
        except PackageNotFoundError:
            continue
        waiting += [
            re.split(r"[\[=<>!~; (]", line)[0].lower().replace("_", "-") for line in requires
        ]

    assert pinned - needed == set()
