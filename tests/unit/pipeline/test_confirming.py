from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from caresight.lake.as_at import Evidence, KnownAt
from caresight.pipeline.linking import confirm_link, homes_as_known
from caresight.vocabulary.refusal import Refusal
from tests.unit.identity.registers import Register, elsewhere, home_of, listed

WORD = {
    "location_id": "1-1",
    "other_location_id": "1-2",
    "same_home": False,
    "kind": "none",
    "confirmed_by": "quality manager",
    "reason": "two buildings that share a drive",
    "at": datetime(2026, 11, 5, tzinfo=UTC),
}


@pytest.fixture
def evidence(tmp_path: Path) -> Evidence:
    register = Register(tmp_path)
    register.edition(date(2024, 3, 1), elsewhere(), listed("1-1"))
    register.edition(date(2024, 6, 1), elsewhere(), listed("1-2"))
    register.edition(date(2024, 7, 1), listed("015001", register="cms", postcode="35653"))
    return register.evidence()


def test_a_persons_word_outranks_the_machine_from_the_day_it_was_said(evidence: Evidence) -> None:
    confirm_link(evidence.lake, **WORD)

    after = home_of(homes_as_known(Evidence(evidence.lake, KnownAt(date(2026, 11, 5)))))
    before = home_of(homes_as_known(Evidence(evidence.lake, KnownAt(date(2026, 11, 4)))))
    assert after["1-1"] != after["1-2"]
    assert before["1-1"] == before["1-2"]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        pytest.param({"other_location_id": "1-404"}, "no landed file names", id="unknown id"),
        pytest.param({"other_location_id": "1-1"}, "are the same", id="one location"),
        pytest.param({"other_location_id": "015001"}, "different registers", id="two registers"),
        pytest.param({"confirmed_by": " "}, "--by is empty", id="nobody says so"),
        pytest.param({"reason": ""}, "--reason is empty", id="no reason"),
    ],
)
def test_a_word_that_cannot_be_kept_is_refused(
    evidence: Evidence, changed: dict[str, str], message: str
) -> None:
    with pytest.raises(Refusal, match=message):
        confirm_link(evidence.lake, **(WORD | changed))

    assert len(evidence.lake.journal()) == 1
