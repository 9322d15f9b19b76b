"""The return calendars of a provider's homes: what the evidence holds and what was typed here."""

from collections.abc import Sequence
from datetime import date

from caresight.pipeline.release_index.documents import HomeDocument, HomeRow
from caresight.web.groups.access import Access
from caresight.web.providers import evidence, queries
from caresight.web.providers.calendar import Month, calendar
from caresight.web.providers.return_definition import return_form


def latest(access: Access, rows: Sequence[HomeRow]) -> dict[str, Month]:
    """The newest month of each home that sends returns."""
    ids = [row["home_id"] for row in rows if row["register"] == queries.REGISTER]
    states, received = queries.states_of(access, ids), evidence.months_received(ids)
    return {
        home_id: calendar(
            day=access.day,
            due_day=return_form().definition.due_on_day,
            months=1,
            states=states.get(home_id, {}),
            received=received.get(home_id, frozenset()),
            since=None,
        )[0]
        for home_id in ids
    }


def whole(access: Access, document: HomeDocument) -> list[Month]:
    """The calendar of one home, the newest month first."""
    definition, home_id = return_form().definition, document["row"]["home_id"]
    return calendar(
        day=access.day,
        due_day=definition.due_on_day,
        months=definition.months_listed,
        states=queries.states_of(access, [home_id]).get(home_id, {}),
        received=evidence.months_received([home_id]).get(home_id, frozenset()),
        since=run_since(document),
    )


def run_since(document: HomeDocument) -> date | None:
    """Since when the provider has run the home; None where nobody says."""
    mine = document["row"]["provider_name"]
    begins = [
        location["from_on"]
        for location in document["locations"]
        if location["is_current"] and location["provider_name"] == mine
    ]
    known = [date.fromisoformat(text) for text in begins if text]
    return min(known) if known and len(known) == len(begins) else None
