"""The same invented world as evidence tables, without files: for benches of any size.

Columns are those of the vocabulary. Texts that repeat are dictionary-encoded, so that
15,000 homes over 60 months fit into memory. Slips of single rows in files are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from caresight.vocabulary.agencies import Agency
from caresight.worlds.event_files import HOSPITAL_COMPONENTS, is_suppressed
from caresight.worlds.event_tables import event_table
from caresight.worlds.location_tables import location_table
from caresight.worlds.months import Flags
from caresight.worlds.publication import ADMISSIONS, RETURNS, editions
from caresight.worlds.reporting import RETURN_COMPONENTS
from caresight.worlds.stated import Columns, days, receipts, repeated, stated, worded
from caresight.worlds.system import System, invent
from caresight.worlds.truth import Truth


@dataclass(frozen=True)
class EvidenceWorld:
    """An invented world in memory."""

    tables: dict[str, pa.Table]
    """Evidence tables by name: locations, observations, events, and receipts if asked for."""
    truth: tuple[Truth, ...]
    system: System


def evidence_world(
    *,
    seed: int,
    homes: int = 450,
    months: int = 36,
    last_month: date,
    with_receipts: bool = True,
) -> EvidenceWorld:
    """Invent a world as evidence tables.

    With receipts, every row has receipt_id, source, published_on and known_from (the
    first moment of the day of publication), and a receipts table says what each file
    would cover.
    """
    system = invent(seed=seed, homes=homes, months=months, last_month=last_month)
    tables = {
        "locations": location_table(system, with_receipts=with_receipts),
        "observations": pa.concat_tables(_observations(system, with_receipts=with_receipts)),
        "events": event_table(system, with_receipts=with_receipts),
    }
    if with_receipts:
        codes = [council.code for council in system.councils]
        tables["receipts"] = receipts(system.months, codes, editions(system.months))
    return EvidenceWorld(tables, system.truth, system)


def _observations(system: System, *, with_receipts: bool) -> Iterator[pa.Table]:
    """One table for each component: rows by home, then month."""
    place = {council.code: index for index, council in enumerate(system.councils)}
    areas = np.array([place[home.council.code] for home in system.homes])
    reported = system.reported
    for name in RETURN_COMPONENTS:
        homes, months = np.nonzero(reported.present(name))
        columns = _cells(system, name, homes, months)
        values = reported.components[name][homes, months].astype(np.float64)
        columns["value"] = pa.array(values)
        columns["status"] = repeated("reported", len(homes))
        columns["agency"] = repeated(Agency.PROVIDER, len(homes))
        if with_receipts:
            came = months + reported.late[homes, months]
            columns = stated(RETURNS, system.months, came, areas[homes]) | columns
        yield pa.table(columns)
    for name in HOSPITAL_COMPONENTS:
        homes, months = np.nonzero(system.course.is_open)
        columns = _cells(system, name, homes, months)
        values = system.counted.components[name][homes, months].astype(np.float64)
        hidden: Flags = is_suppressed(system, name)[homes, months]
        columns["value"] = pa.array(values, mask=hidden)
        columns["status"] = worded(("reported", "suppressed"), hidden.astype(np.int32))
        columns["agency"] = repeated(Agency.HOSPITAL, len(homes))
        if with_receipts:
            columns = stated(ADMISSIONS, system.months, months, None) | columns
        yield pa.table(columns)


def _cells(
    system: System, name: str, homes: np.typing.NDArray[np.intp], months: np.typing.NDArray[np.intp]
) -> Columns:
    return {
        "entity_type": repeated("location", len(homes)),
        "entity_id": worded(
            [location.location_id for location in system.locations.all],
            system.locations.current[homes, months],
        ),
        "component": repeated(name, len(homes)),
        "period_start": days(system.months.starts[months]),
        "period_end": days(system.months.starts[months + 1]),
    }
