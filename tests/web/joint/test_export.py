import csv
from datetime import UTC, datetime

from django.utils import timezone

from caresight.sources.catalogue import load_sources
from caresight.sources.reading import read
from caresight.web.audit.models import Entry
from caresight.web.config.exporting_rows import COLUMNS, export, sentence
from caresight.web.groups.models import GroupArea
from tests.web.actions.agreed import agree
from tests.web.casework import BORDER, OURS, OURS_AREA, THEIRS_AREA
from tests.web.joint.items import AT, sent

SECRET = "The call bell rang for a long time."


def exported(tmp_path):
    """The counts, and the rows by their reference."""
    file = tmp_path / "casework.csv"
    facts = export(file, at=AT)
    with file.open(encoding="utf-8") as lines:
        next(lines)
        return facts, {row["ref"]: row for row in csv.DictReader(lines)}


def test_an_item_is_handed_down_as_codes_and_days(casework, tmp_path):
    item = sent(casework, "social_worker", themes=["medicines", "safe_staffing"])

    _, rows = exported(tmp_path)
    row = rows[item.ref]

    assert row["evidence_agency"] == "council"
    assert (row["themes"], row["severity"]) == ("medicines|staffing.safe_staffing", "2")
    assert (row["observed_on"], row["state"]) == ("2026-11-18", "standing")
    assert row["recorded_at"].startswith("2026-11-20T09:00:00")


def test_no_word_name_or_reporter_is_handed_down(casework, tmp_path):
    sent(casework, "social_worker", words=SECRET)

    exported(tmp_path)
    text = (tmp_path / "casework.csv").read_text()

    assert not any(word in text for word in (SECRET, "social_worker", "Alderbourne", "Rowan"))


def test_a_home_is_named_by_its_registered_id_which_follows_it(casework, tmp_path):
    item = sent(casework, "chair")

    _, rows = exported(tmp_path)

    assert rows[item.ref]["entity_id"] not in ("", OURS)


def test_a_home_that_has_left_the_register_keeps_its_own_id(casework, tmp_path):
    item = sent(casework, "chair", home_id="H99999999", home_name="Gone House")

    _, rows = exported(tmp_path)

    assert rows[item.ref]["entity_id"] == "H99999999"


def test_an_item_for_named_agencies_stays_and_is_counted(casework, tmp_path):
    item = sent(
        casework, "chair", handling="named_agencies",
        named_agencies=[casework.agencies["Healthwatch Alderbourne"]],
    )  # fmt: skip

    facts, rows = exported(tmp_path)

    assert item.ref not in rows
    assert facts["left_out"]["named_agencies"] == 1
    assert "1 only named agencies may read" in sentence(facts)


def test_an_item_that_only_one_of_two_groups_holds_stays_and_is_counted(casework, tmp_path):
    both = sent(casework, "chair", home_id=BORDER, area_code=THEIRS_AREA)
    one = sent(
        casework, "chair", home_id=BORDER, area_code=THEIRS_AREA,
        groups=[casework.groups["Alderbourne"]],
    )  # fmt: skip

    facts, rows = exported(tmp_path)

    assert both.ref in rows
    assert one.ref not in rows
    assert facts["left_out"]["not_shared_with_every_group"] == 1


def test_an_item_stays_once_another_group_covers_its_home_too(casework, tmp_path):
    item = sent(casework, "chair")
    GroupArea.objects.create(group=casework.groups["Quillhaven"], area_code=OURS_AREA)

    _, rows = exported(tmp_path)

    assert item.ref not in rows


def test_an_item_that_was_taken_back_is_handed_down_as_withdrawn(casework, tmp_path):
    item = sent(casework, "chair")
    item.withdrawn_at = timezone.now()
    item.save()

    _, rows = exported(tmp_path)

    assert rows[item.ref]["state"] == "withdrawn"
    assert rows[item.ref]["recorded_at"][:10] == f"{item.withdrawn_at:%Y-%m-%d}"


def test_the_export_leaves_one_line_in_the_trail(casework, tmp_path):
    sent(casework, "chair")

    exported(tmp_path)
    entry = Entry.objects.get(operation="casework.export")

    assert entry.actor_ref == "system"
    assert '"handed_down": 1' in entry.detail


def test_what_is_handed_down_can_be_read_by_its_own_source(casework, tmp_path, definitions):
    sent(casework, "chair")
    sent(casework, "ambulance", themes=["kindness"], direction="good")
    exported(tmp_path)

    reading = read(tmp_path / "casework.csv", load_sources(definitions / "sources"))

    assert (reading.source, reading.rows_landed, reading.set_aside) == ("casework", 2, ())
    assert set(COLUMNS) >= {"ref", "entity_id", "recorded_at", "state"}


def test_an_action_is_handed_down_with_the_day_on_which_people_agreed_it(casework, tmp_path):
    action = agree(casework, at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC))

    _, rows = exported(tmp_path)

    assert rows[action.ref]["observed_on"] == "2026-07-01"
