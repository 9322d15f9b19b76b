"""What a neighbouring council of the demo says it does about delays: invented, as all of it."""

from datetime import date, datetime

from caresight.web.accounts.agency_kinds import AgencyKind
from caresight.web.accounts.models import AgencyArea
from caresight.web.accounts.operations import add_person, agency_called
from caresight.web.config.people import generated_password
from caresight.web.directory.releases import Shown
from caresight.web.local_areas.models import PracticeNote
from caresight.web.local_areas.operations import write_note
from caresight.web.local_areas.parts import divided

WORDS = (
    "Invented. Somebody of the council sits in the hospital on weekday mornings and agrees care "
    "at home on the day that a ward says a person may leave. Two providers are paid to keep "
    "hours free for it."
)
SINCE = date(2024, 4, 1)


def note_practice(release: Shown, area_code: str, *, at: datetime) -> PracticeNote | None:
    """A note of whoever does best on delays among those like an area; none without figures."""
    area = release.index.place(area_code)
    whole = divided(area["measures"]) if area else None
    best = whole["best_neighbour"] if whole else None
    if whole is None or best is None:
        return None
    agency = agency_called(f"{best['area_name']} Council", kind=AgencyKind.COUNCIL)
    AgencyArea.objects.get_or_create(agency=agency, area_code=best["area_code"])
    writer = add_person(
        username="neighbouring-analyst", password=generated_password(), roles=["analyst"],
        agency=agency, name="Invented neighbouring analyst",
    )  # fmt: skip
    row = whole["row"]
    return write_note(
        actor=writer, at=at, token=None, area=(best["area_code"], best["area_name"]),
        measure=(row["code"], row["title"]), words=WORDS, since=SINCE,
        ask_role="Head of hospital discharge",
    )  # fmt: skip
