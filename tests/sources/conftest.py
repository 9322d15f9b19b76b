"""The project's own definitions, and files made for a test."""

from collections.abc import Callable
from pathlib import Path

import pytest

from caresight.sources.catalogue import SourceCatalogue, load_sources

SAMPLES = Path(__file__).parent / "samples"
RETURN = "month,location_id,home_name,residents_at_month_end,occupied_bed_days,falls\n"

Make = Callable[..., Path]


@pytest.fixture(scope="session")
def catalogue(definitions: Path) -> SourceCatalogue:
    return load_sources(definitions / "sources")


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Write a file of the test's own; text is encoded as asked."""

    def write(content: str | bytes, name: str = "file.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write


@pytest.fixture
def make_return(make: Make) -> Make:
    """Write a provider return of the given rows below the usual headings."""

    def write(*rows: str) -> Path:
        return make(RETURN + "".join(f"{row}\n" for row in rows))

    return write
