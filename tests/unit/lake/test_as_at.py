from datetime import date
from pathlib import Path

import pytest

from caresight.lake.as_at import Evidence, KnownAt
from caresight.lake.lake import Lake
from tests.unit.lake.rows import day, observations, table


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    """A first number received on the 1st, its correction on the 5th."""
    lake = Lake(tmp_path)
    for number, value in ((1, 3.0), (5, 4.0)):
        with lake.writing("landing", day(number)) as writer:
            writer.append("observations", observations(value, received=day(number)))
    return lake


def _values(evidence: Evidence) -> list[float]:
    return sorted(evidence.arrow("observations")["value"].to_pylist())


@pytest.mark.parametrize(
    ("on", "values"),
    [
        pytest.param(date(2026, 10, 31), [], id="the day before anything came"),
        pytest.param(date(2026, 11, 1), [3.0], id="the day of the first number, to its end"),
        pytest.param(date(2026, 11, 4), [3.0], id="the day before the correction"),
        pytest.param(date(2026, 11, 5), [3.0, 4.0], id="the day of the correction"),
    ],
)
def test_an_earlier_date_gives_the_numbers_held_then(
    lake: Lake, on: date, values: list[float]
) -> None:
    assert _values(Evidence(lake, KnownAt(on))) == values


def test_history_loaded_later_is_known_from_its_publication_if_asked(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    with lake.writing("landing", day(5)) as writer:
        old = observations(7.0, received=day(5), published_on=date(2024, 1, 10))
        writer.append("observations", old)

    on = date(2024, 2, 1)
    assert _values(Evidence(lake, KnownAt(on, "published"))) == [7.0]
    assert _values(Evidence(lake, KnownAt(on, "received"))) == []
    assert _values(Evidence(lake, KnownAt(date(2024, 1, 9), "published"))) == []


def test_evidence_stays_at_the_state_of_the_lake_in_which_it_was_opened(lake: Lake) -> None:
    evidence = Evidence(lake, KnownAt(date(2026, 11, 30)))

    with lake.writing("landing", day(9)) as writer:
        writer.append("observations", observations(5.0, received=day(9)))

    assert _values(evidence) == [3.0, 4.0]


def test_rows_set_aside_follow_the_publication_of_their_file(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    receipt = {"receipt_id": "r", "received_at": day(5), "published_on": date(2024, 1, 10)}
    with lake.writing("landing", day(5)) as writer:
        writer.append("receipts", table("receipts", receipt))
        row = {"receipt_id": "r", "rule": "beds", "known_from": day(5)}
        writer.append("set_aside", table("set_aside", row))

    known = [KnownAt(date(2024, 2, 1), "published"), KnownAt(date(2024, 1, 1), "published")]
    assert [Evidence(lake, k).arrow("set_aside").num_rows for k in known] == [1, 0]


def test_a_persons_word_on_homes_counts_whenever_history_was_published(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    with lake.writing("confirmation", day(5)) as writer:
        word = {"location_id": "1-1", "other_location_id": "1-2", "known_from": day(5)}
        writer.append("confirmations", table("confirmations", word))

    on = date(2024, 1, 1)
    assert Evidence(lake, KnownAt(on, "published")).arrow("confirmations").num_rows == 1
    assert Evidence(lake, KnownAt(on, "received")).arrow("confirmations").num_rows == 0


def test_a_built_table_is_no_evidence(lake: Lake) -> None:
    with pytest.raises(ValueError, match="not a landed table"):
        Evidence(lake, KnownAt(date(2026, 11, 30))).table("signals")
