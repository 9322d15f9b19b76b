"""Figures of England, regions and boards: the publisher's own, else added up from councils."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
from numpy.typing import NDArray

from caresight.indicators.area_boards import Boards
from caresight.indicators.area_definition import AddedUp
from caresight.indicators.area_told import REPORTED, SUPPRESSED, Component, Told
from caresight.vocabulary.areas_over_time import councils_within, kind_of
from caresight.vocabulary.periods import Period

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True)
class ByMonth:
    """Counts of every area and month; every array is areas x months."""

    values: Floats
    status: Integers
    source: Integers
    as_at: Integers
    councils: Integers
    """Of how many councils a count was added up; 0 where the publisher gave it."""
    lacking: dict[tuple[int, int], tuple[str, ...]]
    """Of places that could not be added up, by row and month: the councils without a figure."""


def waited_for(code: str, on: date, how: AddedUp, boards: Boards) -> tuple[str, ...]:
    """The councils without which England, a region or a board is not whole on a day."""
    return _without(code, on, how.without, boards)


@cache
def _without(code: str, on: date, without: tuple[str, ...], boards: Boards) -> tuple[str, ...]:
    is_board = kind_of(code) == "board"
    within = boards.members(code, on) if is_board else councils_within(code, on)
    return tuple(one for one in within if one not in without)


def added_up(
    parts: Sequence[Component], told: Told, months: Sequence[Period], how: AddedUp
) -> ByMonth:
    """The parts of a numerator together; England, regions and boards made whole where they can be.

    A region that lacks a council which was there in the month is not added up: a sum of most
    of its councils would look like a fall. Councils named in `without` have no figures and are
    not waited for.
    """
    first = parts[0]
    values = np.sum([part.values for part in parts], axis=0)
    status = np.where(
        np.any([part.status == SUPPRESSED for part in parts], axis=0), SUPPRESSED, first.status
    )
    whole = ByMonth(
        values.copy(),
        status,
        first.source.copy(),
        np.max([part.as_at for part in parts], axis=0),
        np.zeros(values.shape, dtype=np.int64),
        {},
    )
    place = {code: row for row, code in enumerate(told.areas)}
    for row, code in enumerate(told.areas):
        if kind_of(code) == "council":
            continue
        for column in np.flatnonzero(np.isnan(values[row])).tolist():
            within = waited_for(code, months[column].start, how, told.boards)
            lacking = tuple(
                one for one in within if one not in place or np.isnan(values[place[one], column])
            )
            if lacking or not within:
                whole.lacking[row, column] = lacking
                continue
            members = np.array([place[one] for one in within])
            whole.values[row, column] = values[members, column].sum()
            whole.status[row, column] = REPORTED
            whole.source[row, column] = whole.source[members, column].max()
            whole.as_at[row, column] = whole.as_at[members, column].max()
            whole.councils[row, column] = len(members)
    return whole
