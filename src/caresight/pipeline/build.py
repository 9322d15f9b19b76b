"""The order of a build: link, check, measure, detect, combine, put into words, release.

Everything is written in one transaction of the lake; the release index is finished before
the row that makes the release visible. The same evidence and definitions give the same
tables.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from caresight.checks.population import Population
from caresight.checks.reading_population import read_population
from caresight.checks.verdicts import Verdicts
from caresight.evaluation.track_record import NOT_YET_KNOWN
from caresight.identity.linking import Homes
from caresight.indicators.area_boards import Boards, boards_known
from caresight.indicators.area_figures import measurement_rows
from caresight.lake.as_at import Evidence, KnownAt
from caresight.lake.lake import Lake
from caresight.lake.releases import Release
from caresight.lake.writer import Writer
from caresight.pipeline.build_ahead import WriterBehind
from caresight.pipeline.build_checks import check_everything
from caresight.pipeline.build_definitions import Definitions, load_definitions
from caresight.pipeline.build_index import write_index
from caresight.pipeline.build_judgements import judgements_known
from caresight.pipeline.build_judging import judge
from caresight.pipeline.build_measuring import Measuring, measure_everything
from caresight.pipeline.build_months import Span, spans
from caresight.pipeline.build_places import Places, measure_areas, place_parts, sources_of_areas
from caresight.pipeline.build_profiles import Judged, profile_rows
from caresight.pipeline.build_receipts import is_invented, require_receipts
from caresight.pipeline.build_single_rows import add_single_rows, homes_by_any_id
from caresight.pipeline.build_summary import Naming
from caresight.pipeline.build_together import together_parts
from caresight.pipeline.linking import homes_as_known
from caresight.pipeline.release_index.place_parts import PlaceParts
from caresight.pipeline.release_index.together import TogetherParts
from caresight.surveillance.notices import Notices
from caresight.vocabulary.evidence import BUILT
from caresight.vocabulary.refusal import Refusal

Progress = Callable[[int, int, str], None]


def build(
    lake: Lake,
    definitions: Definitions | Path,
    *,
    known: KnownAt,
    made_at: datetime,
    track_record: str | None = None,
    progress: Progress | None = None,
    told_profiles: Callable[[Judged], None] | None = None,
    told_notices: Callable[[Notices], None] | None = None,
) -> Release:
    """Make a release from what was known at a date; `definitions` may be their folder.

    `track_record` is the sentence on how often the rules were right here, where outcomes
    are known; else invented evidence is told what the back-test found. `told_profiles` is
    given the profiles of every month, and `told_notices` all that was noticed. A Refusal is
    raised if nothing was known by then, or no care home.
    """
    told = progress or _silent
    loaded = load_definitions(definitions) if isinstance(definitions, Path) else definitions
    with lake.writing("build", made_at) as writer:
        evidence = Evidence(lake, known)
        require_receipts(evidence)
        told(0, 1, "Linking homes")
        homes = homes_as_known(evidence)
        population = read_population(
            evidence=evidence, homes=homes.homes, home_events=homes.home_events
        )
        boards = boards_known(evidence)
        places = measure_areas(evidence, loaded.areas, loaded.sources, boards)
        if not len(population) and places is None:
            raise Refusal(
                "the files that were landed name no care home, and hold too little for any measure "
                "of areas",
                expected="a register of homes, such as the regulator's monthly directory, or "
                "figures of areas for all months that a measure asks for",
                what_to_do="land the directory, or the other files of areas, then build again.",
            )
        _write(
            _Build(
                lake,
                evidence,
                loaded,
                homes,
                population,
                places,
                boards,
                track_record,
                told_profiles,
                told_notices,
            ),
            writer,
            told,
        )
        release_id = writer.release_id
    return lake.release(release_id)


@dataclass(frozen=True)
class _Build:
    """What the steps of one build share."""

    lake: Lake
    evidence: Evidence
    definitions: Definitions
    homes: Homes
    population: Population
    places: Places | None
    boards: Boards
    track_record: str | None
    told_profiles: Callable[[Judged], None] | None
    told_notices: Callable[[Notices], None] | None

    @property
    def as_at(self) -> date:
        return self.evidence.known.on


def _write(this: _Build, writer: Writer, told: Progress) -> None:
    for table in BUILT:
        writer.empty(table.name)
    writer.append("homes", this.homes.homes)
    writer.append("home_events", this.homes.home_events)
    months = spans(this.evidence, this.as_at, without=sources_of_areas(this.definitions.sources))
    measuring, verdicts = _measure(this, writer, months, told)
    told(0, 1, "Combining")
    add_single_rows(
        measuring.notices,
        evidence=this.evidence,
        quality=verdicts.quality,
        home_events=this.homes.home_events,
        population=this.population,
        months=months,
    )
    judged = judge(this.population, this.definitions, measuring, months, this.as_at)
    if this.told_profiles:
        this.told_profiles(judged)
    if this.told_notices:
        this.told_notices(measuring.notices)
    writer.append("signals", measuring.notices.table())
    writer.append("profiles", profile_rows(judged))
    told(0, 1, "Writing the pages")
    invented = is_invented(this.evidence)
    write_index(
        this.lake.home / "index",
        naming=_naming(this, writer),
        judged=judged,
        measuring=measuring,
        evidence=this.evidence,
        homes=this.homes,
        quality=verdicts.quality,
        sources=this.definitions.sources,
        invented=invented,
        track_record=this.track_record or _track_record(this.definitions, invented),
        together=_together(this, measuring, judged),
        maturity=this.definitions.maturity,
        places=_places(this, writer),
        boards=this.boards,
    )
    writer.note(
        known_at=this.as_at.isoformat(),
        known_by=this.evidence.known.by,
        definitions_version=this.definitions.version,
        invented=invented,
        ladder=this.definitions.ladder.code,
        homes=int(judged.is_open.sum()),
        signals=len(measuring.notices.signals),
        without_data=measuring.without_data,
    )


def _together(this: _Build, measuring: Measuring, judged: Judged) -> TogetherParts:
    said = judgements_known(this.evidence, homes_by_any_id(this.population))
    return together_parts(measuring.notices, judged, said, this.definitions.items)


def _places(this: _Build, writer: Writer) -> PlaceParts | None:
    """The pages of areas; their figures become measurements beside those of homes."""
    if this.places is None:
        return None
    writer.append("measurements", measurement_rows(this.places.figures))
    return place_parts(this.places, this.evidence, this.definitions.sources)


def _track_record(definitions: Definitions, invented: bool) -> str:  # noqa: FBT001 - a fact
    """What is known of how often the rules are right; of real homes, nothing yet."""
    record = definitions.track_record
    if record is None or not invented:
        return NOT_YET_KNOWN
    return record.sentence(definitions.weights, definitions.ladder)


def _naming(this: _Build, writer: Writer) -> Naming:
    return Naming(
        release_id=str(writer.release_id),
        as_at=this.as_at.isoformat(),
        known_by=this.evidence.known.by,
        made_at=writer.at.isoformat(),
        definitions_version=this.definitions.version,
    )


def _measure(
    this: _Build, writer: Writer, months: Mapping[str, Span], told: Progress
) -> tuple[Measuring, Verdicts]:
    told(0, 1, "Checking")
    readings, verdicts = check_everything(
        evidence=this.evidence,
        population=this.population,
        homes=this.homes.homes,
        spans=months,
        indicators=this.definitions.indicators,
        checks=this.definitions.checks,
        sources=this.definitions.sources,
    )
    writer.append("quality", verdicts.quality)
    with WriterBehind(writer) as behind:
        measuring = measure_everything(
            writer=behind,
            evidence=this.evidence,
            population=this.population,
            verdicts=verdicts,
            readings=readings,
            spans=months,
            catalogue=this.definitions.indicators,
            weights=this.definitions.weights,
            progress=told,
        )
    return measuring, verdicts


def _silent(done: int, total: int, what: str) -> None:
    """Tell nobody."""
