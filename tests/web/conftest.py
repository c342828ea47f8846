"""What every page test needs."""

import pytest

from genjin.web.planning import rendered_rows


@pytest.fixture(autouse=True)
def _nothing_rendered_yet() -> None:
    """Forget rows rendered for another test's database, whose ids and versions are the same."""
    rendered_rows.forget()
