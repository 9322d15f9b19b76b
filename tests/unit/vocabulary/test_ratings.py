import pytest

from caresight.vocabulary.ratings import NOT_RATED, RATINGS, rating_of, rating_score


def test_ratings_are_in_order_from_the_worst():
    assert [rating_score(rating) for rating in RATINGS] == [1, 2, 3, 4]
    assert rating_score("Inadequate") == 1


@pytest.mark.parametrize(
    "text", ["Requires improvement", "Requires Improvement", " REQUIRES IMPROVEMENT "]
)
def test_a_rating_is_read_however_the_edition_writes_it(text):
    assert rating_of(text) == "Requires improvement"


@pytest.mark.parametrize("text", [*NOT_RATED, "", None, "goodish", "4"])
def test_what_is_no_rating_has_neither_word_nor_score(text):
    assert rating_of(text) is None
    assert rating_score(text) is None
