"""Plan tables as still other people keep and send them, in ways that the samples do not show."""

from pathlib import Path

import pytest

from tests.plantable.reading.test_samples import scored

FRESH = sorted(path for path in (Path(__file__).parents[1] / "fresh").iterdir() if path.suffix != ".json")


@pytest.mark.parametrize("path", FRESH, ids=lambda path: path.name)
def test_reads_fresh_file_as_keyed_in(path: Path) -> None:
    fields, lost, got, due = scored(path)
    assert fields >= 0.98
    assert lost == 0
    assert got == due
