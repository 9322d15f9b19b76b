"""Every page can be found, every decision has its four parts, every definition its two roles."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
INDEX = {"methods": DOCS / "methods/README.md", "adr": DOCS / "adr/README.md"}
RECORDS = sorted((DOCS / "adr").glob("[0-9]*.md"))
GOVERNED = sorted(
    path
    for folder in ("indicators", "checks", "surveillance", "escalation", "maturity")
    for path in (ROOT / "definitions" / folder).rglob("*.yaml")
)


def linked(page: Path) -> set[Path]:
    """The files that a page links to."""
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    return {(page.parent / target).resolve() for target in targets}


@pytest.mark.parametrize("folder", INDEX)
def test_every_page_of_a_folder_stands_in_its_index(folder: str) -> None:
    pages = {path for path in (DOCS / folder).glob("*.md") if path.name != "README.md"}

    assert pages - linked(INDEX[folder]) == set()


@pytest.mark.parametrize("folder", INDEX)
def test_the_first_page_of_the_documents_leads_to_every_index(folder: str) -> None:
    leads_to = linked(DOCS / "README.md")

    assert {INDEX[folder], INDEX[folder].parent} & leads_to


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_a_decision_record_has_its_four_parts_on_one_screen(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert re.match(rf"# {int(path.name[:4])}\. [A-Z].+\n\nStatus: \w+", text)
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]
    assert len(text.split()) <= 350


def test_decision_records_are_numbered_without_a_gap() -> None:
    numbers = [int(path.name[:4]) for path in RECORDS]

    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("path", GOVERNED, ids=lambda path: path.stem)
def test_a_definition_names_an_owner_and_another_reviewer(path: Path) -> None:
    definition = yaml.safe_load(path.read_text(encoding="utf-8"))

    assert definition["owner"]
    assert definition["reviewer"]
    assert definition["owner"].casefold() != definition["reviewer"].casefold()
