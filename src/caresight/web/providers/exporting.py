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
from django.db.models import Q
from django.utils import timezone

from caresight.web.audit.actors import SYSTEM
from caresight.web.audit.operations import record
from caresight.web.providers.answering import answers_in
from caresight.web.providers.models import HomeReturn, ReturnVersion
from caresight.web.providers.return_definition import (
    KEYS,
    ReturnForm,
    Value,
    return_form,
    return_forms,
)
from caresight.web.providers.states import MONTHLY, ReturnState

Row = dict[str, str]


def returns_for_build(
    since: datetime | None = None, of: str = MONTHLY
) -> list[tuple[date, list[Row]]]:
    """Day of submission to its rows, of versions submitted from the day of `since` on.

    Of several versions of one monthly return on one day the last counts. Of answers, the last
    to each question of a day.
    """
    form = return_form(of)
    return [(day, _rows(versions, form)) for day, versions in _by_day(since, form)]


def write_returns(to: Path, since: datetime | None = None, *, at: datetime, of: str = "") -> int:
    """Write the files of `returns_for_build` and say how many returns they hold.

    A folder gets a file for each source and day; a path that ends in .csv gets the newest word
    of every return of one source in one file. What is written counts as accepted into the
    evidence.
    """
    written: list[ReturnVersion] = []
    if to.suffix.lower() == ".csv":
        form = return_form(of or MONTHLY)
        versions = [version for _, day in _by_day(since, form) for version in day]
        written = _last(versions) if form.is_monthly else versions
        _write(to, written, form)
    else:
        to.mkdir(parents=True, exist_ok=True)
        for form in [return_form(of)] if of else return_forms():
            for day, versions in _by_day(since, form):
                name = f"{form.source.id}_published_{day.isoformat()}.csv"
                _write(to / name, versions, form)
                written += versions
    _accept(written, at)
    return len(written)


def _by_day(since: datetime | None, form: ReturnForm) -> Iterator[tuple[date, list[ReturnVersion]]]:
    found = (
        ReturnVersion.objects.filter(home_return__source=form.source.id)
        .select_related("home_return")
        .order_by("submitted_at", "pk")
    )
    if since is not None:
        # Whole days only: a file must not change with the minute at which it is asked for.
        first = timezone.localtime(since).replace(hour=0, minute=0, second=0, microsecond=0)
        found = found.filter(submitted_at__gte=first)
    for day, versions in groupby(found, key=lambda one: timezone.localdate(one.submitted_at)):
        of_day = list(versions)
        yield day, _last(of_day) if form.is_monthly else of_day


def _last(versions: Iterable[ReturnVersion]) -> list[ReturnVersion]:
    """The last version of each return, by month."""
    last = {version.home_return_id: version for version in versions}
    return sorted(last.values(), key=lambda one: (str(one.home_return.month), one.home_return_id))


def _rows(versions: Iterable[ReturnVersion], form: ReturnForm) -> list[Row]:
    if form.is_monthly:
        return [_figures(version, form) for version in versions]
    # A later answer to the same question of the same day stands in place of the earlier one.
    last = {
        (row["location_id"], row["criterion"], row["answered_on"]): row
        for version in versions
        for row in _answers(version)
    }
    return [last[key] for key in sorted(last)]


def _figures(version: ReturnVersion, form: ReturnForm) -> Row:
    held = version.home_return
    key = (f"{held.month:%Y-%m}", held.location_id, held.home_name)
    cells = {
        name: _cell(version.values.get(name), is_flag=column.type == "flag")
        for name, column in form.columns().items()
    }
    return {**dict(zip(KEYS, key, strict=True)), **cells}


def _answers(version: ReturnVersion) -> Iterator[Row]:
    held = version.home_return
    for one in answers_in(version.values):
        yield {
            "location_id": held.location_id,
            "home_name": held.home_name,
            "criterion": one.criterion,
            "answer": one.answer,
            "number": _cell(one.number),
            "out_of": _cell(one.out_of),
            "answered_on": one.on,
        }


def _cell(value: Value, *, is_flag: bool = False) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    if is_flag:
        return "Y" if value else "N"
    return str(int(value)) if value == int(value) else repr(float(value))


def _write(path: Path, versions: Iterable[ReturnVersion], form: ReturnForm) -> None:
    columns = [*KEYS, *form.columns()] if form.is_monthly else [*form.source.columns]
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_rows(versions, form))
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
    returns = {version.home_return_id for version in fresh}
    latest = max(version.submitted_at for version in fresh)
    unmarked = ReturnVersion.objects.filter(home_return__in=returns, accepted_at__isnull=True)
    # A monthly version that a later one replaced is settled by that one. Answers replace none:
    # those that were not handed on would be lost, were they marked.
    settled = Q(submitted_at__lte=latest, home_return__month__isnull=False)
    unmarked.filter(settled | Q(pk__in=[version.pk for version in fresh])).update(accepted_at=at)
    HomeReturn.objects.filter(pk__in=returns).exclude(pk__in=unmarked.values("home_return")).update(
        state=ReturnState.ACCEPTED
    )
    record(
        actor=SYSTEM,
        at=at,
        operation="providers.hand_returns_to_build",
        subject="returns",
        detail={"returns": len(returns), "versions": sorted(version.pk for version in fresh)},
    )
