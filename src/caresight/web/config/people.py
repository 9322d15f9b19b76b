"""Who may sign in, from the command line of the server."""

import argparse
import getpass
import json
import secrets
import sys
from typing import TextIO

from caresight.vocabulary.refusal import Refusal
from caresight.web.config.serving import prepare

_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
"""Without letters and figures that are easily taken for each other."""


def run(asked: argparse.Namespace, *, out: TextIO | None = None) -> None:
    """Add or list people, give a new password, or take the right to sign in away."""
    prepare()
    from caresight.web.accounts import operations, queries  # noqa: PLC0415 - needs Django

    to = out or sys.stdout
    if asked.action == "list":
        people = [
            (
                one.username,
                one.name,
                str(one.agency or ""),
                " ".join(sorted(one.roles)),
                one.is_active,
            )
            for one in queries.everybody()
        ]
        _list(people, asked, to)
        return
    if not asked.username:
        raise Refusal("A user name is needed.", what_to_do=f"caresight people {asked.action} NAME")
    if asked.action == "disable":
        operations.disable(username=asked.username)
        to.write(f"{asked.username} may no longer sign in.\n")
        return
    password = generated_password() if asked.generate else _asked_password()
    if asked.action == "add":
        operations.add_person(
            username=asked.username,
            password=password,
            roles=asked.role.replace(",", " ").split(),
            name=asked.name,
            agency=operations.agency_called(asked.agency) if asked.agency else None,
        )
    else:
        operations.change_password(username=asked.username, password=password)
    _tell(asked, password, to)


def generated_password() -> str:
    """Four groups of four letters: some 80 bits, and easy to copy by hand."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def _asked_password() -> str:
    """The password as typed; from a pipe where nobody types."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("Password (at least 12 characters): ")
    if getpass.getpass("The same again: ") != first:
        raise Refusal("The two passwords differ.", what_to_do="run the command again.")
    return first


def _tell(asked: argparse.Namespace, password: str, to: TextIO) -> None:
    shown = password if asked.generate else ""
    if asked.json:
        answer = {"username": asked.username, "password": shown or None}
        to.write(json.dumps(answer) + "\n")
        return
    done = "may now sign in" if asked.action == "add" else "has a new password"
    to.write(f"{asked.username} {done}.\n")
    if shown:
        to.write(f"Password: {shown}\n")


def _list(
    people: list[tuple[str, str, str, str, bool]], asked: argparse.Namespace, to: TextIO
) -> None:
    if asked.json:
        names = ("username", "name", "agency", "role", "may_sign_in")
        to.write(json.dumps([dict(zip(names, one, strict=True)) for one in people]) + "\n")
        return
    if not people:
        to.write("Nobody may sign in yet. Add somebody with: caresight people add NAME\n")
    for username, name, agency, role, active in people:
        about = " · ".join(part for part in (name, agency) if part)
        to.write(
            f"{username:24} {role:14} {'' if active else 'disabled':9} {about}".rstrip() + "\n"
        )
