"""Landing: files are read, kept, and written to the lake in batches.

A file is in or it is not: its evidence, its receipt and what was set aside become visible
together. The same bytes land once. A file that is refused does not stop the others.
"""

import errno
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from caresight.lake.lake import Lake
from caresight.lake.originals import sha256_of
from caresight.pipeline.landing_dates import check_published_on, latest_day, published
from caresight.pipeline.landing_files import Found, files_to_land, printable_name, told
from caresight.pipeline.landing_judgements import judgement_tables
from caresight.pipeline.landing_report import FileLanding, LandingReport, table_landed
from caresight.pipeline.landing_rows import Received, landed_rows
from caresight.sources.catalogue import SourceCatalogue
from caresight.sources.reading import Reading, read_all
from caresight.vocabulary.refusal import Refusal

ROWS_IN_A_BATCH = 1_000_000
FILES_IN_A_BATCH = 200

Step = Callable[[int, int, str], None]
_Table = tuple[Reading, Received, dict[str, pa.Table], tuple[str, ...]]


@dataclass
class _Waiting:
    """Files that are read and not yet written."""

    rows: dict[str, list[pa.Table]] = field(default_factory=dict)
    files: list[tuple[int, Path, Received]] = field(default_factory=list)
    row_count: int = 0

    @property
    def is_full(self) -> bool:
        return len(self.files) >= FILES_IN_A_BATCH or self.row_count >= ROWS_IN_A_BATCH

    def add(self, place: int, path: Path, received: Received, rows: Mapping[str, pa.Table]) -> None:
        self.files.append((place, path, received))
        for name, table in rows.items():
            self.rows.setdefault(name, []).append(table)
            self.row_count += table.num_rows


def land(
    lake: Lake,
    catalogue: SourceCatalogue,
    paths: Iterable[Path],
    *,
    received_at: datetime,
    source: str | None = None,
    published_on: date | None = None,
    dry_run: bool = False,
    progress: Step | None = None,
) -> LandingReport:
    """Land files and the files in folders; see the module for what is promised.

    Raises
    ------
    Refusal
        If another writer is at work, or the day of publication lies after the receipt.
    """
    check_published_on(published_on, received_at)
    landing = _Landing(
        lake=lake,
        catalogue=catalogue,
        received_at=received_at,
        source=source,
        published_on=published_on,
        dry_run=dry_run,
    )
    found = list(files_to_land(paths))
    for number, file in enumerate(found):
        if progress:
            progress(number, len(found), file.path.name)
        landing.take(file)
    landing.write()
    if progress:
        progress(len(found), len(found), "done")
    return LandingReport(tuple(landing.outcomes), dry_run=dry_run)


@dataclass
class _Landing:
    lake: Lake
    catalogue: SourceCatalogue
    received_at: datetime
    source: str | None
    published_on: date | None
    dry_run: bool
    outcomes: list[FileLanding] = field(default_factory=list)
    waiting: _Waiting = field(default_factory=_Waiting)
    known: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.known = _landed_before(self.lake)

    def take(self, file: Found) -> None:
        """Read one file and note what became of it."""
        path = file.path
        outcome = FileLanding(printable_name(str(path)), printable_name(path.name), "passed_by")
        if file.passed_by:
            self.outcomes.append(replace(outcome, reason=file.passed_by))
            return
        try:
            if file.refused:
                raise Refusal(file.refused)
            self.outcomes += self._taken(path, outcome)
        except Exception as problem:
            # one file never takes the others with it
            refused = replace(outcome, fate="refused", reason=told(problem, path))
            self.outcomes.append(refused)
        if self.waiting.is_full:
            self.write()

    def _taken(self, path: Path, outcome: FileLanding) -> list[FileLanding]:
        """What became of each table of a file: all of them wait to be written, or none."""
        sha256 = sha256_of(path)
        if before := _same(self.known.get(sha256, []), self.source):
            return [replace(outcome, **self._already(before))]
        until = latest_day(self.received_at)
        readings = read_all(path, self.catalogue, source=self.source, until=until)
        taken = [self._table(path, sha256, reading) for reading in readings]
        for place, (reading, received, rows, _) in enumerate(taken, start=len(self.outcomes)):
            if not self.dry_run:
                self.waiting.add(place, path, received, rows)
            self.known.setdefault(sha256, []).append(received.as_known(reading))
        return [table_landed(outcome, *one, dry_run=self.dry_run) for one in taken]

    def _table(self, path: Path, sha256: str, reading: Reading) -> _Table:
        day, notes = published(reading, given=self.published_on, received_at=self.received_at)
        received = Received(path.name, sha256, path.stat().st_size, self.received_at, day)
        rows = (
            judgement_tables(self.lake, reading, received)
            if reading.is_judgement
            else landed_rows(reading, received)
        )
        return reading, received, rows, notes

    def _already(self, before: Mapping[str, Any]) -> dict[str, Any]:
        notes = []
        if self.published_on and self.published_on != before["published_on"]:
            notes.append(f"--published-on {self.published_on} was not taken")
        definition = self.catalogue.get(before["source"])
        now = str(getattr(definition, "version", before["definition_version"]))
        if now != before["definition_version"]:
            notes.append(
                f"it was read with version {before['definition_version']} of its source; "
                f"now that is {now}"
            )
        return {
            "fate": "already_landed",
            "source": before["source"],
            "published_on": before["published_on"],
            "notes": tuple(notes),
            "reason": f"the same bytes landed on {before['received_on']} as "
            f"{before['file_name']}, published {before['published_on']}; nothing was changed",
        }

    def write(self) -> None:
        """Write what waits as one transaction."""
        waiting, self.waiting = self.waiting, _Waiting()
        if not waiting.files:
            return
        with self.lake.writing("landing", self.received_at) as writer:
            # Another process may have landed the same bytes while these were read.
            known = _landed_before(self.lake)
            late = {
                place: before
                for place, _, received in waiting.files
                if (before := _same(known.get(received.sha256, []), self.source))
            }
            lost = {
                place: problem
                for place, path, received in waiting.files
                if place not in late and (problem := self._not_kept(path, received.sha256))
            }
            refused = {self.outcomes[place].receipt_id for place in (*late, *lost)}
            for name, tables in waiting.rows.items():
                writer.append(name, _without(pa.concat_tables(tables), refused))
        for place, before in late.items():
            outcome = self.outcomes[place]
            blank = FileLanding(outcome.path, outcome.file_name, "already_landed")
            self.outcomes[place] = replace(blank, **self._already(before))
        for place, problem in lost.items():
            outcome = self.outcomes[place]
            self.outcomes[place] = FileLanding(
                outcome.path,
                outcome.file_name,
                "refused",
                reason=told(problem, Path(outcome.path)),
            )

    def _not_kept(self, path: Path, sha256: str) -> Exception | None:
        """Keep the original; what is wrong where it vanished or changed since it was read."""
        try:
            self.lake.originals.keep(path, sha256)
        except (Refusal, OSError) as problem:
            if isinstance(problem, OSError) and problem.errno == errno.ENOSPC:
                raise
            return problem
        return None


def _without(rows: pa.Table, receipt_ids: set[str]) -> pa.Table:
    if not receipt_ids:
        return rows
    keep = [receipt_id not in receipt_ids for receipt_id in rows["receipt_id"].to_pylist()]
    return rows.filter(pa.array(keep))


def _landed_before(lake: Lake) -> dict[str, list[dict[str, Any]]]:
    columns = "sha256 file_name source received_at published_on definition_version".split()
    receipts = pa.concat_tables(
        [lake.read_small(name, columns) for name in ("receipts", "judgement_receipts")]
    )
    received_on = receipts["received_at"].cast(pa.date32())
    known: dict[str, list[dict[str, Any]]] = {}
    for row in receipts.set_column(3, "received_on", received_on).to_pylist():
        known.setdefault(row["sha256"], []).append(row)
    return known


def _same(receipts: Sequence[dict[str, Any]], source: str | None) -> dict[str, Any] | None:
    """The receipt of the same bytes, read as the same source where one is named."""
    return next((row for row in receipts if source in (None, row["source"])), None)
