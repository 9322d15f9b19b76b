"""Who may sign in, from the command line of the server. Every change is in the trail."""

import argparse
import getpass
import json
import secrets
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, TextIO

from caresight.vocabulary.refusal import Refusal
from caresight.web.config.serving import prepare

if TYPE_CHECKING:
    from caresight.web.accounts.models import Agency

_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
"""Without letters and figures that are easily taken for each other."""
LISTED = (
    "username", "name", "email", "agency", "agency_kind", "role", "second_factor", "may_sign_in",
    "invited",
)  # fmt: skip
"""What `people list --json` says of each person."""


def run(asked: argparse.Namespace, *, out: TextIO | None = None) -> None:
    """Do what the command line asks for about people."""
    prepare()
    to = out or sys.stdout
    if asked.action == "list":
        _list(asked, to)
        return
    if not asked.username:
        raise Refusal("A user name is needed.", what_to_do=f"caresight people {asked.action} NAME")
    actions: dict[str, Callable[[argparse.Namespace, TextIO], None]] = {
        "add": _add,
        "invite": _invite,
        "password": _password,
        "disable": _disable,
        "reset-second-factor": _reset,
    }
    actions[asked.action](asked, to)


def generated_password() -> str:
    """Four groups of four letters: some 80 bits, and easy to copy by hand."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def _add(asked: argparse.Namespace, to: TextIO) -> None:
    from django.utils import timezone  # noqa: PLC0415 - needs Django

    from caresight.web.accounts import operations  # noqa: PLC0415
    from caresight.web.audit.actors import COMMAND_LINE  # noqa: PLC0415

    password = generated_password() if asked.generate else _asked_password()
    operations.add_person(
        username=asked.username,
        password=password,
        roles=_roles(asked),
        name=asked.name,
        agency=_agency(asked),
        email=asked.email,
        actor=COMMAND_LINE,
        at=timezone.now(),
    )
    _tell(asked, to, "may now sign in", password=password if asked.generate else "")


def _invite(asked: argparse.Namespace, to: TextIO) -> None:
    """A link for the administrator to hand over; it is printed once and kept nowhere."""
    from django.conf import settings  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from caresight.web.accounts.operations import invitations  # noqa: PLC0415
    from caresight.web.audit.actors import COMMAND_LINE  # noqa: PLC0415

    _, token = invitations.invite(
        actor=COMMAND_LINE,
        at=timezone.now(),
        username=asked.username,
        roles=_roles(asked),
        name=asked.name,
        email=asked.email,
        agency=_agency(asked),
    )
    link = settings.PUBLIC_ADDRESS.rstrip("/") + reverse("invitation", args=[token])
    if asked.json:
        to.write(json.dumps({"username": asked.username, "link": link}) + "\n")
        return
    to.write(f"{asked.username} is invited. Hand this over; it works once, for 7 days:\n{link}\n")
    if not settings.PUBLIC_ADDRESS:
        to.write("Put the address of this server before it, or set CARESIGHT_ADDRESS.\n")


def _password(asked: argparse.Namespace, to: TextIO) -> None:
    from django.utils import timezone  # noqa: PLC0415

    from caresight.web.accounts import operations  # noqa: PLC0415
    from caresight.web.audit.actors import COMMAND_LINE  # noqa: PLC0415

    password = generated_password() if asked.generate else _asked_password()
    operations.change_password(
        username=asked.username, password=password, actor=COMMAND_LINE, at=timezone.now()
    )
    _tell(asked, to, "has a new password", password=password if asked.generate else "")


def _disable(asked: argparse.Namespace, to: TextIO) -> None:
    from django.utils import timezone  # noqa: PLC0415

    from caresight.web.accounts import operations  # noqa: PLC0415
    from caresight.web.audit.actors import COMMAND_LINE  # noqa: PLC0415

    operations.disable(username=asked.username, actor=COMMAND_LINE, at=timezone.now())
    _tell(asked, to, "may no longer sign in")


def _reset(asked: argparse.Namespace, to: TextIO) -> None:
    from django.utils import timezone  # noqa: PLC0415

    from caresight.web.accounts.operations import second_factor  # noqa: PLC0415
    from caresight.web.accounts.operations.people import known_person  # noqa: PLC0415
    from caresight.web.audit.actors import COMMAND_LINE  # noqa: PLC0415

    person = known_person(asked.username)
    second_factor.reset(actor=COMMAND_LINE, at=timezone.now(), person=person)
    _tell(asked, to, "sets up a new second factor at the next sign-in")


def _roles(asked: argparse.Namespace) -> list[str]:
    named = [role for given in asked.role or ["viewer"] for role in given.replace(",", " ").split()]
    return list(dict.fromkeys(named))


def _agency(asked: argparse.Namespace) -> "Agency | None":
    from caresight.web.accounts import operations  # noqa: PLC0415
    from caresight.web.accounts.agency_kinds import AgencyKind  # noqa: PLC0415

    kinds = [kind.value for kind in AgencyKind]
    if asked.agency_kind not in kinds:
        raise Refusal(
            "There is no such kind of agency.", expected=", ".join(kinds), came=asked.agency_kind
        )
    if not asked.agency:
        return None
    return operations.agency_called(asked.agency, kind=AgencyKind(asked.agency_kind))


def _asked_password() -> str:
    """The password as typed; from a pipe where nobody types."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("Password (at least 12 characters): ")
    if getpass.getpass("The same again: ") != first:
        raise Refusal("The two passwords differ.", what_to_do="run the command again.")
    return first


def _tell(asked: argparse.Namespace, to: TextIO, done: str, *, password: str = "") -> None:
    if asked.json:
        answer = {"username": asked.username, "password": password or None}
        to.write(json.dumps(answer) + "\n")
        return
    to.write(f"{asked.username} {done}.\n")
    if password:
        to.write(f"Password: {password}\n")


def _list(asked: argparse.Namespace, to: TextIO) -> None:
    from django.utils import timezone  # noqa: PLC0415

    from caresight.web.accounts.queries import people_found  # noqa: PLC0415

    people = [
        (
            one.username,
            one.name,
            one.email,
            str(one.agency or ""),
            one.agency.kind if one.agency else "",
            " ".join(sorted(one.roles)),
            bool(getattr(one, "has_factor", False)),
            one.is_active,
            bool(getattr(one, "is_invited", False)),
        )
        for one in people_found(at=timezone.now())
    ]
    if asked.json:
        to.write(json.dumps([dict(zip(LISTED, one, strict=True)) for one in people]) + "\n")
        return
    if not people:
        to.write("Nobody may sign in yet. Add somebody with: caresight people add NAME\n")
    for username, name, _email, agency, _kind, roles, _factor, active, invited in people:
        about = " · ".join(part for part in (name, agency) if part)
        state = "" if active else "invited" if invited else "disabled"
        to.write(f"{username:24} {roles:14} {state:9} {about}".rstrip() + "\n")
