"""Small documents of homes that do not exist, for tests of the release index."""

from typing import Any

from caresight.pipeline.release_index.documents import (
    AreaRow,
    HomeDocument,
    HomeRow,
    IndicatorDocument,
    Summary,
)


def home_row(home_id: str = "H0000001", **changes: Any) -> HomeRow:
    row = {
        "home_id": home_id,
        "name": "Quillfeather Lodge",
        "kind": "Nursing",
        "beds": 40,
        "provider_id": "1-900000001",
        "provider_name": "Quillfeather Care Ltd",
        "brand_name": "",
        "register": "cqc",
        "area_code": "X99000001",
        "area_name": "Alderbourne",
        "postcode": "ZZ1 2AB",
        "location_ids": "1-000000001",
        "is_open": True,
        "rating": "Good",
        "rank": 1,
        "level": "routine",
        "level_label": "Routine",
        "step": 0,
        "points": 0.0,
        "agencies": 0,
        "points_a_month_ago": 0.0,
        "is_newly_flagged": False,
        "good_points": 0.0,
        "improves": False,
        "is_silent": False,
        "coverage": 0.9,
        "why": "",
        "findings": 0,
        "points_by_agency": {},
        "history": [None, 0.0],
    }
    return HomeRow(**{**row, **changes})  # type: ignore[typeddict-item]


def home_document(home_id: str = "H0000001", **changes: Any) -> HomeDocument:
    row = home_row(home_id, **changes)
    return HomeDocument(
        row=row,
        address="1 Nowhere Street",
        region="Nowhere",
        introduction="Nursing home · 40 beds",
        what_to_know=[],
        level_reason="Nothing stands out.",
        next_level_sentence="",
        arithmetic=[],
        without_agency=[],
        would_end=[],
        track_record="",
        good_news=["Falls have gone down."] if row["good_points"] else [],
        indicators=[],
        charts=[],
        timeline=[],
        locations=[
            {
                "location_id": location_id,
                "name": row["name"],
                "provider_name": row["provider_name"],
                "from_on": "2020-01-01",
                "to_on": "",
                "link_method": "sole",
                "confidence": 1.0,
                "confirmed_by": "",
                "is_current": place == 0,
            }
            for place, location_id in enumerate(row["location_ids"].split())
        ],
        silence="",
        quality_notes=[],
        peers_sentence="",
    )


def summary(**changes: Any) -> Summary:
    whole = {
        "release_id": "2026-11.1",
        "as_at": "2026-11-22",
        "known_by": "received",
        "made_at": "2026-11-22T09:00:00+00:00",
        "definitions_version": "abc",
        "ladder": "nqb-2022",
        "invented": True,
        "place": "Alderbourne",
        "registers": ["cqc"],
        "homes": 1,
        "headline": "",
        "homes_by_step": [1, 0, 0],
        "homes_needing_attention": 0,
        "homes_newly_needing_attention": 0,
        "budget": None,
        "budget_sentence": "",
        "homes_silent": 0,
        "homes_improving": 0,
        "levels": [],
        "freshness": [],
        "indicators_tested": 0,
        "series_tested": 0,
        "flags": 0,
        "flags_expected_false": None,
        "false_discovery_sentence": "",
        "doing_well": [],
        "rows_set_aside": 0,
    }
    return Summary(**{**whole, **changes})  # type: ignore[typeddict-item]


def indicator_document(code: str = "falls", homes: int = 2) -> IndicatorDocument:
    return IndicatorDocument(
        code=code,
        title="Falls",
        question="Do residents fall more often?",
        domain="safety",
        agency="provider",
        unit="per 1,000 bed days",
        polarity="lower_is_better",
        definition={"Numerator": "falls"},
        why_it_matters="",
        period="Oct 2026",
        homes_measured=homes,
        homes_expected=homes,
        shape="funnel",
        centre=4.1,
        between_variance=0.0,
        limits=[],
        limits_sentence="",
        points=[
            {
                "home_id": f"H{place:07}",
                "name": "Quillfeather Lodge",
                "area_code": "X99000001",
                "value": 4.0,
                "lower": 3.0,
                "upper": None,
                "numerator": 4.0,
                "denominator": 1000.0,
                "expected": 4.1,
                "z": -0.1,
                "quality": "good",
            }
            for place in range(homes)
        ],
        peers=[],
        sentence="",
        variation_counts={},
    )


def area_row(code: str = "X99000001") -> AreaRow:
    return AreaRow(
        area_code=code,
        area_name="Alderbourne",
        region="Nowhere",
        homes=1,
        beds=40,
        nursing_homes=1,
        nursing_beds=40,
        residential_homes=0,
        residential_beds=None,
        opened=0,
        closed=0,
        changed_hands=0,
        ratings={"Good": 1},
        occupancy=None,
        levels={"routine": 1},
        homes_with_unknown_beds=0,
    )
