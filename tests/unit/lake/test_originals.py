import hashlib
from pathlib import Path

import pytest

from caresight.lake.originals import Originals, sha256_of
from caresight.vocabulary.refusal import Refusal


def test_a_file_is_kept_under_the_hash_of_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "return.csv"
    path.write_bytes(b"month,falls\n")

    kept = Originals(tmp_path / "originals").keep(path, sha256_of(path))

    assert kept.name == hashlib.sha256(b"month,falls\n").hexdigest()
    assert kept.parent.name == kept.name[:2]
    assert kept.read_bytes() == b"month,falls\n"


def test_keeping_twice_leaves_one_file_and_nothing_unfinished(tmp_path: Path) -> None:
    path = tmp_path / "return.csv"
    path.write_bytes(b"month,falls\n")
    originals = Originals(tmp_path / "originals")

    originals.keep(path, sha256_of(path))
    originals.keep(path, sha256_of(path))

    assert len([file for file in originals.folder.rglob("*") if file.is_file()]) == 1


def test_a_copy_that_was_cut_short_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "return.csv"
    path.write_bytes(b"month,falls\n")
    originals = Originals(tmp_path / "originals")
    stub = originals.path_of(sha256_of(path))
    stub.parent.mkdir(parents=True)
    stub.write_bytes(b"mon")

    assert originals.keep(path, sha256_of(path)).read_bytes() == b"month,falls\n"


def test_a_file_that_changes_while_it_is_kept_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "return.csv"
    path.write_text("month\n2026-10\n")
    sha256 = sha256_of(path)
    path.write_text("month\n2026-10\n2026-11\n")
    originals = Originals(tmp_path / "originals")

    with pytest.raises(Refusal, match="changed while it was read"):
        originals.keep(path, sha256)

    assert [found for found in originals.folder.rglob("*") if found.is_file()] == []
