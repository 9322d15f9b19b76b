"""Brings the words of a release together and writes its index."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from caresight.identity.linking import Homes
from caresight.indicators.area_boards import Boards
from caresight.lake.as_at import Evidence
from caresight.maturity.definition import Maturity
from caresight.pipeline.build_areas import area_rows
from caresight.pipeline.build_boards import Counted, board_parts, boards_of_homes, health_areas
from caresight.pipeline.build_boundaries import boundaries_known
from caresight.pipeline.build_digital import digital_parts
from caresight.pipeline.build_digital_areas import Groupings
from caresight.pipeline.build_documents import Pages
from caresight.pipeline.build_indicator_documents import indicator_documents
from caresight.pipeline.build_introduction import since
from caresight.pipeline.build_measuring import Measuring
from caresight.pipeline.build_profiles import Judged
from caresight.pipeline.build_register import latest_ratings, locations_by_home
from caresight.pipeline.build_summary import Naming, flags_of, freshness, summary
from caresight.pipeline.build_timeline import timelines
from caresight.pipeline.release_index.documents import HomeRow
from caresight.pipeline.release_index.packing import PackedHome
from caresight.pipeline.release_index.place_parts import PlaceParts
from caresight.pipeline.release_index.together import TogetherParts
from caresight.pipeline.release_index.writing import IndexWriter
from caresight.pipeline.release_index.writing_noticed import Noticed
from caresight.sources.catalogue import SourceCatalogue

_MOST_NOTES = 5


def write_index(  # noqa: PLR0913 - the parts of one file
    folder: Path,
    *,
    naming: Naming,
    judged: Judged,
    measuring: Measuring,
    evidence: Evidence,
    homes: Homes,
    quality: pa.Table,
    sources: SourceCatalogue,
    invented: bool,
    track_record: str,
    together: TogetherParts,
    maturity: tuple[Maturity, ...] = (),
    places: PlaceParts | None = None,
    boards: Boards | None = None,
) -> Path:
    """Write the index of one release; returns where it is."""
    population = judged.population
    home_of = {
        str(location): (int(row), str(population.home_ids[row]))
        for location, row in zip(population.location_ids, population.location_homes, strict=True)
        if row >= 0
    }
    quality_rows = quality.to_pylist()
    events = homes.home_events.to_pylist()
    locations = locations_by_home(evidence, homes.homes)
    pages = Pages(
        judged=judged,
        indicators=measuring.pages,
        locations=locations,
        ratings=latest_ratings(evidence),
        timelines=timelines(evidence, events, home_of, judged.weights),
        silence_notes=measuring.silence_notes,
        silent=measuring.silent,
        quality_notes=_notes(quality_rows, home_of),
        track_record=track_record,
    )
    boards = boards or Boards()
    said = health_areas(evidence)
    board_of = boards_of_homes(boards, said, locations)
    regions = {
        location.text("area_code"): location.text("region")
        for places in locations.values()
        for location in places
        if location.text("region")
    }
    rows: list[HomeRow] = []
    good: dict[str, str] = {}

    def documents() -> Iterator[PackedHome]:
        for home in pages.documents():
            rows.append(home.row)
            if home.document["good_news"]:
                good[home.row["home_id"]] = home.document["good_news"][0]
            yield home

    occupancy = next((p for p in measuring.pages if p.indicator.code == "occupancy"), None)
    writer = IndexWriter(folder, naming.release_id)
    return writer.write(
        lambda: summary(
            naming=naming,
            ladder=judged.ladder,
            budget=judged.weights.new_homes_a_month,
            homes=rows,
            newly=sum(home["is_newly_flagged"] for home in rows),
            good_sentences=good,
            freshness=freshness(evidence, sources, quality_rows, measuring.share_in),
            flags=flags_of(measuring.p_values),
            indicators_tested=len(measuring.pages),
            series_tested=measuring.series_tested,
            invented=invented,
            rows_set_aside=_set_aside(evidence),
        ),
        documents(),
        indicator_documents(measuring.pages, measuring.comparators, population, judged.is_open),
        area_rows(rows, regions, events, occupancy, judged.as_at),
        together,
        noticed_rows(judged),
        places=places,
        boundaries=boundaries_known(evidence, sources),
        boards=lambda: board_parts(
            boards,
            board_of,
            Counted(rows, events, occupancy, population, regions, judged.as_at),
        ),
        digital=lambda: digital_parts(
            evidence, maturity, locations, rows, Groupings(regions, board_of, boards.names), said
        ),
    )


def noticed_rows(judged: Judged) -> Iterator[Noticed]:
    """What was noticed of each home by indicator, good and bad."""
    for signals in judged.signals.values():
        for signal in signals:
            if signal.indicator and signal.direction != "neutral":
                yield Noticed(
                    signal.home_id,
                    signal.indicator,
                    signal.direction,
                    signal.points,
                    since(signal).isoformat(),
                    signal.short or signal.sentence,
                )


def _notes(
    quality: list[dict[str, Any]], home_of: dict[str, tuple[int, str]]
) -> dict[str, list[str]]:
    """What the checks say of a home's own figures, the latest first."""
    ids = {home_id: home_id for _, home_id in home_of.values()}
    ids.update({location: home_id for location, (_, home_id) in home_of.items()})
    found: dict[str, list[str]] = {}
    for row in sorted(quality, key=lambda row: str(row["period_end"]), reverse=True):
        home_id = ids.get(row["entity_id"] or "")
        if home_id and row["verdict"] != "good":
            notes = found.setdefault(home_id, [])
            if len(notes) < _MOST_NOTES and row["sentence"] not in notes:
                notes.append(row["sentence"])
    return found


def _set_aside(evidence: Evidence) -> int:
    receipts = evidence.table("receipts")
    rows = evidence.arrow(receipts.aggregate(rows=receipts.rows_set_aside.sum()))
    return int(rows["rows"][0].as_py() or 0)
