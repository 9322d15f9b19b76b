"""What the security toolkit's published lists say of a home on a day.

A status belongs to a year and lapses at the deadline of the next; one that may be used once
only counts for nothing in a later year. A list can also say that nothing is published: that
counts for a while. What no list says is not known, which is never "no".
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from caresight.maturity.definition import Toolkit, same_day

NOT_PUBLISHED = "not_published"
_YEAR = re.compile(r"\(?\b(?:20)?(\d\d)\s*[/-]\s*(?:20)?(\d\d)\b\)?")


@dataclass(frozen=True)
class Listed:
    """A line of a list, read."""

    status: str
    """Code of the status; `not_published` where the line is blank."""
    year: int | None
    """The year that it belongs to, by the year in which it began."""
    published_on: date | None
    listed_on: date
    by_head_office: bool = False

    def of(self, *, by_head_office: bool) -> "Listed":
        """The same line, as a home or its head office has it."""
        return replace(self, by_head_office=by_head_office)


@dataclass(frozen=True)
class Standing:
    """The status that counts on a day."""

    status: str
    year: int | None
    on: date
    until: date
    """The first day on which it counts no longer."""
    by_head_office: bool = False
    used_before: bool = False
    """Whether it was published, but counts for nothing, as it may be used once only."""


def read_listed(
    words: str,
    *,
    published_on: date | None,
    listed_on: date,
    toolkit: Toolkit,
) -> Listed | None:
    """A line as a list words it, such as “20/21 Standards Met”; None where it is not known."""
    plain = " ".join(_YEAR.sub(" ", words).split()).casefold()
    for status in toolkit.statuses:
        if plain in {word.casefold() for word in status.words}:
            year = None
            if status.code != NOT_PUBLISHED:
                year = _stated_year(words) or toolkit_year(published_on or listed_on, toolkit)
            return Listed(status.code, year, published_on, listed_on)
    return None


def toolkit_year(on: date, toolkit: Toolkit) -> int:
    """The year that an assessment published on a day belongs to, where it does not say so."""
    starts = toolkit.year_starts.of(on.year)
    year = on.year if on >= starts else on.year - 1
    if on >= starts and on <= toolkit.deadline.of(on.year):
        year -= 1
    return max(year, toolkit.first_year)


def lapses_on(year: int, toolkit: Toolkit) -> date:
    """The first day on which a status of that year counts no longer: after the next deadline."""
    return toolkit.deadline.of(year + 2) + timedelta(days=1)


def standing(listed: Iterable[Listed], day: date, toolkit: Toolkit) -> Standing | None:
    """The status that counts on a day; None where it is not known.

    A home's own status counts before that of its head office.
    """
    lines = list(listed)
    known = [line for line in lines if _began(line) <= day]
    own = [line for line in known if not line.by_head_office]
    found = _in_force(own, day, toolkit)
    if toolkit.head_office_covers_sites and (found is None or found.used_before):
        found = _in_force([line for line in known if line.by_head_office], day, toolkit) or found
    return found or _without(own, day, toolkit)


def days_of_change(listed: Iterable[Listed], toolkit: Toolkit) -> set[date]:
    """Every day on which what counts can change."""
    found = set()
    for line in listed:
        found |= {_began(line), _listing_ends(line, toolkit), line.listed_on}
        if line.year is not None:
            found.add(lapses_on(line.year, toolkit))
    return found


def _in_force(lines: Sequence[Listed], day: date, toolkit: Toolkit) -> Standing | None:
    current = [
        line for line in lines if line.year is not None and day < lapses_on(line.year, toolkit)
    ]
    if not current:
        return None
    best = max(current, key=lambda line: (line.year or 0, _began(line), toolkit.rank(line.status)))
    earlier = [line.status for line in lines if (line.year or 0) < (best.year or 0)]
    return Standing(
        status=best.status,
        year=best.year,
        on=_began(best),
        until=lapses_on(best.year or 0, toolkit),
        by_head_office=best.by_head_office,
        used_before=best.status == toolkit.once_only and best.status in earlier,
    )


def _without(lines: Sequence[Listed], day: date, toolkit: Toolkit) -> Standing | None:
    """What the newest list says, where no status counts: that nothing is published."""
    seen = [
        line for line in lines if line.listed_on <= day < _listing_ends(line, toolkit)
        and (line.year is None or lapses_on(line.year, toolkit) <= line.listed_on)
    ]  # fmt: skip
    if not seen:
        return None
    last = max(seen, key=lambda line: line.listed_on)
    return Standing(NOT_PUBLISHED, None, last.listed_on, _listing_ends(last, toolkit))


def _began(line: Listed) -> date:
    return line.published_on or line.listed_on


def _listing_ends(line: Listed, toolkit: Toolkit) -> date:
    return same_day(line.listed_on, toolkit.listed_counts_months)


def _stated_year(words: str) -> int | None:
    found = _YEAR.search(words)
    if not found or (int(found[1]) + 1) % 100 != int(found[2]):
        return None
    return 2000 + int(found[1])
