"""Which tests run on which database; how long property tests search."""

import os
from collections.abc import Iterator
from pathlib import Path

import django.test
import hypothesis
import pytest
from django.db.backends.postgresql.operations import DatabaseOperations
from pytest_django import DjangoDbBlocker

from tests.cast import cast  # noqa: F401  the fixture, for every test
from tests.databases import migrated_database
from tests.phrases import phrases  # noqa: F401  likewise

E2E = Path(__file__).parent / "e2e"
DATABASE_FIXTURES = {
    "db",
    "transactional_db",
    "django_db_reset_sequences",
    "live_server",
    "installation",
    "own_database",
}

# The same examples in every run, and no verdict by the clock; `--hypothesis-profile=search` looks further.
hypothesis.settings.register_profile("suite", deadline=None, derandomize=True)
hypothesis.settings.register_profile("search", deadline=None, max_examples=3000)
hypothesis.settings.load_profile("suite")


def on_postgres() -> bool:
    return os.environ.get("DATABASE_URL", "").startswith("postgres")


def pytest_configure() -> None:
    """Let what is emptied after a test that commits take along the search index, a table that no model knows."""
    if on_postgres():
        flush = DatabaseOperations.sql_flush
        DatabaseOperations.sql_flush = lambda *where, **how: flush(*where, **how | {"allow_cascade": True})


def pytest_report_header() -> str:
    return f"database: {'PostgreSQL' if on_postgres() else 'SQLite'}"


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Copy the database for tests while it holds nothing but what migrations bring."""
    with django_db_blocker.unblock(), migrated_database(tmp_path_factory.mktemp("db")) as name:
        yield name


@pytest.fixture(scope="session")
def migrated(django_db_setup: str) -> str:
    """Return the name of a database that has its tables and nothing else, to be copied."""
    return django_db_setup


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL keep what uses the database; on SQLite leave out what needs PostgreSQL."""
    for item in items:
        if E2E in item.path.parents:
            item.add_marker("browser")
        if (marker := item.get_closest_marker("django_db")) and marker.kwargs.get("transaction"):
            # the six stages come with the migrations, and are there again for the next test
            item.add_marker(pytest.mark.django_db(**marker.kwargs | {"serialized_rollback": True}), append=False)
    kept = [item for item in items if belongs_here(item)]
    config.hook.pytest_deselected(items=[item for item in items if not belongs_here(item)])
    items[:] = kept


def belongs_here(item: pytest.Item) -> bool:
    if on_postgres():
        return uses_database(item) and item.get_closest_marker("browser") is None
    return item.get_closest_marker("postgres") is None


def uses_database(item: pytest.Item) -> bool:
    case = getattr(item, "cls", None)
    return (
        item.get_closest_marker("django_db") is not None
        or item.get_closest_marker("postgres") is not None
        or not DATABASE_FIXTURES.isdisjoint(getattr(item, "fixturenames", ()))
        or (case is not None and issubclass(case, django.test.TransactionTestCase))
    )
