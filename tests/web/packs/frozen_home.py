"""`python -m tests.web.packs.frozen_home make|show|change HOME`: a home folder with one pack."""

import hashlib
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def make(home: Path) -> None:
    """Write a release, casework and a frozen pack."""
    from tests.web.casework import make_casework  # noqa: PLC0415
    from tests.web.invented_release import write_two_releases  # noqa: PLC0415
    from tests.web.packs.invented_meeting import invented_meeting  # noqa: PLC0415

    write_two_releases(home)
    casework = make_casework()
    invented = invented_meeting(casework, now=AT)
    _freeze(invented.meeting, casework.people["council"])


def change(_home: Path) -> None:
    """Let casework go on: another reply, another pack."""
    from caresight.web.accounts.models import Person  # noqa: PLC0415
    from caresight.web.meetings.models import Meeting  # noqa: PLC0415
    from caresight.web.replies.models import Reply  # noqa: PLC0415

    Reply.objects.update(words="Said on the day after.")
    _freeze(Meeting.objects.get(state="called"), Person.objects.get(username="council"))


def show() -> None:
    """Print the hash of each file as kept, and as made again now."""
    from caresight.web.packs.document import document_of  # noqa: PLC0415
    from caresight.web.packs.making import files_of_document  # noqa: PLC0415
    from caresight.web.packs.models import Pack, PackFile  # noqa: PLC0415

    pack = Pack.objects.order_by("-number").first()
    assert pack is not None
    assert pack.content is not None
    kept = {one.kind: bytes(one.data) for one in PackFile.objects.filter(content=pack.content)}
    again = {one.kind.value: one.data for one in files_of_document(document_of(pack.content.text))}
    hashes = [{kind: _hash(data) for kind, data in each.items()} for each in (kept, again)]
    sys.stdout.write(json.dumps({"number": pack.number, "kept": hashes[0], "again": hashes[1]}))


def _freeze(meeting: object, person: object) -> None:
    from caresight.web.packs import making, operations  # noqa: PLC0415

    pack = operations.freeze(meeting=meeting, known_on=AT.date(), actor=person, at=AT)  # type: ignore[arg-type]
    making.make(pack.pk, at=AT)


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


if __name__ == "__main__":
    asked, folder = sys.argv[1], Path(sys.argv[2])
    os.environ["CARESIGHT_HOME"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caresight.web.config.settings")
    from caresight.web.config.serving import prepare

    prepare()
    if asked != "show":
        {"make": make, "change": change}[asked](folder)
    show()
