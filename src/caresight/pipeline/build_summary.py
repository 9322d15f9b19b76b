"""What the first page says of a release: counts, freshness, and how many flags are false."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from caresight.lake.as_at import Evidence
from caresight.pipeline.release_index.documents import (
    Freshness,
    HomeRow,
    LevelCount,
    Mention,
    Summary,
)
from caresight.pipeline.release_index.summary_words import (
    MOST_DOING_WELL,
    budget_in_words,
    headline,
    place_in_words,
)
from caresight.sources.catalogue import SourceCatalogue
from caresight.statistics.false_discovery import benjamini_hochberg
from caresight.surveillance.ladder import Ladder
from caresight.surveillance.numbers_in_words import period_name, rounded
from caresight.vocabulary.agencies import Agency
from caresight.vocabulary.periods import Period

FALSE_DISCOVERY_RATE = 0.05
_VERDICTS = ("good", "doubtful", "poor")


@dataclass(frozen=True)
class Naming:
    """What a release calls itself."""

    release_id: str
    as_at: str
    known_by: str
    made_at: str
    definitions_version: str


@dataclass(frozen=True)
class Flags:
    """How many comparisons were made, and how many stand out beyond chance."""

    tested: int
    flags: int
    expected_false: float | None
    sentence: str


def flags_of(p_values: Sequence[NDArray[np.float64]]) -> Flags:
    """Benjamini and Hochberg over every comparison of the release, in words."""
    every = np.concatenate(p_values) if p_values else np.zeros(0)
    tested = len(every)
    if not tested:
        return Flags(0, 0, None, "No comparison could be made, so nothing can be said of chance.")
    flags = int((benjamini_hochberg(every) <= FALSE_DISCOVERY_RATE).sum())
    false = flags * FALSE_DISCOVERY_RATE
    if not flags:
        sentence = (
            f"{tested:,} comparisons were made, and none stands out beyond what chance explains. "
            "What is listed rests on several weaker signs together."
        )
        return Flags(tested, 0, 0.0, sentence)
    homes = "stands" if flags == 1 else "stand"
    expected = "fewer than one" if false < 1 else f"about {rounded(round(false))}"
    sentence = (
        f"{tested:,} comparisons were made. {flags:,} {homes} out so far that {expected} of them "
        "would be expected to be chance. Weaker signals are more often chance: one of them "
        "alone never raises a level."
    )
    return Flags(tested, flags, false, sentence)


def summary(  # noqa: PLR0913 - the parts of one page
    *,
    naming: Naming,
    ladder: Ladder,
    budget: float | None,
    homes: Sequence[HomeRow],
    newly: int,
    good_sentences: Mapping[str, str],
    freshness: Sequence[Freshness],
    flags: Flags,
    indicators_tested: int,
    series_tested: int,
    invented: bool,
    rows_set_aside: int,
) -> Summary:
    """Everything that the first page says, from the homes that are open."""
    watched = [home for home in homes if home["is_open"]]
    levels = Counter(home["level"] for home in watched)
    by_step = [levels[level.code] for level in ladder.levels]
    flagged = sum(by_step[1:])
    well = sorted(
        (home for home in watched if home["good_points"] > 0 and home["step"] == 0),
        key=lambda home: (
            not home["improves"],
            -home["good_points"],
            home["points"],
            home["home_id"],
        ),
    )
    return Summary(
        release_id=naming.release_id,
        as_at=naming.as_at,
        known_by=naming.known_by,
        made_at=naming.made_at,
        definitions_version=naming.definitions_version,
        ladder=ladder.code,
        invented=invented,
        place=place_in_words(home["area_name"] for home in watched),
        registers=sorted({home["register"] for home in watched}),
        homes=len(watched),
        headline=headline(by_step),
        homes_by_step=by_step,
        homes_needing_attention=flagged,
        homes_newly_needing_attention=newly,
        budget=budget,
        budget_sentence=budget_in_words(len(watched), flagged, newly, budget),
        homes_silent=sum(home["is_silent"] for home in watched),
        homes_improving=sum(home["improves"] for home in well),
        levels=[
            LevelCount(code=level.code, label=level.label, step=step, homes=levels[level.code])
            for step, level in enumerate(ladder.levels)
        ],
        freshness=list(freshness),
        indicators_tested=indicators_tested,
        series_tested=series_tested,
        flags=flags.flags,
        flags_expected_false=flags.expected_false,
        false_discovery_sentence=flags.sentence,
        doing_well=[
            Mention(
                home_id=home["home_id"],
                name=home["name"],
                sentence=good_sentences.get(home["home_id"], ""),
            )
            for home in well[:MOST_DOING_WELL]
        ],
        rows_set_aside=rows_set_aside,
    )


def freshness(
    evidence: Evidence,
    sources: SourceCatalogue,
    quality: Iterable[Mapping[str, Any]],
    share_in: Mapping[str, float],
) -> list[Freshness]:
    """How fresh each source is: its latest period, when it came, and what the checks say."""
    receipts = evidence.table("receipts")
    rows = evidence.arrow(
        receipts.group_by("source").aggregate(
            start=receipts.period_start.argmax(receipts.period_end),
            end=receipts.period_end.max(),
            published_on=receipts.published_on.max(),
            received_at=receipts.received_at.max(),
        )
    ).to_pylist()
    verdicts = _verdicts(quality)
    return [
        Freshness(
            source=row["source"],
            title=sources[row["source"]].title if row["source"] in sources else row["source"],
            agency=str(
                sources[row["source"]].agency if row["source"] in sources else Agency.COUNCIL
            ),
            latest_period=_latest(row),
            received_on=row["received_at"].date().isoformat(),
            share_in=share_in.get(row["source"]),
            quality=verdicts.get(row["source"], "good"),
        )
        for row in sorted(rows, key=lambda row: row["source"])
    ]


def _latest(row: Mapping[str, Any]) -> str:
    if row["start"] and row["end"]:
        return period_name(Period(row["start"], row["end"]))
    published = row["published_on"]
    return f"published {published.day} {published:%B %Y}" if published else "not stated"


def _verdicts(quality: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The worst verdict on each whole source for the latest period that was judged."""
    latest: dict[str, tuple[Any, int]] = {}
    for row in quality:
        if row["entity_id"] or row["verdict"] not in _VERDICTS:
            continue
        found = (row["period_end"], _VERDICTS.index(row["verdict"]))
        if row["source"] not in latest or found > latest[row["source"]]:
            latest[row["source"]] = found
    return {source: _VERDICTS[verdict] for source, (_, verdict) in latest.items()}
