"""“Did it work?” on a release with the charts of 240 homes: what is drawn and what is said."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from caresight.web.actions.effect import area_type, judged
from caresight.web.actions.models import Action
from tests.web.actions.agreed import EFFECT, agree, closed
from tests.web.actions.effect_release import ACTED, write_charts, write_values
from tests.web.casework import Casework


@pytest.fixture
def with_charts(casework: Casework, settings: Any, tmp_path: Path) -> Path:
    """The pages read a release of this test's own."""
    settings.HOME = tmp_path
    return tmp_path


def done(casework: Casework, **changes: Any) -> Action:
    action = closed(casework, **EFFECT, **changes)
    Action.objects.filter(pk=action.pk).update(done_on=ACTED)
    return action


def shown(casework: Casework, action: Action, name: str = "council") -> str:
    answer = casework.browser(name).get(reverse("action_effect", args=[action.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_fall_beyond_that_of_homes_like_it_is_told_as_no_more_than_that(
    casework: Casework, with_charts: Path
) -> None:
    write_charts(with_charts, own_fall=3)

    html = shown(casework, done(casework))

    assert "more of a difference than chance and falling back by itself usually make" in html
    assert "does not show that the action was the cause" in html
    assert "Compared with 30 homes" in html


def test_a_fall_that_everybody_had_is_never_told_as_the_actions(
    casework: Casework, with_charts: Path
) -> None:
    write_charts(with_charts, own_fall=3, others_fall=3)

    html = shown(casework, done(casework))

    assert "Homes that were not acted upon changed as much" in html
    assert "more of a difference than chance" not in html


@pytest.mark.parametrize("fall", [0, 3, -3])
def test_the_warning_of_regression_to_the_mean_is_always_there(
    casework: Casework, with_charts: Path, fall: float
) -> None:
    write_charts(with_charts, own_fall=fall)

    html = shown(casework, done(casework))

    assert "regression to the mean" in html
    assert "With nothing done, this home would be expected to" in html


def test_before_six_months_after_it_cannot_be_said_yet(
    casework: Casework, with_charts: Path
) -> None:
    write_charts(with_charts, own_fall=3)
    action = agree(casework, **EFFECT)

    html = shown(casework, action)

    assert "It cannot be said yet" in html
    assert "it is not done yet" in html
    assert "Keep the verdict" not in html


def test_a_home_without_figures_gets_words_and_no_chart(
    casework: Casework, with_charts: Path
) -> None:
    write_charts(with_charts, own_fall=3)

    html = shown(casework, done(casework, home_id="H77777777", home_name="Gone House"))

    assert "holds no figures of this measure for this home" in html
    assert '<svg class="chart"' not in html


def test_no_comparison_home_is_ever_named(casework: Casework, with_charts: Path) -> None:
    write_charts(with_charts, own_fall=3)

    html = shown(casework, done(casework))

    for name in ("Kingfisher", "Oakdene", "Beech", "Juniper"):
        assert name not in html


def test_homes_acted_upon_are_no_comparison(casework: Casework, with_charts: Path) -> None:
    write_charts(with_charts, own_fall=3)
    action = done(casework)
    every = judged(Action.objects.get(pk=action.pk))
    for number in range(3, 240, 3):
        agree(casework, **EFFECT, home_id=f"H{number:08d}", home_name="Another")

    fewer = judged(Action.objects.get(pk=action.pk))

    assert every is not None
    assert fewer is not None
    assert every.effect.comparison is not None
    assert fewer.effect.finding == "no_comparison"


def test_gaps_are_gaps_in_picture_table_and_file(casework: Casework, with_charts: Path) -> None:
    values = [[4.0 + (n * m) % 7 / 3 for m in range(24)] for n in range(240)]
    values[0][5] = None
    write_values(with_charts, values)
    action = done(casework)

    html = shown(casework, action)
    csv = casework.browser("council").get(reverse("action_effect_csv", args=[action.pk]))

    assert "not known" in html
    assert "2025-04-01,before,," in csv.content.decode()
    assert csv["Content-Disposition"].endswith(f'"effect-{action.ref}.csv"')


def test_a_person_gives_the_verdict_and_the_sentence_is_kept_beside_it(
    casework: Casework, with_charts: Path
) -> None:
    write_charts(with_charts, own_fall=3)
    action = done(casework)

    casework.browser("council").post(
        reverse("action_effect", args=[action.pk]),
        {"verdict": "cannot_tell", "reason": "The manager changed in the same month"},
    )

    action.refresh_from_db()
    assert action.verdict == "cannot_tell"
    assert "more of a difference" in action.machine_sentence


def test_a_member_who_does_not_own_it_gives_no_verdict(
    casework: Casework, with_charts: Path
) -> None:
    write_charts(with_charts, own_fall=3)
    action = done(casework)

    answer = casework.browser("healthwatch").post(
        reverse("action_effect", args=[action.pk]), {"verdict": "worked", "reason": "I think so"}
    )

    action.refresh_from_db()
    assert answer.status_code == 403
    assert action.verdict == ""


@pytest.mark.parametrize("name", ["provider", "neighbour", "oversight", "viewer"])
def test_others_do_not_see_whether_it_worked(casework: Casework, name: str) -> None:
    action = closed(casework, **EFFECT, owner="council")

    answer = casework.browser(name).get(reverse("action_effect", args=[action.pk]))

    assert answer.status_code in (403, 404)


def test_an_action_that_should_move_nothing_has_no_such_page(casework: Casework) -> None:
    answer = casework.browser("council").get(reverse("action_effect", args=[closed(casework).pk]))

    assert answer.status_code == 404
    assert judged(closed(casework)) is None


@pytest.mark.parametrize(
    ("code", "kind"), [("E09000001", "E09"), ("E10000002", "E10"), ("TX", ""), ("", "")]
)
def test_the_type_of_a_council_is_read_from_its_code(code: str, kind: str) -> None:
    assert area_type(code) == kind
