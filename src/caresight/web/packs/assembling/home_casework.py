"""What people said, agreed and decided about one home, as a pack prints it."""

from collections.abc import Iterable, Sequence

from caresight.pipeline.release_index.documents import HomeDocument
from caresight.web.actions.models import Action
from caresight.web.meetings.models import AgendaItem, AgreedLevel
from caresight.web.packs.assembling.lines import ItemLine, action_line
from caresight.web.packs.document import Block, Part, Said, bullets, facts, paragraph, table
from caresight.web.replies.models import Told
from caresight.web.ui.words import count, day, day_of, short_day

LONGEST_TIMELINE = 15
ACTION_COLUMNS = ["Action", "What", "Who", "Due", "State"]


def why_on_the_agenda(place: AgendaItem) -> Part:
    """The reasons, as they stood when the home came onto the agenda."""
    reasons = reasons_of(place)
    if place.put_reason:
        reasons.append(place.put_reason)
    return Part(
        heading="Why it is on the agenda",
        blocks=[bullets(reasons, otherwise=f"{place.get_why_display().capitalize()}.")],
    )


def reasons_of(place: AgendaItem) -> list[str]:
    """The reasons in words, as they were kept."""
    return [str(reason) for reason in place.reasons]


def agreed_level(level: AgreedLevel | None) -> list[Block]:
    """The level that people agreed, and since when."""
    if level is None:
        return [paragraph("The group has not agreed a level for this home yet.", strong=True)]
    suggested = level.suggested_label
    return [
        paragraph(
            f"Agreed by the group: {level.level_label}, since {day(level.since_on.isoformat())}.",
            strong=True,
        ),
        facts(
            ("Last agreed on", day(level.agreed_on.isoformat())),
            ("Suggested by the machine then", suggested),
            ("Why", level.get_reason_kind_display()),
            ("Reason", level.reason),
            ("Exit criteria", level.exit_criteria),
            ("To be looked at again by", _day(level.review_on)),
        ),
    ]


def intelligence(items: Sequence[ItemLine], more: int) -> Part:
    """What people said that every member may read."""
    blocks: list[Block] = [item_block(item) for item in items]
    if more:
        blocks.append(paragraph(f"{count(more, 'more item')} can be read in Caresight."))
    otherwise = paragraph("No item that every member may read is new or open.")
    return Part(heading="Intelligence", blocks=blocks or [otherwise])


def item_block(item: ItemLine) -> Said:
    """One item as it is set."""
    themes = f" Themes: {', '.join(item.themes)}." if item.themes else ""
    return Said(
        type="said",
        head=f"{item.ref} · {item.kind} · {item.agency} · observed {short_day(item.observed_on)}",
        words=item.words,
        foot=f"{item.direction}. Severity: {item.severity}.{themes} {item.state}.",
    )


def open_actions(actions: Sequence[Action], name: str) -> Part:
    """What is agreed and not yet done."""
    return Part(
        heading="Open actions",
        blocks=[
            table(
                f"Open actions about {name}",
                ACTION_COLUMNS,
                [action_line(action) for action in actions],
                otherwise="No action is open.",
            )
        ],
    )


def timeline(
    document: HomeDocument | None,
    *,
    items: Iterable[ItemLine],
    actions: Iterable[Action],
    told: Iterable[Told],
    level: AgreedLevel | None,
) -> Part:
    """Evidence and judgement in the order of their days, the latest first."""
    moments = [(one["on"], one["sentence"]) for one in (document["timeline"] if document else [])]
    moments += [(item.observed_on, f"{item.kind} ({item.ref}), {item.agency}.") for item in items]
    moments += [
        (day_of(one.opened_at).isoformat(), f"Action agreed: {one.title} ({one.ref}).")
        for one in actions
    ]
    moments += [(one.told_on.isoformat(), f"The provider was told: {one.title}.") for one in told]
    if level is not None:
        moments.append((level.agreed_on.isoformat(), f"Level agreed: {level.level_label}."))
    latest = sorted(moments, key=lambda one: one[0], reverse=True)[:LONGEST_TIMELINE]
    return Part(
        heading="Timeline",
        blocks=[
            bullets(
                [f"{short_day(on)}: {sentence}" for on, sentence in latest],
                otherwise="Nothing is recorded.",
            )
        ],
    )


def _day(on: object) -> str:
    return day(str(on)) if on else ""
