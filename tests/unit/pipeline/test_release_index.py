import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from caresight.pipeline.release_index.reading import ReleaseIndex
from caresight.pipeline.release_index.writing import IndexWriter
from caresight.vocabulary.refusal import Refusal
from tests.unit.pipeline.invented_documents import (
    area_row,
    home_document,
    indicator_document,
    summary,
)


@pytest.fixture
def index(tmp_path: Path) -> ReleaseIndex:
    homes = [
        home_document("H0000001", rank=2, location_ids="1-000000001 1-000000007"),
        home_document(
            "H0000002",
            name="St Bríd’s 100%",
            rank=1,
            level="enhanced",
            level_label="Enhanced",
            step=1,
            points=6.0,
            postcode="ZZ9 9ZZ",
            provider_name="Marlpit Homes",
            location_ids="1-000000002",
            points_by_agency={"provider": 6.0},
            is_silent=True,
        ),
        home_document(
            "H0000003", rank=3, location_ids="1-000000003", good_points=2.0, improves=True
        ),
        home_document("H0000004", rank=4, location_ids="1-000000004", is_open=False),
    ]
    writer = IndexWriter(tmp_path, "2026-11.1")
    return ReleaseIndex(writer.write(summary(), iter(homes), [indicator_document()], [area_row()]))


def ids(answer: tuple[list[dict], int]) -> list[str]:
    return [row["home_id"] for row in answer[0]]


def test_homes_come_in_order_of_rank_and_closed_ones_only_when_asked(index):
    assert ids(index.homes()) == ["H0000002", "H0000001", "H0000003"]
    assert ids(index.homes(only_open=False))[-1] == "H0000004"


@pytest.mark.parametrize(
    "words", ["brid", "zz99zz", "ZZ9 9ZZ", "marlpit", "1-000000002", "h0000002", "100%", "st marl"]
)
def test_a_home_is_found_by_name_postcode_provider_or_id(index, words):
    assert ids(index.homes(search=words)) == ["H0000002"]


def test_signs_in_a_search_are_taken_as_they_are(index):
    assert index.homes(search="%")[1] == 1
    assert index.homes(search="_")[1] == 0


def test_a_page_beyond_the_last_is_empty_and_still_says_how_many_there_are(index):
    assert index.homes(page=2, per_page=2)[0][0]["home_id"] == "H0000003"
    assert index.homes(page=9, per_page=2) == ([], 3)


@pytest.mark.parametrize(
    ("group", "expected"),
    [("attention", ["H0000002"]), ("silent", ["H0000002"]), ("improving", ["H0000003"])],
)
def test_short_lists_hold_the_homes_that_their_name_promises(index, group, expected):
    assert ids(index.homes(group=group)) == expected


def test_an_unknown_order_is_refused_with_the_ones_there_are(index):
    with pytest.raises(Refusal, match="order rank, name"):
        index.homes(order="points; DROP TABLE homes")


def test_a_row_comes_back_as_it_was_written(index):
    row = index.homes(level="enhanced")[0][0]

    assert row == index.home("H0000002")["row"]
    assert row["points_by_agency"] == {"provider": 6.0}
    assert row["is_silent"] is True


def test_a_former_id_of_a_home_leads_to_the_home(index):
    assert index.home_by_location("1-000000007") == "H0000001"
    assert index.home_by_location("1-no-such") is None


def test_an_unknown_home_or_indicator_is_none(index):
    assert index.home("H9") is None
    assert index.indicator("no_such") is None


def test_an_indicator_comes_back_with_its_points_and_the_list_without_them(index):
    assert index.indicator("falls") == indicator_document()
    assert index.indicators()[0]["points"] == []


def test_filters_count_open_homes_and_name_the_highest_level_first(index):
    filters = index.filters()

    assert [(c["value"], c["homes"]) for c in filters["levels"]] == [
        ("enhanced", 1),
        ("routine", 2),
    ]
    assert filters["areas"] == [{"value": "X99000001", "label": "Alderbourne", "homes": 3}]


def test_doing_well_names_homes_with_good_news_and_nothing_else(index):
    assert index.doing_well() == [
        {"home_id": "H0000003", "name": "Quillfeather Lodge", "sentence": "Falls have gone down."}
    ]


def test_eight_threads_may_read_at_once(index):
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: index.home("H0000001")["row"]["rank"], range(64)))

    assert answers == [2] * 64


def test_a_write_that_fails_leaves_no_index_under_the_release_name(tmp_path):
    def documents():
        yield home_document()
        raise RuntimeError("stopped half-way")

    with pytest.raises(RuntimeError):
        IndexWriter(tmp_path, "2026-11.2").write(summary(), documents(), [], [])

    assert not (tmp_path / "2026-11.2.sqlite").exists()


def test_a_missing_index_is_refused_with_what_to_do(tmp_path):
    with pytest.raises(Refusal, match="caresight build"):
        ReleaseIndex(tmp_path / "none.sqlite")


def line(**changes):
    whole = {
        "indicator": "falls", "title": "Falls", "domain": "safety", "agency": "provider",
        "unit": "per 1,000", "polarity": "lower_is_better", "value": 4.25, "numerator": 12.0,
        "denominator": None, "lower": 1.0, "upper": 9.5, "period": "October 2026",
        "expected": 4.0, "comparator": "nursing", "z": 0.3, "share_of_peers_below": 0.6,
        "share_lower": 0.2, "share_upper": 0.9, "peers": 40, "standard": 4.1,
        "variation": "common_cause", "assurance": "none", "quality": "good",
        "quality_sentence": "", "spark": [None, 4.25, 0.0, 12345.5], "spark_marks": [0, 1, 64, 0],
        "signals": ["Falls stand out."],
    }  # fmt: skip
    return {**whole, **changes}


def test_the_icon_table_comes_back_as_it_was_written(tmp_path):
    document = home_document()
    document["indicators"] = [line(), line(indicator="deaths", spark=[], spark_marks=[])]
    path = IndexWriter(tmp_path, "2026-11.3").write(summary(), [document], [], [])

    assert ReleaseIndex(path).home("H0000001") == document


def test_a_summary_may_be_counted_after_the_documents(tmp_path):
    seen = []

    def documents():
        seen.append("a home")
        yield home_document()

    counted = lambda: summary(homes=len(seen))  # noqa: E731
    path = IndexWriter(tmp_path, "2026-11.4").write(counted, documents(), [], [])

    assert ReleaseIndex(path).summary()["homes"] == 1


def test_an_index_of_another_format_is_refused(tmp_path):
    path = IndexWriter(tmp_path, "2026-11.5").write(summary(), [], [], [])
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE meta SET value = '0' WHERE name = 'format'")
        connection.commit()

    with pytest.raises(Refusal, match="another version"):
        ReleaseIndex(path)
