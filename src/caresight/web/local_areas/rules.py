"""Which roles may open the pages of this app."""

from caresight.web.accounts.roles import STAFF

_FILES = [
    f"{page}_{ending}"
    for page in ("area", "area_measure", "compare_areas")
    for ending in ("csv", "ods", "xlsx")
]
PAGES = {
    **dict.fromkeys("areas areas_csv area area_measures area_measure compare_areas".split(), STAFF),
    **dict.fromkeys(_FILES, STAFF),
}
