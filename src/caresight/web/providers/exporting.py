"""Submitted returns as rows for the next build, in the layout of the spreadsheet.

Each day of submission is a file of its own, named by that day and never changed once the day
is over: landing it again lands nothing, and a correction comes as a later file that counts.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import groupby
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from caresight.web.audit.actors import SYSTEM
from caresight.web.audit.operations import record
from caresight.web.providers.models import MonthlyReturn, ReturnVersion
from caresight.web.providers.return_definition import KEYS, return_form
from caresight.web.providers.states import ReturnState

Row = dict[str, str]


def returns_for_build(since: datetime | None = None) -> list[tuple[date, list[Row]]]:
    """Day of submission to its rows, of versions submitted from the day of `since` on.

    Of several versions of one return on one day the last counts.
    """
    return [(day, [_row(version) for version in last]) for day, last in _by_day(since)]


def write_returns(to: Path, since: datetime | None = None, *, at: datetime) -> int:
    """Write the files of `returns_for_build` and say how many rows they hold.

    A folder gets a file for each day; a path that ends in .csv gets the newest version of
    every return in one file. What is written counts as accepted into the evidence.
    """
    days = list(_by_day(since))
    if to.suffix.lower() == ".csv":
        newest = {version.monthly_return_id: version for _, day in days for version in day}
        days = [(timezone.localdate(at), _ordered(newest.values()))] if newest else []
        _write(to, days[0][1] if days else [])
    else:
        to.mkdir(parents=True, exist_ok=True)
        for day, versions in days:
            _write(to / f"provider_return_published_{day.isoformat()}.csv", versions)
    written = [version for _, versions in days for version in versions]
    _accept(written, at)
    return len(written)


def _by_day(since: datetime | None) -> Iterator[tuple[date, list[ReturnVersion]]]:
    found = ReturnVersion.objects.select_related("monthly_return").order_by("submitted_at", "pk")
    if since is not None:
        # Whole days only: a file must not change with the minute at which it is asked for.
        first = timezone.localtime(since).replace(hour=0, minute=0, second=0, microsecond=0)
        found = found.filter(submitted_at__gte=first)
    for day, versions in groupby(found, key=lambda one: timezone.localdate(one.submitted_at)):
        last = {version.monthly_return_id: version for version in versions}
        yield day, _ordered(last.values())


def _ordered(versions: Iterable[ReturnVersion]) -> list[ReturnVersion]:
    return sorted(versions, key=lambda one: (one.monthly_return.month, one.monthly_return_id))


def _row(version: ReturnVersion) -> Row:
    held, columns = version.monthly_return, return_form().columns()
    key = (f"{held.month:%Y-%m}", held.location_id, held.home_name)
    cells = {
        name: _cell(version.values.get(name), is_flag=column.type == "flag")
        for name, column in columns.items()
    }
    return {**dict(zip(KEYS, key, strict=True)), **cells}


def _cell(value: float | None, *, is_flag: bool) -> str:
    if value is None:
        return ""
    if is_flag:
        return "Y" if value else "N"
    return str(int(value)) if value == int(value) else repr(float(value))


def _write(path: Path, versions: Iterable[ReturnVersion]) -> None:
    columns = [*KEYS, *return_form().columns()]
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_row(version) for version in versions)
    # Replaced in one step: whoever lands the folder never meets half a file.
    part = path.with_name(f".{path.name}.part")
    part.write_text(text.getvalue(), encoding="utf-8", newline="")
    part.replace(path)


@transaction.atomic
def _accept(versions: list[ReturnVersion], at: datetime) -> None:
    """Mark what was handed on; a return with a later version stays submitted."""
    fresh = [version for version in versions if version.accepted_at is None]
    if not fresh:
        return
    returns = {version.monthly_return_id for version in fresh}
    latest = max(version.submitted_at for version in fresh)
    unmarked = ReturnVersion.objects.filter(monthly_return__in=returns, accepted_at__isnull=True)
    # A version that a later one of the same day replaced is settled by that one.
    unmarked.filter(submitted_at__lte=latest).update(accepted_at=at)
    MonthlyReturn.objects.filter(pk__in=returns).exclude(
        pk__in=unmarked.values("monthly_return")
    ).update(state=ReturnState.ACCEPTED)
    record(
        actor=SYSTEM,
        at=at,
        operation="providers.hand_returns_to_build",
        subject="returns",
        detail={"returns": len(returns), "versions": sorted(version.pk for version in fresh)},
    )
