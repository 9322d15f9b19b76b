"""What a pack keeps back of a home that the group no longer covers."""

import pytest

from caresight.web.groups.models import GroupArea, GroupHome
from caresight.web.meetings.models import AgendaItem
from caresight.web.packs import making
from caresight.web.packs.models import Pack
from caresight.web.packs.operations import freeze
from caresight.web.replies.models import Told
from tests.web.casework import OURS, OURS_AREA, Casework
from tests.web.packs import invented_meeting as made
from tests.web.packs.invented_meeting import NOW, Invented, invented_meeting

TOLD = "periwinkle-word"


@pytest.fixture
def invented(casework: Casework) -> Invented:
    return invented_meeting(casework)


def _text(casework: Casework, invented: Invented) -> str:
    Told.objects.create(
        home_id=OURS, home_name="Rowan Court", area_code=OURS_AREA, title=TOLD, words=TOLD,
        agency=casework.agencies["Invented Care 1 Ltd"], group=casework.groups["Alderbourne"],
        told_on=NOW.date(), told_by=casework.people["council"], recorded_at=NOW,
    )  # fmt: skip
    AgendaItem.objects.exclude(home_id=OURS).delete()
    pack = freeze(
        meeting=invented.meeting, known_on=NOW.date(), actor=casework.people["council"], at=NOW
    )
    making.make(pack.pk, at=NOW)
    content = Pack.objects.get(pk=pack.pk).content
    assert content is not None
    return content.text


def test_a_pack_holds_evidence_replies_and_tellings_of_a_home_that_is_covered(
    casework: Casework, invented: Invented
) -> None:
    text = _text(casework, invented)

    assert all(
        word in text for word in (made.REPLIED, TOLD, "behind the suggestion for Rowan Court")
    )


def test_of_a_home_no_longer_covered_it_holds_the_groups_own_casework_only(
    casework: Casework, invented: Invented
) -> None:
    group = casework.groups["Alderbourne"]
    GroupArea.objects.filter(group=group).delete()
    GroupHome.objects.filter(group=group).delete()

    text = _text(casework, invented)

    assert "Rowan Court" in text
    assert "the group no longer covers it" in text
    assert "=Visit the home" in text
    assert not any(
        word in text for word in (made.REPLIED, TOLD, "behind the suggestion for Rowan Court")
    )
