"""How fast areas are: landing every file of them, building, neighbours, and their pages.

On England's published files where they are there, else on invented ones of 150 councils. The
pages are asked for beside all of England's homes, or none where those are invented.
"""

import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from caresight.lake.as_at import Evidence, KnownAt
from caresight.lake.lake import Lake
from caresight.pipeline.build import build
from caresight.pipeline.landing import land
from caresight.pipeline.similar_areas import definition_in, similar_areas
from caresight.sources.catalogue import load_sources
from caresight.vocabulary.areas import invented_councils
from caresight.worlds.place_files import write_place_files
from caresight.worlds.places import draw_places
from scripts.bench import Line, at_most
from scripts.bench_pages import _person, asked, server, sign_in

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared/data"
AREAS = (
    "dtoc/*.csv.gz", "dtoc/*.xls*", "dtoc/nhse_monthly/*.xls", "ascof/ascof_2020-21_open_data.xlsx",
    "ascof/oflog_asc_measures_by_la_2015-23.csv", "ascof/trafford_neighbours/*.csv",
    "deaths/cqc_notified_*.csv.gz", "deaths/phe_*.ods", "workforce/*.csv",
    "la/ons_mid2020_population_by_age_la.xls", "la/iod2019_upper_tier_la_summaries.xlsx",
    "la/sub_icb_to_icb_to_region_2023-04.csv", "la/icb_partners_master.xlsx",
    "boundaries/ons_uk_areas_topo_2025.json.gz",
)  # fmt: skip
HOMES = (
    "cqc/latest_ratings_overall_england_2021-02.csv.gz", "dspt/dspt_progress_2019-06-17.xlsx",
)  # fmt: skip
NOW = datetime(2026, 11, 1, 9, tzinfo=UTC)
SECONDS = 5
PAGES = {
    "an area": "/areas/{council}/",
    "a board": "/areas/{board}/",
    "all areas": "/areas/",
    "a measure": "/areas/measures/delayed_days_12_months/",
    "areas side by side": "/areas/compare/?area={council}&area={board}",
    "overview of every region": "/overview/",
    "overview of a region": "/overview/?region={region}",
    "digital maturity": "/digital/?by=board",
    "pilot finder": "/digital/homes/?dspt_met=not_no",
}
HELD = ("an area", "a board")


def lines() -> list[Line]:
    """The figures of this part."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        areas, homes = _files(folder)
        alone, lake = Lake(folder / "areas"), Lake(folder / "all")
        landing = _seconds(lambda: _land(alone, areas))
        building = _seconds(lambda: _build(alone))
        wanted = definition_in(ROOT / "definitions", "similar_councils")
        evidence = Evidence(alone, KnownAt(NOW.date(), "received"))
        alike = _seconds(lambda: similar_areas(evidence, wanted))
        told = [
            at_most("every file of areas lands in", landing, 30, "s"),
            at_most("a release of them is built in", building, 30, "s"),
            at_most("neighbours of every council", alike, 1, "s"),
        ]
        _land(lake, [*areas, *homes])
        _build(lake)
        return told + _pages(folder / "all", is_real=bool(homes))


def _files(folder: Path) -> tuple[list[Path], list[Path]]:
    """The files of areas, and those of homes."""
    found = [path for pattern in AREAS for path in sorted(DATA.glob(pattern))]
    if found:
        return found, [DATA / name for name in HOMES]
    places = draw_places(seed=1, councils=tuple(invented_councils().values()))
    return [file.path for file in write_place_files(folder / "files", places)], []


def _land(lake: Lake, paths: list[Path]) -> None:
    land(lake, load_sources(ROOT / "definitions/sources"), paths, received_at=NOW)


def _build(lake: Lake) -> None:
    build(lake, ROOT / "definitions", known=KnownAt(NOW.date(), "received"), made_at=NOW)


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _pages(home: Path, *, is_real: bool) -> list[Line]:
    """Each page at eight connections; those that the project holds itself to have a limit."""
    real = {"council": "E08000009", "board": "E54000057", "region": "London"}
    invented = {"council": "X99000001", "board": "X97000001", "region": ""}
    of = real if is_real else invented
    password = _person(home)
    told = []
    with server(home) as port:
        cookie = sign_in(port, password)
        for name, address in PAGES.items():
            if not is_real and name in ("digital maturity", "pilot finder"):
                continue
            found = asked(port, address.format(**of), cookie, SECONDS)
            median, what = found["median_ms"], f"{name}, median"
            limit = at_most(what, median, 150, "ms")
            told.append(limit if name in HELD else Line(what, f"{median:.0f} ms"))
    return told
