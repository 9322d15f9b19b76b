"""Learning in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from caresight.web.learning.models import OfferedHome
from caresight.web.learning.needs import Need
from caresight.web.learning.policies import can_record
from caresight.web.learning.themes import ThemeTable
from caresight.web.learning.topics import Topics
from caresight.web.ui.words import count, short_day

MOST_IN_SHORT = 160
TOO_FEW = "fewer than"


@dataclass(frozen=True)
class TopicLine:
    """One topic of a group's list."""

    code: str
    label: str
    audience: str
    needs: int
    offered: str
    homes: str


@dataclass(frozen=True)
class OfferedLine:
    """One home of an offer."""

    pk: int
    home_id: str
    home_name: str
    why: str
    came: str
    is_taken_up: bool
    can_record: bool


@dataclass(frozen=True)
class ThemePage:
    """The table of themes, ready to be shown."""

    quarters: list[str]
    lines: list[tuple[str, list[tuple[str, str]]]]
    sentence: str


def topic_lines(
    wanted: Topics,
    needs: Mapping[str, Sequence[Need]],
    offers: Mapping[str, tuple[int, int, int]],
) -> list[TopicLine]:
    """Every topic, the one with most needs first."""
    lines = []
    for topic in wanted.topics:
        made, homes, people = offers.get(topic.code, (0, 0, 0))
        lines.append(
            TopicLine(
                code=topic.code,
                label=topic.label,
                audience=topic.audience,
                needs=len(needs.get(topic.code, ())),
                offered=count(made, "offer") if made else "none yet",
                homes=f"{count(homes, 'home')}, {count(people, 'person', 'people')}"
                if homes
                else "none yet",
            )
        )
    return sorted(lines, key=lambda line: (-line.needs, line.label))


def need_in_short(need: Need) -> str:
    """A home with why it needs something, as a form lists it."""
    why = need.why
    if len(why) > MOST_IN_SHORT:
        why = why[: MOST_IN_SHORT - 2].rsplit(" ", 1)[0] + " …"
    return f"{need.name}: {why}"


def offered_line(offered: OfferedHome) -> OfferedLine:
    """One home of an offer."""
    if offered.taken_up_on:
        people = count(offered.staff or 0, "person", "people")
        came = f"{people} came on {short_day(offered.taken_up_on.isoformat())}"
    elif offered.declined_why:
        came = f"Not taken up: {offered.declined_why}"
    else:
        came = "Not known yet"
    return OfferedLine(
        pk=offered.pk,
        home_id=offered.home_id,
        home_name=offered.home_name,
        why=offered.why,
        came=came,
        is_taken_up=offered.taken_up_on is not None,
        can_record=can_record(offered),
    )


def theme_page(table: ThemeTable) -> ThemePage:
    """The table in words; a count that is too small is said to be."""

    def cell(value: int | None) -> str:
        return f"{TOO_FEW} {table.small}" if value is None else str(value)

    return ThemePage(
        quarters=table.quarters,
        lines=[
            (
                line.label,
                [(cell(c), cell(o)) for c, o in zip(line.complaints, line.others, strict=True)],
            )
            for line in table.lines
        ],
        sentence="Everything that all members of your groups may read. The latest quarter goes on."
        if table.exact
        else "Only what may be counted in public; small numbers, and none, are not told apart. "
        "The latest quarter goes on.",
    )


def theme_rows(table: ThemeTable) -> Iterator[list[object]]:
    """The table as rows of a file; a count that is too small is an empty cell."""
    for line in table.lines:
        yield [line.label, "complaints", *line.complaints]
        yield [line.label, "everything else", *line.others]
