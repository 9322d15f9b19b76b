"""The sentences at the head of a home's page: what it is, who runs it, how it is rated."""

from collections.abc import Sequence
from datetime import date

from caresight.checks.population import Population
from caresight.pipeline.build_pages import IndicatorPage
from caresight.pipeline.build_register import Location, Rating
from caresight.pipeline.release_index.documents import HomeRow
from caresight.surveillance.notices import Signal
from caresight.surveillance.numbers_in_words import month_name

_KIND_NOT_KNOWN = "Care home"


def kind_of(has_nursing: bool | None, has_dementia: bool) -> str:  # noqa: FBT001 - two facts of a home
    """The kind in words, such as “Residential, dementia”; “Care home” where no register says it."""
    named = {True: "Nursing", False: "Residential", None: _KIND_NOT_KNOWN}[has_nursing]
    return named + (", dementia" if has_dementia else "")


def states_nursing(locations: Sequence[Location]) -> bool:
    """Whether any register said of a home whether it has nursing: a list of ratings does not."""
    return any(one.said.get("has_nursing") is not None for one in locations)


def introduction(
    home: HomeRow,
    locations: Sequence[Location],
    rating: Rating | None,
    has_manager: bool | None,  # noqa: FBT001 - a fact of the home
) -> str:
    """One line of facts, each of which somebody may need to recognise the home."""
    kind = home["kind"].partition(",")[0]
    parts = [kind if kind == _KIND_NOT_KNOWN else f"{kind} home"]
    if ", " in home["kind"]:
        parts.append("dementia care")
    parts.append("beds not known" if home["beds"] is None else f"{home['beds']} beds")
    if home["provider_name"]:
        parts.append(home["provider_name"] + _since(locations))
    if rating:
        parts.append(f"{rating.rating}, {month_name(rating.on)}")
    elif home["rating"]:
        parts.append(home["rating"])
    if has_manager is not None:
        parts.append("manager in post" if has_manager else "no registered manager")
    return " · ".join(parts)


def _since(locations: Sequence[Location]) -> str:
    current = locations[0] if locations else None
    if current is None or current.from_on is None:
        return ""
    words = f" since {current.from_on.year}"
    before = [x for x in locations[1:] if x.text("provider_id") != current.text("provider_id")]
    if before and before[0].text("provider_name"):
        words += f" (before: {before[0].text('provider_name')}, history kept)"
    return words


def peers_sentence(population: Population, row: int, indicators: Sequence[IndicatorPage]) -> str:
    """Whom the home is compared with."""
    kind = kind_of(bool(population.has_nursing[row]), bool(population.has_dementia[row]))
    every = (p.peers[int(p.place[row])] for p in indicators if p.place[row] >= 0)
    counts = [count for count in every if count > 1]
    if not counts:
        return "There are too few similar homes to compare with."
    fewest, most = min(counts), max(counts)
    homes = f"{most:,}" if fewest == most else f"{fewest:,} to {most:,}"
    return (
        f"Compared among {homes} homes, depending on the indicator: homes of the same kind "
        f"({kind.lower()}) and size where that matters, else all homes."
    )


def since(signal: Signal) -> date:
    """First month in which a thing has been noticed without a break."""
    return signal.since or signal.period.start
