"""Invented integrated care boards: which councils make up each, and the places of each.

Every council is a place of its board, but one, which lies in two: nothing can be added up for
these two, and a page has to say so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from caresight.vocabulary.areas import Council

_ENDS = (("Northmarch", 3), ("Southmarch", 9), ("Eastmarch", 17), ("Westmarch", 1_000_000))
"""Boards, and the number of the last council of each."""
_IN_TWO = 17
"""The number of the council that lies in the last two."""


@dataclass(frozen=True)
class Board:
    """An invented board."""

    number: int
    name: str

    @property
    def code(self) -> str:
        """In the form of the official ones."""
        return f"X97{self.number:06d}"

    @property
    def full_name(self) -> str:
        """As files write it."""
        return f"NHS {self.name} Integrated Care Board"


@dataclass(frozen=True)
class BoardPlace:
    """A place of a board: what a register names as the health area of a location."""

    code: str
    name: str
    board: Board
    council: Council


def place_of(council: Council) -> BoardPlace:
    """The place that the homes of a council lie in."""
    return next(iter(_places(council)))


def places_of(councils: Sequence[Council]) -> list[BoardPlace]:
    """Every place; the council that lies in two boards has one in each."""
    return [place for council in councils for place in _places(council)]


def _places(council: Council) -> Iterator[BoardPlace]:
    number = int(council.code[-6:])
    first = next(row for row, (_, last) in enumerate(_ENDS) if number <= last)
    for row in (first, first + 1) if number == _IN_TWO else (first,):
        board = Board(row + 1, _ENDS[row][0])
        short = f"{'QX'[row != first]}{number:03d}"
        code = f"X38{number + 900_000 * (row != first):06d}"
        yield BoardPlace(code, f"NHS {board.name} ICB - {short}", board, council)
