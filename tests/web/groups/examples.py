"""A group in each state, and how every page of groups is asked for."""

from datetime import date

from caresight.web.groups.models import Group, GroupHome, GroupTerms, Membership
from tests.web.casework import BORDER, THEIRS, Casework
from tests.web.examples import Examples

TOKENS = "7f0e2a7c-0000-4000-8000-0000000000{:02}"
OUR_TERMS, THEIR_TERMS = "gannetterms", "puffinterms"
OUR_REASON = "plovergrounds"


def examples(casework: Casework) -> Examples:
    """Groups with terms, border homes, a deputy, one place that ended, and one closed group."""
    ours, theirs = casework.groups["Alderbourne"], casework.groups["Quillhaven"]
    chair = Membership.objects.get(person=casework.people["chair"])
    deputy = Membership.objects.create(
        group=ours,
        person=casework.people["healthwatch"],
        deputises_for=chair,
        position="chair",
        from_on=date(2026, 9, 1),
        until_on=date(2026, 10, 1),
    )
    for group, text in ((ours, OUR_TERMS), (theirs, THEIR_TERMS)):
        for agreed_on in (date(2025, 4, 1), date(2026, 4, 1)):
            _terms(casework, group, f"{text} of {agreed_on.year}", agreed_on)
    closed = Group.objects.create(name="Closed group", is_active=False)
    GroupHome.objects.filter(home_id=BORDER).update(reason=OUR_REASON)
    gone = GroupHome.objects.create(
        group=theirs, home_id="H99999999", home_name="A home that left", reason="as it was"
    )
    every = [{"pk": group.pk} for group in (ours, theirs, casework.groups["Region"], closed)]
    border = GroupHome.objects.get(group=ours, home_id=BORDER)
    region = {casework.people["oversight"].username, "administrator"}
    members = {"chair", "council", "regulator", "ambulance", "healthwatch", "safeguarding"}
    return Examples(
        addresses={
            **dict.fromkeys(
                "group group_terms edit_group group_areas add_border_home add_member "
                "agree_terms".split(),
                every,
            ),
            "remove_border_home": [
                {"pk": ours.pk, "further_pk": border.pk},
                {"pk": theirs.pk, "further_pk": gone.pk},
            ],
            "end_membership": [
                {"pk": ours.pk, "place_pk": deputy.pk},
                {"pk": ours.pk, "place_pk": chair.pk},
            ],
        },
        posts=_posts(casework),
        secrets={
            OUR_TERMS: frozenset(members | region),
            THEIR_TERMS: frozenset({"neighbour"} | region),
            OUR_REASON: frozenset(members | region),
        },
    )


def _posts(casework: Casework) -> dict[str, dict[str, object]]:
    group = {
        "name": "Made by a form", "kind": "local", "ladder": "nqb-2022", "quorum_members": 3,
        "quorum_agencies": 2, "budget": 10, "is_active": "on", "version": 1,
        "token": TOKENS.format(1),
    }  # fmt: skip
    return {
        "add_group": group,
        "edit_group": {**group, "name": "Changed by a form"},
        "group_areas": {"areas": ["X99000001", "X99000003"]},
        "add_border_home": {"home": THEIRS, "reason": "our council places people there"},
        "remove_border_home": {},
        "add_member": {
            "person": casework.people["neighbour"].pk, "position": "member",
            "from_on": "2026-11-01", "token": TOKENS.format(2),
        },
        "end_membership": {
            "until_on": "2026-12-01", "reason": "another post", "without_chair": "on",
        },
        "agree_terms": {
            "agreed_on": "2026-11-01", "text": "As agreed by a form", "token": TOKENS.format(3),
        },
    }  # fmt: skip


def _terms(casework: Casework, group: Group, text: str, agreed_on: date) -> None:
    GroupTerms.objects.create(
        group=group,
        text=text,
        agreed_on=agreed_on,
        kept_at=f"{agreed_on}T09:00Z",
        kept_by=casework.people["administrator"],
    )
    group.terms, group.terms_agreed_on = text, agreed_on
    group.save()
