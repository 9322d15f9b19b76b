"""Makes a pack that somebody asked for: read, set, kept. Done twice, it is made once."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from caresight.vocabulary.refusal import Refusal
from caresight.web.audit.operations import record
from caresight.web.groups.models import Group
from caresight.web.groups.queries import people_in
from caresight.web.intelligence.models import Item
from caresight.web.meetings.models import Meeting
from caresight.web.notices.operations import tell
from caresight.web.packs.assembling.assembled import assembled
from caresight.web.packs.assembling.differences import differences
from caresight.web.packs.document import Document, canonical, document_of, sha256_of
from caresight.web.packs.kinds import Audience, FileKind, PackKind, PackState
from caresight.web.packs.models import Pack, PackContent, PackFile
from caresight.web.packs.queries import same_things
from caresight.web.packs.rendering.rendered import RENDERERS
from caresight.web.reviews.models import Review


@dataclass(frozen=True)
class Made:
    """A file as it was made."""

    kind: FileKind
    renderer: str
    data: bytes


def make(pack_id: int, *, at: datetime) -> str:
    """Make a pack and freeze it; one that is frozen already is left as it is."""
    pack = Pack.objects.select_related("group__overseen_by", "frozen_by__agency").get(pk=pack_id)
    if pack.is_frozen:
        return "It was frozen already."
    Pack.objects.filter(pk=pack_id, state=PackState.WAITING).update(state=PackState.ASSEMBLING)

    def report(done: int, of: int) -> None:
        # The files are as much work again as a few homes.
        Pack.objects.filter(pk=pack_id).update(done=done, to_do=of + len(RENDERERS))

    erased = _items_erased(pack)
    document, release_id = assembled(pack, at=at, report=report)
    text = canonical(document)
    files = []
    for made in _each_file(document_of(text)):
        files.append(made)
        # Whoever waits sees that it goes on: setting the pages takes longest.
        Pack.objects.filter(pk=pack_id).update(done=F("done") + 1)
    _freeze(pack_id, text=text, release_id=release_id, files=files, erased=erased, at=at)
    return "Frozen."


def files_of_document(document: Document) -> list[Made]:
    """Every kind of file of a document."""
    return list(_each_file(document))


def _each_file(document: Document) -> Iterator[Made]:
    for kind, renderer in RENDERERS.items():
        yield Made(kind, renderer.name, renderer.make(document))


@transaction.atomic
def make_files(content_sha256: str) -> str:
    """Make and keep the files of a content that has none yet."""
    content = PackContent.objects.filter(pk=content_sha256).first()
    if content is None or not content.text.startswith("{"):
        return "It is no longer kept."
    _keep_files(content, files_of_document(document_of(content.text)))
    return "Made."


def _keep_files(content: PackContent, files: list[Made]) -> None:
    for made in files:
        PackFile.objects.get_or_create(
            content=content,
            kind=made.kind,
            defaults={
                "renderer": made.renderer,
                "sha256": hashlib.sha256(made.data).hexdigest(),
                "data": made.data,
            },
        )


@transaction.atomic
def _freeze(
    pack_id: int, *, text: str, release_id: str, files: list[Made], erased: int, at: datetime
) -> None:
    pack = Pack.objects.select_for_update(of=("self",), no_key=True).get(pk=pack_id)
    if pack.is_frozen:
        return
    # First of all, as whoever changes a meeting or a review holds it before its group.
    _link(pack)
    # Two packs of one thing, made at once, follow one another; and an erasure waits for both.
    Group.objects.select_for_update(of=("self",), no_key=True).get(pk=pack.group_id)
    if _items_erased(pack) != erased:
        raise Refusal(
            "Words were erased while this pack was being made, and may stand in it.",
            what_to_do="Freeze the pack again.",
        )
    content, _ = PackContent.objects.get_or_create(sha256=sha256_of(text), defaults={"text": text})
    _keep_files(content, files)
    before = same_things(pack).filter(state=PackState.FROZEN).order_by("-number").first()
    pack.content, pack.release_id, pack.frozen_at = content, release_id, at
    pack.state, pack.done = PackState.FROZEN, pack.to_do
    if before is not None and before.content is not None:
        pack.supersedes, pack.number = before, before.number + 1
        pack.differences = differences(document_of(before.content.text), document_of(text))
    pack.title = document_of(text)["title"]
    pack.save()
    record(
        actor=pack.frozen_by,
        at=at,
        operation="packs.frozen",
        subject=f"pack:{pack.pk}",
        group_ref=f"group:{pack.group_id}",
        detail={"content": content.pk, "number": pack.number, "release": release_id},
    )
    _tell(pack, at)


def _items_erased(pack: Pack) -> int:
    """How many items of a pack's group have lost their words so far."""
    return Item.objects.filter(given_to__group=pack.group_id, forgotten_at__isnull=False).count()


def _link(pack: Pack) -> None:
    """Let the meeting or the review know its newest pack."""
    if pack.kind == PackKind.MEETING:
        Meeting.objects.filter(pk=pack.meeting_id or 0).update(pack_id=pack.pk)
    elif pack.kind == PackKind.REVIEW and pack.audience == Audience.MEMBERS:
        Review.objects.filter(pk=pack.review_id or 0).update(pack_id=pack.pk)


def _tell(pack: Pack, at: datetime) -> None:
    """Tell the readers that it is there; of a review, its page tells whoever takes part."""
    if pack.kind == PackKind.REVIEW:
        return
    group, day = pack.group, timezone.localdate(at)
    readers = {person.pk: person for person in people_in([group.pk], day)}
    if pack.audience == Audience.OVERSIGHT and group.overseen_by_id:
        readers |= {person.pk: person for person in people_in([group.overseen_by_id], day)}
    tell(
        to=readers.values(),
        at=at,
        subject="A pack is ready to read",
        sentence=f"{pack.title} is frozen and can be read.",
        page="pack",
        arguments={"pk": pack.pk},
        kind="pack",
        once_key=f"pack:{pack.pk}",
    )
