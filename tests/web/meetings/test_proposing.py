"""What the rules propose, from plain rows; and that nobody can steer the lot."""

from datetime import date, timedelta
from random import Random

import pytest

from caresight.web.meetings.definitions import definitions
from caresight.web.meetings.proposing import (
    HomeFacts,
    digest,
    lot,
    months_between,
    propose,
    rota_places,
)
from caresight.web.meetings.states import Why

RULES = definitions().kind("monthly_group_meeting").agenda
DAY = date(2026, 12, 10)
RECENT, LONG_AGO = date(2026, 10, 8), date(2025, 9, 11)


def home(number, **facts):
    facts.setdefault("last_discussed_on", RECENT)
    return HomeFacts(f"H{number:04d}", f"Home {number}", "X99000001", **facts)


def flagged(number, step=1, points=6.0, **facts):
    return home(number, suggested_step=step, suggested_label="Enhanced", points=points, **facts)


def placed(homes, *, budget=10, seed="M-000012", rules=RULES):
    return propose(homes, rules, seed=seed, day=DAY, budget=budget)


def ids(proposal, why=None):
    return [one.home.home_id for one in proposal.placed if why in (None, one.why)]


def any_homes(seed, how_many=60):
    dice = Random(seed)
    return [
        HomeFacts(
            f"H{number:04d}", f"Home {number}", "X99000001",
            is_open=dice.random() < 0.95,
            suggested_step=dice.choice([None, 0, 0, 0, 1, 2]),
            suggested_label="some level",
            points=dice.choice([0.0, 3.0, 5.5, 9.0]),
            carried_over=dice.random() < 0.08,
            review_on=dice.choice([None, None, DAY - timedelta(days=9), DAY + timedelta(days=40)]),
            overdue_actions=dice.choice([0, 0, 0, 0, 1, 3]),
            new_items=dice.choice([0, 0, 0, 1, 2]),
            gravest=dice.choice([1, 3, 5]),
            last_discussed_on=dice.choice([None, RECENT, LONG_AGO, date(2025, 12, 10)]),
        )
        for number in range(how_many)
    ]  # fmt: skip


def slowly(homes, budget, seed):
    """The same agenda from the definition's words, home by home and place by place."""
    has = {
        Why.CARRIED_OVER: lambda h: h.carried_over,
        Why.REVIEW_DUE: lambda h: h.review_on and h.review_on <= DAY + timedelta(days=7),
        Why.OVERDUE_ACTION: lambda h: h.overdue_actions > 0,
        Why.FLAGGED: lambda h: h.is_open and (h.suggested_step or 0) >= 1,
        Why.NEW_INTELLIGENCE: lambda h: h.new_items > 0,
    }
    order = {
        Why.REVIEW_DUE: lambda h: (h.review_on, h.home_id),
        Why.OVERDUE_ACTION: lambda h: (-h.overdue_actions, h.home_id),
        Why.NEW_INTELLIGENCE: lambda h: (-h.gravest, -h.new_items, h.home_id),
    }
    worst = lambda h: (-(h.suggested_step or 0), -h.points, h.home_id)  # noqa: E731
    long_kept, random_kept = rota_places(RULES, budget)
    agenda, counts = {}, dict.fromkeys(RULES.order, 0)

    def by_reasons(most):
        for why in RULES.order:
            fitting = sorted((h for h in homes if has[why](h)), key=order.get(why, worst))
            for one in fitting:
                room = len(agenda) < most and counts[why] < RULES.at_most[why]
                if one.home_id not in agenda and room:
                    agenda[one.home_id] = why
                    counts[why] += 1

    by_reasons(budget - long_kept - random_kept)
    free = budget - long_kept - random_kept - len(agenda)
    quiet = [h for h in homes if h.is_open and not any(test(h) for test in has.values())]
    unseen = [
        h for h in quiet if not h.last_discussed_on or h.last_discussed_on <= date(2025, 12, 10)
    ]
    unseen.sort(key=lambda h: (h.last_discussed_on or date.min, lot(seed, h.home_id)))
    for one in unseen[: long_kept + free]:
        agenda[one.home_id] = Why.LONG_UNSEEN
    rest = [h for h in quiet if h.home_id not in agenda]
    rest.sort(key=lambda h: lot(seed, h.home_id))
    for one in rest[:random_kept]:
        agenda[one.home_id] = Why.RANDOM
    by_reasons(budget)
    return agenda


@pytest.mark.parametrize("seed", range(40))
def test_the_agenda_is_what_the_definition_says_place_by_place(seed):
    homes, budget = any_homes(seed), Random(seed).choice([0, 1, 2, 4, 7, 10, 25])

    found = placed(homes, budget=budget)

    assert {one.home.home_id: one.why for one in found.placed} == slowly(homes, budget, "M-000012")
    assert len(found.placed) <= budget


@pytest.mark.parametrize("seed", range(10))
def test_the_order_in_which_homes_are_asked_about_changes_nothing(seed):
    homes = any_homes(seed)
    shuffled = homes[:]
    Random(seed).shuffle(shuffled)

    assert placed(homes) == placed(shuffled)


def test_the_lot_is_the_same_however_often_it_is_drawn():
    homes = [home(number) for number in range(200)]

    assert ids(placed(homes), Why.RANDOM) == ids(placed(homes), Why.RANDOM)


def test_another_meeting_draws_other_homes():
    homes = [home(number) for number in range(200)]

    draws = {tuple(ids(placed(homes, seed=f"M-{n:06d}"), Why.RANDOM)) for n in range(30)}

    assert len(draws) > 25


def test_a_home_that_joins_the_register_leaves_the_other_lots_as_they_are():
    homes = [home(number) for number in range(200)]
    before = ids(placed(homes), Why.RANDOM)

    after = ids(placed([*homes, home(900)]), Why.RANDOM)

    assert len(set(before) - set(after)) <= 1


def test_every_home_is_drawn_about_as_often_as_any_other():
    homes = [home(number) for number in range(20)]
    drawn = dict.fromkeys((one.home_id for one in homes), 0)
    for number in range(1_000):
        for home_id in ids(placed(homes, seed=f"M-{number:06d}"), Why.RANDOM):
            drawn[home_id] += 1

    # 2 of 20 in each of 1,000 meetings: 100 expected, five standard deviations either way.
    assert all(53 < times < 147 for times in drawn.values())


def test_places_are_kept_for_homes_that_no_flag_points_at():
    found = placed([flagged(n) for n in range(30)] + [home(n) for n in range(50, 80)])

    assert len(ids(found, Why.FLAGGED)) == 8
    assert len(ids(found, Why.RANDOM)) == 2
    assert len(found.left_out) == 22


def test_a_flagged_home_is_never_drawn_by_lot():
    found = placed([flagged(n) for n in range(30)] + [home(99)])

    assert ids(found, Why.RANDOM) == ["H0099"]


def test_a_first_meeting_fills_its_places_with_homes_never_discussed():
    found = placed([home(n, last_discussed_on=None) for n in range(40)])

    assert len(ids(found)) == 10
    assert len(ids(found, Why.LONG_UNSEEN)) == 8
    assert found.placed[0].reasons[0].words == "never discussed"


def test_a_meeting_without_any_flag_has_the_rota():
    found = placed([home(n) for n in range(40)])

    assert [one.why for one in found.placed] == [Why.RANDOM, Why.RANDOM]


def test_a_group_without_homes_has_an_empty_agenda():
    assert placed([]).placed == ()


def test_a_home_with_several_reasons_stands_once_and_says_all():
    (one,) = placed([flagged(1, overdue_actions=2, new_items=1, gravest=4)]).placed

    assert [reason.words for reason in one.reasons] == [
        "2 overdue actions", "flagged: Enhanced suggested", "1 new piece of intelligence",
    ]  # fmt: skip


def test_a_home_that_left_the_register_comes_up_only_for_what_is_left_open():
    gone = [
        flagged(1, is_open=False), home(2, is_open=False, last_discussed_on=None),
        home(3, is_open=False, overdue_actions=1),
    ]  # fmt: skip

    assert ids(placed(gone)) == ["H0003"]


def test_the_gravest_news_comes_first():
    news = [home(1, new_items=5, gravest=2), home(2, new_items=1, gravest=5)]

    assert ids(placed(news), Why.NEW_INTELLIGENCE) == ["H0002", "H0001"]


def test_half_of_a_small_budget_stays_for_what_has_a_reason():
    assert [sum(rota_places(RULES, budget)) for budget in (0, 1, 2, 5, 10)] == [0, 0, 1, 2, 4]


@pytest.mark.parametrize(
    ("earlier", "months"),
    [(date(2025, 12, 10), 12), (date(2025, 12, 11), 11), (date(2026, 11, 30), 0)],
)
def test_months_are_whole_ones(earlier, months):
    assert months_between(earlier, DAY) == months


def test_the_digest_tells_one_set_of_homes_from_another():
    assert digest(["H1", "H2"]) == digest(["H2", "H1"]) != digest(["H1"])
