"""The document of a pack that somebody asked for, whatever kind it is of."""

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from caresight.pipeline.release_index.scope import EVERY_HOME, NO_HOME
from caresight.vocabulary.refusal import Refusal
from caresight.web.groups.queries import scope_of_groups
from caresight.web.meetings.definitions import definitions
from caresight.web.meetings.models import Meeting
from caresight.web.packs.assembling.evidence import Evidence, evidence_of
from caresight.web.packs.assembling.gathering import gathered
from caresight.web.packs.assembling.meeting_pack import Report, meeting_pack
from caresight.web.packs.assembling.pooled import pooled
from caresight.web.packs.assembling.provider_pack import providers_pack
from caresight.web.packs.assembling.report_up import report_up
from caresight.web.packs.assembling.reported import reported
from caresight.web.packs.assembling.review_pack import members_pack
from caresight.web.packs.document import Document
from caresight.web.packs.kinds import Audience, PackKind
from caresight.web.packs.models import Pack
from caresight.web.reviews.models import Review


def assembled(pack: Pack, *, at: datetime, report: Report) -> tuple[Document, str]:
    """The document, and the release that it rests on (empty where it rests on none)."""
    return _KINDS[PackKind(pack.kind)](pack, at, report)


def _for_meeting(pack: Pack, at: datetime, report: Report) -> tuple[Document, str]:
    meeting = Meeting.objects.select_related("group").filter(pk=pack.meeting_id or 0).first()
    if meeting is None:
        raise Refusal("The meeting of this pack is no longer there.")
    rows = gathered(meeting, at=at)
    evidence = evidence_of(
        [place.home_id for place in rows.places],
        scope=scope_of_groups([rows.group.pk]),
        known_on=pack.known_on,
        earlier_on=timezone.localdate(rows.before.starts_at) if rows.before else None,
    )
    ladder = definitions().ladder(rows.group.ladder)
    document = meeting_pack(rows, evidence, ladder, frozen_by=_by(pack), at=at, report=report)
    return document, evidence.release_id


def _upward(pack: Pack, at: datetime, report: Report) -> tuple[Document, str]:
    if pack.from_on is None or pack.until_on is None:
        raise Refusal("A report needs its first and last day.")
    rows = reported(pack.group, from_on=pack.from_on, until_on=pack.until_on, at=at)
    evidence = evidence_of([], scope=NO_HOME, known_on=pack.known_on)
    document = report_up(
        rows,
        achieved=pack.achieved,
        asks=pack.asks,
        invented=_is_invented(evidence),
        frozen_by=_by(pack),
        at=at,
    )
    report(1, 1)
    return document, evidence.release_id


def _for_review(pack: Pack, at: datetime, report: Report) -> tuple[Document, str]:
    review = (
        Review.objects.select_related("called_by__agency", "coordinator__agency")
        .filter(pk=pack.review_id or 0)
        .first()
    )
    if review is None:
        raise Refusal("The review of this pack is no longer there.")
    rows = pooled(review, at=at)
    if pack.audience == Audience.PROVIDER:
        invented = _is_invented(evidence_of([], scope=NO_HOME, known_on=pack.known_on))
        report(1, 1)
        return providers_pack(rows, invented=invented, frozen_by=_by(pack), at=at), ""
    # Whoever takes part in all of a review reads the evidence of all of its homes.
    home_ids = [home_id for home_id, _ in rows.homes]
    evidence = evidence_of(home_ids, scope=EVERY_HOME, known_on=pack.known_on)
    document = members_pack(rows, evidence, frozen_by=_by(pack), at=at, report=report)
    return document, evidence.release_id


_KINDS: dict[PackKind, Callable[[Pack, datetime, Report], tuple[Document, str]]] = {
    PackKind.MEETING: _for_meeting,
    PackKind.REPORT_UP: _upward,
    PackKind.REVIEW: _for_review,
}


def _by(pack: Pack) -> str:
    agency = f", {pack.frozen_by.agency}" if pack.frozen_by.agency else ""
    return f"{pack.frozen_by}{agency}"


def _is_invented(evidence: Evidence) -> bool:
    return bool(evidence.summary and evidence.summary["invented"])
