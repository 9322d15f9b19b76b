"""An invented release with what a provider's page reads besides the index: signals, returns.

OURS has signals of many kinds, also those that its provider must not see; it sent a return for
September and none for October.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from caresight.lake.lake import Lake
from caresight.pipeline.release_index.documents import HomeDocument
from caresight.pipeline.release_index.writing import IndexWriter
from tests.web.casework import OURS, THEIRS
from tests.web.invented_release import (
    INDICATORS,
    Wish,
    area_rows,
    home_documents,
    indicator_document,
    summary_of,
)

WISH = Wish(homes=12)
SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)
SEEN = "Falls with harm ran above this home's own level for four months."
GOOD = "Training in date rose above that of like homes."
HIDDEN = {
    "safeguarding": "Planted: concerns raised were twice the usual.",
    "items": "Planted: two colleagues were worried about nights.",
    "unknown": "Planted: a figure of a definition that is gone.",
    "abuse": "Planted: abuse by the organisation is suspected.",
}
REPORTED = {
    "residents_at_month_end": 19.0,
    "occupied_bed_days": 570.0,
    "total_care_hours": 2400.0,
    "falls": 5.0,
    "falls_with_harm": 2.0,
    "complaints": 4.0,
    "registered_manager_in_post": 1.0,
    "posts_filled": 30.5,
}


@dataclass(frozen=True)
class Noted:
    """A signal in short."""

    indicator: str
    agency: str
    rule: str
    sentence: str
    direction: str = "concerning"
    home_id: str = OURS


SIGNALS = (
    Noted("falls_with_harm", "provider", "own_history", SEEN),
    Noted("training_in_date", "workforce", "peers", GOOD, direction="improving"),
    Noted("", "provider", "silence", "No return has come for October."),
    Noted("safeguarding_concerns", "safeguarding", "peers", HIDDEN["safeguarding"]),
    Noted("what_people_said", "council", "peers", HIDDEN["items"]),
    Noted("gone", "provider", "peers", HIDDEN["unknown"]),
    Noted("", "safeguarding", "happening_safeguarding_concern", HIDDEN["abuse"]),
    Noted("falls_with_harm", "provider", "peers", "A signal on another home.", home_id=THEIRS),
)


def write_own_release(
    home: Path, wish: Wish = WISH, *, runs: tuple[str, str, str] | None = None
) -> str:
    """Write a release; `runs` gives a home another provider, by id and name."""
    lake, documents = Lake(home), list(home_documents(wish))
    if runs:
        documents = [_handed_over(one, *runs) for one in documents]
    with lake.writing("build", wish.made_at) as writer:
        assert writer.release_id
        IndexWriter(home / "index", writer.release_id).write(
            summary_of(documents, writer.release_id, wish),
            documents,
            (indicator_document(number, documents, wish) for number in range(len(INDICATORS))),
            area_rows(documents),
        )
        writer.append("signals", pa.Table.from_pylist([_signal(one) for one in SIGNALS]))
        writer.append("observations", pa.Table.from_pylist(_observations(wish)))
        writer.append("measurements", pa.Table.from_pylist([_completeness()]))
        writer.note(
            known_at=wish.as_at.isoformat(),
            known_by=wish.known_by,
            definitions_version="abc123",
            invented=True,
        )
        return writer.release_id


def write_change_of_owner(home: Path) -> str:
    """A later release in which THEIRS's provider runs OURS."""
    later = replace(WISH, as_at=date(2026, 11, 22), made_at=datetime(2026, 11, 22, 9, tzinfo=UTC))
    return write_own_release(home, later, runs=(OURS, "1-104", "Invented Care 5 Ltd"))


def _handed_over(document: HomeDocument, home_id: str, provider_id: str, name: str) -> HomeDocument:
    row = document["row"]
    if row["home_id"] != home_id:
        return document
    return {**document, "row": {**row, "provider_id": provider_id, "provider_name": name}}


def _signal(noted: Noted) -> dict[str, Any]:
    key = f"{noted.home_id}/{noted.rule}/{noted.direction}/{noted.indicator}/2026-10-01"
    return {
        "signal_id": key,
        "home_id": noted.home_id,
        "indicator": noted.indicator,
        "kind": "level",
        "direction": noted.direction,
        "strength": "weak",
        "points": 1.0,
        "agency": noted.agency,
        "family": "falls",
        "period_start": OCTOBER,
        "period_end": date(2026, 11, 1),
        "rule": noted.rule,
        "rule_version": 1,
        "observed": 6.0,
        "expected": 4.0,
        "comparator": "own history",
        "sentence": noted.sentence,
        "would_end": "Three months at the usual level.",
        "raises_alone": "",
    }


def _observations(wish: Wish) -> list[dict[str, Any]]:
    return [
        {
            "receipt_id": "r1",
            "source": "provider_return",
            "published_on": date(2026, 10, 5),
            "known_from": wish.made_at,
            "entity_type": "location",
            "entity_id": _location_of_ours(),
            "component": component,
            "period_start": SEPTEMBER,
            "period_end": OCTOBER,
            "value": value,
            "status": "reported",
            "agency": "provider",
        }
        for component, value in REPORTED.items()
    ]


def _location_of_ours() -> str:
    row = next(iter(home_documents(WISH)))["row"]
    return row["location_ids"].split(" ")[0]


def _completeness() -> dict[str, Any]:
    return {
        "entity_type": "home",
        "entity_id": OURS,
        "indicator": "return_completeness",
        "version": 1,
        "period_start": SEPTEMBER,
        "period_end": OCTOBER,
        "numerator": 7.0,
        "denominator": 15.0,
        "value": 0.47,
        "quality": "good",
    }
