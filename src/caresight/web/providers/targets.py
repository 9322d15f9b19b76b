"""What a provider can reply to: a signal, a figure, a shared item, something that it was told.

Each is looked up where the person may see it. What is not there cannot be replied to, so that a
guessed reference says nothing.
"""

from dataclasses import dataclass

from caresight.pipeline.release_index.documents import HomeDocument
from caresight.web.groups.access import Access
from caresight.web.intelligence.queries import items_for_provider
from caresight.web.providers import evidence
from caresight.web.replies.models import Told
from caresight.web.replies.queries import told_of_home
from caresight.web.replies.states import Subject
from caresight.web.ui.paging import number_in
from caresight.web.ui.values import shown_value


@dataclass(frozen=True)
class Target:
    """What is replied to, and how it reads."""

    about: Subject
    ref: str
    shown: str
    """How the page names it to the writer."""
    kept: str
    """What the reply keeps of it: of an item its reference only."""
    told: Told | None = None


def target(access: Access, document: HomeDocument, about: str, ref: str) -> Target | None:
    """The target of an address; None where there is none that the person may see."""
    home_id = document["row"]["home_id"]
    match about:
        case Subject.SIGNAL:
            return _signal(home_id, ref)
        case Subject.FIGURE:
            return _figure(document, ref)
        case Subject.ITEM:
            return _item(access, home_id, ref)
        case Subject.TOLD:
            return _told(access, home_id, ref)
    return None


def _signal(home_id: str, ref: str) -> Target | None:
    found = evidence.signals_on([home_id]).get(home_id, [])
    signal = next((one for one in found if one.ref == ref), None)
    if signal is None:
        return None
    return Target(Subject.SIGNAL, signal.ref, signal.sentence, signal.sentence)


def _figure(document: HomeDocument, code: str) -> Target | None:
    row = evidence.figure(document, code)
    if row is None:
        return None
    value = shown_value(row["value"], row["unit"], row["quality"]).text
    words = f"{row['title']}: {value}, {row['period']}"
    return Target(Subject.FIGURE, code, words, words)


def _item(access: Access, home_id: str, ref: str) -> Target | None:
    shared = items_for_provider(access, home_id)
    item = next((one for one in shared if one.ref == ref), None)
    return Target(Subject.ITEM, ref, item.words, ref) if item else None


def _told(access: Access, home_id: str, ref: str) -> Target | None:
    pk = number_in(ref)
    if pk is None:
        return None
    told = told_of_home(access, home_id).filter(pk=pk, agency=access.agency_id).first()
    return Target(Subject.TOLD, told.ref, told.title, told.title, told) if told else None
