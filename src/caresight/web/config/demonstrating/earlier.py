"""Two actions that the invented group agreed long enough ago to ask whether they worked.

Nothing was done in the invented borough, of course: the homes are those whose figures fell
most, and least, since. So the page shows what it says of luck as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.utils import timezone

from caresight.lake.lake import Lake
from caresight.pipeline.release_index.documents import HomeRow
from caresight.vocabulary.periods import months_after
from caresight.web.actions.effect import judged
from caresight.web.actions.effect_words import effect_words
from caresight.web.actions.models import Action
from caresight.web.actions.operations import close_action, open_action, record_effect
from caresight.web.config.demonstrating.people import Cast
from caresight.web.config.demonstrating.story import EARLIER, Earlier
from caresight.web.directory.releases import Shown

MONTHS_AFTER, MONTHS_BEFORE = 8, 12
"""Counted from the newest figure: the month of the action and seven since, as it needs six."""


class Found(NamedTuple):
    """A home whose figures can be compared, and how far its level fell."""

    home: HomeRow
    before: float
    fall: float


@dataclass(frozen=True)
class Figures:
    """The monthly figures of one measure at the homes of one council."""

    found: list[Found]
    acted_on: date


def act_earlier(
    cast: Cast, release: Shown, homes: Sequence[HomeRow], *, but: set[str], now: datetime
) -> list[Action]:
    """One whose measure fell most, judged by a person; one at a high level that stayed so."""
    made: list[Action] = []
    for plan in EARLIER:
        figures = _figures(release, plan.measure, homes)
        free = [one for one in figures.found if one.home["home_id"] not in but]
        if not free:
            continue
        highest = sorted(free, key=lambda one: -one.before)[: max(1, len(free) // 4)]
        by_fall = sorted(highest, key=lambda one: one.fall)
        chosen = by_fall[-1] if plan.fell else by_fall[0]
        but = but | {chosen.home["home_id"]}
        made.append(_act(cast, chosen.home, plan, figures.acted_on))
    for action, plan in zip(made, EARLIER, strict=False):
        if plan.verdict:
            _judge(cast, action, plan, now)
    return made


def _figures(release: Shown, measure: str, homes: Sequence[HomeRow]) -> Figures:
    lake = Lake(Path(settings.HOME))
    rows = lake.read(
        lake.release(release.index.release_id), "charts", where={"indicator": measure},
        columns=["entity_id", "first_period", "values"],
    ).to_pylist()  # fmt: skip
    by_id = {home["home_id"]: home for home in homes}
    mine = [row for row in rows if row["entity_id"] in by_id]
    found = [
        Found(by_id[row["entity_id"]], before, before - after)
        for row in mine
        if (before := _mean(row["values"][-MONTHS_AFTER - MONTHS_BEFORE : -MONTHS_AFTER]))
        is not None
        and (after := _mean(row["values"][1 - MONTHS_AFTER :])) is not None
    ]
    acted_on = max((_middle_of_the_month(row) for row in mine), default=date.min)
    return Figures(found, acted_on)


def _middle_of_the_month(row: dict[str, Any]) -> date:
    """Of the month of the action; all charts of a measure end in the same month."""
    return months_after(row["first_period"], len(row["values"]) - MONTHS_AFTER).replace(day=15)


def _mean(values: Sequence[float | None]) -> float | None:
    """The mean of values all of which are known; None where one is not."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known and len(known) == len(values) else None


def _act(cast: Cast, home: HomeRow, plan: Earlier, done_on: date) -> Action:
    owner = cast.people[plan.by]
    assert owner.agency is not None  # noqa: S101 - every account of the cast has one
    opened, ended = (
        timezone.make_aware(datetime.combine(day, time(15)))
        for day in (done_on - timedelta(days=28), done_on + timedelta(days=2))
    )
    action = open_action(
        actor=cast.people["council"], at=opened, group=cast.group, home_id=home["home_id"],
        home_name=home["name"], area_code=home["area_code"], title=plan.title, kind=plan.kind,
        words=plan.words, owner=owner, owner_agency=owner.agency,
        due_on=done_on + timedelta(days=7), cites=[], why_no_cites=plan.why,
        measure=plan.measure, direction="down", effect_by=done_on + timedelta(days=225),
    )  # fmt: skip
    return close_action(
        actor=owner, at=ended, action=action, outcome="done", done_on=done_on,
        what_was_done=plan.done, proof=plan.proof,
    )  # fmt: skip


def _judge(cast: Cast, action: Action, plan: Earlier, now: datetime) -> None:
    said = effect_words(action, judged(action))
    if said.can_say:
        record_effect(
            actor=cast.people["council"], at=now - timedelta(days=3), action=action,
            verdict=plan.verdict, reason=plan.reason, machine_sentence=said.sentence,
        )  # fmt: skip
