"""`caresight build` asks casework first: what people sent is in the release, and nowhere else."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from caresight.lake.lake import Lake
from caresight.pipeline.release_index.reading import ReleaseIndex, index_path
from caresight.worlds.evidence import evidence_world

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
CARESIGHT = (sys.executable, "-c", "from caresight.cli.main import main; main()")
SEND = """
import os, sys
from datetime import date, datetime, timezone
os.environ["DJANGO_SETTINGS_MODULE"] = "caresight.web.config.settings"
from caresight.web.config.serving import prepare
prepare()
from caresight.web.accounts.models import Agency, Person
from caresight.web.accounts.operations import add_person
from caresight.web.groups.models import Group, GroupArea
from caresight.web.intelligence.operations.reporting import report_item
home_id, area_code, words = sys.argv[1:]
agency, _ = Agency.objects.get_or_create(name="Invented Council", kind="council")
group, _ = Group.objects.get_or_create(name="Invented group")
GroupArea.objects.get_or_create(group=group, area_code=area_code)
person = Person.objects.filter(username="sender").first() or add_person(
    username="sender", password="three unrelated words", roles=["contributor"], agency=agency
)
report_item(
    actor=person, at=datetime.now(timezone.utc), home_id=home_id, home_name="Invented home",
    area_code=area_code, observed_on=date.today(), words=words, themes=["medicines"], severity=3,
)
"""

pytestmark = pytest.mark.slow


def run(home: Path, *command: str) -> str:
    """Run a program on a home folder; it must end well."""
    ended = subprocess.run(
        command, capture_output=True, text=True, check=False,
        env={**os.environ, "CARESIGHT_HOME": str(home)},
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def built(home: Path, *options: str) -> tuple[str, ReleaseIndex]:
    """What a build says, and the release that it made."""
    said = run(home, *CARESIGHT, "build", "--known", "published", *options)
    lake = Lake(home)
    return said, ReleaseIndex(index_path(home, lake.release().release_id))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with twenty homes, and nobody's word."""
    home = tmp_path_factory.mktemp("command")
    world = evidence_world(seed=4, homes=20, months=24, last_month=NOW.date().replace(day=1))
    with Lake(home).writing("landing", NOW) as writer:
        for name, rows in world.tables.items():
            writer.append(name, rows)
    return home


def test_a_build_takes_in_what_people_sent_and_can_leave_it(home):
    said, before = built(home)
    row = before.homes(per_page=1)[0][0]
    assert "casework" not in said.casefold()

    run(home, sys.executable, "-c", SEND, row["home_id"], row["area_code"], "Pills on the floor")
    left, without = built(home, "--without-casework")
    taken, after = built(home)

    assert without.together(row["home_id"])["items"] == []
    assert "From casework" not in left
    assert "1 row was handed down. 1 new or changed." in taken
    (item,) = after.together(row["home_id"])["items"]
    assert (item["agency"], item["counted"]) == ("council", 1.5)
    assert before.home(row["home_id"]) == after.home(row["home_id"])
    assert json.dumps(after.home(row["home_id"])).find(item["ref"]) == -1


def test_a_casework_that_cannot_be_asked_stops_the_build_in_words(home, tmp_path):
    (tmp_path / "casework.sqlite3").write_bytes(b"no database" * 500)

    ended = subprocess.run(
        [*CARESIGHT, "build", "--home", str(tmp_path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert ended.returncode == 2
    assert "could not be asked" in ended.stderr
    assert "--without-casework" in ended.stderr
