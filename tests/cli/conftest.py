"""`genjin`: the command line as it is typed, in English, in an installation of its own."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from genjin.cli import main
from tests.setup.conftest import installation

__all__ = ["installation"]


class Ended(NamedTuple):
    """How a command ended, and what it wrote."""

    status: int
    out: str
    err: str


Genjin = Callable[..., Ended]


@pytest.fixture
def genjin(installation: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Genjin:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")

    def run(*typed: str | Path) -> Ended:
        with pytest.raises(SystemExit) as ended:
            main([str(word) for word in typed])
        written = capsys.readouterr()
        code = ended.value.code
        if isinstance(code, str):  # as the interpreter does with a sentence
            return Ended(1, written.out, written.err + code)
        return Ended(int(code or 0), written.out, written.err)

    return run
