"""Views of areas: the overview, an area, a measure, areas side by side, what areas do."""

from caresight.web.local_areas.views.comparing import compare_areas, compare_areas_file
from caresight.web.local_areas.views.measures import (
    area_measure,
    area_measure_file,
    area_measures,
)
from caresight.web.local_areas.views.overview import areas, areas_csv
from caresight.web.local_areas.views.places import area, area_file
from caresight.web.local_areas.views.practice import (
    take_back_practice_note,
    write_practice_note,
)
from caresight.web.local_areas.views.standings import area_standings, area_standings_csv

__all__ = [
    "area",
    "area_file",
    "area_measure",
    "area_measure_file",
    "area_measures",
    "area_standings",
    "area_standings_csv",
    "areas",
    "areas_csv",
    "compare_areas",
    "compare_areas_file",
    "take_back_practice_note",
    "write_practice_note",
]
