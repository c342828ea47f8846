"""`installation`: a data folder and a database of its own, outside any test's transaction, as a command finds them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker, Settings

from tests.databases import copied, using


@pytest.fixture
def installation(
    tmp_path: Path, settings: Settings, migrated: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[Path]:
    """Return the data folder of a fresh installation; its database has tables but no people."""
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    settings.DATA, settings.MEDIA_ROOT = data, data / "files"
    with django_db_blocker.unblock(), copied(migrated, data) as own, using(own):
        yield data
