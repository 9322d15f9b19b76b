"""What the register says of invented homes in each quarterly edition, as evidence."""

import numpy as np
import pyarrow as pa

from caresight.vocabulary.evidence import LOCATIONS
from caresight.worlds.listings import Listing, listing_of
from caresight.worlds.publication import ACTIVE_LOCATIONS, editions
from caresight.worlds.stated import stated
from caresight.worlds.system import System


def location_table(system: System, *, with_receipts: bool) -> pa.Table:
    """A row for each location and edition that lists it; care homes only."""
    locations = system.locations.all
    lines = [
        listing_of(system, location, location.registered_on, 0, is_dual=False)
        for location in locations
    ]
    still = pa.Table.from_pylist([_row(line) for line in lines], schema=_SCHEMA)
    homes = np.array([location.home for location in locations])
    parts = []
    for edition in editions(system.months):
        on = system.months.start(edition)
        listed = np.flatnonzero([location.is_listed(on) for location in locations])
        part = still.take(pa.array(listed))
        in_post = system.counted.manager_in_post[homes[listed], max(0, edition - 1)]
        at = part.schema.get_field_index("manager_in_post")
        part = part.set_column(at, _SCHEMA.field(at), pa.array(in_post))
        if with_receipts:
            came = np.full(len(listed), edition, dtype=np.int32)
            said = stated(ACTIVE_LOCATIONS, system.months, came, None)
            columns = {name: part[name] for name in part.column_names}
            part = pa.table(said | columns)
        parts.append(part)
    return pa.concat_tables(parts).unify_dictionaries()


def _row(line: Listing) -> dict[str, object]:
    provider = line.provider
    has_brand = provider.brand_id != "-"
    return {
        "register": "cqc",
        "location_id": line.location_id,
        "name": line.name,
        "provider_id": provider.provider_id,
        "provider_name": provider.name,
        "brand_id": provider.brand_id if has_brand else None,
        "brand_name": provider.brand_name if has_brand else None,
        "is_care_home": line.is_care_home,
        "has_nursing": "Care home service with nursing" in line.services,
        "has_dementia": "Dementia" in line.bands,
        "service_types": "|".join(line.services),
        "specialisms": "|".join(line.bands),
        "ownership": provider.ownership,
        "beds": line.beds,
        "address": f"{line.street}, {line.council.name}",
        "postcode": line.postcode,
        "area_code": line.council.code,
        "area_name": line.council.name,
        "region": line.council.region,
        "uprn": line.uprn,
        "ods_code": line.ods_code,
        "status": "registered",
        "registered_on": line.registered_on,
        "longitude": line.longitude,
        "latitude": line.latitude,
    }


_KINDS = {
    "text": pa.string(),
    "flag": pa.bool_(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "date": pa.date32(),
}
_SAID_BY = ("receipt_id", "source", "published_on", "known_from")
_SCHEMA = pa.schema(
    [
        (column.name, _KINDS[column.kind])
        for column in LOCATIONS.columns
        if column.name not in _SAID_BY
    ]
)
