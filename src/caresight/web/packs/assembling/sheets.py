"""The tables of a pack for a spreadsheet: one table a sheet, numbers as numbers."""

from collections.abc import Mapping

from caresight.pipeline.release_index.documents import HomeDocument
from caresight.web.packs.assembling.gathering import Rows
from caresight.web.packs.assembling.home_casework import reasons_of
from caresight.web.packs.document import Cell, Sheet, SheetColumn
from caresight.web.ui.icons import assurance_words, variation_words


def sheets(
    rows: Rows, documents: Mapping[str, HomeDocument], labels: Mapping[str, str]
) -> list[Sheet]:
    """All of them, in the order of the pack."""
    return [
        _agenda(rows, documents, labels),
        _indicators(rows, documents),
        _signals(rows, documents),
        _items(rows),
        _replies(rows),
        _actions(rows),
    ]


def sheet(name: str, title: str, columns: list[str], rows: list[list[Cell]], *notes: str) -> Sheet:
    """A sheet; a column is as wide as its words, within reason."""
    widths = [
        min(60, max([len(label), *(len(str(row[place] or "")) for row in rows)]) + 2)
        for place, label in enumerate(columns)
    ]
    return Sheet(
        name=name,
        title=title,
        notes=list(notes),
        columns=[
            SheetColumn(label=label, width=width)
            for label, width in zip(columns, widths, strict=True)
        ],
        rows=rows,
    )


def _agenda(rows: Rows, documents: Mapping[str, HomeDocument], labels: Mapping[str, str]) -> Sheet:
    lines: list[list[Cell]] = []
    for number, place in enumerate(rows.places, start=1):
        document, level = documents.get(place.home_id), rows.levels.get(place.home_id)
        row = document["row"] if document else None
        lines.append(
            [
                number,
                place.home_name,
                row["area_name"] if row else "",
                "; ".join(reasons_of(place)) or place.get_why_display(),
                level.level_label if level else "none yet",
                level.since_on.isoformat() if level else "",
                labels.get(place.home_id, "no evidence"),
                row["points"] if row else None,
                row["agencies"] if row else None,
                place.minutes,
            ]
        )
    columns = "No.|Home|Area|Why|Agreed level|Since|Suggested level|Points|Agencies|Minutes".split(
        "|"
    )
    return sheet("Agenda", "Homes on the agenda", columns, lines)


def _indicators(rows: Rows, documents: Mapping[str, HomeDocument]) -> Sheet:
    lines: list[list[Cell]] = [
        [
            place.home_name,
            one["title"],
            one["value"],
            one["unit"],
            one["expected"],
            one["period"],
            variation_words(one["variation"] if one["value"] is not None else "too_few"),
            assurance_words(one["assurance"]),
            one["share_of_peers_below"],
            one["quality"],
        ]
        for place in rows.places
        if (document := documents.get(place.home_id))
        for one in document["indicators"]
    ]
    columns = (
        "Home|Indicator|Value|Unit|Expected|Period|Change|Standard|Share of peers below|Quality"
    ).split("|")
    return sheet(
        "Indicators",
        "All indicators of the homes on the agenda",
        columns,
        lines,
        "A share is a number from 0 to 1. An empty cell means that nothing is known; it is "
        "never nought. The column Quality says why.",
    )


def _signals(rows: Rows, documents: Mapping[str, HomeDocument]) -> Sheet:
    lines: list[list[Cell]] = [
        [place.home_name, one["title"], sentence]
        for place in rows.places
        if (document := documents.get(place.home_id))
        for one in document["indicators"]
        for sentence in one["signals"]
    ]
    return sheet("Signals", "What was noticed", ["Home", "Indicator", "Signal"], lines)


def _items(rows: Rows) -> Sheet:
    lines: list[list[Cell]] = [
        [
            item.home_name, item.ref, item.observed_on, item.kind, item.agency, item.direction,
            item.severity, "; ".join(item.themes), item.state, item.words,
        ]
        for place in rows.places
        for item in rows.items.get(place.home_id, [])
    ]  # fmt: skip
    columns = "Home|Item|Observed|Kind|Agency|Direction|Severity|Themes|State|Words".split("|")
    return sheet(
        "Intelligence",
        "Intelligence that every member may read",
        columns,
        lines,
        "Items for named agencies only, and details of residents, are never in a pack.",
    )


def _replies(rows: Rows) -> Sheet:
    lines: list[list[Cell]] = [
        [place.home_name, one.agency, one.sent_on, one.about, one.words, one.state, one.answer]
        for place in rows.places
        for one in rows.replies.get(place.home_id, [])
    ]
    columns = "Home|Provider|Sent on|About|Words|State|Answer".split("|")
    return sheet("Replies", "What providers say", columns, lines)


def _actions(rows: Rows) -> Sheet:
    late = {action.pk for action in rows.overdue}
    found = {action.pk: action for home in rows.actions.values() for action in home}
    found |= {action.pk: action for action in rows.overdue}
    lines: list[list[Cell]] = [
        [
            action.ref, action.home_name or "the group", action.title, str(action.owner or ""),
            str(action.owner_agency), action.due_on.isoformat(), action.get_state_display(),
            "overdue" if action.pk in late else "",
        ]
        for action in sorted(found.values(), key=lambda one: (one.due_on, one.pk))
    ]  # fmt: skip
    columns = "Action|Home|What|Who|Agency|Due|State|Late".split("|")
    return sheet("Actions", "Open actions of the group", columns, lines)
