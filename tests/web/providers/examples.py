"""Examples for a provider's own pages: a draft return, a submitted one, a corrected one."""

from datetime import UTC, date, datetime
from uuid import uuid4

from caresight.vocabulary.periods import months_after
from caresight.web.providers import operations
from caresight.web.providers.calendar import latest_month
from caresight.web.providers.operations import Filled
from caresight.web.providers.queries import homes_of
from caresight.web.providers.return_definition import return_form
from caresight.web.providers.states import DIGITAL
from caresight.web.replies.operations import reply
from tests.web.casework import BORDER, OURS, Casework
from tests.web.examples import Examples

WHY, DRAFTED = "cursorybittern", "sedatewhimbrel"


def examples(casework: Casework) -> Examples:
    """A return in every state, and a reply that is being written."""
    day = datetime.now(UTC).date()
    months = [months_after(latest_month(day), -back) for back in range(4)]
    _returns(casework, months)
    _answers(casework, day)
    written = reply(
        actor=casework.people["provider"], at=datetime.now(UTC), home_id=OURS,
        home_name="Rowan Court", area_code="X99000001", about="figure",
        agency=casework.agencies["Invented Care 1 Ltd"], about_ref="falls_with_harm",
        words=f"We will explain ({DRAFTED}).",
    )  # fmt: skip
    home = {"home_id": OURS}
    figure = {**home, "code": "falls_with_harm"}
    return Examples(
        addresses={
            **{key: [home] for key in "own_home own_home_csv write_reply".split()},
            **{key: [figure] for key in "own_figure own_figure_csv".split()},
            "own_return": [{**home, "month": f"{month:%Y-%m}"} for month in months],
            "own_digital_return": [home, {"home_id": BORDER}, {"home_id": "H99999999"}],
            "edit_reply": [{"pk": written.pk}],
        },
        posts={
            "own_return": {"token": str(uuid4()), "version": "0", "falls": "4", "do": "save"},
            "own_digital_return": {"token": str(uuid4()), "version": "0", "device": "yes",
                                   "answered_on": f"{day}", "do": "save"},
            "own_return_upload": {"token": str(uuid4())},
            "write_reply": _words(), "edit_reply": _words() | {"version": "1"},
        },
        queries={
            "write_reply": ["?about=figure&ref=falls_with_harm"],
            "missing_returns": [f"?month={months[1]:%Y-%m}", "?month=x", "?page=99"],
            "missing_returns_csv": [f"?month={months[1]:%Y-%m}"],
        },
        secrets={WHY: frozenset({"provider"}), DRAFTED: frozenset({"provider"})},
    )  # fmt: skip


def _words() -> dict[str, str]:
    return {"token": str(uuid4()), "version": "0", "purpose": "explain", "words": "We will.",
            "do": "save"}  # fmt: skip


def _returns(casework: Casework, months: list[date]) -> None:
    """Of four months: none, a draft, a submitted return, a corrected one."""
    person, at = casework.people["provider"], datetime.now(UTC)
    home = next(one for one in homes_of(casework.access("provider")) if one["home_id"] == OURS)
    blank = dict.fromkeys(return_form().columns())
    operations.save_draft(
        actor=person, at=at, filled=Filled(home, months[1], {**blank, "falls": 3}, 0)
    )
    for month in months[2:]:
        operations.submit_return(
            actor=person, at=at, filled=Filled(home, month, {**blank, "falls": 2}, 0),
            token=uuid4(), confirmed=True,
        )  # fmt: skip
    operations.submit_return(
        actor=person, at=at, filled=Filled(home, months[3], {**blank, "falls": 5}, 1),
        token=uuid4(), confirmed=True, why=f"counted again ({WHY})",
    )  # fmt: skip


def _answers(casework: Casework, day: date) -> None:
    """A digital return that was submitted once, and a draft of what has changed since."""
    person, at, asked = casework.people["provider"], datetime.now(UTC), return_form(DIGITAL)
    home = next(one for one in homes_of(casework.access("provider")) if one["home_id"] == OURS)
    said = {**dict.fromkeys(asked.columns()), "answered_on": f"{day}", "device": "yes"}
    operations.submit_return(
        actor=person, at=at, filled=Filled(home, None, said, 0, asked=asked), token=uuid4(),
        confirmed=False,
    )  # fmt: skip
    said |= {"device": None, "tablets_number": 4, "wifi_residents": "no"}
    operations.save_draft(actor=person, at=at, filled=Filled(home, None, said, 1, asked=asked))
