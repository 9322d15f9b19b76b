"""Freezing packs: what stands in them, that they stay as they are, and who asks."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from caresight.vocabulary.refusal import Refusal
from caresight.web.audit.models import Entry
from caresight.web.config.work import work_through
from caresight.web.intelligence.models import Item
from caresight.web.meetings.models import Meeting
from caresight.web.notices.models import Notice
from caresight.web.packs import making
from caresight.web.packs.kinds import Audience
from caresight.web.packs.models import Pack, PackContent, PackFile
from caresight.web.packs.operations import (
    freeze,
    freeze_report_up,
    freeze_review_pack,
    rebuild,
)
from caresight.web.replies.models import Reply
from caresight.web.reviews.models import Review
from tests.web.casework import Casework
from tests.web.packs import invented_meeting as made
from tests.web.packs.invented_meeting import NOW, Invented, invented_meeting


@pytest.fixture
def invented(casework: Casework) -> Invented:
    return invented_meeting(casework)


def _frozen(casework: Casework, invented: Invented, **more: object) -> Pack:
    pack = freeze(
        meeting=invented.meeting,
        known_on=NOW.date(),
        actor=casework.people["council"],
        at=NOW,
        **more,  # type: ignore[arg-type]
    )
    making.make(pack.pk, at=NOW)
    pack.refresh_from_db()
    return pack


def _text(pack: Pack) -> str:
    assert pack.content is not None
    return pack.content.text


def test_a_pack_holds_what_every_member_may_read(casework: Casework, invented: Invented) -> None:
    text = _text(_frozen(casework, invented))

    for word in (made.ALL_MEMBERS, made.REPLIED, made.REPORTED, "Rowan Court", "Enhanced"):
        assert word in text


def test_a_pack_never_holds_items_for_named_agencies_nor_words_that_nobody_checked(
    casework: Casework, invented: Invented
) -> None:
    pack = _frozen(casework, invented)

    files = b"".join(bytes(one.data) for one in PackFile.objects.filter(content=pack.content))
    hidden = Item.objects.get(words__contains=made.NAMED_ONLY).ref
    for word in (made.NAMED_ONLY, made.NAMES_SOMEBODY, hidden):
        assert word not in _text(pack)
        assert word.encode() not in files
    assert "nobody has checked them yet" in _text(pack)


def test_a_reply_stands_beside_its_signal(casework: Casework, invented: Invented) -> None:
    text = _text(_frozen(casework, invented))

    assert text.index("Falls with harm were above the limit") < text.index(made.REPLIED)
    assert text.count(made.REPLIED) == 2  # in the section of the home, and in the workbook


def test_a_home_that_left_the_register_keeps_its_section(
    casework: Casework, invented: Invented
) -> None:
    text = _text(_frozen(casework, invented))

    assert "3. Vanished <b>House</b>" in text
    assert "not in the register of this release" in text


def test_what_changes_later_does_not_change_a_pack(casework: Casework, invented: Invented) -> None:
    pack = _frozen(casework, invented)
    before, files = _text(pack), {one.kind: bytes(one.data) for one in PackFile.objects.all()}

    Reply.objects.update(words="changed later")
    Meeting.objects.update(title="Another title")

    pack.refresh_from_db()
    assert _text(pack) == before
    assert {one.kind: bytes(one.data) for one in PackFile.objects.all()} == files


def test_every_file_can_be_made_again_byte_for_byte(casework: Casework, invented: Invented) -> None:
    pack = _frozen(casework, invented)

    found = rebuild(pack=pack, actor=casework.people["council"], at=NOW)

    assert [(kind, same) for kind, same, _ in found] == [
        ("pdf", True), ("ods", True), ("xlsx", True),
    ]  # fmt: skip


def test_a_content_or_file_that_was_altered_by_hand_is_found(
    casework: Casework, invented: Invented
) -> None:
    pack = _frozen(casework, invented)
    text = _text(pack).replace("Rowan Court", "Rowan  Court")
    PackContent.objects.filter(pk=pack.content_id).update(text=text)
    pack.refresh_from_db()

    found = rebuild(pack=pack, actor=casework.people["council"], at=NOW)

    assert not any(same for _, same, _ in found)


def test_making_a_pack_twice_makes_it_once(casework: Casework, invented: Invented) -> None:
    pack = _frozen(casework, invented)
    content = pack.content_id

    assert making.make(pack.pk, at=NOW + timedelta(hours=1)) == "It was frozen already."

    pack.refresh_from_db()
    assert (pack.content_id, PackContent.objects.count()) == (content, 1)


def test_the_same_form_sent_twice_asks_for_one_pack(casework: Casework, invented: Invented) -> None:
    token = uuid4()

    first = _frozen(casework, invented, token=token)
    second = _frozen(casework, invented, token=token)

    assert first == second


def test_a_second_pack_waits_for_the_first(casework: Casework, invented: Invented) -> None:
    council = casework.people["council"]
    freeze(meeting=invented.meeting, known_on=NOW.date(), actor=council, at=NOW)

    with pytest.raises(Refusal, match="is being made"):
        freeze(meeting=invented.meeting, known_on=NOW.date(), actor=council, at=NOW)


def test_a_pack_frozen_again_keeps_the_old_one_and_says_what_differs(
    casework: Casework, invented: Invented
) -> None:
    first = _frozen(casework, invented)
    Reply.objects.update(words="We were too late to reply.")
    invented.meeting.places.filter(home_name="Heron Court").delete()

    second = _frozen(casework, invented)

    assert (second.number, second.supersedes, first.content_id != second.content_id) == (
        2, first, True,
    )  # fmt: skip
    assert "No longer in it: Heron Court." in second.differences
    assert "Rowan Court: changed in “What was noticed”." in second.differences


def test_the_meeting_knows_its_pack_and_members_are_told_once(
    casework: Casework, invented: Invented
) -> None:
    pack = _frozen(casework, invented)

    assert Meeting.objects.get(pk=invented.meeting.pk).pack_id == pack.pk
    told = Notice.objects.filter(kind="pack")
    assert "chair" in set(told.values_list("person__username", flat=True))
    assert "oversight" not in set(told.values_list("person__username", flat=True))


def test_asking_and_freezing_are_in_the_audit_trail(casework: Casework, invented: Invented) -> None:
    pack = _frozen(casework, invented)

    found = Entry.objects.filter(subject=f"pack:{pack.pk}").values_list("operation", flat=True)
    assert list(found) == ["packs.ask", "packs.frozen"]


def test_a_worker_makes_a_pack_that_was_asked_for(casework: Casework, invented: Invented) -> None:
    pack = freeze(
        meeting=invented.meeting, known_on=NOW.date(), actor=casework.people["council"], at=NOW
    )

    work_through()

    pack.refresh_from_db()
    assert pack.is_frozen
    assert pack.done == pack.to_do == 6


def test_whoever_waits_for_a_pack_sees_each_of_its_files_being_made(
    casework: Casework, invented: Invented, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = freeze(
        meeting=invented.meeting, known_on=NOW.date(), actor=casework.people["council"], at=NOW
    )
    seen: list[int] = []
    real = making.Made

    def noted(*parts: Any) -> making.Made:
        seen.append(Pack.objects.get(pk=pack.pk).done)
        return real(*parts)

    monkeypatch.setattr(making, "Made", noted)
    work_through()

    assert seen == [3, 4, 5]


def test_the_evidence_is_that_of_the_release_known_on_the_day(
    casework: Casework, invented: Invented
) -> None:
    council = casework.people["council"]
    early = NOW.date() - timedelta(days=25)
    pack = freeze(meeting=invented.meeting, known_on=early, actor=council, at=NOW)
    making.make(pack.pk, at=NOW)
    pack.refresh_from_db()

    newer = _frozen(casework, invented)

    assert pack.release_id != newer.release_id


def test_a_day_in_the_future_and_a_cancelled_meeting_are_refused(
    casework: Casework, invented: Invented
) -> None:
    council = casework.people["council"]

    with pytest.raises(Refusal, match="future"):
        freeze(
            meeting=invented.meeting, known_on=NOW.date() + timedelta(days=2), actor=council, at=NOW
        )
    invented.meeting.state = "cancelled"
    with pytest.raises(Refusal, match="cancelled"):
        freeze(meeting=invented.meeting, known_on=NOW.date(), actor=council, at=NOW)


def _report(casework: Casework) -> Pack:
    pack = freeze_report_up(
        group=casework.groups["Alderbourne"],
        from_on=NOW.date() - timedelta(days=40),
        until_on=NOW.date(),
        achieved="Falls are down in two homes.",
        asks="More inspectors.",
        actor=casework.people["council"],
        at=NOW,
    )
    making.make(pack.pk, at=NOW)
    pack.refresh_from_db()
    return pack


def test_a_report_upward_holds_counts_levels_and_asks_and_no_words_of_people(
    casework: Casework, invented: Invented
) -> None:
    text = _text(_report(casework))

    for word in ("More inspectors.", "Enhanced", "Too early to say", "Rowan Court"):
        assert word in text
    for word in (made.ALL_MEMBERS, made.NAMED_ONLY, made.REPLIED, made.REPORTED, made.POOLED):
        assert word not in text
    assert "Wait for the inspection" not in text
    assert "=Visit the home" not in text


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [(0, -5, "before the first"), (-3, 4, "future"), (-500, 0, "longer than a year")],
)
def test_a_report_on_an_impossible_period_is_refused(
    casework: Casework, first: int, last: int, said: str
) -> None:
    with pytest.raises(Refusal, match=said):
        freeze_report_up(
            group=casework.groups["Alderbourne"],
            from_on=NOW.date() + timedelta(days=first),
            until_on=NOW.date() + timedelta(days=last),
            achieved="",
            asks="",
            actor=casework.people["council"],
            at=NOW,
        )


def test_a_report_that_may_name_somebody_is_refused_until_somebody_confirms(
    casework: Casework,
) -> None:
    def ask(*, is_confirmed: bool) -> Pack:
        return freeze_report_up(
            group=casework.groups["Alderbourne"],
            from_on=NOW.date() - timedelta(days=9),
            until_on=NOW.date(),
            achieved="Alderbourne Council helped Rowan Court.",
            asks="Mrs Doris Penhaligon waits.",
            actor=casework.people["council"],
            at=NOW,
            is_confirmed=is_confirmed,
        )

    with pytest.raises(Refusal, match="Penhaligon"):
        ask(is_confirmed=False)

    assert ask(is_confirmed=True).pk


def _of_review(casework: Casework, review: Review, audience: Audience) -> Pack:
    pack = freeze_review_pack(
        review=review, audience=audience, actor=casework.people["council"], at=NOW
    )
    making.make(pack.pk, at=NOW)
    pack.refresh_from_db()
    return pack


def test_the_members_pack_of_a_review_holds_what_was_pooled(
    casework: Casework, invented: Invented
) -> None:
    text = _text(_of_review(casework, invented.review, Audience.MEMBERS))

    for word in (made.POOLED, made.PART_ONE, made.PART_TWO, made.REPLIED):
        assert word in text
    assert made.ALL_MEMBERS not in text


def test_a_pack_of_a_review_words_its_decisions_as_the_procedure_does(
    casework: Casework, invented: Invented
) -> None:
    invented.review.decisions.update(kind="suspend_placements")

    text = _text(_of_review(casework, invented.review, Audience.MEMBERS))

    assert text.count("Suspension of placements") == 2
    assert "suspend placements" not in text


def test_the_providers_pack_of_a_review_holds_part_two_only(
    casework: Casework, invented: Invented
) -> None:
    text = _text(_of_review(casework, invented.review, Audience.PROVIDER))

    assert made.PART_TWO in text
    for word in (made.PART_ONE, made.POOLED, made.ALL_MEMBERS, "Ambulance"):
        assert word not in text
