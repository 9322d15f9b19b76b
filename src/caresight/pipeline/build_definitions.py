"""Everything that says how a build is made, loaded and checked at once."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from caresight.checks.catalogue import load_checks
from caresight.checks.definition import Check
from caresight.evaluation.track_record import TrackRecord, load_track_record
from caresight.indicators.area_catalogue import AreaDefinitions, load_area_definitions
from caresight.indicators.catalogue import Catalogue, load_indicators
from caresight.indicators.use_cases import UseCase, load_use_cases, require_all_named
from caresight.maturity.definition import Maturity
from caresight.maturity.editions import load_maturity
from caresight.sources.catalogue import SourceCatalogue, load_sources
from caresight.surveillance.item_weights import ItemWeights, load_item_weights
from caresight.surveillance.ladder import DEFAULT_LADDER, Ladder, load_ladders
from caresight.surveillance.weights import Weights, load_weights


@dataclass(frozen=True)
class Definitions:
    """Everything that says how a build is made."""

    indicators: Catalogue
    sources: SourceCatalogue
    weights: Weights
    items: ItemWeights
    ladder: Ladder
    checks: tuple[Check, ...] = ()
    maturity: tuple[Maturity, ...] = ()
    track_record: TrackRecord | None = None
    """How often the rules were right on invented boroughs; no part of the version."""
    areas: AreaDefinitions = field(default_factory=AreaDefinitions)
    use_cases: tuple[UseCase, ...] = ()
    """What each figure serves; no part of the version, as they change none."""

    @property
    def version(self) -> str:
        """A short hash that changes when any definition does."""
        digest = hashlib.sha256()
        digest.update(self.indicators.version.encode() + self.sources.version.encode())
        for definition in (
            self.weights,
            self.items,
            self.ladder,
            *self.checks,
            *self.maturity,
            *self.areas.every,
        ):
            digest.update(definition.model_dump_json().encode())
        return digest.hexdigest()[:12]


def load_definitions(folder: Path, *, ladder: str = DEFAULT_LADDER) -> Definitions:
    """All definitions below a folder, with the escalation ladder in force.

    Raises
    ------
    Refusal
        Naming the file and key, if a definition is not valid; or the ladders, if there is
        none of that name; or the indicators and sources that no use case names.
    """
    found = Definitions(
        indicators=load_indicators(folder),
        sources=load_sources(folder / "sources"),
        weights=load_weights(folder),
        items=load_item_weights(folder),
        ladder=load_ladders(folder).require(ladder),
        checks=load_checks(folder).used,
        maturity=load_maturity(folder),
        track_record=load_track_record(folder),
        areas=load_area_definitions(folder),
        use_cases=load_use_cases(folder),
    )
    require_all_named(
        found.use_cases,
        indicators=found.indicators.by_code,
        area_measures=[measure.code for measure in found.areas.measures],
        sources=found.sources,
    )
    return found
