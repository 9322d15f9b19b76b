"""The log in words, its chart, and how often people agreed with the suggestions."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.safestring import SafeString

from caresight.surveillance.ladder import Ladder
from caresight.vocabulary.lists import joined
from caresight.web.meetings.judging import Comparison, Share, Verdict
from caresight.web.meetings.queries.levels import LevelLine
from caresight.web.meetings.queries.log import SHOWN, LevelsOn, LevelUsed, LogWanted
from caresight.web.meetings.states import Why
from caresight.web.ui import svg
from caresight.web.ui.paging import text_asked
from caresight.web.ui.words import count, percent, short_day
from caresight.web.ui.words import day as in_words

WIDTH, BAR, GAP, LABEL, ROOM = 760.0, 18.0, 10.0, 96.0, 600.0


def log_wanted(asked: QueryDict) -> LogWanted:
    """Read the address; what cannot be understood is as if it had not been said."""
    shown = asked.get("shown", "current")
    return LogWanted(
        shown=shown if shown in SHOWN else "current",
        level=text_asked(asked, "level", most=60),
        words=text_asked(asked, "q", most=100),
        home_id=text_asked(asked, "home", most=20),
    )


LOG_COLUMNS = (
    "home_id home_name level agreed_on since_on suggested_level reason_kind reason review_on "
    "limit_reached_on agencies_present meeting review why_discussed recorded_by minutes_signed"
).split()


def csv_row(line: LevelLine) -> list[object]:
    """One decision as a row of the file; no reason's words for who oversees."""
    return [
        line.home_id, line.home_name, line.level_label, line.agreed_on, line.since_on,
        line.suggested_label, line.reason_kind_label, line.reason, line.review_on,
        line.dwell_until, "; ".join(line.agencies), line.meeting_ref, line.review_ref, line.why,
        line.recorded_by, "yes" if line.is_signed else "no",
    ]  # fmt: skip


@dataclass(frozen=True)
class LevelsChart:
    """Homes by level over meetings: a picture, the words for it, and its table."""

    picture: SafeString
    sentence: str
    levels: list[str]
    rows: list[tuple[str, list[int]]]


def levels_chart(days: Sequence[LevelsOn], used: Sequence[LevelUsed]) -> LevelsChart | None:
    """A bar a day of decisions, a block a level above the lowest; None while there is nothing."""
    if not days:
        return None
    raised = [level for level in used if level.step > 0]
    most = max(sum(day.homes.get(level.code, 0) for level in raised) for day in days)
    parts: list[str] = []
    for row, day in enumerate(days):
        parts += _bar(day, raised, row * (BAR + GAP) + 4, most)
    sentence = _chart_sentence(days, raised)
    return LevelsChart(
        picture=svg.picture(
            parts, width=WIDTH, height=len(days) * (BAR + GAP) + 8,
            title="Homes above the lowest level after each day of decisions",
            description=sentence, class_="chart",
        ),
        sentence=sentence,
        levels=[level.label for level in used],
        rows=[
            (in_words(day.on.isoformat()), [day.homes.get(level.code, 0) for level in used])
            for day in reversed(days)
        ],
    )  # fmt: skip


def _bar(day: LevelsOn, raised: Sequence[LevelUsed], y: float, most: int) -> list[str]:
    said = short_day(day.on.isoformat())
    parts = [svg.element("text", said, class_="tick", x=0, y=y + 13)]
    x = LABEL
    for level in raised:
        homes, label = day.homes.get(level.code, 0), level.label
        if not homes:
            continue
        width = ROOM * homes / max(most, 1)
        rect = svg.element(
            "rect", class_=f"shade-{min(level.step + 1, 4)}", x=x, y=y, width=width, height=BAR
        )
        parts.append(svg.titled(f"{label}: {count(homes, 'home')}, {said}", [rect]))
        text = f"{homes}" if width < 110 else f"{homes} {label}"
        dark = "on-block" if level.step + 1 >= 4 else "middle"
        parts.append(
            svg.element("text", text, class_=dark, x=x + width / 2, y=y + 13, font_size=12)
        )
        x += width + 1
    return parts


def _chart_sentence(days: Sequence[LevelsOn], raised: Sequence[LevelUsed]) -> str:
    on, homes = in_words(days[-1].on.isoformat()), days[-1].homes
    said = [f"{homes[one.code]} at {one.label}" for one in raised if homes.get(one.code)]
    now = joined(said) if said else "none above the lowest level"
    return f"After {on}: {now}, of the homes that the group spoke of."


@dataclass(frozen=True)
class ShareWords:
    """A share in words: “6 of 9 (67%, between 35 and 88%)”."""

    text: str
    is_known: bool


def share_words(share: Share) -> ShareWords:
    """A share with its interval; nothing observed is said as such."""
    if share.share is None or share.lower is None or share.upper is None:
        return ShareWords("none yet", is_known=False)
    text = (
        f"{share.events} of {share.trials} ({percent(share.share)}; plausibly "
        f"{percent(share.lower)} to {percent(share.upper)})"
    )
    return ShareWords(text, is_known=True)


@dataclass(frozen=True)
class ReasonRow:
    """How decisions compare with suggestions, for homes on an agenda for one reason."""

    reason: str
    homes: int
    same: str
    higher: int
    lower: int


@dataclass(frozen=True)
class Judgement:
    """The page that judges the flags."""

    homes: int
    everything: str
    confirmed: ShareWords
    missed: ShareWords
    rows: list[ReasonRow]
    levels: list[str]
    table: list[tuple[str, list[int]]]
    """A row a suggested level: its label, and homes by the level agreed."""


def judgement(verdict: Verdict, ladder: Ladder) -> Judgement:
    """What decisions say of the suggestions, in words."""
    known = [step for cell in verdict.table for step in cell]
    steps = range(max([len(ladder.levels) - 1, *known]) + 1)
    labels = [_label(ladder, step) for step in steps]
    return Judgement(
        homes=verdict.everything.homes,
        everything=share_words(verdict.everything.same).text,
        confirmed=share_words(verdict.confirmed),
        missed=share_words(verdict.missed),
        rows=[_reason_row(why, one) for why, one in verdict.by_reason.items()],
        levels=labels,
        table=[
            (labels[suggested], [verdict.table.get((suggested, agreed), 0) for agreed in steps])
            for suggested in steps
        ],
    )


def _label(ladder: Ladder, step: int) -> str:
    # A group that changed to a shorter ladder has decisions on steps that it no longer uses.
    return ladder.levels[step].label if step < len(ladder.levels) else f"Step {step}"


def _reason_row(why: str, one: Comparison) -> ReasonRow:
    return ReasonRow(
        reason=Why(why).label.capitalize(),
        homes=one.homes,
        same=share_words(one.same).text,
        higher=one.higher,
        lower=one.lower,
    )
