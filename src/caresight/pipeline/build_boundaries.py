"""The outlines that a release draws its maps with: for each area, the one published last."""

from typing import Any

from caresight.lake.as_at import Evidence
from caresight.pipeline.release_index.boundaries import Boundary
from caresight.sources.catalogue import SourceCatalogue

INVENTED = "Invented boundaries of invented areas: no real place is shown."


def boundaries_known(evidence: Evidence, sources: SourceCatalogue) -> list[Boundary]:
    """One outline of each area, with the words that its licence asks for."""
    receipts = evidence.table("receipts")
    invented = {
        row["receipt_id"]: row["invented"]
        for row in evidence.arrow(receipts.select("receipt_id", "invented")).to_pylist()
    }
    newest: dict[str, dict[str, Any]] = {}
    for row in evidence.arrow("boundaries").to_pylist():
        before = newest.get(row["area_code"])
        if before is None or _when(before) < _when(row):
            newest[row["area_code"]] = row
    return [
        _boundary(row, INVENTED if invented.get(row["receipt_id"]) else _credit(row, sources))
        for _, row in sorted(newest.items())
    ]


def _when(row: dict[str, Any]) -> tuple[Any, ...]:
    return (row["published_on"], row["known_from"], row["receipt_id"])


def _credit(row: dict[str, Any], sources: SourceCatalogue) -> str:
    known = sources.get(row["source"])
    return known.attribution if known else ""


def _boundary(row: dict[str, Any], credit: str) -> Boundary:
    return Boundary(
        area_code=row["area_code"],
        shape=row["shape"],
        left=row["left"],
        top=row["top"],
        right=row["right"],
        bottom=row["bottom"],
        middle_x=row["middle_x"],
        middle_y=row["middle_y"],
        credit=credit,
    )
