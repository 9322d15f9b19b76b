"""An invented release, written as a build writes one: an index, and its row in the journal.

Homes are in many states on purpose: in trouble, quiet, silent, improving, closed, of
unknown size, with suppressed and missing values, with names that need escaping.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa

from caresight.lake.lake import Lake
from caresight.lake.schema import arrow_schema
from caresight.pipeline.release_index.boards import BoardParts
from caresight.pipeline.release_index.documents import (
    AreaRow,
    FunnelPoint,
    HomeDocument,
    HomeRow,
    IndicatorDocument,
    IndicatorRow,
    LevelCount,
    Series,
    Summary,
)
from caresight.pipeline.release_index.writing import IndexWriter
from caresight.pipeline.release_index.writing_noticed import Noticed
from caresight.surveillance.items import Item
from caresight.vocabulary.agencies import Agency
from caresight.vocabulary.periods import months_after
from tests.web.invented_boards import board_parts
from tests.web.invented_digital import digital_parts
from tests.web.invented_places import boundaries, place_parts
from tests.web.invented_together import together_parts

AREAS = {"X99000001": "Alderbourne", "X99000002": "Quillhaven", "X99000003": "Thornmere & Vale"}
LEVELS = (("routine", "Routine"), ("enhanced", "Enhanced"), ("intensive", "Intensive"))
NAMES = "Rowan Heron Larch Kingfisher Oakdene Millview Beech Willow Aspen Juniper".split()
KINDS = ("Court", "Lodge", "House", "Grange", "Rest", "Manor")
BED_DAYS, BED_YEAR = "per 1,000 occupied bed days", "per bed and year"
LOWER, HIGHER = "lower_is_better", "higher_is_better"
INDICATORS: tuple[tuple[str, str, str, str, str, str], ...] = (
    ("falls_with_harm", "Falls with harm", "safety", "provider", BED_DAYS, LOWER),
    ("pressure_ulcers", "New pressure ulcers", "safety", "provider", BED_DAYS, LOWER),
    ("ambulance_calls", "999 incidents", "safety", "ambulance", BED_YEAR, LOWER),
    ("emergency_admissions", "Emergency admissions", "quality", "hospital", BED_YEAR, LOWER),
    ("safeguarding_concerns", "Concerns raised", "experience", "safeguarding", BED_YEAR, LOWER),
    ("training_in_date", "Training in date", "workforce", "provider", "share of courses", HIGHER),
    ("staff_turnover", "Staff turnover", "workforce", "workforce", "% in a year", LOWER),
    ("occupancy", "Beds occupied", "performance", "provider", "share of beds", "neutral"),
)
WHY = (
    "Falls with harm have run above this home's own level for four months; ambulance calls "
    "are twice what its size predicts."
)
QUALITIES = ("good", "good", "good", "estimated", "small", "below_gate", "suppressed", "missing")
LAST_MONTH = date(2026, 10, 1)
MONTHS = [months_after(LAST_MONTH, index - 23).isoformat() for index in range(24)]


@dataclass(frozen=True)
class Wish:
    """What release to invent."""

    homes: int = 60
    providers: int = 17
    """Homes are run by so many in turn."""
    as_at: date = date(2026, 11, 21)
    known_by: str = "published"
    said: Mapping[str, Sequence[Item]] = field(default_factory=dict)
    """Items of each home, for what is put together."""
    noticed: Sequence[Noticed] = ()
    """What was noticed, by home and indicator."""
    made_at: datetime = datetime(2026, 11, 21, 9, tzinfo=UTC)
    seed: int = 7
    areas: Mapping[str, str] = field(default_factory=lambda: AREAS)
    """Codes and names of the areas; homes lie in them in turn."""
    has_boards: bool = True
    """Whether files say which integrated care boards there are."""
    has_places: bool = True
    """Whether figures of areas and their outlines are known."""
    tables: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    """Rows of further tables of the lake, by the table's name."""


def write_release(home: Path, wish: Wish = Wish()) -> str:
    """Write one release into a home folder and return its id."""
    lake = Lake(home)
    documents = list(home_documents(wish))
    with lake.writing("build", wish.made_at) as writer:
        assert writer.release_id
        IndexWriter(home / "index", writer.release_id).write(
            summary_of(documents, writer.release_id, wish),
            documents,
            (indicator_document(number, documents, wish) for number in range(len(INDICATORS))),
            area_rows(documents, wish.areas),
            together_parts(documents, wish.as_at, wish.said),
            wish.noticed,
            places=place_parts() if wish.has_places else None,
            boundaries=boundaries() if wish.has_places else (),
            boards=lambda: (
                board_parts(documents, area_rows(documents, wish.areas))
                if wish.has_boards
                else BoardParts()
            ),
            digital=lambda: digital_parts(documents),
        )
        writer.append("receipts", pa.Table.from_pylist(list(_receipts(wish))))
        writer.append("set_aside", pa.Table.from_pylist(list(_set_aside(wish))))
        writer.append("quality", pa.Table.from_pylist(list(_quality())))
        for name, rows in wish.tables.items():
            writer.append(name, pa.Table.from_pylist(list(rows), schema=arrow_schema(name)))
        writer.note(
            known_at=wish.as_at.isoformat(),
            known_by=wish.known_by,
            definitions_version="abc123",
            invented=True,
        )
        return writer.release_id


def write_two_releases(home: Path, wish: Wish = Wish()) -> tuple[str, str]:
    """An earlier release and the newest."""
    earlier = replace(
        wish,
        as_at=date(2026, 10, 21),
        made_at=wish.made_at - timedelta(hours=1),
        seed=wish.seed + 1,
    )
    return write_release(home, earlier), write_release(home, wish)


def home_documents(wish: Wish) -> Iterator[HomeDocument]:
    """The homes, the most pressing first."""
    for number in range(wish.homes):
        yield _home(number, wish)


def _home(number: int, wish: Wish) -> HomeDocument:
    dice = Random(wish.seed * 100_003 + number)
    row = _row(number, wish, dice)
    rows = [_indicator_row(index, row, dice) for index in range(len(INDICATORS))]
    worried = row["step"] > 0
    sums = [
        {
            "agency": agency,
            "label": Agency(agency).label,
            "sentences": [f"{Agency(agency).label}: more than expected for three months."],
            "points": value,
            "before_cap": value + 1,
            "cap": 3.0,
        }
        for agency, value in row["points_by_agency"].items()
    ]
    charts = [_series(rows[index], MONTHS, dice) for index in range(2 if worried else 1)]
    return HomeDocument(
        row=row,
        address=f"{number + 1} Invented Street, {row['area_name']}, {row['postcode']}",
        region="Invented region",
        introduction=f"{row['kind']} home · {row['provider_name']} since 2021 · {row['rating']}",
        what_to_know=["Falls with harm have run above this home's own level for four months."]
        if worried
        else [],
        level_reason=f"{row['agencies']} agencies; Intensive from 9 points with 3 agencies",
        next_level_sentence="One more agency would make it Intensive." if worried else "",
        arithmetic=sums,  # type: ignore[typeddict-item]
        without_agency=[
            {"agency": "ambulance", "label": "Ambulance", "points": 3.0, "level_label": "Routine"}
        ]
        if worried
        else [],
        would_end=["Falls return inside their limits for three months."] if worried else [],
        track_record="Of 55 homes that this rule flagged, 22 were later confirmed (28 to 53%)."
        if worried
        else "",
        good_news=["Falls are down by a third since May."] if row["good_points"] else [],
        indicators=rows,
        charts=charts,
        timeline=[
            {"on": f"2026-{month:02d}-05", "kind": kind, "sentence": sentence, "agency": agency}
            for month, kind, sentence, agency in (
                (10, "signal", "First signal: falls above their limit", "provider"),
                (7, "changed_hands", "Invented Care Ltd took over", "regulator"),
                (3, "rating", "Rated Good", "regulator"),
            )
        ]
        * (5 if number == 0 else 1),
        locations=[
            {
                "location_id": f"1-{990000 + number}",
                "name": row["name"],
                "provider_name": row["provider_name"],
                "from_on": "2021-04-01",
                "to_on": "",
                "link_method": "published" if number % 5 == 0 else "sole",
                "confidence": 0.98,
                "confirmed_by": "",
                "is_current": True,
            }
        ],
        silence="No return for two months."
        if row["is_silent"]
        else "36 of 36 returns received; none copied.",
        quality_notes=["The September return was copied from August."] if number % 7 == 0 else [],
        peers_sentence="Compared with 58 homes of the same kind.",
    )


def _row(number: int, wish: Wish, dice: Random) -> HomeRow:
    area = list(wish.areas)[number % len(wish.areas)]
    worried = number < max(5, wish.homes // 12)
    by_agency = (
        {"provider": 3.0, "ambulance": 2.5, "safeguarding": 1.0, "hospital": 1.0}
        if worried
        else ({"provider": 1.0} if number % 3 == 0 else {})
    )
    step = 0 if not worried else (2 if number < 3 else 1)
    total = sum(by_agency.values())
    name = f"{NAMES[number % 10]} {KINDS[number // 10 % 6]}" + (
        f" {number // 60}" if number >= 60 else ""
    )
    return HomeRow(
        home_id=f"H{number:08d}",
        name="O'Neill & Sons <Rest>" if number == 4 else name,
        kind=("Nursing", "Residential", "Residential, dementia")[number % 3],
        beds=None if number % 11 == 5 else 20 + number % 50,
        provider_id=f"1-{100 + number % wish.providers}",
        provider_name=f"Invented Care {number % wish.providers + 1} Ltd",
        brand_name="",
        register="cqc",
        area_code=area,
        area_name=wish.areas[area],
        postcode=f"ZZ{number % 9 + 1} {number % 8 + 1}AA",
        location_ids=f"1-{990000 + number}",
        is_open=number % 29 != 28,
        rating=("Good", "Requires improvement", "Outstanding", "", "Inadequate")[number % 5],
        rank=number + 1,
        level=LEVELS[step][0],
        level_label=LEVELS[step][1],
        step=step,
        points=total,
        agencies=len(by_agency),
        points_a_month_ago=None if number == 1 else max(0.0, total - number % 4),
        is_newly_flagged=number == 1,
        good_points=2.0 if not worried and number % 6 == 1 else 0.0,
        improves=not worried and number % 6 == 1,
        is_silent=number in (2, 30),
        coverage=0.5 + 0.5 * dice.random(),
        why=WHY if worried else "",
        findings=3 if worried else 0,
        points_by_agency=by_agency,
        history=[
            None,
            *(max(0.0, total * index / 22 + dice.uniform(-1, 1)) for index in range(23)),
        ],
    )


def _indicator_row(index: int, home: HomeRow, dice: Random) -> IndicatorRow:
    code, title, domain, agency, unit, polarity = INDICATORS[index]
    quality = QUALITIES[(home["rank"] + index) % len(QUALITIES)] if home["rank"] > 1 else "good"
    is_share = unit.startswith("share")
    base = 0.8 if is_share else 4.0
    value = None if quality in ("suppressed", "missing") else base * dice.uniform(0.5, 1.2)
    spark = [base * dice.uniform(0.6, 1.2) for _ in range(24)]
    spark_marks = [0] * 20 + [1, 1, 64, 65] if index == 0 and home["step"] else [0] * 24
    variations = ("concern_high", "common_cause", "improvement_low", "too_few", "neutral_high")
    return IndicatorRow(
        indicator=code,
        title=title,
        domain=domain,
        agency=agency,
        unit=unit,
        polarity=polarity,
        value=value,
        numerator=None if value is None else 6.0,
        denominator=None if value is None else 1240.0,
        lower=None if value is None else value * 0.7,
        upper=None if value is None else value * 1.4,
        period="Oct 2026",
        expected=base,
        comparator="all_peers",
        z=None if value is None else dice.gauss(0, 1.4),
        share_of_peers_below=None if value is None else dice.random(),
        share_lower=None if value is None else 0.1,
        share_upper=None if value is None else 0.95,
        peers=58,
        standard=base if index % 2 else None,
        variation=variations[index % 5],
        assurance=("none", "consistent_fail", "hit_or_miss", "consistent_pass")[index % 4],
        quality=quality,
        quality_sentence="Occupied bed days were estimated from beds."
        if quality == "estimated"
        else "",
        spark=[None, *spark[1:]],
        spark_marks=spark_marks,
        signals=["Falls with harm were above the limit in October."] if index == 0 else [],
    )


def _series(row: IndicatorRow, periods: list[str], dice: Random) -> Series:
    base = row["expected"] or 1.0
    values: list[float | None] = [base * dice.uniform(0.7, 1.3) for _ in periods]
    values[5] = None
    values[-4:] = [base * 1.7, base * 1.8, base * 1.9, base * 2.1]
    return Series(
        indicator=row["indicator"],
        title=row["title"],
        unit=row["unit"],
        polarity=row["polarity"],
        method="u_prime",
        method_sentence="A u′ chart, as there are enough events each month.",
        rule_set="caresight-2026",
        periods=periods,
        period_months=1,
        values=values,
        numerators=[None if value is None else round(value * 1.2) for value in values],
        denominators=[None if value is None else 1200.0 for value in values],
        centre=[base] * len(periods),
        lower_limit=[base * 0.4] * len(periods),
        upper_limit=[base * 1.6] * len(periods),
        expected=[base * 0.9] * len(periods),
        marks=[0] * (len(periods) - 4) + [1, 1, 1, 65],
        qualities=["good"] * 3 + ["estimated"] + ["good"] * (len(periods) - 4),
        standard=base * 1.2,
        alternative=f"{row['title']} rose above its upper limit in July 2026 and stayed there.",
    )


def indicator_document(number: int, documents: list[HomeDocument], wish: Wish) -> IndicatorDocument:
    """One indicator over all homes."""
    code, title, domain, agency, unit, polarity = INDICATORS[number]
    dice = Random(wish.seed + number)
    points = [_point(document, number, dice) for document in documents]
    known = [point for point in points if point is not None]
    return IndicatorDocument(
        code=code,
        title=title,
        question=f"How often is there {title.lower()}?",
        domain=domain,
        agency=agency,
        unit=unit,
        polarity=polarity,
        definition={
            "Numerator": f"{title} as returned",
            "Owner": "Quality team",
            "Review due": "2027-05-14",
        },
        why_it_matters="A rise is a reason to ask, not a judgement of the home.",
        period="Oct 2026",
        homes_measured=len(known),
        homes_expected=len(documents),
        shape="ranking" if number == 7 else "funnel",
        centre=4.0 if not unit.startswith("share") else 0.8,
        between_variance=0.1,
        limits=[
            {
                "size": size,
                "lower95": 4.0 - 40 / size**0.5,
                "upper95": 4.0 + 40 / size**0.5,
                "lower998": 4.0 - 60 / size**0.5,
                "upper998": 4.0 + 60 / size**0.5,
            }
            for size in (400.0, 800.0, 1600.0)
            if number != 7
        ],
        limits_sentence="" if number == 7 else "The limits are around all homes together.",
        points=known,
        peers=[
            {
                "comparator": comparator,
                "label": label,
                "area_code": "",
                "stratum": stratum,
                "periods": MONTHS,
                "values": [None, *(base + dice.uniform(-0.2, 0.2) for _ in range(23))],
            }
            for comparator, label, stratum, base in (
                ("all_peers", "All nursing homes", "nursing", 4.0),
                ("all_peers", "All residential homes", "residential", 3.0),
                ("best_tenth", "Best tenth", "", 1.0),
            )
        ],
        sentence=f"{title}: 5 homes of {len(known)} are higher than expected.",
        variation_counts={"concern_high": 5, "improvement_low": 2, "common_cause": len(known) - 7},
    )


def _point(document: HomeDocument, number: int, dice: Random) -> FunnelPoint | None:
    row = document["row"]
    indicator = document["indicators"][number]
    if indicator["value"] is None:
        return None
    size = float(300 + 40 * (row["beds"] or 30))
    expected = indicator["expected"] or 1.0
    z = dice.gauss(0, 1) + (3.5 if row["step"] else 0)
    value = max(0.0, expected * (1 + z * 9 / size**0.5 / 3))
    return FunnelPoint(
        home_id=row["home_id"],
        name=row["name"],
        area_code=row["area_code"],
        value=value,
        lower=value * 0.7,
        upper=value * 1.3,
        numerator=round(value * size / 1000),
        denominator=size,
        expected=expected,
        z=z,
        quality=indicator["quality"],
    )


def area_rows(documents: list[HomeDocument], areas: Mapping[str, str] = AREAS) -> list[AreaRow]:
    """The areas from above."""
    rows = []
    for code, name in areas.items():
        homes = [document["row"] for document in documents if document["row"]["area_code"] == code]
        levels = {level: sum(home["level"] == level for home in homes) for level, _ in LEVELS}
        rows.append(
            AreaRow(
                area_code=code,
                area_name=name,
                region="Invented region",
                homes=len(homes),
                beds=sum(home["beds"] or 0 for home in homes),
                nursing_homes=len(homes) // 3,
                nursing_beds=400,
                residential_homes=len(homes) - len(homes) // 3,
                residential_beds=500,
                opened=1,
                closed=2,
                changed_hands=3,
                ratings={"Good": 10, "Inadequate": 2, "Not rated": 3},
                occupancy=0.87 if code != "X99000003" else None,
                levels=levels,
                homes_with_unknown_beds=sum(home["beds"] is None for home in homes),
            )
        )
    return rows


def summary_of(documents: list[HomeDocument], release_id: str, wish: Wish) -> Summary:
    """What the first page says."""
    rows = [document["row"] for document in documents]
    needing = sum(row["step"] > 0 and row["is_open"] for row in rows)
    return Summary(
        release_id=release_id,
        as_at=wish.as_at.isoformat(),
        known_by=wish.known_by,
        made_at=wish.made_at.isoformat(),
        definitions_version="abc123",
        ladder="NQB 2022",
        invented=True,
        place="Alderbourne and two more councils",
        registers=["cqc"],
        homes=sum(row["is_open"] for row in rows),
        headline=f"{needing} homes need attention first.",
        homes_by_step=[sum(row["level"] == code for row in rows) for code, _ in LEVELS],
        homes_needing_attention=needing,
        homes_newly_needing_attention=1,
        budget=2.0,
        budget_sentence="One of them is new since last month.",
        homes_silent=2,
        homes_improving=sum(row["good_points"] > 0 for row in rows),
        levels=[
            LevelCount(
                code=code,
                label=label,
                step=step,
                homes=sum(row["level"] == code for row in rows),
            )
            for step, (code, label) in enumerate(LEVELS)
        ],
        freshness=[
            {
                "source": source,
                "title": title,
                "agency": agency,
                "latest_period": "Oct 2026",
                "received_on": "2026-11-18",
                "share_in": share,
                "quality": quality,
            }
            for source, title, agency, share, quality in (
                ("provider_return", "Provider monthly return", "provider", 0.92, "good"),
                ("ambulance_incidents", "Ambulance incidents", "ambulance", None, "good"),
                ("emergency_admissions", "Emergency admissions", "hospital", 0.97, "doubtful"),
            )
        ],
        indicators_tested=len(INDICATORS),
        series_tested=len(rows) * len(INDICATORS),
        flags=24,
        flags_expected_false=1.2,
        false_discovery_sentence="Of all series tested, about 1 flag is expected to be false.",
        doing_well=[
            {"home_id": row["home_id"], "name": row["name"], "sentence": "Falls are down."}
            for row in rows
            if row["good_points"]
        ][:5],
        rows_set_aside=3,
    )


def _receipts(wish: Wish) -> Iterator[dict[str, Any]]:
    for index in range(70):
        yield {
            "receipt_id": f"r{index}",
            "source": "provider_return" if index % 2 else "ambulance_incidents",
            "file_name": f"returns_{index:03d}.csv",
            "sha256": f"{index:064d}",
            "size_bytes": 1000,
            "received_at": wish.made_at - timedelta(days=index),
            "published_on": date(2026, 10, 5),
            "period_start": LAST_MONTH,
            "period_end": months_after(LAST_MONTH, 1),
            "register": "cqc",
            "area_codes": ["X99000001"],
            "complete": False,
            "rows_read": 100,
            "rows_landed": 97 if index == 1 else 100,
            "rows_set_aside": 3 if index == 1 else 0,
            "rows_passed_over": 0,
            "definition_version": "1",
            "invented": True,
        }


def _set_aside(wish: Wish) -> Iterator[dict[str, Any]]:
    for row, value in (
        (3, "=cmd|' /C calc'!A0"),
        (8, "minus four"),
        (9, "<script>alert(1)</script>"),
    ):
        yield {
            "receipt_id": "r1",
            "source": "provider_return",
            "file_name": "returns_001.csv",
            "row": row,
            "column": "falls",
            "rule": "whole_number",
            "value": value,
            "expected": "a whole number, 0 or more",
            "reason": "This is not a number. Correct it in the return and send it again.",
            "known_from": wish.made_at,
        }


def _quality() -> Iterator[dict[str, Any]]:
    for index, verdict in enumerate(("good", "doubtful", "poor")):
        yield {
            "source": "provider_return",
            "period_start": months_after(LAST_MONTH, -index),
            "period_end": months_after(LAST_MONTH, 1 - index),
            "entity_id": "",
            "rule": "copied_months",
            "dimension": "accuracy",
            "tested": 60,
            "failed": index * 5,
            "verdict": verdict,
            "score": 1 - index / 12,
            "sentence": f"{index * 5} of 60 returns repeat the month before.",
        }
