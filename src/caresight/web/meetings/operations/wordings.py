"""Keeps how minutes read before somebody wrote over them."""

from collections.abc import Mapping
from datetime import datetime

from caresight.web.accounts.models import Person
from caresight.web.meetings.models import AgreedLevel, EarlierWording, HomeMinute, Meeting
from caresight.web.meetings.states import Part


def wordings_of(minute: HomeMinute, level: AgreedLevel | None) -> dict[Part, str]:
    """The words of a home's minute, and of the level agreed in it."""
    return {
        Part.DISCUSSED: minute.discussed,
        Part.REASON: level.reason if level else "",
        Part.EXIT_CRITERIA: level.exit_criteria if level else "",
    }


def keep_earlier(
    meeting: Meeting,
    before: Mapping[Part, str],
    after: Mapping[Part, str],
    *,
    version: int,
    actor: Person,
    at: datetime,
    minute: HomeMinute | None = None,
) -> None:
    """Keep each part that reads otherwise now; `version` is that of the words that go."""
    EarlierWording.objects.bulk_create(
        EarlierWording(
            meeting=meeting, minute=minute, part=part, words=words, version=version,
            replaced_by=actor, replaced_at=at,
        )
        for part, words in before.items()
        if words and words != after.get(part, "")
    )  # fmt: skip
