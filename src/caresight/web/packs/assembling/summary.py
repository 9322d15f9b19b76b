"""The first pages of a pack: what changed, how homes stand, and what will be talked about."""

from collections import Counter
from collections.abc import Mapping

from caresight.pipeline.release_index.documents import Summary
from caresight.web.packs.assembling.gathering import Rows
from caresight.web.packs.assembling.home_casework import reasons_of
from caresight.web.packs.document import (
    Paragraph,
    Part,
    Section,
    Table,
    bullets,
    paragraph,
    table,
)
from caresight.web.ui.words import count, day


def summary(
    rows: Rows,
    evidence: Summary | None,
    suggested_before: Mapping[str, str],
    suggested_now: Mapping[str, str],
) -> Section:
    """What changed since the last meeting, and homes by level."""
    since = _since(rows, suggested_before, suggested_now)
    heading = "Since the last meeting" if rows.before else "So far"
    blocks = [bullets(since, otherwise="Nothing that every member may read has changed.")]
    return Section(
        id="summary",
        title="Summary",
        parts=[
            Part(heading=heading, blocks=list(blocks)),
            Part(heading="Homes by level", blocks=[_levels(rows)]),
            *(
                [Part(heading="All homes of the release", blocks=[paragraph(evidence["headline"])])]
                if evidence and evidence["headline"]
                else []
            ),
        ],
    )


def _since(rows: Rows, before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    said = []
    if rows.before is None:
        said.append("No earlier meeting of this kind is recorded; everything counts as new.")
    else:
        said.append(f"The last meeting was on {day(rows.before.starts_at.isoformat())}.")
    said += [
        f"{level.home_name}: the group agreed {level.level_label}." for level in rows.levels_since
    ]
    names = {place.home_id: place.home_name for place in rows.places}
    said += [
        f"{names[home_id]}: the suggestion was {before[home_id]} and is now {label}."
        for home_id, label in now.items()
        if home_id in names and before.get(home_id, label) != label
    ]
    new = Counter[str]()
    for home_id, items in rows.items.items():
        new[home_id] = sum(
            rows.before is None or item.recorded_at >= rows.before.starts_at for item in items
        )
    if total := sum(new.values()):
        homes = count(sum(1 for one in new.values() if one), "home")
        said.append(f"{count(total, 'new item')} of intelligence about {homes}.")
    said.append(
        f"{count(len(rows.opened_since), 'action')} agreed, "
        f"{count(len(rows.closed_since), 'action')} ended, "
        f"{count(len(rows.overdue), 'action')} overdue now."
    )
    return said


def _levels(rows: Rows) -> Table | Paragraph:
    held: Counter[tuple[int, str]] = Counter(
        (level.step, level.level_label) for level in rows.levels.values()
    )
    return table(
        "Homes by the level that the group last agreed",
        ["Level", "#Homes"],
        [[label, str(homes)] for (_, label), homes in sorted(held.items(), reverse=True)],
        otherwise="The group has agreed no level yet.",
    )


def agenda(rows: Rows, labels: Mapping[str, str]) -> Section:
    """The homes in their order, with the reason for each."""
    lines = []
    for number, place in enumerate(rows.places, start=1):
        level = rows.levels.get(place.home_id)
        lines.append(
            [
                f"{number}. {place.home_name}",
                "; ".join(reasons_of(place)) or place.get_why_display(),
                level.level_label if level else "none yet",
                labels.get(place.home_id, "no evidence"),
                str(place.minutes),
            ]
        )
    minutes = sum(place.minutes for place in rows.places)
    return Section(
        id="agenda",
        title="Agenda",
        parts=[
            Part(
                heading="",
                blocks=[
                    paragraph(f"{count(len(lines), 'home')}, {count(minutes, 'minute')} in all."),
                    table(
                        "Homes on the agenda",
                        ["Home", "Why", "Agreed level", "Suggested", "#Minutes"],
                        lines,
                        otherwise="No home is on the agenda.",
                    ),
                ],
            )
        ],
    )
