"""`genjin backup` as it is typed."""

from pathlib import Path

import pytest

from genjin.config.settings import _file_storage
from tests.cli.conftest import Genjin
from tests.fake_bucket import NAME, fake_bucket


def test_backup_says_what_is_not_in_it(genjin: Genjin, tmp_path: Path) -> None:
    ended = genjin("backup", tmp_path / "a.zip")
    assert ended.status == 0, ended.err
    assert "follow-ups 0, uploaded files 0. Not in it: the secret key." in ended.out
    assert "bucket" not in ended.out


def test_backup_says_that_a_bucket_is_not_in_it(
    genjin: Genjin,
    tmp_path: Path,
    settings,  # noqa: ANN001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with fake_bucket() as bucket:
        for name, value in bucket.environment().items():
            monkeypatch.setenv(name, value)
        settings.STORAGES = {**settings.STORAGES, "default": _file_storage()}
        ended = genjin("backup", tmp_path / "a.zip")
    assert ended.status == 0, ended.err
    assert f"The files in the bucket {NAME} are not in it" in ended.out
