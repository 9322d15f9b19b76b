"""The columns of the spreadsheet: what each is called, means and may hold."""

from dataclasses import dataclass

from caresight.web.intelligence.coding import coding
from caresight.web.intelligence.kinds import Direction, Kind, Voice


@dataclass(frozen=True)
class Column:
    """One column."""

    name: str
    heading: str
    meaning: str
    is_needed: bool = False
    also: tuple[str, ...] = ()
    """Other headings by which it is known."""

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Codes and words that it may hold; empty for free text."""
        return choices_of(self.name)


COLUMNS = (
    Column(
        "home",
        "Home",
        "The home's registered id (1-…), or its name and postcode",
        is_needed=True,
        also=("location id", "home id", "care home"),
    ),
    Column(
        "observed_on",
        "Seen on",
        "The day, as 2026-11-05 or 05/11/2026",
        is_needed=True,
        also=("date", "observed on", "date seen"),
    ),
    Column(
        "words",
        "What was seen",
        "In plain words, without names of residents",
        is_needed=True,
        also=("description", "details", "what was seen or heard"),
    ),
    Column(
        "severity",
        "How serious",
        "1 (no harm, worth knowing) to 5 (serious harm)",
        is_needed=True,
    ),
    Column(
        "themes", "About", "One or more themes, with ; between them", is_needed=True,
        also=("theme",),
    ),
    Column("direction", "Worrying or good", "Worrying, good or neither; blank means worrying"),
    Column("kind", "Kind", "Blank means something seen or heard"),
    Column("received_on", "Received on", "Blank means the day it was seen"),
    Column("grade", "Consider or suspect", "Whether it points to abuse or neglect"),
    Column("voice", "Whose experience", "Blank means the person who reports it"),
    Column(
        "reliability", "Source", "How far the source can be relied on",
        also=("source reliability",),
    ),
    Column(
        "credibility", "Information", "How far the information is borne out",
        also=("information credibility",),
    ),
    Column(
        "handling", "Who may read it", "Blank means the group only", also=("handling code",)
    ),
)  # fmt: skip
BY_NAME = {column.name: column for column in COLUMNS}
FIRST, LAST = "Fill in one row for each item", "Do not write names of residents or staff."


def choices_of(name: str) -> list[tuple[str, str]]:
    """Codes and words that a column may hold; empty for free text."""
    known = coding()
    if name in ("severity", "grade", "reliability", "credibility"):
        return [(word.code, word.label) for word in getattr(known.scales, name)]
    if name == "handling":
        # Agencies cannot be named in a row: such an item is sent by the form.
        words = [word for word in known.scales.handling if word.code != "named_agencies"]
        return [(word.code, word.label) for word in words]
    if name == "themes":
        themes = [theme for theme in known.themes if not theme.retired]
        return [(one.code, one.label) for one in (*known.groups, *themes)]
    return _ENUMS.get(name, [])


_ENUMS = {
    "direction": [(one.value, one.label) for one in Direction],
    "kind": [(one.value, one.label) for one in Kind],
    "voice": [(one.value, one.label) for one in Voice],
}
