"""What a group reports to the group that oversees it: counts, levels and asks.

No words of an item, of minutes or of a provider; nothing of a resident. The two texts that
a lead writes are screened before the report can be frozen.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime

from django.utils.text import slugify

from caresight.web.intelligence.coding import coding
from caresight.web.packs.assembling.cover import cover, glossary
from caresight.web.packs.assembling.meeting_pack import frozen_words
from caresight.web.packs.assembling.reported import Reported
from caresight.web.packs.assembling.sheets import sheet
from caresight.web.packs.document import (
    FORMAT,
    Cell,
    Document,
    Part,
    Section,
    bullets,
    paragraph,
    table,
)
from caresight.web.packs.kinds import Audience, PackKind
from caresight.web.ui.words import count, day

FEWEST = 3
"""A theme with fewer items is not named: it could point to one person's words."""


def report_up(
    rows: Reported, *, achieved: str, asks: str, invented: bool, frozen_by: str, at: datetime
) -> Document:
    """The whole document."""
    span = f"{day(rows.from_on.isoformat())} to {day(_last(rows).isoformat())}"
    return Document(
        format=FORMAT,
        kind=PackKind.REPORT_UP.value,
        title=f"Report of {rows.group.name}, {span}",
        file_name=f"report-{slugify(rows.group.name)}-{_last(rows).isoformat()}",
        invented=invented,
        frozen_at=at.astimezone(UTC).isoformat(timespec="seconds"),
        cover=cover(
            [
                ("Group", rows.group.name),
                ("Reports to", str(rows.group.overseen_by or "")),
                ("Period", span),
                ("Frozen", frozen_words(frozen_by, at)),
                ("For", Audience.OVERSIGHT.label),
            ]
        ),
        sections=[
            _outline(rows),
            _levels(rows),
            _work(rows),
            _themes(rows.themes),
            _words(achieved, asks),
            glossary("Agreed level", "Suggested level", "Item"),
        ],
        sheets=[
            sheet(
                "Levels agreed",
                "Levels that the group agreed in the period",
                ["Home", "Agreed on", "Level before", "Level", "Suggested", "Kind of reason"],
                _changes(rows),
            )
        ],
    )


def _last(rows: Reported) -> date:
    return date.fromordinal(rows.until_on.toordinal() - 1)


def _outline(rows: Reported) -> Section:
    met = ", ".join(day(one.isoformat()) for one in rows.meetings)
    return Section(
        id="outline",
        title="In short",
        parts=[
            Part(
                heading="",
                blocks=[
                    bullets(
                        [
                            f"{count(len(rows.meetings), 'meeting')} held"
                            + (f": {met}." if met else "."),
                            f"{count(len(rows.agreed), 'level')} agreed.",
                            f"{count(rows.opened, 'action')} agreed and {rows.ended} ended; "
                            f"{rows.overdue} overdue now.",
                            f"{count(rows.items, 'item')} of intelligence received.",
                            f"{count(rows.reviews, 'review')} running now.",
                        ],
                        otherwise="",
                    )
                ],
            )
        ],
    )


def _levels(rows: Reported) -> Section:
    now = Counter((one.step, one.level_label) for one in rows.levels_now)
    before = Counter((one.step, one.level_label) for one in rows.levels_before.values())
    lines = [
        [label, str(before[(step, label)]), str(now[(step, label)])]
        for step, label in sorted(now.keys() | before.keys(), reverse=True)
    ]
    changed = [
        [str(name), day(str(on)), *(str(cell or "") for cell in more)]
        for name, on, *more in _changes(rows)
    ]
    return Section(
        id="levels",
        title="Homes by level",
        parts=[
            Part(
                heading="",
                blocks=[
                    table(
                        "Homes by agreed level, before the period and now",
                        ["Level", "#Before", "#Now"],
                        lines,
                        otherwise="No level was ever agreed.",
                    ),
                    table(
                        "Levels agreed in the period",
                        ["Home", "On", "Before", "Agreed", "Suggested", "Kind of reason"],
                        changed,
                        otherwise="No level was agreed in the period.",
                    ),
                ],
            )
        ],
    )


def _changes(rows: Reported) -> list[list[Cell]]:
    last, lines = dict(rows.levels_before), []
    for one in rows.agreed:
        earlier = last.get(one.home_id)
        line: list[Cell] = [
            one.home_name,
            one.agreed_on.isoformat(),
            earlier.level_label if earlier else "none",
            one.level_label,
            one.suggested_label or "not known",
            one.get_reason_kind_display(),
        ]
        lines.append(line)
        last[one.home_id] = one
    return lines


def _work(rows: Reported) -> Section:
    return Section(
        id="actions",
        title="Actions",
        parts=[
            Part(
                heading="",
                blocks=[
                    table(
                        "Actions of the group by state",
                        ["State", "#Actions"],
                        [[state, str(actions)] for state, actions in rows.actions],
                        otherwise="The group has agreed no action.",
                    ),
                    paragraph(f"Overdue: {rows.overdue}."),
                ],
            )
        ],
    )


def _themes(themes: Sequence[tuple[str, int]]) -> Section:
    words = coding()
    named = [[words.label(code), str(items)] for code, items in themes if items >= FEWEST]
    rare = sum(1 for _, items in themes if items < FEWEST)
    blocks = [
        table(
            f"Themes with {FEWEST} items or more",
            ["Theme", "#Items"],
            named,
            otherwise=f"No theme has {FEWEST} items or more.",
        )
    ]
    if rare:
        blocks.append(paragraph(f"{count(rare, 'more theme')} with fewer items: not named."))
    return Section(id="themes", title="Themes", parts=[Part(heading="", blocks=list(blocks))])


def _words(achieved: str, asks: str) -> Section:
    return Section(
        id="words",
        title="What the group says",
        parts=[
            Part(
                heading="What went well",
                blocks=[paragraph(achieved or "Nothing is told for this period.")],
            ),
            Part(heading="What the group asks for", blocks=[paragraph(asks or "Nothing.")]),
        ],
    )
