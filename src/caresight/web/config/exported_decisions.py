"""Levels agreed and actions as rows: which level, by which group, on which day."""

from collections.abc import Iterator, Mapping
from typing import Any

from caresight.web.actions.models import Action
from caresight.web.actions.states import UNFINISHED, State
from caresight.web.config.exported_homes import STANDING, WITHDRAWN, Coverage, LeftOut
from caresight.web.config.exported_items import moment
from caresight.web.meetings.models import AgreedLevel
from caresight.web.ui.words import day_of


def rows(coverage: Coverage, left_out: LeftOut) -> Iterator[dict[str, Any]]:
    """Decisions of a group that alone covers the home: another group may not know of them."""
    yield from _levels(coverage, left_out)
    yield from _actions(coverage, left_out)


def _levels(coverage: Coverage, left_out: LeftOut) -> Iterator[dict[str, Any]]:
    found = AgreedLevel.objects.order_by("pk").values(
        "pk", "home_id", "area_code", "group", "agreed_on", "recorded_at", "ladder", "level"
    )
    for one in found.iterator(chunk_size=5_000):
        if not _fits(one, coverage, left_out):
            continue
        yield {
            "casework_kind": "level_agreed",
            "ref": f"L-{one['pk']:06d}",
            "entity_id": coverage.entity(one["home_id"]),
            "observed_on": one["agreed_on"].isoformat(),
            "recorded_at": moment(one["recorded_at"]),
            "group_ref": f"G-{one['group']}",
            "ladder": one["ladder"],
            "level": one["level"],
            "state": STANDING,
        }


def _actions(coverage: Coverage, left_out: LeftOut) -> Iterator[dict[str, Any]]:
    found = Action.objects.exclude(home_id="").order_by("pk").values(
        "pk", "home_id", "area_code", "group", "opened_at", "state", "closed_at", "done_on"
    )  # fmt: skip
    for one in found.iterator(chunk_size=5_000):
        if not _fits(one, coverage, left_out):
            continue
        over = one["state"] not in UNFINISHED
        ended = one["done_on"] or (day_of(one["closed_at"]) if one["closed_at"] else None)
        yield {
            "casework_kind": "action",
            "ref": f"A-{one['pk']:06d}",
            "entity_id": coverage.entity(one["home_id"]),
            "observed_on": day_of(one["opened_at"]).isoformat(),
            "recorded_at": moment(max(filter(None, (one["opened_at"], one["closed_at"])))),
            "group_ref": f"G-{one['group']}",
            "ended_on": ended.isoformat() if over and ended else None,
            "state": WITHDRAWN if one["state"] == State.CANCELLED else STANDING,
        }


def _fits(one: Mapping[str, Any], coverage: Coverage, left_out: LeftOut) -> bool:
    covering = coverage.groups(one["home_id"], one["area_code"])
    return left_out.fits(covering, frozenset({one["group"]}), named=False)
