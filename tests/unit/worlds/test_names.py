import numpy as np

from caresight.worlds.names import provider_names


def test_no_two_providers_bear_one_name_and_none_a_number():
    names = provider_names(np.random.default_rng(3), 9_000)

    assert len(set(names)) == len(names)
    assert not any(letter.isdigit() for name in names for letter in name)
