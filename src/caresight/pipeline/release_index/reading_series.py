"""Reads one whole chart from a release's tables, for the page of a single chart."""

from typing import TYPE_CHECKING

from caresight.pipeline.release_index.documents import IndicatorDocument, Series

if TYPE_CHECKING:
    from caresight.lake.lake import Lake


def read_series(
    lake: "Lake", release_id: str, home_id: str, document: IndicatorDocument
) -> Series | None:
    """The chart of one indicator of one home, or None where the home has none."""
    raise NotImplementedError
