"""Notes of two areas, one of them taken back, and how their pages are asked for."""

from caresight.web.local_areas.operations import take_back_note
from tests.web.casework import OURS_AREA, PEOPLE, THEIRS_AREA, Casework
from tests.web.examples import Examples
from tests.web.local_areas.given import AT, WHOLE, noted

READERS = frozenset(
    name
    for name, (_, roles, _, _) in PEOPLE.items()
    if {"viewer", "analyst", "member", "oversight", "administrator"} & set(roles.split())
)
TOKEN = "7f0e2a7c-0000-4000-8000-0000000000{:02}"
OURS_SAYS, THEIRS_SAYS, NO_MORE = "quillwortpractice", "sedgewortpractice", "bogwortpractice"


def examples(casework: Casework) -> Examples:
    """What Alderbourne and Quillhaven say they do, and what one of them said before."""
    ours = noted(casework, words=OURS_SAYS)
    before = noted(casework, words=NO_MORE)
    take_back_note(actor=casework.people["council"], at=AT, note=before)
    theirs = noted(
        casework, by="neighbour", area=(THEIRS_AREA, "Quillhaven"), words=THEIRS_SAYS
    )  # fmt: skip
    areas = [{"area_code": code} for code in (OURS_AREA, THEIRS_AREA, "X99000099", "X1")]
    return Examples(
        addresses={
            "area": areas,
            "area_measure": [{"code": WHOLE[0]}],
            "write_practice_note": areas,
            "take_back_practice_note": [{"pk": one.pk} for one in (ours, before, theirs)],
        },
        posts={
            "write_practice_note": {
                "token": TOKEN.format(91), "measure": WHOLE[0], "since": "2020-04-01",
                "words": "Wards agree care by noon.", "ask_role": "Head of hospital discharge",
            },
            "take_back_practice_note": {},
        },
        queries={
            "area_measure": [f"?area={OURS_AREA}", f"?area={THEIRS_AREA}", "?area=x"],
            "write_practice_note": [f"?measure={WHOLE[0]}", "?measure=x"],
        },
        secrets={OURS_SAYS: READERS, THEIRS_SAYS: READERS, NO_MORE: frozenset()},
    )  # fmt: skip
