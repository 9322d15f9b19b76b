"""What really happened in an invented world, by the rows of the homes that were judged."""

from collections.abc import Mapping, Sequence

from caresight.evaluation.back_test import Deterioration
from caresight.worlds.truth import FILE_FAULTS, Truth


def deteriorations_of(
    truth: Sequence[Truth], row_of: Mapping[str, int]
) -> tuple[Deterioration, ...]:
    """The hidden deteriorations of the homes that are known, by any of their locations."""
    return tuple(
        Deterioration(row, thing.kind, thing.start_month, thing.end_month)
        for thing in truth
        if thing.is_deterioration and (row := _row(thing, row_of)) is not None
    )


def quiet_rows(truth: Sequence[Truth], row_of: Mapping[str, int], homes: int) -> tuple[int, ...]:
    """Homes in which nothing ever happened; a slip in one row of a file is nothing."""
    busy = {
        row_of[location]
        for thing in truth
        if thing.kind not in FILE_FAULTS
        for location in thing.location_ids
        if location in row_of
    }
    return tuple(row for row in range(homes) if row not in busy)


def _row(thing: Truth, row_of: Mapping[str, int]) -> int | None:
    known = [row_of[location] for location in thing.location_ids if location in row_of]
    return known[-1] if known else None
