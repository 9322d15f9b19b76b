"""Proves the trail whole: no entry changed, none missing, none cut from its end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from caresight.web.audit.models import ChainHead, Entry
from caresight.web.audit.operations import seal_of

SEALS_FILE = "audit-seals.log"
"""Beside the database: a line a day with the newest seal, so that a cut end is noticed."""


@dataclass(frozen=True)
class Verdict:
    """What a check of the whole trail found."""

    entries: int
    seals_kept: int
    problems: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing was found wrong."""
        return not self.problems

    @property
    def sentence(self) -> str:
        """The verdict in words."""
        if self.is_whole:
            return (
                f"The audit trail is whole: {self.entries:,} entries, each sealed by the one "
                f"before it; {self.seals_kept:,} seals kept beside it agree."
            )
        return f"The audit trail is NOT whole: {len(self.problems):,} problems."


def keep_newest_seal(*, at: datetime) -> str:
    """Append the newest seal to the file beside the database; called daily and by a backup."""
    head = ChainHead.objects.filter(pk=1).first()
    if head is None or head.last_sequence == 0:
        return "nothing to seal yet"
    line = f"{at.astimezone(UTC).isoformat()} {head.last_sequence} {head.last_seal}\n"
    with _seals_path().open("a", encoding="ascii") as file:
        file.write(line)
    return f"sealed entry {head.last_sequence}"


def verify(*, most_problems: int = 50) -> Verdict:
    """Read every entry in order and say all that does not fit, up to `most_problems`."""
    problems: list[str] = []
    seals: dict[int, str] = {}
    kept = list(_kept_seals(problems))
    wanted = {sequence for sequence, _ in kept}
    last, previous = 0, ""
    for entry in Entry.objects.order_by("sequence").iterator(chunk_size=2000):
        if len(problems) < most_problems:
            problems.extend(_wrong_with(entry, expected=last + 1, previous=previous))
        if entry.sequence in wanted:
            seals[entry.sequence] = entry.seal
        last, previous = entry.sequence, entry.seal
    problems.extend(_wrong_with_end(last, previous))
    problems.extend(
        f"entry {sequence}: the seal kept beside the database is another one, or it is gone"
        for sequence, seal in kept
        if seals.get(sequence) != seal
    )
    return Verdict(Entry.objects.count(), len(kept), tuple(problems[:most_problems]))


def _wrong_with(entry: Entry, *, expected: int, previous: str) -> Iterable[str]:
    name = f"entry {entry.sequence} ({entry.at:%Y-%m-%d %H:%M}, {entry.operation})"
    if entry.sequence != expected:
        yield f"{name}: entry {expected} should come before it and is missing"
    elif entry.previous_seal != previous:
        yield f"{name}: it does not follow the entry before it"
    if seal_of(entry) != entry.seal:
        yield f"{name}: its row was changed after it was written"


def _wrong_with_end(last: int, seal: str) -> Iterable[str]:
    head = ChainHead.objects.filter(pk=1).first()
    newest = (head.last_sequence, head.last_seal) if head else (0, "")
    if newest != (last, seal):
        yield f"the trail ends at entry {last}, but entry {newest[0]} was the last one written"


def _kept_seals(problems: list[str]) -> Iterable[tuple[int, str]]:
    path = _seals_path()
    if not path.is_file():
        return
    for number, line in enumerate(
        path.read_text(encoding="ascii", errors="replace").splitlines(), 1
    ):
        parts = line.split()
        if len(parts) == 3 and parts[1].isdigit():
            yield int(parts[1]), parts[2]
        else:
            problems.append(f"{SEALS_FILE}, line {number}: not a seal; the file was changed")


def _seals_path() -> Path:
    return Path(settings.HOME) / SEALS_FILE
