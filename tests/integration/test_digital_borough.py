"""The index on the invented borough: one answer moves the right band, on the right day."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from caresight.lake.as_at import Evidence, KnownAt
from caresight.lake.lake import Lake
from caresight.maturity.answers import Known
from caresight.maturity.definition import Maturity
from caresight.maturity.editions import load_maturity
from caresight.maturity.scoring import Assessment, assess
from caresight.pipeline.build_boards import health_areas
from caresight.pipeline.build_register import locations_by_home
from caresight.pipeline.digital_evidence import digital_evidence
from caresight.pipeline.landing import land
from caresight.pipeline.linking import homes_as_known
from caresight.sources.catalogue import load_sources
from caresight.worlds.digital_files import write_digital_files
from caresight.worlds.register_files import write_active_locations
from caresight.worlds.system import invent

NOW, DAY = datetime(2026, 11, 22, 9, tzinfo=UTC), date(2026, 11, 20)
HEADINGS = "location_id,home_name,criterion,answer,number,out_of,answered_on"
MINIMUM = ("internet_office", "device", "email_monitored")


class Borough(NamedTuple):
    """The invented homes before and after a few of them sent another answer."""

    edition: Maturity
    before: Mapping[str, Known]
    after: Mapping[str, Known]
    changed: Mapping[str, tuple[str, str]]
    """Home to the criterion that it answered anew, and how."""

    def moved(self, home_id: str) -> tuple[Assessment, Assessment]:
        return tuple(assess(self.edition, k[home_id], DAY) for k in (self.before, self.after))  # type: ignore[return-value]


@pytest.fixture(scope="module")
def borough(tmp_path_factory: pytest.TempPathFactory, definitions: Path) -> Borough:
    folder = tmp_path_factory.mktemp("borough")
    system = invent(seed=15, homes=120, months=18, last_month=date(2026, 10, 1))
    files = [file.path for file in write_digital_files(folder / "digital", system)]
    files.append(write_active_locations(folder, system, system.months.start(18)))
    lake, edition = Lake(folder / "home"), load_maturity(definitions)[-1]
    catalogue = load_sources(definitions / "sources")
    land(lake, catalogue, files, received_at=NOW)
    before, locations = _known(lake, edition)
    standing = [h for h, k in before.items() if assess(edition, k, DAY).band == 1]
    says = [(criterion, answer) for criterion in MINIMUM for answer in ("no", "not known")]
    changed = dict(zip(standing, says, strict=False))
    lines = [
        f"{locations[home]},,{criterion},{answer},,,2026-11-18"
        for home, (criterion, answer) in changed.items()
    ]
    more = folder / "digital_return_published_2026-11-19.csv"
    more.write_text("\n".join([HEADINGS, *lines]) + "\n")
    land(lake, catalogue, [more], received_at=NOW)
    return Borough(edition, before, _known(lake, edition)[0], changed)


def _known(lake: Lake, edition: Maturity) -> tuple[Mapping[str, Known], dict[str, str]]:
    evidence = Evidence(lake, KnownAt(DAY, "published"))
    locations = locations_by_home(evidence, homes_as_known(evidence).homes)
    current = {home: own[0].location_id for home, own in locations.items()}
    known = digital_evidence(evidence, edition, locations, health_areas(evidence)).known
    return known, current


def test_every_criterion_of_the_minimum_moves_its_home_below_it(borough: Borough) -> None:
    assert len(borough.changed) == 2 * len(MINIMUM)
    for home_id, (criterion, answer) in borough.changed.items():
        before, after = borough.moved(home_id)

        assert (before.band, after.band) == (1, 0)
        assert after.held_back_by == (criterion,)
        # What is not known leaves open what a no shuts.
        assert after.band_possible == (0 if answer == "no" else before.band_possible)


def test_a_home_that_sent_nothing_stays_where_it_was(borough: Borough) -> None:
    for home_id in set(borough.before) - set(borough.changed):
        before, after = borough.moved(home_id)
        assert (before.band, before.score) == (after.band, after.score)


def test_answers_that_expire_lower_a_band_on_their_day_and_unknowns_never_raise_one(
    borough: Borough,
) -> None:
    edition, fell = borough.edition, 0
    for known in borough.before.values():
        # From here on nothing new is said: a band can only fall.
        days = [DAY + timedelta(days=n) for n in range(0, 400, 20)]
        bands = [assess(edition, known, day).band for day in days]
        assert bands == sorted(bands, reverse=True)
        fell += bands[-1] < bands[0]

    assert fell > 0
