"""What is read of a review, and how any pack of it begins."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils import timezone

from caresight.web.actions.models import Action
from caresight.web.actions.queries import actions_of_review
from caresight.web.audit.one_moment import one_moment
from caresight.web.packs.assembling.cover import cover
from caresight.web.packs.assembling.lines import ReplyLine, reply_line
from caresight.web.packs.assembling.meeting_pack import frozen_words
from caresight.web.packs.document import (
    FORMAT,
    Block,
    Document,
    Said,
    Section,
    paragraph,
)
from caresight.web.packs.kinds import Audience, PackKind
from caresight.web.replies.queries import replies_of_homes
from caresight.web.reviews.models import (
    Decision,
    ExitCriterion,
    InformationRequest,
    Review,
    ReviewMeeting,
)
from caresight.web.reviews.states import State


@dataclass(frozen=True)
class Pooled:
    """What was read of a review."""

    review: Review
    homes: list[tuple[str, str]]
    requests: list[InformationRequest]
    meetings: list[ReviewMeeting]
    decisions: list[Decision]
    criteria: list[ExitCriterion]
    actions: list[Action]
    replies: dict[str, list[ReplyLine]]


@one_moment()
def pooled(review: Review, *, at: datetime) -> Pooled:
    """Read it at one moment."""
    homes = list(review.homes.values_list("home_id", "home_name"))
    replies: dict[str, list[ReplyLine]] = {}
    for reply in replies_of_homes([home_id for home_id, _ in homes], by=at):
        replies.setdefault(reply.home_id, []).append(reply_line(reply))
    return Pooled(
        review=review,
        homes=homes,
        requests=list(review.requests.select_related("agency")),
        meetings=list(review.meetings.all()),
        decisions=list(review.decisions.select_related("decided_by")),
        criteria=list(review.criteria.all()),
        actions=list(actions_of_review(review.ref)),
        replies=replies,
    )


MEMBERS = "For those who take part in the whole review only. It holds what was said in confidence."


def document_of_review(
    review: Review, audience: Audience, frozen_by: str, at: datetime, sections: list[Section]
) -> Document:
    part = "part two" if audience is Audience.PROVIDER else "part one and what was pooled"
    on = timezone.localdate(at).isoformat()
    return Document(
        format=FORMAT,
        kind=PackKind.REVIEW.value,
        title=f"{review.name[:1].upper()}{review.name[1:]} {review.ref}: {part}",
        file_name=f"review-{review.ref.lower()}-{audience.value}-{on}",
        invented=False,
        frozen_at=at.astimezone(UTC).isoformat(timespec="seconds"),
        cover=cover(
            [
                ("Review", f"{review.name[:1].upper()}{review.name[1:]} {review.ref}"),
                ("State", State(review.state).label),
                ("Frozen", frozen_words(frozen_by, at)),
                ("For", MEMBERS if audience is Audience.MEMBERS else audience.label),
            ]
        ),
        sections=sections,
        sheets=[],
    )


def said(*pairs: tuple[str, str]) -> list[Block]:
    blocks: list[Block] = [
        Said(type="said", head=head, words=words, foot="") for head, words in pairs if words
    ]
    return blocks or [paragraph("Nothing is written yet.")]
