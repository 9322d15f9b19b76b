"""What groups set about their meetings, as files."""

import shutil
from datetime import UTC, datetime

import pytest
import yaml
from django.conf import settings

from caresight.vocabulary.refusal import Refusal
from caresight.web.meetings.definitions import definitions
from caresight.web.meetings.states import Why

FOLDER = settings.DEFINITIONS / "meetings"
FILES = sorted(FOLDER.rglob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_bears_the_code_of_its_definition_and_is_in_date(path):
    held = yaml.safe_load(path.read_text(encoding="utf-8"))

    assert held["code"] == path.stem
    assert held["review_due"] >= datetime.now(UTC).date()
    assert held["owner"] != held["reviewer"]


def test_every_kind_of_meeting_has_places_for_the_rota():
    for kind in definitions().kinds.values():
        assert kind.agenda.random >= 1
        assert kind.agenda.long_unseen >= 1
        assert Why.CARRIED_OVER in kind.agenda.order


def test_holidays_are_known_for_the_dates_that_are_planned():
    assert definitions().holidays_known_until >= datetime.now(UTC).year + 1


@pytest.fixture
def copied(tmp_path, settings):
    shutil.copytree(settings.DEFINITIONS, tmp_path / "definitions")
    settings.DEFINITIONS = tmp_path / "definitions"
    return settings.DEFINITIONS / "meetings"


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("kinds/monthly_group_meeting", "report_form: member", "report_form: no", "report form"),
        ("kinds/monthly_group_meeting", "flagged: 8, ", "", "order and at_most"),
        ("kinds/monthly_group_meeting", "flagged, new_i", "random, new_i", "order and at_most"),
        ("reports/member_report", "code: good_news", "code: worried_about", "bear one code"),
        ("holidays/england_and_wales", "last_year: 2028", "last_year: 2027", "after last_year"),
        ("holidays/england_and_wales", "label: Good Friday}", "lable: Good Friday}", "required"),
    ],
)
def test_a_fault_in_a_file_is_said_in_words(copied, file, old, new, message):
    change(copied / f"{file}.yaml", old, new)

    with pytest.raises(Refusal, match=message):
        definitions()


def test_a_reason_that_no_rule_can_see_is_refused(copied):
    path = copied / "kinds" / "monthly_group_meeting.yaml"
    change(path, "flagged, new_i", "random, new_i")
    change(path, "flagged: 8", "random: 8")

    with pytest.raises(Refusal, match="order may name"):
        definitions()


def test_a_ladder_that_is_not_there_is_refused():
    with pytest.raises(Refusal, match="no escalation ladder"):
        definitions().ladder("tea-party")
