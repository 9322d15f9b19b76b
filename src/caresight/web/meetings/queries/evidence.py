"""What a minute can cite about a home: what actions can, and the provider's replies."""

from collections.abc import Mapping, Sequence

from caresight.web.actions.evidence import Citable
from caresight.web.actions.evidence import citable as citable_by_actions
from caresight.web.directory.citations import Citation, from_json
from caresight.web.directory.releases import Shown, newest
from caresight.web.groups.access import Access
from caresight.web.groups.models import Group
from caresight.web.groups.queries import scope_of_groups
from caresight.web.replies.models import Reply
from caresight.web.replies.queries import in_groups, replies_of_home
from caresight.web.ui.words import day as in_words
from caresight.web.ui.words import day_of

MOST_REPLIES = 10


def citable(
    access: Access, group: Group, home_id: str, *, held: Sequence[Mapping[str, str]]
) -> dict[str, Citable]:
    """Everything that a minute about a home can cite, by its value in the form.

    What is cited already stays on offer as it was worded, though newer evidence has come.
    """
    found = citable_by_actions(access, home_id, _release_of(group), [group])
    found += [_reply(one) for one in replies(group, home_id)]
    offered = {one.value: one for one in found}
    for number, cited in enumerate(from_json([dict(one) for one in held])):
        if all(one.citation != cited for one in offered.values()):
            value = f"held:{number}"
            # An item that is not on offer may no longer be for this reader's eyes.
            words = f"Item {cited.ref}" if cited.kind == "item" else cited.words
            offered[value] = Citable(value, f"{words} (cited before)", cited)
    return offered


def chosen(offered: Mapping[str, Citable], held: Sequence[Mapping[str, str]]) -> list[str]:
    """The values of what a minute cites already."""
    cited = set(from_json([dict(one) for one in held]))
    return [value for value, one in offered.items() if one.citation in cited]


def replies(group: Group, home_id: str) -> list[Reply]:
    """What the provider said that stands beside the evidence, the newest first.

    A home can stay on an agenda that the group no longer covers; what its provider says is
    then for others.
    """
    covered = in_groups(frozenset({group.pk}))
    return list(replies_of_home(home_id).filter(covered)[:MOST_REPLIES])


def _release_of(group: Group) -> Shown | None:
    """The newest release, narrowed to the homes that the group covers."""
    release = newest()
    if release is None:
        return None
    narrowed = release.index.within(scope_of_groups([group.pk]))
    return Shown(narrowed, release.summary, is_newest=True)


def _reply(reply: Reply) -> Citable:
    sent = in_words(day_of(reply.sent_at).isoformat()) if reply.sent_at else "a day not known"
    words = f"Reply {reply.ref} of the provider, {sent}"
    return Citable(f"reply:{reply.ref}", words, Citation("reply", reply.ref, words))
