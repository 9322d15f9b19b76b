"""What areas do: figures of who does best, with the notes that people wrote beside them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from caresight.pipeline.release_index.places import (
    AreaDocument,
    MeasureDocument,
    MeasureLine,
    MeasureRow,
)
from caresight.vocabulary.lists import joined
from caresight.web.groups.access import Access
from caresight.web.local_areas import figures, rules
from caresight.web.local_areas.best_page import CAUTION, Best, best_of, best_of_area
from caresight.web.local_areas.models import PracticeNote
from caresight.web.local_areas.parts import by_code, main_measures
from caresight.web.ui.words import MISSING, short_day


@dataclass(frozen=True)
class NoteLine:
    """One note as it is read."""

    pk: int
    area_code: str
    area_name: str
    measure: str
    measure_title: str
    words: str
    since: str
    ask: str
    written: str
    may_take_back: bool


@dataclass(frozen=True)
class BestLine:
    """Who does best on a measure, and what they say they do."""

    best: Best
    notes: list[NoteLine]
    who: str
    """Who may write a note, where there is none."""


@dataclass(frozen=True)
class PracticePage:
    """What the page of an area says of practice."""

    bests: list[BestLine]
    """Measures of which more is known than a name."""
    others: list[Best]
    own: list[NoteLine]
    may_write: bool
    caution: str = CAUTION

    @property
    def codes(self) -> list[str]:
        """The measures of which more is known than a name."""
        return [line.best.row["code"] for line in self.bests]


@dataclass(frozen=True)
class Reading:
    """Who reads, and what is known of agencies."""

    access: Access
    answered_for: Collection[str]
    agencies: Mapping[str, Sequence[str]]
    """Area to the names of those that answer for it."""


def areas_of_notes(document: AreaDocument) -> frozenset[str]:
    """The areas whose notes the page of an area shows: its own, and who does best of its like."""
    bests = best_of_area(document["measures"])
    return frozenset({document["area_code"], *(one.area_code for one in bests)})


def practice_page(
    document: AreaDocument, notes: Sequence[PracticeNote], reading: Reading
) -> PracticePage:
    """What is known of practice, for the page of an area."""
    lines = [note_line(note, reading) for note in notes]
    bests = [_best_line(one, lines, reading) for one in best_of_area(document["measures"])]
    told = [one for one in bests if one.best.is_better and (one.best.compared or one.notes)]
    return PracticePage(
        bests=told,
        others=[one.best for one in bests if one not in told],
        own=[line for line in lines if line.area_code == document["area_code"]],
        may_write=may_write(document["area_code"], reading),
    )


def best_on(
    document: AreaDocument, measure: str, notes: Sequence[PracticeNote], reading: Reading
) -> BestLine | None:
    """Who does best of an area's like on one measure."""
    known = by_code(document["measures"])
    best = best_of(known[measure], known) if measure in known else None
    lines = [note_line(note, reading) for note in notes]
    return _best_line(best, lines, reading) if best else None


@dataclass(frozen=True)
class PlacedNote:
    """A note on the page of a measure, with where its area stands."""

    note: NoteLine
    value: str
    place: str


def notes_of_measure(
    document: MeasureDocument, notes: Sequence[PracticeNote], reading: Reading
) -> list[PlacedNote]:
    """What areas say they do about a measure, those in the best places first."""
    lines = {line["area_code"]: line for line in document["lines"]}
    last = len(lines) + 1

    def place(note: PracticeNote) -> int:
        line = lines.get(note.area_code)
        return (line["rank"] if line else None) or last

    return [
        _placed(note_line(note, reading), lines.get(note.area_code), document["row"])
        for note in sorted(notes, key=place)
    ]


def _placed(note: NoteLine, line: MeasureLine | None, row: MeasureRow) -> PlacedNote:
    if line is None:
        return PlacedNote(note, MISSING, "not ranked")
    place = figures.place_words(line["rank"], line["rank_lower"], line["rank_upper"], line["of"])
    return PlacedNote(note, figures.figure_words(line["figure"], row), place)


def may_write(area_code: str, reading: Reading) -> bool:
    """Whether the reader writes notes of an area."""
    return rules.may_write(reading.access, area_code, reading.answered_for)


def measures_to_choose(document: AreaDocument) -> list[tuple[str, str]]:
    """The measures that a note may be about: those that stand by themselves."""
    rows: list[MeasureRow] = [one["row"] for one in main_measures(document["measures"])]
    return [(row["code"], row["title"]) for row in rows]


def who_may_write(name: str, named: Sequence[str]) -> str:
    """Who may write a note of an area, in a sentence; `named` are those that answer for it."""
    if not named:
        return (
            f"Nobody here answers for {name} yet: an administrator says which "
            "agency does, and its members and analysts may then write it down."
        )
    return f"Members and analysts of {joined(list(named))} may."


def note_line(note: PracticeNote, reading: Reading) -> NoteLine:
    """One note as it is read."""
    return NoteLine(
        pk=note.pk,
        area_code=note.area_code,
        area_name=note.area_name,
        measure=note.measure,
        measure_title=note.measure_title,
        words=note.words,
        since=f"{note.since:%B %Y}",
        ask=f"{note.ask_role}, {note.agency}",
        written=short_day(note.at.isoformat()),
        may_take_back=rules.may_take_back(
            reading.access,
            area_code=note.area_code,
            agency_id=note.agency_id,
            answered_for=reading.answered_for,
        ),
    )


def _best_line(best: Best, lines: Sequence[NoteLine], reading: Reading) -> BestLine:
    notes = [
        line
        for line in lines
        if (line.area_code, line.measure) == (best.area_code, best.row["code"])
    ]
    who = "" if notes else who_may_write(best.name, reading.agencies.get(best.area_code, ()))
    return BestLine(best, notes, who)
