"""A file that is written to, or vanishes, between its reading and its keeping."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from caresight.lake.lake import Lake
from caresight.pipeline import landing
from caresight.pipeline.landing import land
from caresight.pipeline.landing_report import LandingReport
from caresight.sources.catalogue import load_sources
from caresight.sources.reading import read_all

TEXT = (
    "month,location_id,home_name,residents_at_month_end,occupied_bed_days,falls\n"
    "2026-09,1-99{},Orrin House,20,600,3\n"
)


def landed_while(
    change: Callable[[Path], object],
    tmp_path: Path,
    definitions: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> LandingReport:
    files = [tmp_path / "a.csv", tmp_path / "b.csv"]
    for number, path in enumerate(files):
        path.write_text(TEXT.format(number))

    def reading(path: Path, *rest: object, **named: object) -> object:
        found = read_all(path, *rest, **named)  # type: ignore[arg-type]
        if path.name == "a.csv":
            change(path)
        return found

    monkeypatch.setattr(landing, "read_all", reading)
    return land(
        Lake(tmp_path / "home"),
        load_sources(definitions / "sources"),
        files,
        received_at=datetime(2026, 11, 22, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(Path.unlink, id="vanishes"),
        pytest.param(lambda path: path.write_text(TEXT.format(7)), id="changes"),
    ],
)
def test_a_file_that_is_no_longer_what_was_read_is_refused_and_the_other_lands(
    change: Callable[[Path], object],
    tmp_path: Path,
    definitions: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    report = landed_while(change, tmp_path, definitions, monkeypatch)

    assert [file.fate for file in report.files] == ["refused", "landed"]
    kept = Lake(tmp_path / "home").read_small("receipts", ["file_name"])
    assert kept["file_name"].to_pylist() == ["b.csv"]
