"""Which day or month a file is of, and which months and areas it covers, by its own word."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from caresight.sources.definition import Edition, SourceDefinition
from caresight.sources.matching import re_search
from caresight.vocabulary.periods import Period, month_of, parse_period
from caresight.vocabulary.refusal import Refusal

_COVERS = re.compile(
    r"covers\s+(?P<first>\S+)(?:\s+to\s+(?P<last>\S+))?\s+for\s+areas?\s+(?P<areas>[^\n]+)",
    re.IGNORECASE,
)


def unstated(definition: SourceDefinition) -> Refusal:
    """The refusal of a file that does not say of which month or year it is."""
    where = definition.about or definition.published
    named = " and ".join(
        filter(None, (where.preamble and "first lines", where.file_name and "name"))
    )
    return Refusal(
        "the file does not say of which month or year it is",
        expected=where.example or f"a month in its {named or 'name'}, such as 2026-02",
        what_to_do="Ask for the file as it was published, and leave its name and its first lines "
        "as they are.",
    )


@dataclass(frozen=True)
class Stated:
    """What a file says about itself."""

    published_on: date | None = None
    period: Period | None = None
    """Month of the edition, or the months that the preamble says are covered."""
    area_codes: tuple[str, ...] = ()
    invented: bool = False


def stated(definition: SourceDefinition, *, preamble: str, file_name: str) -> Stated:
    """What the text above the headings and the file's name say."""
    published_on = _first_day(definition.published, preamble, file_name)
    about = _first_day(definition.about, preamble, file_name) if definition.about else published_on
    period = month_of(about) if about else None
    areas: tuple[str, ...] = ()
    covers = _COVERS.search(preamble)
    if covers and definition.covers == "preamble":
        period = _covered(covers["first"], covers["last"])
        areas = tuple(filter(None, re.split(r"[\s,;]+", covers["areas"].strip())))
    elif definition.covers == "preamble" and re_search(r"^\W*covers\b", preamble):
        raise _not_understood("it does not name a month and areas")
    return Stated(published_on, period, areas, is_invented(preamble))


def is_invented(preamble: str) -> bool:
    """Whether the text above the headings says that the data are invented."""
    return re_search(r"\binvented\b", preamble) is not None


def _covered(first: str, last: str | None) -> Period:
    try:
        return Period(parse_period(first).start, parse_period(last or first).end)
    except ValueError as problem:
        raise _not_understood(str(problem)) from None


def _not_understood(why: str) -> Refusal:
    return Refusal(
        f"the line that says what is covered cannot be understood: {why}",
        row=1,
        expected="# covers 2026-10 for areas …, or # covers 2026-04 to 2026-10 for areas …",
        what_to_do="Ask the sender to correct the line and send the file again.",
    )


def _first_day(edition: Edition, preamble: str, file_name: str) -> date | None:
    for pattern, text in ((edition.preamble, preamble), (edition.file_name, file_name)):
        found = re_search(pattern, text) if pattern else None
        if found and (day := _day(found[1], edition.formats)):
            return day
    return None


def _day(text: str, formats: tuple[str, ...]) -> date | None:
    text = re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", text)
    for form in formats:
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    try:
        return parse_period(text).start
    except ValueError:
        return None
