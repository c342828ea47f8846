"""`genjin demo`, `backup`, `restore`, `doctor` and `find-signals` as they are typed."""

from datetime import date
from pathlib import Path

import pytest
import time_machine
import typer.testing
from django.db import connection

from genjin.cli import plan_tables, run, upkeep  # noqa: F401  they add their commands
from genjin.cli.frame import app
from genjin.planning.models import Action, BuyingSignal, FollowUp
from genjin.planning.operations.buying_signals import dismiss_signal
from genjin.setup import earlier_rows
from genjin.setup.demo import DEMO_PASSWORD
from tests.setup.filled import people_and_rows


@pytest.fixture
def genjin(installation: Path, monkeypatch: pytest.MonkeyPatch) -> typer.testing.CliRunner:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    return typer.testing.CliRunner()


@pytest.mark.parametrize("today", [date(2026, 1, 2), date(2028, 2, 29)])
def test_demo_prints_who_can_sign_in_and_refuses_a_second_time(genjin: typer.testing.CliRunner, today: date) -> None:
    if connection.vendor != "sqlite" and today.year == 2028:
        pytest.skip("days are read alike on both databases")
    with time_machine.travel(today):
        first = genjin.invoke(app, ["demo"])
    assert first.exit_code == 0, first.output
    assert {"zhangwei", "lina", "chenjing", "wanglei", "admin", "guest", DEMO_PASSWORD} <= set(first.stdout.split())
    rows = FollowUp.objects.count()
    second = genjin.invoke(app, ["demo"])
    assert second.exit_code == 1
    assert "customers" in second.stderr
    assert FollowUp.objects.count() == rows
    assert max(FollowUp.objects.values_list("happened_on", flat=True)) < today
    for action in Action.objects.exclude(follow_up=None).select_related("follow_up"):
        assert -10 < (action.due_on - action.follow_up.happened_on).days < 40, action.content


def test_backup_and_restore(genjin: typer.testing.CliRunner, tmp_path: Path) -> None:
    people_and_rows()
    file = tmp_path / "b.zip"
    written = genjin.invoke(app, ["backup", str(file)])
    assert written.exit_code == 0, written.output
    assert "follow-ups 3" in written.stdout
    assert "secret key" in written.stdout
    again = genjin.invoke(app, ["backup", str(file)])
    assert again.exit_code == 1
    assert "--force" in again.stderr
    assert genjin.invoke(app, ["backup", "--force", "--portable", str(file)]).exit_code == 0
    FollowUp.objects.update(goal="changed")
    brought = genjin.invoke(app, ["restore", str(file)])
    assert brought.exit_code == 0, brought.output
    assert "before-restore-" in brought.stdout
    assert not FollowUp.objects.filter(goal="changed").exists()


def test_restore_says_in_one_sentence_why_not(genjin: typer.testing.CliRunner, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_text("no archive")
    for name in ("b.zip", "missing.zip"):
        refused = genjin.invoke(app, ["restore", str(tmp_path / name)])
        assert refused.exit_code == 1
        assert len(refused.stderr.strip().splitlines()) == 1
        assert name in refused.stderr


def test_doctor_ends_with_1_when_something_is_broken(genjin: typer.testing.CliRunner) -> None:
    examined = genjin.invoke(app, ["doctor"])
    assert examined.exit_code == 1
    assert "✗ No administrator can sign in" in examined.stdout
    assert "✓ Python" in examined.stdout


@pytest.mark.usefixtures("phrases")
def test_find_signals_reads_all_rows_anew_and_keeps_what_was_decided(
    genjin: typer.testing.CliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(earlier_rows, "BATCH", 2)
    root = people_and_rows()
    FollowUp.objects.update(feedback="预算被砍，方案认可")
    assert genjin.invoke(app, ["find-signals"]).output.strip() == "Rows read: 3."
    assert BuyingSignal.objects.count() == 6
    dismissed = dismiss_signal(BuyingSignal.objects.filter(type="budget").latest("pk"), by=root)
    versions = dict(FollowUp.objects.values_list("pk", "version"))
    assert genjin.invoke(app, ["find-signals"]).exit_code == 0
    assert BuyingSignal.objects.get(pk=dismissed.pk).state == "dismissed"
    # the words were dismissed, so that nobody is asked about them elsewhere either
    assert BuyingSignal.objects.filter(type="budget").count() == 1
    redrawn = [pk for pk, version in FollowUp.objects.values_list("pk", "version") if version != versions[pk]]
    assert dismissed.follow_up_id not in redrawn
    assert len(redrawn) == 2
