"""What the register lists on a day: care homes, and some services that are none."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from caresight.vocabulary.areas import Council
from caresight.worlds import rates
from caresight.worlds.homes import Provider
from caresight.worlds.inspections import Inspection, latest
from caresight.worlds.locations import Location
from caresight.worlds.system import System

OTHERS_PER_COUNCIL = 4
"""Home-care agencies and dentists, so that a reader has something to leave out."""

_BANDS = {
    rates.NURSING: ("Older People", "Physical Disability"),
    rates.RESIDENTIAL: ("Older People",),
    rates.SMALL: ("Learning disabilities or autistic spectrum disorder", "Younger Adults"),
}


@dataclass(frozen=True)
class Listing:
    """One line of the register."""

    location_id: str
    name: str
    provider: Provider
    council: Council
    street: str
    postcode: str
    uprn: str
    ods_code: str
    longitude: float
    latitude: float
    registered_on: date
    deregistered_on: date | None
    is_care_home: bool
    services: tuple[str, ...]
    """Service types in the words of the active locations file."""
    bands: tuple[str, ...]
    category: str
    beds: int | None
    manager_in_post: bool
    inspection: Inspection | None
    inherited: bool
    """Whether the latest rating was given to an earlier owner."""
    is_dual: bool
    primary_id: str


def listings(system: System, on: date, *, others: bool = True) -> Iterator[Listing]:
    """Everything that is listed on a day, in the order of the register."""
    month = _month_known(system, on)
    dual = {location.primary_id for location in system.locations.all} - {""}
    for location in system.locations.all:
        if location.is_listed(on):
            yield listing_of(system, location, on, month, is_dual=location.location_id in dual)
    if others:
        yield from _others(system)


def departed(system: System, on: date) -> Iterator[Listing]:
    """Every location that has left the register by a day."""
    for location in system.locations.all:
        if location.deregistered_on is not None and location.deregistered_on <= on:
            month = _month_known(system, location.deregistered_on)
            yield listing_of(system, location, location.deregistered_on, month, is_dual=False)


def listing_of(
    system: System, location: Location, on: date, month: int, *, is_dual: bool
) -> Listing:
    """The line of one location."""
    home = system.homes[location.home]
    inspection = latest(system.inspections[location.home], on)
    kind = "with" if home.has_nursing else "without"
    return Listing(
        location_id=location.location_id,
        name=location.name,
        provider=location.provider,
        council=home.council,
        street=home.street,
        postcode=home.postcode,
        uprn=home.uprn,
        ods_code=home.ods_code,
        longitude=home.longitude,
        latitude=home.latitude,
        registered_on=location.registered_on,
        deregistered_on=location.deregistered_on,
        is_care_home=True,
        services=(f"Care home service {kind} nursing",),
        bands=(*(("Dementia",) if home.has_dementia else ()), *_BANDS[home.kind]),
        category="Residential social care",
        beds=home.beds,
        manager_in_post=bool(system.counted.manager_in_post[location.home, month]),
        inspection=inspection,
        inherited=inspection is not None and inspection.published_on < location.registered_on,
        is_dual=is_dual or bool(location.primary_id),
        primary_id=location.primary_id,
    )


def _month_known(system: System, on: date) -> int:
    """Index of the last month that is over on a day, within the world."""
    first = system.months.first
    index = (on.year - first.year) * 12 + on.month - first.month - 1
    return max(0, min(index, system.months.count - 1))


def _others(system: System) -> Iterator[Listing]:
    """Services that are no care homes: they stay as they are."""
    for place, council in enumerate(system.councils):
        sample = next(home for home in system.homes if home.council == council)
        for number in range(OTHERS_PER_COUNCIL):
            index = place * OTHERS_PER_COUNCIL + number
            is_dentist = number % 2 == 0
            yield Listing(
                location_id=f"1-9994{index:06d}",
                name=f"{council.name} {'Dental Rooms' if is_dentist else 'Care at Home'}"
                f" {number // 2 + 1}",
                provider=system.providers[index % len(system.providers)],
                council=council,
                street=f"{number + 1} Invented Parade",
                postcode=sample.postcode,
                uprn=f"9995{index:08d}",
                ods_code="",
                longitude=sample.longitude,
                latitude=sample.latitude,
                registered_on=system.homes[0].registered_on,
                deregistered_on=None,
                is_care_home=False,
                services=("Dental service" if is_dentist else "Domiciliary care service",),
                bands=("Whole Population",) if is_dentist else ("Older People",),
                category="Dentists" if is_dentist else "Community based adult social care services",
                beds=None,
                manager_in_post=True,
                inspection=None,
                inherited=False,
                is_dual=False,
                primary_id="",
            )
