"""Examples of what is put together: items in every state of openness, and how pages are asked."""

from tests.web.casework import BORDER, OURS, THEIRS, THEIRS_AREA, Casework
from tests.web.examples import Examples
from tests.web.joint.items import sent

OUR_MEMBERS = frozenset("chair council regulator ambulance healthwatch safeguarding".split())
FOR_ALL = "plumtreelantern"
FOR_NAMED = "quincewoodbutton"
OF_THEIRS = "medlarcompass"


def examples(casework: Casework) -> Examples:
    """Items that every member, named agencies, and the other group alone may read."""
    sent(casework, "council", words=FOR_ALL)
    sent(
        casework, "council", words=FOR_NAMED, handling="named_agencies",
        named_agencies=[casework.agencies["Healthwatch Alderbourne"]],
    )  # fmt: skip
    sent(
        casework, "neighbour", words=OF_THEIRS, home_id=BORDER, area_code=THEIRS_AREA,
        home_name="Heron Lodge", groups=[casework.groups["Quillhaven"]],
    )  # fmt: skip
    ours = casework.groups["Alderbourne"].pk
    return Examples(
        addresses={"together": [{"home_id": home} for home in (OURS, BORDER, THEIRS, "H9")]},
        queries={
            "clock": [f"?group={ours}", f"?home={OURS}", f"?home={THEIRS}", "?group=9", "?page=x"],
            "clock_csv": [f"?group={ours}", "?group=9"],
        },
        secrets={
            FOR_ALL: OUR_MEMBERS,
            FOR_NAMED: frozenset({"council", "healthwatch"}),
            OF_THEIRS: frozenset({"neighbour"}),
        },
    )
