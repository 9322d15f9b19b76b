"""Reads of the first page, of one home and of one indicator."""

from pathlib import Path

from django.conf import settings

from caresight.pipeline.release_index.documents import (
    HomeDocument,
    HomeRow,
    IndicatorDocument,
    IndicatorRow,
    Series,
)
from caresight.web.directory.releases import Shown

FIRST_PAGE = 25
"""Homes on the first page: as many as a meeting can speak about."""


def place_of(release: Shown) -> str:
    """The place that the person's homes lie in; empty for who reads every home."""
    return "" if release.scope.is_everything else release.summary["place"]


def homes_needing_attention(release: Shown) -> tuple[list[HomeRow], int]:
    """The homes at the top, and how many need attention in all."""
    return release.index.homes(group="attention", per_page=FIRST_PAGE)


def all_homes_needing_attention(release: Shown) -> list[HomeRow]:
    """Every home that needs attention, for the file."""
    return release.index.homes(group="attention", per_page=1_000_000)[0]


def home_document(release: Shown, home_id: str) -> HomeDocument | None:
    """One home."""
    return release.index.home(home_id)


def indicator_row(document: HomeDocument, code: str) -> IndicatorRow | None:
    """One line of a home's icon table."""
    return next((row for row in document["indicators"] if row["indicator"] == code), None)


def series_of(release: Shown, document: HomeDocument, code: str) -> Series | None:
    """One indicator of a home over time: from its page, else from the lake."""
    ready = next((chart for chart in document["charts"] if chart["indicator"] == code), None)
    if ready is not None:
        return ready
    # The lake's engines are loaded by the first chart that needs them, not by every worker.
    from caresight.lake.lake import Lake  # noqa: PLC0415

    return release.index.series(document["row"]["home_id"], code, Lake(Path(settings.HOME)))


def indicator_documents(release: Shown) -> list[IndicatorDocument]:
    """Every indicator, without its points."""
    return release.index.indicators()


def indicator_document(release: Shown, code: str) -> IndicatorDocument | None:
    """One indicator with all its points."""
    return release.index.indicator(code)
