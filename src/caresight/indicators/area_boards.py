"""Integrated care boards: which places and which councils each is made of, as files last said.

No list of boards is kept here: boards merge, and the files that name them are landed as all
others are. A board that a later file gives a new number, on nearly the same land, is one board
under its newest code. What a council belongs to is taken from the boards' constitutions: one
that is a partner of two boards lies in neither as a whole.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from caresight.lake.as_at import Evidence
from caresight.vocabulary.areas import area_name
from caresight.vocabulary.areas_over_time import came_from, ended_areas, lasted

KIND = "care_board"
"""Kind of event by which a file says that a place, a council or a home lies in a board."""
_NOT_ITS_NAME = re.compile(
    r"\b(nhs|icb|ccg|integrated care board|clinical commissioning group)\b| - [0-9A-Z]+\s*$",
    re.IGNORECASE,
)
_SMALL = {"and", "of", "on", "the", "with"}


@dataclass(frozen=True, eq=False)
class Boards:
    """What is known of boards; everything is empty where no file names one."""

    names: Mapping[str, str] = field(default_factory=dict)
    """Board code to name."""
    of_place: Mapping[str, str] = field(default_factory=dict)
    """Code of a place of a board, or of the group before it, to board code."""
    of_council: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Council to the boards that it is a partner of."""

    @cached_property
    def of_name(self) -> dict[str, str]:
        """Board code by the name of the board, as `folded` compares it."""
        return {folded(name): code for code, name in self.names.items()}

    def code_of(self, code: str, name: str) -> str | None:
        """The newest code of a board that a file names; None where it is no more."""
        return self.of_name.get(folded(name)) or (code if code in self.names else None)

    def board_of_council(self, area_code: str) -> str | None:
        """The one board that a council lies in; None where there are two, or none is known."""
        found = self.of_council.get(area_code, ())
        return found[0] if len(found) == 1 else None

    def near(self, councils: Iterable[str]) -> set[str]:
        """The boards that any of some councils is a partner of."""
        return {board for one in councils for board in self.of_council.get(one, ())}

    def councils(self, code: str) -> tuple[str, ...]:
        """The councils that are partners of a board, by name."""
        found = (council for council, boards in self.of_council.items() if code in boards)
        return tuple(sorted(found, key=area_name))

    def shared(self, code: str) -> tuple[str, ...]:
        """Those of its councils that lie in it only in part."""
        return tuple(one for one in self.councils(code) if len(self.of_council[one]) > 1)

    def members(self, code: str, on: date) -> tuple[str, ...]:
        """The councils that made up the land of a board on a day; none where they do not.

        Of a council that was not there yet, those before it are taken where all of their land
        came to councils of the board.
        """
        now = self.councils(code)
        if not now or self.shared(code):
            return ()
        found: set[str] = set()
        for council in now:
            if lasted(council, on):
                found.add(council)
                continue
            before = [one for one in came_from(council) if lasted(one.code, on)]
            if not before or not all(set(one.followed_by) <= set(now) for one in before):
                return ()
            found |= {one.code for one in before}
        return tuple(sorted(found))


def boards_known(evidence: Evidence) -> Boards:
    """What the newest list of places and the newest list of partners say of boards."""
    events = evidence.table("events")
    rows = evidence.arrow(
        events.filter(events.kind == KIND)
        .select("entity_type", "entity_id", "detail", "topic", "source", "published_on",
                "known_from")
        .distinct()
    ).to_pylist()  # fmt: skip
    places = _newest(row for row in rows if row["entity_type"] == "organisation")
    partners = _newest(row for row in rows if row["entity_type"] == "area")
    stated = [row for row in rows if row["entity_type"] == "location"]
    # Of two codes under one name, the one that was said last is the board's.
    stated.sort(key=lambda row: (row["published_on"] or date.min, row["detail"]))
    names = {row["detail"]: board_name(row["topic"]) for row in places or [*stated, *partners]}
    boards = Boards(names, {row["entity_id"]: row["detail"] for row in places})
    return Boards(boards.names, boards.of_place, _by_council(partners, boards))


def _newest(rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The rows of the file that was published last; of two of one day, the later known."""
    found = defaultdict(list)
    for row in rows:
        found[row["published_on"] or date.min, row["known_from"]].append(row)
    return found[max(found)] if found else []


def _by_council(
    partners: Iterable[Mapping[str, Any]], boards: Boards
) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in partners:
        code = boards.code_of(row["detail"], row["topic"])
        # What had ended by then is told under who followed it.
        if code and row["entity_id"] not in ended_areas():
            found[row["entity_id"]].add(code)
    return {council: tuple(sorted(codes)) for council, codes in found.items()}


def board_name(stated: str) -> str:
    """“North West London ICB”, from the capitals and the full words of a file."""
    words = " ".join(_NOT_ITS_NAME.sub(" ", stated).split())
    if words.isupper():
        words = re.sub(r"[A-Z]+", _in_small_letters, words)
    return f"{words} ICB"


def _in_small_letters(found: re.Match[str]) -> str:
    word = found[0].lower()
    return word if word in _SMALL else word.capitalize()


def folded(name: str) -> str:
    """A name of a board, or of a place of one, as it is compared."""
    plain = _NOT_ITS_NAME.sub(" ", name).casefold().replace("&", " and ")
    return " ".join(re.sub(r"[^a-z]+", " ", plain).split())
