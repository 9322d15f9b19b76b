"""One item in every state, and how each page of intelligence is asked for."""

from datetime import date
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from caresight.web.intelligence import operations
from caresight.web.intelligence.kinds import Handling, State
from caresight.web.intelligence.models import Import, Item
from tests.web.casework import OURS, THEIRS, Casework
from tests.web.examples import Examples
from tests.web.intelligence.items import NOW, send

GROUP = frozenset("chair council regulator ambulance healthwatch safeguarding".split())
SENDER = frozenset({"social_worker"})

CSV = (
    "Home,Seen on,What was seen,How serious,About\n"
    f"{OURS},2026-11-05,Rugs lie loose in the hall,2,Safety and harm\n"
    f"{OURS},tomorrow,Rugs lie loose,2,Safety and harm\n"
)

PAGES_OF_AN_ITEM = (
    "item item_sent item_edit item_withdraw item_comment dispose_item item_link clear_wording "
    "release_to_provider resident_details add_details"
).split()

SECRETS = {
    # a word that stands nowhere else: who may ever read it
    "quokkaward": GROUP | SENDER,  # an item for the group
    "wombatward": frozenset("council regulator social_worker".split()),  # for named agencies
    "numbatward": frozenset({"neighbour", "social_worker"}),  # of a home of theirs only
    "dunnartward": GROUP,  # a comment: not for who sent the item
    "biltonward": GROUP,  # a reason: not for who sent the item
    "kowariward": GROUP | SENDER,  # the feedback
    "bandiward": frozenset({"safeguarding"}),  # who it is about, opened with a reason
    "possumward": GROUP | {"provider"},  # passed on to the provider
    "pademward": GROUP | SENDER,  # what it said before
    "potorooward": frozenset({"council"}),  # a row of a spreadsheet to mend
}


def examples(casework: Casework) -> Examples:
    """Make them all."""
    items = _items(casework)
    release = _passed_on(casework, items["provider"])
    held = _import(casework)
    every = [{"pk": item.pk} for item in items.values()]
    one = items["group"]
    return Examples(
        addresses={
            **dict.fromkeys(PAGES_OF_AN_ITEM, every),
            # First the one item that may be passed on.
            "release_to_provider": sorted(every, key=lambda one: one["pk"] != items["provider"].pk),
            "take_back_release": [{"pk": items["provider"].pk, "release_pk": release}],
            **{
                page: [{"pk": held.pk}] for page in "import_check import_take_in import_bad".split()
            },
        },
        posts=_posts(one, other=items["compliment"].pk),
        queries={
            "intelligence": [
                f"?home={OURS}", "?q=quokkaward", "?state=due", "?state=withdrawn", "?theme=abuse",
                f"?home={THEIRS}&kind=complaint&severity=3", "?page=2", "?from=2026-11-01",
            ],
            "intelligence_csv": ["?q=wombatward", "?state=open"],
            "intelligence_json": ["?q=numbatward", "?direction=good"],
            "search": ["?q=ward", "?q=quokkaward", "?q=dunnartward", "?q=bandiward", '?q="*('],
            "report_item": [f"?home={OURS}", "?home=H404"],
            "my_items": ["?page=2"],
        },
        secrets=SECRETS,
    )  # fmt: skip


def _items(casework: Casework) -> dict[str, Item]:
    lead = casework.people["council"]
    items = {
        "group": send(casework, words="Bells unanswered on the quokkaward at night."),
        "named": send(
            casework, words="Told in confidence of the wombatward.", handling="named_agencies",
            named=["Invented Regulator"], severity=4, kind="whistleblowing",
        ),
        "theirs": send(casework, home_id=THEIRS, words="The numbatward smelt of damp."),
        "provider": send(
            casework, "healthwatch", words="Residents of the garden room waited for lunch.",
            handling=Handling.PROVIDER_MAY_SEE,
        ),
        "withdrawn": send(casework, words="Taken for another home."),
        "joined": send(casework, "ambulance", words="Bells ring and nobody comes."),
        "compliment": send(
            casework, "healthwatch", words="Singing every Friday; people laugh.",
            kind="compliment", direction="good", severity=1, themes=["daily_care"],
            handling=Handling.PUBLIC_THEME_ONLY, name_may_be_shared=True,
        ),
        "edited": send(casework, words="The pademward was cold."),
    }  # fmt: skip
    for state in (one for one in State if one not in (State.NEW, State.DUPLICATE)):
        item = send(casework, words=f"Seen, and {state.label.lower()}.")
        operations.dispose(
            actor=lead, at=NOW, item=item, state=state, reason="Because of the biltonward.",
            feedback="Thank you: the kowariward is seen to.", review_by=date(2026, 12, 1),
        )  # fmt: skip
        items[f"state {state}"] = item
    _more(casework, items)
    return items


def _more(casework: Casework, items: dict[str, Item]) -> None:
    lead, sender = casework.people["council"], casework.people["social_worker"]
    operations.withdraw_item(actor=sender, at=NOW, item=items["withdrawn"], why="The wrong home.")
    operations.comment_on(
        actor=casework.people["regulator"], at=NOW, item=items["group"],
        words="Heard the same of the dunnartward.", token=uuid4(),
    )  # fmt: skip
    operations.tie_items(
        actor=lead, at=NOW, item=items["group"], other=items["edited"], kind="related"
    )
    operations.join_items(
        actor=lead, at=NOW, item=items["joined"], other=items["group"], reason="The same night."
    )
    operations.keep_item_details(
        actor=sender, at=NOW, item=items["group"], words="Resident of the bandiward."
    )
    operations.note_step(
        actor=lead, at=NOW, item_pks=[items["group"].pk], kind="discussed", on=date(2026, 11, 21)
    )
    edited = items["edited"]
    operations.edit_item(
        actor=sender, at=NOW, item=edited, version=1,
        corrected=operations.Correction(
            words="It was cold.", observed_on=edited.observed_on, themes=["place"],
            kind=edited.kind, direction=edited.direction, severity=1, grade=edited.grade,
            reliability=edited.reliability, credibility=edited.credibility,
            handling=edited.handling, voice=edited.voice,
        ),
    )  # fmt: skip


def _passed_on(casework: Casework, item: Item) -> int:
    release = operations.release_to_provider(
        actor=casework.people["council"], at=NOW, item=item, version=item.version,
        words="People waited for lunch in the possumward.", token=uuid4(),
    )  # fmt: skip
    return release.pk


def _import(casework: Casework) -> Import:
    content = CSV.replace("Rugs lie loose,2", "Rugs lie loose in the potorooward,2")
    return operations.check_import(
        actor=casework.people["council"], at=NOW, content=content.encode(), file_name="items.csv"
    )


def _posts(item: Item, *, other: int = 1) -> dict[str, dict[str, object]]:
    coded = {
        "direction": "worrying", "severity": "2", "groups_of_themes": ["staffing"],
        "kind": "observation", "voice": "own", "grade": "none", "reliability": "not_assessed",
        "credibility": "not_assessed", "handling": "group_only",
    }  # fmt: skip
    wording = {"version": item.version, "words": "Call bells were not answered at night."}
    return {
        "report_item": {
            "token": str(uuid4()), "home": OURS, "home_chosen": OURS, "words": "No soap.",
            "when": "today", **coded,
        },
        "item_comment": {"token": str(uuid4()), "words": "We saw it too."},
        "dispose_item": {"token": str(uuid4()), "state": "looking", "reason": "We ask the home."},
        "item_link": {"what": "tie", "other": str(other), "kind": "related"},
        "clear_wording": wording,
        "release_to_provider": {"token": str(uuid4()), **wording},
        "take_back_release": {"why": "It went to the wrong owner."},
        "resident_details": {"reason": "To plan a welfare check today."},
        "add_details": {"words": "An invented resident."},
        # Before the next file, for of one person only the last is kept.
        "import_take_in": {},
        "import_items": {"file": SimpleUploadedFile("items.csv", CSV.encode())},
        # After all that names its version.
        "item_edit": {
            "version": item.version, "words": "No soap.", "observed_on": "2026-11-20", **coded,
        },
        # Last: what was taken back is changed no more.
        "item_withdraw": {"why": "It was another home."},
    }  # fmt: skip
