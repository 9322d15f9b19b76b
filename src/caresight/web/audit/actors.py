"""Who acts: a person who is signed in, or the system itself."""

from dataclasses import dataclass
from typing import Protocol


class SignedIn(Protocol):
    """What the trail needs to know of a person."""

    pk: int
    username: str


@dataclass(frozen=True)
class Actor:
    """Who did something, as the trail names them."""

    ref: str
    name: str
    agency: str = ""


SYSTEM = Actor(ref="system", name="Caresight itself")
"""For what no person asked for: a reminder, a retention run, a job."""

COMMAND_LINE = Actor(ref="server", name="the command line of the server")
"""For whoever may run programs on the server: they are not signed in."""

NOBODY = Actor(ref="nobody", name="somebody who is not signed in")


def actor_of(person: object) -> Actor:
    """The actor for a person; for anything else, nobody."""
    if not getattr(person, "pk", None):
        return NOBODY
    agency = getattr(person, "agency", None)
    return Actor(
        ref=f"person:{person.pk}",  # type: ignore[attr-defined]
        name=str(getattr(person, "username", "")),
        agency=str(agency) if agency else "",
    )
