"""Digital projects of the invented groups, and what was found of them."""

from datetime import UTC, date, datetime
from typing import Any

from caresight.pipeline.impact_columns import COLUMNS
from caresight.vocabulary.periods import months_after
from caresight.web.projects.models import Found, Project
from caresight.web.projects.operations import Said, Taking, register_project
from tests.web.casework import OURS, OURS_AREA, THEIRS, THEIRS_AREA, Casework

AT = datetime(2026, 11, 20, 10, tzinfo=UTC)
HOMES = (Taking(OURS, "Rowan Court", OURS_AREA), Taking(THEIRS, "Oakdene Court", THEIRS_AREA))
SIDES = ("earlier", "before", "left_out", "start", "after")


def said(**changes: Any) -> Said:
    """Remote monitoring in one home of each group."""
    given: dict[str, Any] = {
        "name": "Remote monitoring", "kind": "remote_monitoring", "owner": "Digital lead",
        "started_on": date(2026, 4, 1), "indicator": "ambulance_incidents", "homes": HOMES,
        **changes,
    }  # fmt: skip
    return Said(**given)


def registered(
    casework: Casework, by: str = "regulator", group: str = "Alderbourne", **changes: Any
) -> Project:
    """A project, registered by a member of a group."""
    return register_project(
        actor=casework.people[by], at=AT, token=None, group=casework.groups[group],
        said=said(**changes),
    )  # fmt: skip


def document(**changes: Any) -> dict[str, Any]:
    """What a worker found: a fifth less."""
    months = [
        {**dict.fromkeys(COLUMNS, 40.0 + place),
         "period": months_after(date(2025, 1, 1), place).isoformat(),
         "side": SIDES[min(place // 4, 4)]}
        for place in range(20)
    ]  # fmt: skip
    months[0]["project_rate"] = months[0]["project_events"] = None
    return {
        "release_id": "2026-11.2", "as_at": "2026-11-21", "indicator": "ambulance_incidents",
        "title": "999 incidents", "unit": "per 100 beds a year", "sources": ["ambulance"],
        "sentence": "999 incidents came out 20% lower.", "can_say": True,
        "effect": {"ratio": 0.8, "lower": 0.7, "upper": 0.9, "spared": 9.0, "spared_lower": 3.0,
                   "spared_upper": 15.0},
        "obstacles": [],
        "checks": [{"name": "The same before", "sentence": "Nothing was found.", "passed": True}],
        "cautions": ["Nobody knows how residents differ."], "project_homes": 2,
        "comparison_homes": 8, "before": {"project": 50.0, "comparison": 51.0},
        "after": {"project": 40.0, "comparison": None}, "months": months, **changes,
    }  # fmt: skip


def found(project: Project, **changes: Any) -> Found:
    """What was found of a project, by some release."""
    return Found.objects.create(
        project=project, version=project.version, release_id="2026-11.2", worked_out_at=AT,
        document=document(**changes),
    )  # fmt: skip
