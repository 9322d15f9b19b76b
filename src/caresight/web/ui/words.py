"""Numbers and dates as people say them. Missing is a word here, never a nought."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

MISSING = "not known"
_SMALL = "no one two three four five six seven eight nine ten".split()


def number(value: float | None, *, missing: str = MISSING) -> str:
    """A number with as many digits as its size deserves: 1,204, 38, 4.9, 0.07."""
    if value is None:
        return missing
    size = abs(value)
    if size >= 100 or value == int(value):
        return f"{value:,.0f}"
    if size >= 10:
        return f"{value:.1f}".removesuffix(".0")
    places = 2 if size < 1 else 1
    text = f"{value:.{places}f}"
    return text if float(text) else f"{value:.2g}"


def points(value: float) -> str:
    """Points of a profile: whole where whole, else one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def percent(share: float | None, *, missing: str = MISSING) -> str:
    """A share of 0 to 1 as a percentage without false precision."""
    if share is None:
        return missing
    scaled = 100 * share
    if 0 < scaled < 1 or 99 < scaled < 100:
        return f"{scaled:.1f}%"
    return f"{scaled:.0f}%"


def count(how_many: int, one: str, many: str = "") -> str:
    """A count with its noun: “1 home”, “1,204 homes”."""
    return f"{how_many:,} {one if how_many == 1 else many or one + 's'}"


def count_in_words(how_many: int) -> str:
    """Up to ten as a word, with a capital, as a heading wants it."""
    return _SMALL[how_many].capitalize() if how_many < len(_SMALL) else f"{how_many:,}"


def day(text: str, *, missing: str = MISSING) -> str:
    """An ISO date or moment as “5 November 2026”."""
    known = _date_of(text)
    return f"{known.day} {known:%B %Y}" if known else (text or missing)


def short_day(text: str, *, missing: str = MISSING) -> str:
    """An ISO date as “5 Nov 2026”."""
    known = _date_of(text)
    return f"{known.day} {known:%b %Y}" if known else (text or missing)


def month(text: str) -> str:
    """The month of an ISO date, as “Nov 2026”."""
    known = _date_of(text)
    return f"{known:%b %Y}" if known else text


def sentence(text: object) -> str:
    """A text with a capital to begin with; the rest stays as it is."""
    words = str(text)
    return words[:1].upper() + words[1:]


def refs_in_short(pks: Iterable[int]) -> str:
    """Keys as runs: 3-7, 9; so that an entry of the trail can name ten thousand items."""
    runs: list[list[int]] = []
    for pk in sorted(pks):
        if runs and pk == runs[-1][1] + 1:
            runs[-1][1] = pk
        else:
            runs.append([pk, pk])
    return ", ".join(f"{a}" if a == b else f"{a}-{b}" for a, b in runs)


def day_of(moment: datetime) -> date:
    """The day of a moment where people live: in summer it begins an hour before that of UTC."""
    return timezone.localdate(moment)


def _date_of(text: str) -> date | None:
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return day_of(moment) if moment.tzinfo else moment.date()
