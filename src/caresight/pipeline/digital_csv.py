"""How digital homes are, as tidy rows: homes, uptake by area, and how lists found their homes."""

from collections.abc import Iterator
from typing import Any

from caresight.pipeline.release_index.digital import DigitalSummary
from caresight.pipeline.release_index.reading import ReleaseIndex
from caresight.pipeline.release_index.reading_digital import DigitalWish
from caresight.vocabulary.refusal import Refusal

_ALL = 1_000_000
COLUMNS = {
    "homes": (
        "as_at", "home_id", "name", "area_code", "area_name", "provider_name", "beds", "band",
        "band_possible", "score", "score_possible", "falls_on", "next_step_waits_for",
    ),
    "uptake": (
        "as_at", "kind", "area_code", "area_name", "criterion", "homes", "yes", "no",
        "not_known", "share_of_known", "lower", "upper",
    ),
    "matching": (
        "source", "listed_on", "method", "confidence", "lines", "homes", "lines_in_all",
        "homes_in_all",
    ),
}  # fmt: skip
"""What can be asked for, and its columns."""


def digital_rows(index: ReleaseIndex, what: str) -> Iterator[dict[str, Any]]:
    """The rows of one table of COLUMNS.

    Raises
    ------
    Refusal
        If the release says nothing of how digital homes are.
    """
    summary = index.digital_summary
    if summary is None:
        raise Refusal(
            "this release says nothing of how digital homes are",
            expected="a list of the security toolkit, an NHSmail list or digital returns",
            what_to_do="land one of them, then build again.",
        )
    rows = {"homes": _homes, "uptake": _uptake, "matching": _matching}[what]
    return rows(index, summary)


def _homes(index: ReleaseIndex, summary: DigitalSummary) -> Iterator[dict[str, Any]]:
    codes = [step["code"] for step in summary["steps"]]
    for row in index.digital_homes(DigitalWish(order="name"), per_page=_ALL)[0]:
        yield {
            **row,
            "as_at": summary["as_at"],
            "band": codes[row["band"]],
            "band_possible": codes[row["band_possible"]],
            "next_step_waits_for": " ".join(row["held_back_by"]),
        }


def _uptake(index: ReleaseIndex, summary: DigitalSummary) -> Iterator[dict[str, Any]]:
    for area in index.digital_areas():
        for one in area["uptake"]:
            yield {
                **one,
                "as_at": summary["as_at"],
                "kind": area["kind"],
                "area_code": area["code"],
                "area_name": area["name"],
                "homes": area["homes"],
                "share_of_known": one["share"],
            }


def _matching(_: ReleaseIndex, summary: DigitalSummary) -> Iterator[dict[str, Any]]:
    for rate in summary["matching"]:
        for method in rate["methods"]:
            yield {
                **method,
                "source": rate["source"],
                "listed_on": rate["listed_on"],
                "method": method["label"],
                "lines_in_all": rate["lines"],
                "homes_in_all": rate["homes"],
            }
