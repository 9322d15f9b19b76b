"""What people said, from the file that casework hands down to the release's own tables."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from caresight.lake.as_at import Evidence, KnownAt
from caresight.lake.lake import Lake
from caresight.pipeline.build import build
from caresight.pipeline.build_receipts import is_invented
from caresight.pipeline.collecting import collect
from caresight.pipeline.landing import land
from caresight.pipeline.landing_judgements import latest_judgements
from caresight.pipeline.release_index.reading import ReleaseIndex, index_path
from caresight.sources.catalogue import load_sources
from caresight.vocabulary.refusal import Refusal
from caresight.worlds.evidence import evidence_world
from tests.integration.casework_files import item, level, write_file

DEFINITIONS = Path(__file__).resolve().parents[2] / "definitions"
SOURCES = load_sources(DEFINITIONS / "sources")
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
TODAY = KnownAt(date(2026, 11, 22), "published")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """Forty homes over thirty months, and nothing that anybody said."""
    lake = Lake(tmp_path_factory.mktemp("together"))
    world = evidence_world(seed=4, homes=40, months=30, last_month=date(2026, 10, 1))
    with lake.writing("landing", NOW) as writer:
        for name, rows in world.tables.items():
            writer.append(name, rows)
    return lake


def made(lake: Lake, known: KnownAt = TODAY) -> ReleaseIndex:
    release = build(lake, DEFINITIONS, known=known, made_at=NOW)
    return ReleaseIndex(index_path(lake.home, release.release_id))


def in_order(table) -> list[str]:
    """A table's rows as text, whatever order threads wrote them in."""
    return sorted(map(repr, table.to_pylist()))


@pytest.fixture(scope="module")
def before(lake: Lake) -> ReleaseIndex:
    """The release without a word of anybody."""
    return made(lake)


@pytest.fixture(scope="module")
def chosen(before: ReleaseIndex) -> tuple[str, str]:
    """A home whose evidence of two agencies is a point short, and a quiet one: registered ids."""
    rows, _ = before.homes(per_page=200)
    near = next(r for r in rows if r["step"] == 0 and 4 <= r["points"] < 5 and r["agencies"] >= 2)
    quiet = next(r for r in rows if r["points"] == 0)
    return near["location_ids"].split()[0], quiet["location_ids"].split()[0]


@pytest.fixture(scope="module")
def after(lake: Lake, chosen: tuple[str, str], tmp_path_factory) -> ReleaseIndex:
    """The release with a low-level worry about each, and a level that was agreed."""
    file = write_file(
        tmp_path_factory.mktemp("handed") / "casework.csv",
        item("I-000001", chosen[0]),
        item("I-000002", chosen[1], evidence_agency="healthwatch"),
        level("M-000001.1", chosen[0]),
    )
    report = land(lake, SOURCES, [file], received_at=NOW)
    assert [one.fate for one in report.files] == ["landed"]
    return made(lake)


def test_a_low_level_worry_tips_a_home_that_is_just_below(after, chosen):
    found = after.together(after.home_by_location(chosen[0]))

    assert (found["row"]["evidence_step"], found["row"]["step"]) == (0, 1)
    assert found["row"]["differs"]
    assert found["row"]["points"] == found["row"]["evidence_points"] + 1
    assert [one["ref"] for one in found["items"]] == ["I-000001"]
    assert [one["level"] for one in found["agreed"]] == ["enhanced"]
    assert any("I-000001" in line["item_refs"] for line in found["arithmetic"])


def test_a_lone_low_level_worry_raises_nothing(after, chosen):
    row = after.together(after.home_by_location(chosen[1]))["row"]

    assert (row["step"], row["points"], row["agencies"], row["items"]) == (0, 1.0, 0, 1)


def test_a_home_of_which_nothing_was_said_is_as_the_evidence_has_it(after):
    rows, _ = after.together_rows("all", per_page=200)
    silent = next(row for row in rows if row["items"] == 0 and row["points"] > 0)
    whole, document = after.together(silent["home_id"]), after.home(silent["home_id"])

    assert not silent["differs"]
    assert whole["level_reason"] == document["level_reason"]
    assert [x["points"] for x in whole["arithmetic"]] == [
        x["points"] for x in document["arithmetic"]
    ]


def test_the_lines_kept_of_the_evidence_add_up_to_its_points(after):
    rows, _ = after.homes(per_page=200)
    for row in rows:
        lines, _ = after.evidence_lines(row["home_id"])
        capped: dict[str, float] = {}
        for line in lines:
            capped[line["agency"]] = capped.get(line["agency"], 0) + min(line["points"], 3)
        assert sum(min(points, 4) for points in capped.values()) == pytest.approx(row["points"])


def test_every_page_of_evidence_is_as_if_nobody_had_said_a_word(lake, before, after):
    said = {"release_id", "made_at"}
    old, new = before.summary(), after.summary()
    homes = [row["home_id"] for row in before.homes(only_open=False, per_page=500)[0]]

    assert {k: v for k, v in old.items() if k not in said} == {
        k: v for k, v in new.items() if k not in said
    }
    assert all(before.home(home) == after.home(home) for home in homes)
    assert before.indicators() == after.indicators()
    assert before.areas() == after.areas()
    for table in ("profiles", "signals", "quality", "receipts", "events", "set_aside"):
        first, second = (
            lake.read(lake.release(index.release_id), table) for index in (before, after)
        )
        assert in_order(first) == in_order(second), table
    assert "I-00000" not in json.dumps([after.home(home) for home in homes])


def test_what_is_noticed_can_be_looked_up_by_indicator(after):
    rows, _ = after.homes(per_page=200)
    flagged = next(row for row in rows if row["step"] > 0)
    lines = [one for one in after.home(flagged["home_id"])["indicators"] if one["signals"]]
    codes = [document["code"] for document in after.indicators()]

    found = [*after.noticed(codes, "concerning"), *after.noticed(codes, "improving")]
    mine = {one.indicator for one in found if one.home_id == flagged["home_id"]}

    assert mine <= {line["indicator"] for line in lines}
    assert mine
    assert after.noticed([], "concerning") == []


def test_an_item_recorded_after_the_day_is_not_in_the_release(lake, after, chosen):
    looked_back = made(lake, KnownAt(date(2026, 11, 2), "published"))

    row = looked_back.together(looked_back.home_by_location(chosen[0]))["row"]

    assert row["items"] == 0
    assert row["step"] == row["evidence_step"]


def test_the_same_said_again_lands_nothing_twice_and_a_change_is_kept_beside_it(
    lake, after, chosen, tmp_path
):
    held = lake.read_at(lake.versions(), "judgements").num_rows
    changed = item("I-000001", chosen[0], severity=4, recorded_at="2026-11-20T08:00:00+00:00")
    file = write_file(
        tmp_path / "again.csv", changed, item("I-000002", chosen[1], evidence_agency="healthwatch")
    )

    land(lake, SOURCES, [file], received_at=NOW + timedelta(hours=1))

    rows = lake.read_at(lake.versions(), "judgements")
    assert rows.num_rows == held + 1
    assert latest_judgements(lake)["intelligence_item", "I-000001"].row["severity"] == 4
    newest = made(lake)
    earlier = made(lake, KnownAt(date(2026, 11, 19), "published"))
    home = newest.home_by_location(chosen[0])
    assert newest.together(home)["items"][0]["points"] == 2
    assert earlier.together(home)["items"][0]["points"] == 1


def test_a_withdrawn_item_counts_no_longer(lake, chosen, tmp_path):
    gone = item(
        "I-000002", chosen[1], evidence_agency="healthwatch", state="withdrawn",
        recorded_at="2026-11-21T08:00:00+00:00",
    )  # fmt: skip

    land(lake, SOURCES, [write_file(tmp_path / "gone.csv", gone)], received_at=NOW)
    index = made(lake)

    assert index.together(index.home_by_location(chosen[1]))["row"]["items"] == 0


def test_a_file_with_a_row_that_cannot_be_read_lands_nothing(lake, chosen, tmp_path):
    before = len(lake.journal())
    wrong = item("I-000009", chosen[0], severity=9)

    report = land(lake, SOURCES, [write_file(tmp_path / "w.csv", wrong)], received_at=NOW)

    assert [one.fate for one in report.files] == ["refused"]
    assert "handed down" in report.files[0].reason
    assert len(lake.journal()) == before


def test_receipts_of_casework_stand_apart(lake, after):
    evidence = Evidence(lake, TODAY)

    sources = set(evidence.arrow("receipts")["source"].to_pylist())

    assert "casework" not in sources
    assert set(evidence.arrow("judgement_receipts")["source"].to_pylist()) == {"casework"}
    assert is_invented(evidence)


def test_collecting_takes_what_is_new_ends_what_is_gone_and_does_nothing_twice(
    lake, chosen, tmp_path
):
    at = NOW + timedelta(days=1)
    first = write_file(
        tmp_path / "c1.csv", item("I-000021", chosen[0]), item("I-000022", chosen[1])
    )
    second = write_file(tmp_path / "c2.csv", item("I-000021", chosen[0]))
    collect(lake, SOURCES, first, received_at=at)
    entries = len(lake.journal())

    again = collect(lake, SOURCES, first, received_at=at + timedelta(hours=1))
    assert (again.stated, again.new, again.ended, len(lake.journal())) == (2, 0, 0, entries)
    gone = collect(lake, SOURCES, second, received_at=at + timedelta(hours=2))
    back = collect(lake, SOURCES, first, received_at=at + timedelta(hours=3))

    assert (gone.new, gone.ended) == (0, 1)
    assert (back.new, back.ended) == (1, 0)
    held = latest_judgements(lake)["intelligence_item", "I-000022"]
    assert held.row["state"] == "standing"
    assert held.known_from == at + timedelta(hours=3)


def test_a_handed_down_file_that_cannot_be_read_is_refused_before_anything_lands(
    lake, chosen, tmp_path
):
    entries = len(lake.journal())
    wrong = write_file(tmp_path / "w2.csv", item("I-000031", chosen[0], direction="sideways"))

    with pytest.raises(Refusal, match="cannot be read whole"):
        collect(lake, SOURCES, wrong, received_at=NOW)

    assert len(lake.journal()) == entries
