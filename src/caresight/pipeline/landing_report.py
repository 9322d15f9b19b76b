"""What a landing did with each file, for people and for programs."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, Literal

import pyarrow as pa

from caresight.pipeline.landing_rows import Received
from caresight.sources.answer import Reading, SetAside

Fate = Literal["landed", "would_land", "already_landed", "refused", "passed_by"]
SHOWN_PER_FILE = 10


@dataclass(frozen=True)
class FileLanding:
    """What became of one file."""

    path: str
    file_name: str
    fate: Fate
    source: str = ""
    title: str = ""
    receipt_id: str = ""
    published_on: date | None = None
    rows_read: int = 0
    rows_landed: int = 0
    rows_set_aside: int = 0
    rows_passed_over: int = 0
    table_rows: dict[str, int] = field(default_factory=dict)
    set_aside: tuple[SetAside, ...] = ()
    notes: tuple[str, ...] = ()
    reason: str = ""
    """Why it was refused or passed by, or when it had landed before."""
    invented: bool = False


@dataclass(frozen=True)
class LandingReport:
    """What became of every file."""

    files: tuple[FileLanding, ...]
    dry_run: bool = False

    def count(self, *fates: Fate) -> int:
        """How many files met one of the fates, each once however many tables it holds."""
        return len({file.path for file in self.files if file.fate in fates})

    @property
    def set_aside(self) -> tuple[SetAside, ...]:
        """All that was set aside, file by file."""
        return tuple(aside for file in self.files for aside in file.set_aside)

    @property
    def nothing_could_land(self) -> bool:
        """Whether there were files and every one of them was refused."""
        return self.count("refused") > 0 and not self.count(
            "landed", "would_land", "already_landed"
        )

    @property
    def is_complete(self) -> bool:
        """Whether no file was refused and no row set aside."""
        return not self.count("refused") and not self.set_aside

    def as_json(self) -> dict[str, Any]:
        """The whole report as plain values."""
        counts = {fate: self.count(fate) for fate in Fate.__args__}  # type: ignore[attr-defined]
        return {
            "dry_run": self.dry_run,
            "files": [asdict(file) for file in self.files],
            "counts": counts,
            "rows_landed": sum(file.rows_landed for file in self.files),
            "rows_set_aside": sum(file.rows_set_aside for file in self.files),
        }

    def lines(self, *, where_the_rest: str) -> Iterator[str]:
        """The report for people; `where_the_rest` says how to see all that was set aside."""
        for file in self.files:
            yield from map(printable, _file_lines(file, where_the_rest))
        yield self._summary()

    def _summary(self) -> str:
        landed = self.count("landed", "would_land")
        rows = sum(f.rows_landed for f in self.files if f.fate in ("landed", "would_land"))
        parts = [
            f"{_counted(landed, 'file')} {'would land' if self.dry_run else 'landed'} "
            f"({_counted(rows, 'row')})"
        ]
        if already := self.count("already_landed"):
            parts.append(f"{_counted(already, 'file')} had landed before")
        if refused := self.count("refused"):
            parts.append(f"{_counted(refused, 'file')} refused")
        if passed := self.count("passed_by"):
            parts.append(f"{_counted(passed, 'file')} passed by")
        nothing = " Dry run: nothing was kept." if self.dry_run else ""
        return "; ".join(parts) + "." + nothing


def printable(text: str) -> str:
    """A line that stays one: no line end of a cell, no command to the terminal."""
    return "".join(c if c.isprintable() else _named(c) for c in text)


def _named(character: str) -> str:
    return " " if character.isspace() else character.encode("unicode_escape").decode("ascii")


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _file_lines(file: FileLanding, where_the_rest: str) -> Iterator[str]:
    match file.fate:
        case "refused":
            yield f"{file.file_name}  REFUSED: {file.reason}"
        case "passed_by":
            yield f"{file.file_name}  passed by: {file.reason}"
        case "already_landed":
            yield f"{file.file_name}  {file.source}  {file.reason}"
        case _:
            yield _figures(file)
    yield from (f"    note: {note}" for note in file.notes)
    for aside in file.set_aside[:SHOWN_PER_FILE]:
        yield f"    set aside: {_place(aside)}, came “{aside.value}”. {aside.reason}"
    if (more := len(file.set_aside) - SHOWN_PER_FILE) > 0:
        yield f"    … and {more:,} more; {where_the_rest}"


def _place(aside: SetAside) -> str:
    parts = (
        "" if aside.row is None else f"row {aside.row}",
        aside.column and f"column “{aside.column}”",
    )
    return ", ".join(filter(None, parts)) or "the file"


def _figures(file: FileLanding) -> str:
    invented = "  (invented data)" if file.invented else ""
    return (
        f"{file.file_name}  {file.source}  published {file.published_on}  "
        f"{file.rows_landed:,} of {_counted(file.rows_read, 'row')} landed, "
        f"{file.rows_set_aside:,} set aside, {file.rows_passed_over:,} passed over{invented}"
    )


def table_landed(
    outcome: FileLanding,
    reading: Reading,
    received: Received,
    rows: Mapping[str, pa.Table],
    notes: tuple[str, ...],
    *,
    dry_run: bool,
) -> FileLanding:
    """What became of one table of a file that was read."""
    return replace(
        outcome,
        fate="would_land" if dry_run else "landed",
        source=reading.source,
        title=reading.title,
        receipt_id=received.receipt_id(reading.source),
        published_on=received.published_on,
        rows_read=reading.rows_read,
        rows_landed=reading.rows_landed,
        rows_set_aside=reading.rows_set_aside,
        rows_passed_over=reading.rows_passed_over,
        table_rows={name: table.num_rows for name, table in rows.items()},
        set_aside=reading.set_aside,
        notes=(*reading.notes, *notes),
        invented=reading.invented,
    )
