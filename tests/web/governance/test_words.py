"""The trail and the register in words that a lead reads without a key."""

import json
from datetime import UTC, datetime

from caresight.web.audit.models import Entry
from caresight.web.governance.presenters import KeptLine, by_grounds, trail_line

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)


def _entry(**parts: object) -> Entry:
    detail = json.dumps(parts.pop("detail", {}))
    return Entry(sequence=12, at=AT, operation="meetings.save_minute", detail=detail, **parts)


def test_an_entry_names_its_home_and_leaves_the_id_to_the_link() -> None:
    entry = _entry(subject="return:H00000000 2026-10", home_id="H00000000", group_ref="group:2")

    line = trail_line(entry, {"H00000000": "Rowan Court"})

    assert (line.home, line.home_query) == ("Rowan Court", "home_id=H00000000")
    assert line.record == "return  2026-10 · group 2"
    assert line.what == "Meetings: save minute"


def test_a_home_that_the_register_no_longer_knows_is_told_by_its_id() -> None:
    assert trail_line(_entry(home_id="H00000009"), {}).home == "H00000009"


def test_details_are_words_and_not_notation() -> None:
    detail = {
        "reason_kind": "not_in_the_data", "first": True, "names_confirmed": False,
        "items": ["I-000001", "I-000002"], "begins_at": "2026-11-23T09:30:00+00:00",
        "arguments": {"pk": 1}, "gone": None,
    }  # fmt: skip

    assert trail_line(_entry(detail=detail), {}).detail == (
        "reason kind not in the data, first yes, names confirmed no, "
        "items I-000001 and I-000002, begins at 23 November 2026, 09:30, arguments pk 1"
    )


def test_the_same_grounds_are_told_once() -> None:
    care, account = [("Article 6", "public task")], [("Article 6", "legitimate interests")]
    lines = [_kept("Items", care), _kept("Accounts", account), _kept("Minutes", care)]

    register = by_grounds(lines)

    assert [[line.title for line in one.records] for one in register] == [
        ["Items", "Minutes"], ["Accounts"],
    ]  # fmt: skip
    assert register[0].grounds == care


def _kept(title: str, grounds: list[tuple[str, str]]) -> KeptLine:
    return KeptLine(
        title=title, held="1", who_sees="members", grounds=grounds, how_long="10 years",
        source="the code", due="0", on_hold="0",
    )  # fmt: skip
