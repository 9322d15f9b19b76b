"""Write an invented borough as files: the layouts are real, every word and number is not.

`files/` is what agencies would send and may be landed as it is; `truth/` is what really
happened, and nothing that judges homes may read it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from caresight.vocabulary.areas import Council
from caresight.vocabulary.refusal import Refusal
from caresight.worlds import publication
from caresight.worlds.digital_files import write_digital_files
from caresight.worlds.directory_files import write_directory, write_latest_ratings
from caresight.worlds.event_files import write_agency_files
from caresight.worlds.homes import Home
from caresight.worlds.place_files import write_place_files
from caresight.worlds.places import draw_places
from caresight.worlds.projects import Project, write_projects
from caresight.worlds.publication import WorldFile
from caresight.worlds.register_files import INVENTED, write_active_locations, write_deactivated
from caresight.worlds.return_files import write_returns
from caresight.worlds.system import System, invent
from caresight.worlds.truth import Truth
from caresight.worlds.truth_files import write_truth

Progress = Callable[[int, int, str], None]
"""Told the steps done, all steps, and what is under way."""

DEMO_SEED = 15
"""Of the first forty seeds, the one in which every agency of the story that is weak for
each of them happens to have seen a little: chance alone hides some of it in the others."""

PROJECTS_FILE = "projects.csv"
"""Beside the folder that is landed: which homes take part in which digital project."""
_FOLDERS = ("register", "returns", "agencies", "areas", "digital")


@dataclass(frozen=True)
class World:
    """An invented world on disk."""

    folder: Path
    files_folder: Path
    """What may be landed."""
    truth_file: Path
    files: tuple[WorldFile, ...]
    truth: tuple[Truth, ...]
    councils: tuple[Council, ...]
    homes: tuple[Home, ...]
    first_month: date
    last_month: date
    complete_on: date
    """The day on which the last of the files is out."""

    def story(self, name: str) -> tuple[Truth, ...]:
        """What happens to the home that the demo points at by a name."""
        return tuple(truth for truth in self.truth if truth.story == name)


def write_world(
    folder: Path,
    *,
    seed: int,
    homes: int = 450,
    months: int = 36,
    last_month: date,
    projects: Sequence[Project] = (),
    progress: Progress | None = None,
) -> World:
    """Write an invented world; the same arguments give the same bytes.

    Raises
    ------
    Refusal
        If the folder already holds something, or the numbers are out of bounds.
    """
    tell = progress or _silent
    tell(0, 6, "inventing")
    system = invent(seed=seed, homes=homes, months=months, last_month=last_month, projects=projects)
    files, truth = _folders(folder)
    tell(1, 6, "register")
    written = _write_register(files / "register", system)
    tell(2, 6, "provider returns")
    written += write_returns(files / "returns", system)
    tell(3, 6, "other agencies")
    written += write_agency_files(files / "agencies", system)
    tell(4, 6, "areas")
    places = draw_places(seed=seed, councils=system.councils)
    written += write_place_files(files / "areas", places)
    written += write_digital_files(files / "digital", system)
    tell(5, 6, "the truth, kept apart")
    truth_file = write_truth(truth, system)
    (folder / "README.txt").write_text(f"{INVENTED}\nSeed {seed}.\n", encoding="utf-8")
    if system.projects:
        write_projects(folder / PROJECTS_FILE, _taking_part(system))
    tell(6, 6, "done")
    return World(
        folder=folder,
        files_folder=files,
        truth_file=truth_file,
        files=tuple(sorted(written, key=lambda file: (file.published_on, file.path.name))),
        truth=system.truth,
        councils=system.councils,
        homes=system.homes,
        first_month=system.months.first,
        last_month=system.months.start(system.months.count - 1),
        complete_on=publication.complete_on(system.months),
    )


def _taking_part(system: System) -> Iterator[tuple[object, ...]]:
    for one in system.projects:
        start = f"{system.months.start(one.start):%Y-%m}"
        for home in one.homes:
            location = system.location_at(home, one.start)
            yield one.project.name, one.project.kind, start, location.location_id, "invented"


def _folders(folder: Path) -> tuple[Path, Path]:
    if folder.exists() and any(folder.iterdir()):
        raise Refusal(
            "The folder for the invented world is not empty.",
            file=str(folder),
            what_to_do="Name a new folder, or empty this one: nothing is overwritten.",
        )
    files, truth = folder / "files", folder / "truth"
    for made in (*(files / name for name in _FOLDERS), truth):
        made.mkdir(parents=True)
    return files, truth


def _write_register(folder: Path, system: System) -> list[WorldFile]:
    written = []
    months = system.months
    for index in publication.editions(months):
        on = months.start(index)
        path = write_active_locations(folder, system, on)
        written.append(WorldFile(path, publication.ACTIVE_LOCATIONS, on))
        path = write_latest_ratings(folder, system, on)
        written.append(WorldFile(path, publication.LATEST_RATINGS, on))
    for index in range(months.count):
        on = months.start(index).replace(day=publication.DIRECTORY_DAY)
        path = write_directory(folder, system, on)
        written.append(WorldFile(path, publication.DIRECTORY, on))
    on = months.start(months.count)
    path = write_deactivated(folder, system, on)
    return [*written, WorldFile(path, publication.DEACTIVATED, on)]


def _silent(done: int, total: int, what: str) -> None:
    """Say nothing."""
