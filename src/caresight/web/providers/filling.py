"""What a return starts from, and what its figures are held against."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from caresight.pipeline.release_index.documents import HomeRow
from caresight.vocabulary.periods import months_after
from caresight.web.groups.access import Access
from caresight.web.providers import evidence, queries
from caresight.web.providers.checking import Known, Remark, remarks
from caresight.web.providers.models import MonthlyReturn
from caresight.web.providers.return_definition import ReturnForm, return_form

Values = Mapping[str, float | None]


@dataclass(frozen=True)
class Filling:
    """A return of one home and month with all that stands beside it."""

    asked: ReturnForm
    held: MonthlyReturn | None
    values: Values
    before: Values
    """The month before: what was submitted here, else what the evidence holds."""
    beds: int | None
    month: date
    is_from_evidence: bool
    """Whether the figures came as a file, and nothing was typed here yet."""

    @property
    def version(self) -> int:
        """Of the return; 0 where nothing was saved here."""
        return self.held.version if self.held else 0

    @property
    def is_begun(self) -> bool:
        """Whether there are figures to remark on."""
        return any(value is not None for value in self.values.values())

    def remarks(self, values: Values) -> list[Remark]:
        """What to say beside these figures."""
        return remarks(self.asked, values, Known(self.month, self.beds, self.before))


def opened(access: Access, home: HomeRow, month: date) -> Filling:
    """The return of a home for a month, begun or not."""
    asked, home_id = return_form(), home["home_id"]
    held = queries.return_of(access, home_id, month)
    values = _typed(access, held, home_id, month)
    came = {} if values is not None else _reported(asked, home, month)
    return Filling(
        asked=asked,
        held=held,
        values={name: (values or came).get(name) for name in asked.columns()},
        before=_before(access, asked, home, months_after(month, -1)),
        beds=home["beds"],
        month=month,
        is_from_evidence=bool(came),
    )


def _typed(access: Access, held: MonthlyReturn | None, home_id: str, month: date) -> Values | None:
    if held is not None and held.draft is not None:
        drafted: Values = held.draft
        return drafted
    return queries.submitted_values(access, home_id, month) if held else None


def _before(access: Access, asked: ReturnForm, home: HomeRow, month: date) -> Values:
    submitted = queries.submitted_values(access, home["home_id"], month)
    return submitted if submitted is not None else _reported(asked, home, month)


def _reported(asked: ReturnForm, home: HomeRow, month: date) -> dict[str, float | None]:
    ids: Sequence[str] = home["location_ids"].split()
    found = evidence.reported(ids, asked.source.id, month)
    return {name: _plain(found[name]) for name in asked.columns() if name in found}


def _plain(value: float | None) -> float | None:
    return int(value) if value is not None and value == int(value) else value
