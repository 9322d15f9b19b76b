"""A project in each state, and how every page of projects is asked for."""

from caresight.web.projects.operations import Taking, take_back_project
from tests.web.casework import OURS, OURS_AREA, Casework
from tests.web.examples import Examples
from tests.web.projects.given import AT, found, registered

TOKEN = "7f0e2a7c-0000-4000-8000-0000000000{:02}"
NAME, WORDS, GONE = "brambleproject", "bramblewords", "bramblegone"
STAFF = frozenset(
    "chair council regulator ambulance healthwatch safeguarding left neighbour oversight viewer "
    "analyst administrator".split()
)


def examples(casework: Casework) -> Examples:
    """Projects that wait, were worked out, say nothing, were taken back, of both groups."""
    told = registered(casework, name=NAME, words=WORDS)
    found(told)
    silent = registered(casework, name="Tablets", kind="connectivity")
    found(silent, can_say=False, effect=None, obstacles=["Too few homes."])
    waiting = registered(
        casework, by="neighbour", group="Quillhaven", name="Mail",
        homes=[Taking(OURS, "Rowan Court", OURS_AREA)],
    )  # fmt: skip
    gone = registered(casework, name=GONE)
    take_back_project(actor=casework.people["chair"], at=AT, project=gone, why="Twice")
    every = [{"pk": one.pk} for one in (told, silent, waiting, gone)]
    form = {
        "token": TOKEN.format(71), "group": casework.groups["Alderbourne"].pk, "name": "Sensors",
        "kind": "falls_detection", "owner": "Falls team", "started_on": "2026-05-01",
        "indicator": "ambulance_incidents", "unchanging": "", "chosen_by": "not_known",
        "homes": OURS, "words": "", "version": 1,
    }  # fmt: skip
    return Examples(
        addresses={
            "project": every,
            "project_csv": every,
            "change_project": every,
            "take_back_project": every,
        },
        posts={
            "register_project": form,
            "change_project": form,
            "take_back_project": {"why": "Entered by mistake"},
        },
        queries={"projects": ["?page=2", "?page=x"]},
        secrets={NAME: STAFF, WORDS: STAFF, GONE: frozenset()},
    )
