from pathlib import Path

import pytest

from genjin.core.files import appearing_whole


def test_a_file_appears_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    with appearing_whole(path) as file:
        file.write(b"whole")
        assert not path.exists()
    assert path.read_bytes() == b"whole"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.bin"]


def test_a_failure_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"old")
    with pytest.raises(TypeError), appearing_whole(path) as file:
        file.write("half")  # type: ignore[arg-type]
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.bin"]


def test_what_an_earlier_attempt_left_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / ".a.bin.part").write_bytes(b"left")
    with appearing_whole(tmp_path / "a.bin", private=True) as file:
        file.write(b"new")
    assert (tmp_path / "a.bin").read_bytes() == b"new"
    assert (tmp_path / "a.bin").stat().st_mode & 0o777 == 0o600


def test_names_the_folder_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as refused, appearing_whole(tmp_path / "no" / "a.bin"):
        pass
    assert refused.value.filename == str(tmp_path / "no")


def test_names_the_file_that_was_asked_for(tmp_path: Path) -> None:
    path = tmp_path / ("a" * 250)
    with pytest.raises(OSError, match="too long") as refused, appearing_whole(path):
        pass
    assert refused.value.filename == str(path)
