"""Twenty people who write all at once: items, notes, comments and minutes, without a pause."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from scripts.bench_pages import sign_in
from scripts.browsing import open_form, post
from scripts.many_decisions import OPEN_TITLE
from scripts.many_records import BUSY, PASSWORD, WRITERS

SIGNS_OF_TROUBLE = (
    "database is locked", "deadlock", "Traceback", "OperationalError", "could not serialize",
)  # fmt: skip
"""What must not stand in what the server complains of."""


@dataclass
class Writer:
    """One person with a browser, and the records that they write to."""

    port: int
    cookie: str
    number: int
    item: int
    action: int
    minute: int
    level: str
    took: list[float] = field(default_factory=list)
    wrong: Counter[str] = field(default_factory=Counter)

    def write_until(self, until: float) -> None:
        """One form after the other, each opened, filled in and sent, until the time is over."""
        forms: list[Callable[[], tuple[str, str, dict[str, str]]]] = [
            self._report, self._note, self._comment, self._minute,
        ]  # fmt: skip
        turn = self.number
        while time.perf_counter() < until:
            opened, to, filled = forms[turn % len(forms)]()
            start = time.perf_counter()
            try:
                fields, cookie, _ = open_form(self.port, opened, self.cookie)
                status, _ = post(self.port, to, cookie, fields | filled)
            except (OSError, RuntimeError) as problem:
                self.wrong[f"{to}: {problem}"] += 1
            else:
                if status == 302:
                    self.took.append(1000 * (time.perf_counter() - start))
                else:
                    self.wrong[f"{to}: answered {status}"] += 1
            turn += 1

    def _report(self) -> tuple[str, str, dict[str, str]]:
        filled = {
            "home": BUSY, "home_chosen": BUSY, "words": "Bells rang unanswered at night.",
            "when": "today", "direction": "worrying", "severity": "2",
            "groups_of_themes": "staffing", "kind": "observation", "grade": "none",
            "handling": "group_only", "voice": "own", "reliability": "not_assessed",
            "credibility": "not_assessed",
        }  # fmt: skip
        return f"/intelligence/report/?home={BUSY}", "/intelligence/report/", filled

    def _note(self) -> tuple[str, str, dict[str, str]]:
        address = f"/actions/{self.action}/"
        return address, f"{address}note/", {"words": "Still waiting for an answer."}

    def _comment(self) -> tuple[str, str, dict[str, str]]:
        address = f"/intelligence/{self.item}/"
        return address, f"{address}comment/", {"words": "We saw the same."}

    def _minute(self) -> tuple[str, str, dict[str, str]]:
        address = f"/meetings/home/{self.minute}/"
        filled = {
            "outcome": "discussed", "discussed": "All who were there agreed.",
            "level": self.level, "reason_kind": "not_in_the_data",
            "reason": "As was said at the meeting by all who were there.",
            "review_on": f"{datetime.now(UTC) + timedelta(days=10):%Y-%m-%d}",
        }  # fmt: skip
        return address, address, filled


def soak(port: int, seconds: int) -> dict[str, float | list[str]]:
    """How many forms were taken, how fast, and which were not."""
    writers = _writers(port)
    until = time.perf_counter() + seconds
    threads = [threading.Thread(target=one.write_until, args=(until,)) for one in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = sorted(ms for one in writers for ms in one.took)
    wrong = sum((one.wrong for one in writers), Counter())
    return {
        "taken": len(took),
        "per_second": len(took) / seconds,
        "p95_ms": took[int(0.95 * len(took))] if took else 0.0,
        "slowest_ms": took[-1] if took else 0.0,
        "failed": sum(wrong.values()),
        "why": [f"{count} times {what}" for what, count in wrong.most_common(5)],
    }


def troubles(said: str) -> int:
    """In how many lines the server complained of a lock, a deadlock or a fault."""
    return sum(any(sign in line for sign in SIGNS_OF_TROUBLE) for line in said.splitlines())


def _writers(port: int) -> list[Writer]:
    from caresight.web.actions.models import Action  # noqa: PLC0415 - needs Django
    from caresight.web.intelligence.models import Item  # noqa: PLC0415
    from caresight.web.meetings.models import AgendaItem  # noqa: PLC0415

    items = Item.objects.filter(
        given_to__group__name="Alderbourne", withdrawn_at=None, handling="group_only"
    )[:WRITERS]
    actions = Action.objects.filter(group__name="Alderbourne", state="open")[:WRITERS]
    places = AgendaItem.objects.filter(meeting__title=OPEN_TITLE)[:WRITERS]
    return [
        Writer(
            port, sign_in(port, PASSWORD, username=f"writer{number}"), number, item.pk,
            action.pk, place.pk, place.suggested_level,
        )
        for number, (item, action, place) in enumerate(zip(items, actions, places, strict=True))
    ]  # fmt: skip
