"""The search finds what a slow reader would find, ranks it, marks it, and tells nothing else."""

from random import Random
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict

from caresight.web.intelligence import operations, presenters, rules
from caresight.web.intelligence.models import Item, ItemText
from caresight.web.intelligence.queries import Wanted, search_items
from caresight.web.intelligence.queries import search as searching
from caresight.web.intelligence.queries.filters import wanted_from
from caresight.web.intelligence.search_words import plain_words, words_asked
from tests.web.casework import BORDER, OURS, PEOPLE, THEIRS, TODAY, Casework
from tests.web.intelligence.items import NOW, send

VOCABULARY = (
    "night staff nightly medicines medicine late falls fell garden café naïve well-being "
    "O’Brien’s 999 12.5 Zürich ﬁre mother's e-mail"
).split()
HANDLINGS: tuple[dict[str, Any], ...] = (
    {},
    {"handling": "provider_may_see"},
    {"handling": "named_agencies", "named": ["Invented Regulator"]},
    {"handling": "named_agencies", "named": ["Healthwatch Alderbourne"]},
)


def many(casework: Casework, how_many: int = 60) -> list[Item]:
    """Items of a few words each, of three homes, from several people, for all sorts of readers."""
    dice = Random(7)
    return [
        send(
            casework,
            dice.choice(["social_worker", "healthwatch", "neighbour", "council"]),
            home_id=dice.choice([OURS, BORDER, THEIRS]),
            words=" ".join(dice.choices(VOCABULARY, k=6)) + ".",
            themes=[dice.choice(["staffing", "medicines_optimisation", "abuse"])],
            **dice.choice(HANDLINGS),
        )
        for _ in range(how_many)
    ]


def slowly(casework: Casework, name: str, asked: str) -> set[int]:
    """What a patient reader finds: every item, each rule and each word one by one."""
    access = casework.access(name)
    words = words_asked(asked)
    return {
        item.pk
        for item in Item.objects.all()
        if rules.may_see_item(access, item)
        and words
        and all(
            any(held.startswith(word) for held in plain_words(f"{item.words} {item.home_name}"))
            for word in words
        )
    }


ASKED = [
    "night", "nig", "medic", "late falls", "FELL Garden", "cafe", "café", "naive", "well-being",
    "being", "o'brien", "999", "12", "12.5", "zurich", "fire", "mothers", "e-mail", "rowan",
    "night staff medicines late", "nothing-of-the-kind", "n", "",
]  # fmt: skip


@pytest.mark.parametrize("path", ["read through", "by the index", "by the newest first"])
def test_search_finds_what_a_slow_reader_finds_for_everybody(
    casework: Casework, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    many(casework)
    monkeypatch.setattr(searching, "FEW", 2_000 if path == "read through" else 0)
    if path == "by the newest first":
        monkeypatch.setattr(searching, "NEWEST", 2)

    for name in PEOPLE:
        for asked in ASKED:
            found = search_items(casework.access(name), Wanted(q=asked), day=TODAY)

            assert set(found.pks) == slowly(casework, name, asked), (name, asked)
            assert len(found.pks) == len(set(found.pks))


HOSTILE = [
    '"', "'", '"*"', "*", "a*", "NEAR(a b)", "a AND", "OR", "NOT night", "night OR", "(night",
    "text:night", "^night", "-night", "night + staff", "; DROP TABLE x", "%", "_", "\\",
    "night\x00staff", "\u200bnight", "🦆", "ﷺ", "\u202enight", "x" * 5_000, "a " * 3_000,
    ":*", "!night", "night & staff", "night | staff", "night <-> staff", "''", "\n\t",
]  # fmt: skip


@pytest.mark.parametrize("few", [2_000, 0])
def test_no_words_make_the_search_fail(
    casework: Casework, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    send(casework, words="night staff")
    monkeypatch.setattr(searching, "FEW", few)

    for asked in HOSTILE:
        query = QueryDict(mutable=True)
        query["q"] = asked
        found = search_items(casework.access("council"), wanted_from(query), day=TODAY)

        assert len(found.pks) <= 1


def test_both_ways_of_reading_put_items_in_the_same_order(
    casework: Casework, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(casework)
    access = casework.access("council")
    read = search_items(access, Wanted(q="medic"), day=TODAY).pks

    monkeypatch.setattr(searching, "FEW", 0)
    indexed = search_items(access, Wanted(q="medic"), day=TODAY).pks

    assert read == indexed
    assert len(read) > 3


def test_the_best_item_comes_first(casework: Casework) -> None:
    twice = send(casework, words="Medicine late, medicine missed.")
    begins = send(casework, words="Medicines were late in the morning and in the evening.")
    send(casework, words="Nothing of the kind.")

    found = search_items(casework.access("council"), Wanted(q="medicine"), day=TODAY)

    assert found.pks == (twice.pk, begins.pk)


def test_what_somebody_may_not_read_changes_nothing_of_what_they_find(casework: Casework) -> None:
    for number in range(5):
        send(casework, words=f"night staff {'garden ' * number}")
    before = search_items(casework.access("healthwatch"), Wanted(q="night garden"), day=TODAY)
    for _ in range(20):
        send(casework, home_id=THEIRS, words="night night garden garden garden")
        send(casework, words="garden", handling="named_agencies", named=["Invented Regulator"])

    after = search_items(casework.access("healthwatch"), Wanted(q="night garden"), day=TODAY)

    assert after == before


def test_filters_narrow_what_is_found(casework: Casework) -> None:
    ours = send(casework, words="night", themes=["medicines_optimisation"], kind="complaint")
    send(casework, words="night", home_id=BORDER, themes=["staffing"])
    access = casework.access("council")

    for narrow in (
        {"home": OURS}, {"theme": "medicines"}, {"theme": "medicines_optimisation"},
        {"kind": "complaint"}, {"area": ours.area_code},
    ):  # fmt: skip
        assert search_items(access, Wanted(q="night", **narrow), day=TODAY).pks == (ours.pk,)


@pytest.mark.django_db(databases=["default", "residents"])
@pytest.mark.parametrize("few", [2_000, 0])
def test_the_search_keeps_step_with_changes_and_deletions(
    casework: Casework, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(searching, "FEW", few)
    item, other = send(casework, words="quokka"), send(casework, words="quokka")
    access = casework.access("council")

    def found(word: str) -> set[int]:
        return set(search_items(access, Wanted(q=word), day=TODAY).pks)

    assert found("quokka") == {item.pk, other.pk}
    ItemText.objects.filter(item=item).update(text="wombat")
    assert (found("quokka"), found("wombat")) == ({other.pk}, {item.pk})
    ItemText.objects.filter(item=item).delete()
    assert found("wombat") == set()
    operations.forget_item(actor=None, at=NOW, item=other, reason="retention")
    assert found("quokka") == set()


def test_more_than_can_be_ranked_is_said(
    casework: Casework, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "MOST_RANKED", 3)
    items = [send(casework, words="night") for _ in range(5)]

    found = search_items(casework.access("council"), Wanted(q="night"), day=TODAY)

    assert found.is_cut
    assert set(found.pks) == {item.pk for item in items[2:]}


def test_the_words_found_are_marked_as_they_were_written() -> None:
    text = "x " * 200 + "The Café at night: <b>medicines</b>" + " y" * 200

    made = presenters.snippet(text, ["cafe", "medic"])

    assert [piece for piece, is_marked in made if is_marked] == ["Café", "medicines"]
    assert sum(len(piece) for piece, _ in made) < 260


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the index of SQLite")
@pytest.mark.django_db
def test_the_index_of_sqlite_is_whole_after_changes(casework: Casework) -> None:
    for item in many(casework, 20):
        ItemText.objects.filter(item=item).update(text="changed")

    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO intelligence_search(intelligence_search) VALUES('integrity-check')"
        )
