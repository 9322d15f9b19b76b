"""Keeps what takes long to work out, for as long as nobody has written anything.

Every change leaves an entry in the trail, in the transaction of the change. So a sum over
records still holds while the trail has grown by nothing but reading.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

from caresight.web.audit.models import ChainHead, Entry

READING = frozenset(
    """
    accounts.sign_out actions.read actions.read_effect actions.read_list actions.take_effect
    actions.take_list audit.refused digital.read_support digital.take_support governance.extract
    governance.read_trail
    governance.take_trail intelligence.open_item intelligence.open_list
    intelligence.open_own_items intelligence.search intelligence.take_csv
    intelligence.take_json joint.read_clock joint.read_together learning.read_topic
    learning.take_needs meetings.read_actions meetings.read_agenda meetings.read_business
    meetings.read_correction meetings.read_log meetings.read_own_report
    meetings.read_minute meetings.read_minutes meetings.read_reports meetings.take_log
    packs.read providers.read_shared_items replies.open_reply replies.read_beside
    replies.read_log replies.read_told replies.take_out_told residents.open_details
    reviews.read reviews.read_list reviews.take_list
    """.split()
)
"""Operations that change no record. One that is missing here costs time, never truth.

To sign in is none of them: it drops the failed attempts, which the retention page counts.
"""

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


@dataclass(frozen=True)
class _Held(Generic[Value]):
    value: Value
    sequence: int
    seal: str
    """The end of the trail as of which the value is known to hold."""


class KeptUntilWritten(Generic[Key, Value]):
    """Values by key.

    A key names all that a value depends on besides the casework database: the day, the
    release, a version of definitions.
    """

    def __init__(self, *, most: int = 32) -> None:
        self._most = most
        self._held: dict[Key, _Held[Value]] = {}

    def get(self, key: Key, work: Callable[[], Value]) -> Value:
        """The value that is kept, or the one that `work` gives now."""
        # Read before the work: what is written meanwhile makes the value old at once.
        sequence, seal = _end_of_trail()
        held = self._held.get(key)
        value = held.value if held and _only_read_since(held, seal) else work()
        if len(self._held) >= self._most and key not in self._held:
            self._held.clear()
        self._held[key] = _Held(value, sequence, seal)
        return value


def _end_of_trail() -> tuple[int, str]:
    found = ChainHead.objects.filter(pk=1).values_list("last_sequence", "last_seal").first()
    return found or (0, "")


def _only_read_since(held: _Held[Value], seal: str) -> bool:
    if held.seal == seal:
        return True
    # The seal is asked for too: another trail may stand here, from a backup.
    if not Entry.objects.filter(sequence=held.sequence, seal=held.seal).exists():
        return False
    later = Entry.objects.filter(sequence__gt=held.sequence).order_by()
    return not later.exclude(operation__in=READING).exists()
