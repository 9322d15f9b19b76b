"""What agencies' figures show and what their people say of one home, side by side, in words."""

from dataclasses import dataclass
from datetime import date

from caresight.pipeline.release_index.documents import Summary
from caresight.pipeline.release_index.together import TogetherLine, TogetherRow
from caresight.web.directory.presenters import tone
from caresight.web.intelligence.kinds import Handling
from caresight.web.joint.queries import Known
from caresight.web.joint.together_items import ItemLine, count_points, item_line
from caresight.web.joint.together_timeline import Line, timeline
from caresight.web.meetings.definitions import definitions
from caresight.web.meetings.suggesting import Noticed, suggestion
from caresight.web.replies.beside import Answered, StandingReply, apart, beside
from caresight.web.ui.words import count, day_of, points, short_day

MOST_SHOWN = 20
"""Items in words under one heading; the list of the home has them all."""
LONGEST_TIMELINE = 60


@dataclass(frozen=True)
class AgencyLine:
    """One agency: its figures, its people's words, and what both give."""

    agency: str
    label: str
    sentences: list[Answered]
    items: list[ItemLine]
    """Of those that count here and that the reader may read, the newest."""
    further: int
    """How many more of them there are."""
    hidden: str
    evidence_points: str
    points: str
    cap: str


@dataclass(frozen=True)
class GroupLine:
    """What the machine suggests and what one group agreed."""

    group: str
    suggested: str
    agreed: str
    when: str
    why: str
    review: str
    differs: bool
    meeting_id: int | None
    meeting_ref: str


@dataclass(frozen=True)
class TogetherPage:
    """Everything that the page shows."""

    known: Known
    tone: int
    level: str
    points: str
    total: str
    agencies: str
    evidence: str
    what_items_do: str
    groups: list[GroupLine]
    lines: list[AgencyLine]
    without: list[str]
    others: list[ItemLine]
    """Good and neutral items, and those that count nothing or not yet: the newest of them."""
    further: int
    """How many more of them there are."""
    restricted: str
    waiting: str
    timeline: list[Line]
    is_timeline_cut: bool
    refs: list[str]
    """Items that stand somewhere on the page."""
    replied: list[StandingReply]
    """What the provider replied to, where it stands not among the sentences above."""


def together_page(known: Known, summary: Summary) -> TogetherPage:
    """The page of one home for one reader."""
    row, document = known.together["row"], known.together
    top = max((level["step"] for level in summary["levels"]), default=1)
    in_sum = {ref for line in document["arithmetic"] for ref in line["item_refs"]}
    lines = [_agency_line(line, known, summary) for line in document["arithmetic"]]
    apart_from_sum = [item for item in known.items if item.ref not in in_sum]
    others = [item_line(item, known, summary) for item in apart_from_sum[:MOST_SHOWN]]
    along = timeline(known)
    return TogetherPage(
        known=known,
        tone=tone(row["step"], top),
        level=row["level_label"],
        points=count_points(row["points"]),
        total=points(row["points"]),
        agencies=count(row["agencies"], "agency", "agencies"),
        evidence=_evidence(row),
        what_items_do=_what_items_do(row),
        groups=_groups(known, summary),
        lines=lines,
        without=_without(known),
        others=others,
        further=len(apart_from_sum) - len(others),
        restricted=_restricted(known),
        waiting=_waiting(known, summary),
        timeline=along[:LONGEST_TIMELINE],
        is_timeline_cut=len(along) > LONGEST_TIMELINE,
        refs=_refs(known, lines, others, along[:LONGEST_TIMELINE]),
        replied=apart([one for line in lines for one in line.sentences], known.replies),
    )


def _refs(
    known: Known, lines: list[AgencyLine], others: list[ItemLine], along: list[Line]
) -> list[str]:
    """Items that the page shows, in words or on the line of time, the newest first."""
    shown = {item.pk for part in (*(line.items for line in lines), others) for item in part}
    shown |= {line.pk for line in along if line.page == "item"}
    return [item.ref for item in known.items if item.pk in shown]


def _evidence(row: TogetherRow) -> str:
    agencies = count(row["evidence_agencies"], "agency", "agencies")
    return (
        f"Evidence alone: {row['evidence_level_label']}, "
        f"{count_points(row['evidence_points'])} from {agencies}."
    )


def _what_items_do(row: TogetherRow) -> str:
    if not row["items"]:
        return "Nothing that people said was combined in this release."
    items = count(row["items"], "thing", "things")
    if row["differs"]:
        return (
            f"With {items} that people said, {row['evidence_level_label']} becomes "
            f"{row['level_label']}."
        )
    return f"With {items} that people said, the level stays {row['level_label']}."


def _groups(known: Known, summary: Summary) -> list[GroupLine]:
    current = {one.group.pk: one for one in known.levels if one.is_current}
    lines = []
    for group in known.groups:
        ladder = definitions().ladder(group.ladder)
        row = known.together["row"]
        noticed = Noticed(row["level"], row["step"], row["points"], row["agencies"])
        suggested = suggestion(noticed, ladder, summary["ladder"])
        agreed = current.get(group.pk)
        lines.append(
            GroupLine(
                group=group.name,
                suggested=suggested.label,
                agreed=agreed.level_label if agreed else "Not yet agreed",
                when=short_day(agreed.agreed_on.isoformat()) if agreed else "",
                why=agreed.reason_kind_label if agreed else "",
                review=short_day(agreed.review_on.isoformat())
                if agreed and agreed.review_on
                else "",
                differs=bool(agreed and agreed.level_label != suggested.label),
                meeting_id=agreed.meeting_id if agreed else None,
                meeting_ref=agreed.meeting_ref if agreed else "",
            )
        )
    return lines


def _agency_line(line: TogetherLine, known: Known, summary: Summary) -> AgencyLine:
    counted = set(line["item_refs"])
    readable = [item for item in known.items if item.ref in counted]
    newest = {item.ref: item for item in readable[:MOST_SHOWN]}
    items = [item_line(newest[ref], known, summary) for ref in line["item_refs"] if ref in newest]
    hidden = len(line["item_refs"]) - len(readable)
    capped = line["cap"] is not None
    return AgencyLine(
        agency=line["agency"],
        label=line["label"],
        sentences=beside(line["sentences"], known.replies),
        items=items,
        further=len(readable) - len(items),
        hidden=f"{count(hidden, 'item')} counted here, which you may not read now."
        if hidden
        else "",
        evidence_points=points(line["evidence_points"]),
        points=points(line["points"]),
        cap=f"{points(line['before_cap'])} found, at most {points(line['cap'] or 0)} count"
        if capped
        else "",
    )


def _without(known: Known) -> list[str]:
    row = known.together["row"]
    lines = [
        f"Without {line['label'][:1].lower()}{line['label'][1:]}: "
        f"{count_points(line['points'])}, {line['level_label']}."
        for line in known.together["without_agency"]
    ]
    if row["items"]:
        lines.append(
            "Without anything that people said: "
            f"{count_points(row['evidence_points'])}, {row['evidence_level_label']}."
        )
    return lines


def _restricted(known: Known) -> str:
    """What the items add that only this reader's agency and those named may read."""
    added, row = known.with_restricted, known.together["row"]
    if not known.restricted or added is None:
        return ""
    one = len(known.restricted) == 1
    items = "one more item" if one else f"{len(known.restricted)} more items"
    named = "it" if one else "them"
    before, after = points(row["points"]), count_points(added.points)
    change = f"{before} → {after}" if added.points != row["points"] else f"still {after}"
    level = added.level_label
    if added.step == row["step"]:
        level = f"still {level}"
    return f"With {items}, which only the agencies named in {named} may read: {change}, {level}."


def _waiting(known: Known, summary: Summary) -> str:
    as_at = date.fromisoformat(summary["as_at"])
    new = sum(
        day_of(item.recorded_at) > as_at
        for item in known.items
        if item.handling != Handling.NAMED_AGENCIES
    )
    if not new:
        return ""
    are = "is" if new == 1 else "are"
    return f"{count(new, 'item')} recorded since this release {are} not yet combined."
