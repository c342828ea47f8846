from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from tests.conftest import on_postgres


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    out = StringIO()
    call_command("makemigrations", "--check", "--dry-run", stdout=out)
    assert out.getvalue().strip() == "No changes detected"


@pytest.mark.django_db
def test_runs_on_the_engine_that_was_asked_for() -> None:
    assert connection.vendor == ("postgresql" if on_postgres() else "sqlite")


@pytest.mark.postgres
@pytest.mark.django_db
def test_postgres_only_tests_run_on_postgres() -> None:
    assert connection.vendor == "postgresql"
