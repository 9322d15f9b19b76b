"""Names of a list as a sentence has them."""

import pytest

from caresight.vocabulary.lists import joined


@pytest.mark.parametrize(
    ("names", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_a_list_is_joined_as_in_a_sentence(names: list[str], said: str) -> None:
    assert joined(names) == said
