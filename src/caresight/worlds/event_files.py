"""Write what the other agencies send: 999 calls, emergency admissions, safeguarding concerns."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, time, timedelta
from pathlib import Path

import numpy as np

from caresight.worlds.incidents import (
    CALL_OUTCOMES,
    CATEGORIES,
    COMPLAINTS,
    CONCERN_OUTCOMES,
    SOURCES_OF_RISK,
    Incidents,
)
from caresight.worlds.months import Flags
from caresight.worlds.publication import (
    ADMISSIONS,
    AMBULANCE,
    SAFEGUARDING,
    WorldFile,
    published_on,
)
from caresight.worlds.system import System

CALLS = "incident_id,called_at,location_id,home_name,postcode,area_code,chief_complaint,outcome"
CONCERNS = (
    "concern_ref,received_on,location_id,home_name,area_code,category,source_of_risk,"
    "led_to_enquiry,outcome"
)
ADMITTED = (
    "month,location_id,home_name,area_code,emergency_admissions,"
    "emergency_department_attendances,readmissions_within_30_days"
)
HOSPITAL_COMPONENTS = (
    "emergency_admissions", "emergency_department_attendances", "readmissions_within_30_days",
)  # fmt: skip
SUPPRESSED = "*"
SUPPRESSED_BELOW = 5


def suppressing_council(system: System) -> str:
    """The code of the council whose hospital hides counts of 1 to 4."""
    return system.councils[5].code


def is_suppressed(system: System, name: str) -> Flags:
    """Where the hospital hides a count, (n, m)."""
    hides = np.array([h.council.code == suppressing_council(system) for h in system.homes])
    values = system.counted.components[name]
    return hides[:, None] & (values > 0) & (values < SUPPRESSED_BELOW)


def write_agency_files(folder: Path, system: System) -> list[WorldFile]:
    """One file of each agency for each month, for the whole board."""
    written = []
    for month in range(system.months.count):
        calls = _incident_lines(system, system.calls, month, _call)
        concerns = _incident_lines(system, system.concerns, month, _concern)
        written += [
            _write(folder, system, AMBULANCE, month, (_covers(system, month), CALLS), calls),
            _write(
                folder, system, SAFEGUARDING, month, (_covers(system, month), CONCERNS), concerns
            ),
            _write(folder, system, ADMISSIONS, month, (ADMITTED,), _admissions(system, month)),
        ]
    return written


def _write(
    folder: Path,
    system: System,
    source: str,
    month: int,
    head: tuple[str, ...],
    rows: Iterable[str],
) -> WorldFile:
    published = published_on(source, system.months, month)
    path = folder / f"{source}_{system.months.label(month)}_published_{published}.csv"
    *preamble, headings = head
    lines = [*preamble, f"{headings},data_note", *(f"{row},invented" for row in rows)]
    path.write_bytes(("\n".join(lines) + "\n").encode())
    return WorldFile(path, source, published, system.months.start(month))


def _covers(system: System, month: int) -> str:
    areas = ",".join(council.code for council in system.councils)
    return f"# covers {system.months.label(month)} for areas {areas}"


def _incident_lines(
    system: System, incidents: Incidents, month: int, words: Callable[[Incidents, int], str]
) -> Iterator[str]:
    """Number, moment and place of each incident, then what `words` says of it."""
    rows = incidents.of_month(month)
    start = datetime.combine(system.months.start(month), time())
    label = f"{start:%Y%m}"
    is_call = incidents is system.calls
    homes, minutes = incidents.home[rows].tolist(), incidents.minute[rows].tolist()
    for number, (home, minute) in enumerate(zip(homes, minutes, strict=True), start=1):
        at = start + timedelta(minutes=minute)
        place = system.location_at(home, month)
        area = system.homes[home].council.code
        where = f"{place.location_id},{place.name}"
        said = words(incidents, rows.start + number - 1)
        if is_call:
            postcode = system.homes[home].postcode
            yield f"A{label}{number:05d},{at:%Y-%m-%d %H:%M},{where},{postcode},{area},{said}"
        else:
            yield f"S{label}{number:05d},{at:%Y-%m-%d},{where},{area},{said}"


def _call(incidents: Incidents, row: int) -> str:
    return f"{COMPLAINTS[incidents.what[row]]},{CALL_OUTCOMES[incidents.outcome[row]]}"


def _concern(incidents: Incidents, row: int) -> str:
    enquiry = "Y" if incidents.enquiry[row] else "N"
    return (
        f"{CATEGORIES[incidents.what[row]]},{SOURCES_OF_RISK[incidents.source[row]]},"
        f"{enquiry},{CONCERN_OUTCOMES[incidents.outcome[row]]}"
    )


def _admissions(system: System, month: int) -> Iterator[str]:
    """A row for every open home: nobody admitted is a 0, a hidden count is a star."""
    label = system.months.label(month)
    columns = [_admission_texts(system, name, month) for name in HOSPITAL_COMPONENTS]
    for home in np.flatnonzero(system.course.is_open[:, month]).tolist():
        place = system.location_at(home, month)
        counts = ",".join(column[home] for column in columns)
        area = system.homes[home].council.code
        yield f"{label},{place.location_id},{place.name},{area},{counts}"


def _admission_texts(system: System, name: str, month: int) -> list[str]:
    values = system.counted.components[name][:, month].tolist()
    hidden = is_suppressed(system, name)[:, month].tolist()
    return [SUPPRESSED if hide else str(value) for value, hide in zip(values, hidden, strict=True)]
