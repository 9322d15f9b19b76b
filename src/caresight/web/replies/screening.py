"""Screens words for residents' names before they leave: a warning that a person must answer.

The screen cannot know every name and takes some words for names that are none. So it blocks
until somebody says that the words identify nobody, and keeps that they said so.
"""

from collections.abc import Iterable

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Person
from caresight.web.intelligence.forms.screening import names_of_bodies
from caresight.web.intelligence.identifying import Finding, identifying_parts


def found_in(words: str, *, home_name: str, actor: Person) -> list[Finding]:
    """What may identify a resident; names of homes and agencies identify nobody."""
    # A colleague's name stays a finding; the names of agencies are not.
    own = actor.agency.name if actor.agency else ""
    return identifying_parts(words, allowed=names_of_bodies([home_name, own]))


def check_screened(findings: Iterable[Finding], *, confirmed: bool) -> None:
    """Raise where something was found and nobody confirmed that it identifies no resident."""
    if confirmed:
        return
    parts = list(dict.fromkeys(f"“{finding.text}” {finding.why}" for finding in findings))
    if parts:
        raise Refusal(
            "the words may identify a resident, so they were not sent: " + "; ".join(parts[:5]),
            what_to_do="Take out what identifies somebody, or tick the box if nothing does.",
        )
