"""What a return starts from, and what its figures are held against."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from caresight.pipeline.release_index.documents import HomeRow
from caresight.vocabulary.periods import months_after
from caresight.web.groups.access import Access
from caresight.web.providers import evidence, queries
from caresight.web.providers.answer_columns import NUMBER, ON, OUT_OF
from caresight.web.providers.answering import Answered, answers_in, remarks_on_answers
from caresight.web.providers.checking import Known, Remark, remarks
from caresight.web.providers.models import HomeReturn
from caresight.web.providers.return_definition import ReturnForm, Value, Values, return_form
from caresight.web.providers.states import DIGITAL


@dataclass(frozen=True)
class Filling:
    """A return of one home with all that stands beside it."""

    asked: ReturnForm
    held: HomeReturn | None
    values: Values
    before: Values
    """The month before: what was submitted here, else what the evidence holds."""
    today: date
    beds: int | None = None
    month: date | None = None
    """The month that it is about, if it is about one."""
    is_from_evidence: bool = False
    """Whether the figures came as a file, and nothing was typed here yet."""
    criteria: Mapping[str, evidence.Criterion] = field(default_factory=dict)
    """What the evidence says of each criterion, where it asks for answers."""
    waiting: Mapping[str, Answered] = field(default_factory=dict)
    """Answers that were submitted and that no build has taken yet, by criterion."""

    @property
    def version(self) -> int:
        """Of the return; 0 where nothing was saved here."""
        return self.held.version if self.held else 0

    @property
    def is_begun(self) -> bool:
        """Whether there are figures to remark on."""
        return any(value is not None for value in self.values.values())

    def not_asked(self, values: Values) -> set[str]:
        """Columns that a page leaves out, as another source shows what they ask for.

        What somebody answered already stays on the page.
        """
        parts = {code + end for code in self.elsewhere for end in ("", NUMBER, OUT_OF, ON)}
        return {name for name in parts if values.get(name) is None}

    @property
    def elsewhere(self) -> set[str]:
        """Criteria that another source shows to be met: what is collected once is not asked again.

        A list that says no may be older than what the home has done since, so the home is asked.
        """
        return {
            code
            for code, one in self.criteria.items()
            if one.facts["state"] == "yes" and one.facts["source"] != self.asked.source.id
        }

    def remarks(self, values: Values) -> list[Remark]:
        """What to say beside these figures."""
        if self.month is None:
            return remarks_on_answers(self.asked, values, self.today)
        return remarks(self.asked, values, Known(self.month, self.beds, self.before))


def opened_digital(access: Access, home: HomeRow) -> Filling:
    """The digital return of a home: empty, or the draft that waits; never its last answers.

    What was said before stands beside each question, with its day. Were it filled in, a press
    of the button would say it anew of a day for which nobody has looked.
    """
    asked, home_id = return_form(DIGITAL), home["home_id"]
    held = queries.return_of(access, home_id, None, DIGITAL)
    draft: Values = (held.draft if held else None) or {}
    return Filling(
        asked=asked,
        held=held,
        values={name: draft.get(name) for name in asked.columns()},
        before={},
        today=access.day,
        criteria=evidence.criteria_of(home_id),
        waiting={
            answer.criterion: answer
            for version in reversed(queries.versions_of(held))
            if version.accepted_at is None
            for answer in answers_in(version.values)
        },
    )


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
        today=access.day,
        beds=home["beds"],
        month=month,
        is_from_evidence=bool(came),
    )


def _typed(access: Access, held: HomeReturn | None, home_id: str, month: date) -> Values | None:
    if held is not None and held.draft is not None:
        drafted: Values = held.draft
        return drafted
    return queries.submitted_values(access, home_id, month) if held else None


def _before(access: Access, asked: ReturnForm, home: HomeRow, month: date) -> Values:
    submitted = queries.submitted_values(access, home["home_id"], month)
    return submitted if submitted is not None else _reported(asked, home, month)


def _reported(asked: ReturnForm, home: HomeRow, month: date) -> dict[str, Value]:
    ids: Sequence[str] = home["location_ids"].split()
    found = evidence.reported(ids, asked.source.id, month)
    return {name: _plain(found[name]) for name in asked.columns() if name in found}


def _plain(value: float | None) -> float | None:
    return int(value) if value is not None and value == int(value) else value
