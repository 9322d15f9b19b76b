"""What each page should answer to each person: an oracle of its own, apart from the rules."""

from collections.abc import Mapping

from tests.web.casework import Casework
from tests.web.meetings.examples import MEMBERS

LEADS = frozenset({"chair", "council"})
OVERSEEN = frozenset({"meeting", "level_log", "level_log_csv", "flags_judged"})
OF_GROUP = frozenset("meeting_calendar add_meeting level_log level_log_csv flags_judged".split())
FOR_MEMBERS = frozenset("propose_home write_report correct_minutes".split())
READ = frozenset("meeting_reports meeting_minutes meeting_actions home_minute".split())
BUTTONS = frozenset(
    "call_meeting propose_agenda agenda_order open_minutes sign_minutes remove_guest".split()
)
"""Pages that take a POST only."""
REFUSED = frozenset({403, 404})


def expected(
    page: str, name: str, arguments: Mapping[str, object], casework: Casework
) -> frozenset[int]:
    """The answers that a GET of a page may have; every example but the groups is Alderbourne's."""
    if page in BUTTONS:
        return REFUSED | {405}
    group = "Alderbourne"
    if page in OF_GROUP:
        group = next(one for one, held in casework.groups.items() if held.pk == arguments["pk"])
    members, leads = {
        "Alderbourne": (MEMBERS, LEADS),
        "Quillhaven": (frozenset({"neighbour"}), frozenset({"neighbour"})),
    }.get(group, (frozenset(), frozenset()))
    if page in OVERSEEN:
        may = members | ({"oversight"} if group != "Region" else frozenset())
    elif page in FOR_MEMBERS | READ:
        may = members
    else:
        may = leads
    return frozenset({200}) if name in may else REFUSED
