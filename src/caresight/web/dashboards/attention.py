"""The first page in words: what needs attention, and how sure one may be."""

from dataclasses import dataclass

from caresight.pipeline.release_index.documents import Freshness, HomeRow, Summary
from caresight.vocabulary.agencies import Agency
from caresight.web.directory.presenters import HomeLine, agency_key, home_line
from caresight.web.ui.words import count, count_in_words, day, percent

_AGENCY = {agency.value: agency.label for agency in Agency}
QUALITY = {
    "good": "Good",
    "doubtful": "Doubtful: read with care",
    "poor": "Poor: raises no signals",
}


@dataclass(frozen=True)
class Figure:
    """One figure of the strip."""

    number: str
    words: str
    group: str
    """The list of homes behind the figure; empty where there is none."""


@dataclass(frozen=True)
class FreshLine:
    """How fresh one source is."""

    title: str
    agency: str
    period: str
    received: str
    share: str
    quality: str


@dataclass(frozen=True)
class Attention:
    """The first page."""

    heading: str
    introduction: str
    budget: str
    """Whether there are more new homes than the group said it can review."""
    figures: list[Figure]
    lines: list[HomeLine]
    key: list[tuple[str, str]]
    more: int
    levels: list[tuple[str, str, int]]
    false_discovery: str
    freshness: list[FreshLine]


def attention(summary: Summary, rows: list[HomeRow], total: int) -> Attention:
    """The first page of a release."""
    top = max((level["step"] for level in summary["levels"]), default=1)
    agencies = len({fresh["agency"] for fresh in summary["freshness"]})
    return Attention(
        heading=summary["headline"].removesuffix(".") or heading(total),
        introduction=(
            f"Of {count(summary['homes'], 'home')} in {summary['place']}, "
            f"by {count(summary['indicators_tested'], 'indicator')} "
            f"from {count(agencies, 'agency', 'agencies')}."
        ),
        budget=summary["budget_sentence"],
        figures=_figures(summary, total),
        lines=[home_line(row, top) for row in rows],
        key=agency_key(rows),
        more=max(0, total - len(rows)),
        levels=[
            (level["code"], level["label"], level["homes"])
            for level in sorted(summary["levels"], key=lambda level: -level["step"])
        ],
        false_discovery=summary["false_discovery_sentence"],
        freshness=[fresh_line(fresh) for fresh in summary["freshness"]],
    )


def heading(needing: int) -> str:
    """The page in a sentence."""
    if needing == 0:
        return "No home stands out"
    verb = "home needs" if needing == 1 else "homes need"
    return f"{count_in_words(needing)} {verb} a closer look"


def fresh_line(fresh: Freshness) -> FreshLine:
    """One source's freshness in words."""
    return FreshLine(
        title=fresh["title"],
        agency=_AGENCY.get(fresh["agency"], fresh["agency"]),
        period=fresh["latest_period"] or "none yet",
        received=day(fresh["received_on"], missing="not received"),
        share=percent(fresh["share_in"], missing="not counted"),
        quality=QUALITY.get(fresh["quality"], fresh["quality"]),
    )


def _figures(summary: Summary, total: int) -> list[Figure]:
    new = summary["homes_newly_needing_attention"]
    return [
        Figure(f"{total:,}", "need attention", "attention"),
        Figure(f"{new:,}", "newly need attention, within a month", "new"),
        Figure(f"{summary['homes_silent']:,}", "silent: what we expected did not come", "silent"),
        Figure(f"{summary['homes_improving']:,}", "improving", "improving"),
        _returns(summary["freshness"]),
    ]


def _returns(freshness: list[Freshness]) -> Figure:
    """How much of what providers send is in: the usual reason for a thin picture."""
    returns = [fresh for fresh in freshness if fresh["agency"] == Agency.PROVIDER]
    known = [fresh for fresh in (returns or freshness) if fresh["share_in"] is not None]
    if not known:
        return Figure(f"{len(freshness)}", "sources received", "")
    latest = min(known, key=lambda fresh: fresh["share_in"] or 0)
    return Figure(
        percent(latest["share_in"]),
        f"of homes in “{latest['title']}”, {latest['latest_period']}",
        "",
    )
