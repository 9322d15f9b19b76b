"""What can be cited about a home: signals, its rating, figures, items that all may see, replies."""

from dataclasses import dataclass
from hashlib import sha256

from caresight.pipeline.release_index.documents import HomeDocument
from caresight.web.directory.citations import Citation
from caresight.web.directory.releases import newest
from caresight.web.groups.models import Group
from caresight.web.groups.queries import scope_of_groups
from caresight.web.intelligence.queries import items_all_members_may_see
from caresight.web.replies.models import Reply
from caresight.web.replies.queries import replies_of_home
from caresight.web.ui.values import shown_value
from caresight.web.ui.words import short_day

MOST_ITEMS = 25
MOST_REPLIES = 10


@dataclass(frozen=True)
class Citable:
    """One piece of evidence: how a form names it, and how a minute keeps it."""

    key: str
    label: str
    citation: Citation


def citable(group: Group, home_id: str) -> list[Citable]:
    """Everything that a minute about a home can cite, what was noticed first.

    Only for who works in the group. Items that named agencies alone may see are not among it:
    minutes are read by every member.
    """
    release = newest()
    document = release.index.within(scope_of_groups([group.pk])).home(home_id) if release else None
    found: list[Citation] = []
    if release is not None and document is not None:
        found += _from_release(document, release.release_id)
    items = items_all_members_may_see(group).filter(home_id=home_id).order_by("-observed_on", "-pk")
    labels = {}
    for item in items[:MOST_ITEMS]:
        found.append(Citation("item", item.ref, f"item {item.ref}"))
        observed = short_day(item.observed_on.isoformat())
        kind, which_way = item.get_kind_display(), item.get_direction_display()
        labels[item.ref] = f"{item.ref}: {kind.lower()}, {which_way.lower()}, observed {observed}"
    found += [Citation("reply", reply.ref, f"reply {reply.ref}") for reply in replies(home_id)]
    return [_citable(one, labels.get(one.ref, one.words)) for one in found]


def replies(home_id: str) -> list[Reply]:
    """What the provider said that stands beside the evidence, the newest first."""
    return list(replies_of_home(home_id)[:MOST_REPLIES])


def held_citations(cites: list[dict[str, str]]) -> list[Citable]:
    """What a minute cites already, so that it stays on offer though newer evidence has come."""
    kept = [Citation(**one) for one in cites]  # type: ignore[arg-type]
    return [_citable(one, one.words) for one in kept]


def _from_release(document: HomeDocument, release_id: str) -> list[Citation]:
    row, home_id = document["row"], document["row"]["home_id"]
    found = [
        Citation("signal", f"{home_id}/{line['agency']}", f"{line['label']}: {said}", release_id)
        for line in document["arithmetic"]
        for said in line["sentences"]
    ]
    found += [
        Citation("other", f"{home_id}/good", f"Good news: {said}", release_id)
        for said in document["good_news"]
    ]
    words = f"Suggested level from the evidence: {row['level_label']}"
    found.append(Citation("profile", home_id, words, release_id))
    if row["rating"]:
        found.append(Citation("rating", home_id, f"Rating: {row['rating']}", release_id))
    for figure in document["indicators"]:
        if figure["value"] is not None and figure["quality"] in ("good", "estimated"):
            value = shown_value(figure["value"], figure["unit"], figure["quality"]).text
            words = f"{figure['title']}: {value}, {figure['period']}"
            ref = f"{home_id}/{figure['indicator']}"
            found.append(Citation("indicator", ref, words, release_id))
    return found


def _citable(citation: Citation, label: str) -> Citable:
    said = "|".join((citation.kind, citation.ref, citation.words))
    return Citable(sha256(said.encode()).hexdigest()[:16], label, citation)
