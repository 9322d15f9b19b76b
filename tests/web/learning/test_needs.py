"""Who needs what: by what is noticed in a group's homes, and by what its members may all read."""

from datetime import date

import pytest

from caresight.pipeline.release_index.writing_noticed import Noticed
from caresight.web.learning.needs import doing_well, needs_of
from caresight.web.learning.topics import topics
from tests.web.casework import BORDER, OURS, THEIRS, THEIRS_AREA, TODAY
from tests.web.invented_release import Wish, write_release
from tests.web.joint.items import sent


@pytest.fixture
def noticed(casework, settings, tmp_path):
    """A release that noticed falls at three homes, and good news at two."""
    write_release(
        tmp_path,
        Wish(
            noticed=[
                Noticed(OURS, "falls", "concerning", 2.0, "2026-09-01", "Falls: 12, 6 expected."),
                Noticed(OURS, "falls_with_harm", "concerning", 1.0, "2026-09-01", "Harm: 3."),
                Noticed(THEIRS, "falls", "concerning", 3.0, "2026-09-01", "Falls: 40."),
                Noticed(BORDER, "falls", "improving", 2.0, "2026-09-01", "Falls: 1, 6 expected."),
                Noticed(OURS, "falls", "improving", 2.0, "2026-09-01", "Falls are down."),
            ]
        ),
    )
    settings.HOME = tmp_path


def needs(casework, topic="falls", group="Alderbourne"):
    return needs_of(casework.groups[group], topics(), day=TODAY).get(topic, [])


def test_a_need_adds_up_what_is_noticed_in_a_topics_indicators(casework, noticed):
    (need,) = needs(casework)

    assert (need.home_id, need.points) == (OURS, 3.0)
    assert need.why == "Falls: 12, 6 expected. Harm: 3."


def test_a_home_of_another_group_is_no_need_of_ours(casework, noticed):
    assert THEIRS not in {need.home_id for need in needs(casework)}
    assert THEIRS in {need.home_id for need in needs(casework, group="Quillhaven")}


def test_what_people_say_points_to_a_topic_by_heading_and_by_group(casework, noticed):
    sent(casework, "chair", themes=["medicines"])
    sent(casework, "council", themes=["kindness", "individuals"])

    assert [need.items for need in needs(casework, "medicines")] == [1]
    assert [need.items for need in needs(casework, "dignity")] == [1]
    assert needs(casework, "medicines")[0].why == "1 thing that people said."


@pytest.mark.parametrize(
    "changes",
    [
        {"direction": "good"},
        {"observed_on": date(2025, 6, 1)},
        {"handling": "named_agencies"},
    ],
    ids=["good news", "long ago", "not for every member"],
)
def test_what_is_good_old_or_not_for_all_is_no_need(casework, noticed, changes):
    if "handling" in changes:
        changes["named_agencies"] = [casework.agencies["Healthwatch Alderbourne"]]
    sent(casework, "chair", themes=["medicines"], **changes)

    assert needs(casework, "medicines") == []


def test_a_home_does_well_only_where_nothing_else_in_the_topic_worries(casework, noticed):
    falls = topics().by_code["falls"]

    assert [one.home_id for one in doing_well(casework.groups["Alderbourne"], falls)] == [BORDER]


def test_without_a_release_only_words_point_to_needs(casework, settings, tmp_path):
    settings.HOME = tmp_path
    sent(casework, "chair", themes=["medicines"])

    assert [need.items for need in needs(casework, "medicines")] == [1]
    assert doing_well(casework.groups["Alderbourne"], topics().by_code["falls"]) == []


def test_an_item_of_the_other_group_about_a_shared_home_is_not_counted(casework, noticed):
    sent(
        casework, "neighbour", home_id=BORDER, area_code=THEIRS_AREA, themes=["medicines"],
        groups=[casework.groups["Quillhaven"]],
    )  # fmt: skip

    assert needs(casework, "medicines") == []
