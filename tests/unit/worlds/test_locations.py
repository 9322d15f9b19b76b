"""Location ids follow the homes through owners, closures and second registrations."""

from collections import Counter

import numpy as np

from caresight.vocabulary.areas import area_name, council_code, councils
from caresight.worlds.listings import departed, listings
from caresight.worlds.system import System


def test_no_two_locations_share_an_id(region: System) -> None:
    ids = [location.location_id for location in region.locations.all]

    assert len(set(ids)) == len(ids)


def test_a_new_owner_brings_a_new_id_at_the_same_place(borough: System) -> None:
    changes = [h for h in borough.happenings if h.kind == "change_of_hands"]

    for thing in changes:
        old, new = borough.locations.by_home[thing.home]
        assert new.follows == old.location_id
        assert new.provider != old.provider
        assert old.deregistered_on == new.registered_on == borough.months.start(thing.start)
        before, after = borough.locations.current[thing.home, [thing.start - 1, thing.start]]
        assert borough.locations.all[before] == old
        assert borough.locations.all[after] == new


def test_the_register_lists_each_open_home_once_unless_it_is_registered_twice(
    borough: System,
) -> None:
    last = borough.months.start(36)
    count = Counter(line.uprn for line in listings(borough, last, others=False))
    dual = {borough.homes[h.home].uprn for h in borough.happenings if h.kind == "dual_registration"}
    closed = {borough.homes[h.home].uprn for h in borough.happenings if h.kind == "closure"}

    assert {uprn for uprn, times in count.items() if times > 1} == dual
    assert {home.uprn for home in borough.homes} - set(count) == closed


def test_whoever_left_the_register_is_listed_as_departed(borough: System) -> None:
    last = borough.months.start(36)
    gone = {x.location_id for x in borough.locations.all if x.deregistered_on}

    assert {line.location_id for line in departed(borough, last)} == gone
    assert gone.isdisjoint(line.location_id for line in listings(borough, last))


def test_a_new_home_is_not_listed_before_it_opens(borough: System) -> None:
    opening = next(h for h in borough.happenings if h.kind == "opening")
    (location,) = borough.locations.by_home[opening.home]

    before = {x.location_id for x in listings(borough, borough.months.start(opening.start - 1))}

    assert location.location_id not in before


def test_only_the_homes_meant_to_share_a_postcode_do(borough: System) -> None:
    count = Counter(home.postcode for home in borough.homes)
    sharing = {h.home for h in borough.happenings if h.kind == "shared_postcode"}

    shared = {code for code, times in count.items() if times > 1}

    assert shared == {borough.homes[home].postcode for home in sharing}


def test_six_invented_councils_hold_all_homes_and_none_is_real(borough: System) -> None:
    codes = {home.council.code for home in borough.homes}

    assert codes == {f"X9900000{number}" for number in range(1, 7)}
    assert codes.isdisjoint(councils())
    assert all(council_code(council.name) == council.code for council in borough.councils)
    assert area_name("X99000001") == borough.councils[0].name


def test_homes_in_trouble_are_rated_worse_than_others(region: System) -> None:
    worse = {h.home for h in region.happenings if h.kind in ("step", "drift") and h.end is None}
    low = ("Inadequate", "Requires improvement")

    def share(homes: set[int]) -> float:
        last = [region.inspections[h][-1] for h in homes if region.inspections[h]]
        return float(np.mean([i.ratings[0] in low for i in last]))

    assert share(worse) > 1.3 * share(set(range(3000)) - worse)
