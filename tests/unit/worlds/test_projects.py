"""Digital projects of an invented world move their own homes' calls, and nothing else."""

import csv
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from caresight.worlds.borough import PROJECTS_FILE, write_world
from caresight.worlds.projects import DEMO_PROJECTS
from caresight.worlds.system import invent
from caresight.worlds.truth import FILE_FAULTS

HOW = {"seed": 3, "homes": 200, "months": 24, "last_month": date(2026, 10, 1)}


@pytest.fixture(scope="module")
def worlds():
    return invent(**HOW), invent(**HOW, projects=DEMO_PROJECTS)


def test_only_the_calls_of_the_effective_projects_homes_are_fewer(worlds) -> None:
    without, with_them = (world.counted.components for world in worlds)
    effective, idle = worlds[1].projects
    spared = without["ambulance_incidents"] - with_them["ambulance_incidents"]
    rows = list(effective.homes)

    assert (spared >= 0).all()
    assert spared[rows, effective.start :].sum() > 0
    assert spared.sum() == spared[rows, effective.start :].sum()
    assert all(
        np.array_equal(without[name], with_them[name])
        for name in without
        if name != "ambulance_incidents"
    )
    assert idle.project.factor == 1


def test_a_project_takes_quiet_homes_and_no_home_twice(worlds) -> None:
    first, second = (set(one.homes) for one in worlds[1].projects)
    busy = {thing.home for thing in worlds[1].happenings if thing.kind not in FILE_FAULTS}

    assert not first & second
    assert not (first | second) & busy


def test_the_homes_that_take_part_are_listed_beside_the_files_and_their_effect_is_not(tmp_path):
    write_world(tmp_path, **(HOW | {"homes": 40}), projects=[replace(DEMO_PROJECTS[0])])

    with (tmp_path / PROJECTS_FILE).open(newline="") as file:
        rows = list(csv.DictReader(file))

    assert len(rows) == 8
    assert rows[0]["project"] == "Invented remote monitoring"
    assert set(rows[0]) == {"project", "kind", "start_month", "location_id", "data_note"}
