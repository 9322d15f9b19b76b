"""People, their sessions and what they had typed, in the words of a page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.urls import Resolver404, resolve

from caresight.web.accounts.models import HeldForm, Person, Session
from caresight.web.accounts.operations.held_forms import fields_of
from caresight.web.accounts.queries import STATES
from caresight.web.accounts.roles import Role
from caresight.web.accounts.session_life import BEGUN, BROWSER

_TECHNICAL = frozenset({"token", "version", "next"})


@dataclass(frozen=True)
class ShownSession:
    """A browser in which somebody is signed in."""

    browser: str
    begun_at: datetime | None
    is_this: bool


def shown_sessions(sessions: Iterable[Session], *, this: str | None) -> list[ShownSession]:
    """Sessions as their owner knows them; the key is never shown."""
    shown = []
    for one in sessions:
        kept = one.get_decoded()
        begun = datetime.fromtimestamp(kept[BEGUN], UTC) if BEGUN in kept else None
        shown.append(ShownSession(kept.get(BROWSER) or "A browser", begun, one.session_key == this))
    return shown


@dataclass(frozen=True)
class ShownField:
    """A field of a form as it was typed."""

    label: str
    value: str


@dataclass(frozen=True)
class ShownForm:
    """A form that had not been sent."""

    pk: int
    path: str
    about: str
    held_at: datetime
    had_files: bool
    fields: Sequence[ShownField]
    posted: Sequence[tuple[str, str]]

    @property
    def is_readable(self) -> bool:
        """Whether the server's key still opens it."""
        return bool(self.posted)


def shown_form(form: HeldForm) -> ShownForm:
    """What was typed, and all that its page needs when it is sent again."""
    posted = fields_of(form)
    fields = [
        ShownField(name.replace("_", " ").replace("-", " ").capitalize(), value)
        for name, value in posted
        if value.strip() and name not in _TECHNICAL and not _is_token(value)
    ]
    return ShownForm(
        pk=form.pk, path=form.path, about=form.page.replace("_", " "), held_at=form.held_at,
        had_files=form.had_files, fields=fields, posted=posted,
    )  # fmt: skip


def still_leads_somewhere(path: str) -> bool:
    """Whether the page that a form was meant for still exists on this server."""
    try:
        resolve(path.partition("?")[0])
    except Resolver404:
        return False
    return True


def role_words(roles: Iterable[str]) -> str:
    """Roles in the order in which they are declared: “Member, Safeguarding”."""
    held = frozenset(roles)
    return ", ".join(role.label for role in Role if role in held) or "none"


@dataclass(frozen=True)
class ShownPerson:
    """A person as an administrator sees them in a list."""

    pk: int
    username: str
    name: str
    agency: str
    roles: str
    state: str
    state_words: str
    second_factor: str
    last_login: datetime | None


def shown_person(person: Person) -> ShownPerson:
    """One row; the person must come from `people_found`."""
    invited = bool(getattr(person, "is_invited", False))
    state = "active" if person.is_active else "invited" if invited else "disabled"
    return ShownPerson(
        pk=person.pk,
        username=person.username,
        name=person.name,
        agency=str(person.agency or ""),
        roles=role_words(person.roles),
        state=state,
        state_words=STATES[state],
        second_factor="set up" if getattr(person, "has_factor", False) else "not set up",
        last_login=person.last_login,
    )


def _is_token(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True
