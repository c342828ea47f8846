"""What people say to an alert: not now, or wrong."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from genjin.activity.record import record
from genjin.core import clock
from genjin.core.errors import NotAllowed, RuleBroken, WrongState
from genjin.health import policies
from genjin.health.models import AlertSnooze, CheckVerdict, HealthAlert
from genjin.health.operations.demotion import demote_what_is_often_wrong
from genjin.people.models import User
from genjin.pipeline.models import Project

LONGEST_SNOOZE = timedelta(days=92)
LONGEST_WORDS = 300


@transaction.atomic
def snooze_alert(alert: HealthAlert, *, until: date, reason: str, by: User) -> AlertSnooze:
    """Put an alert off until a day; it comes back by itself, and at once where it gets worse.

    Records `alert.snoozed`.
    """
    _refuse_unless_allowed(by, alert.project)
    today, reason = clock.today(), reason.strip()
    if not today < until <= today + LONGEST_SNOOZE:
        raise RuleBroken(_("Choose a day from tomorrow on, within three months."), field="until")
    if not reason:
        raise RuleBroken(_("Say why it can wait."), field="reason")
    snooze, _is_new = AlertSnooze.objects.update_or_create(
        project=alert.project,
        check_key=alert.check_key,
        defaults={"until": until, "reason": reason, "severity": alert.severity, "by": by},
    )
    _record("snoozed", snooze, by, {"until": until.isoformat(), "reason": reason})
    return snooze


@transaction.atomic
def end_snooze(project: Project, check_key: str, *, by: User) -> None:
    """Let an alert that was put off be shown again. Records `alert.woken`."""
    _refuse_unless_allowed(by, project)
    snooze = AlertSnooze.objects.filter(project=project, check_key=check_key).first()
    if snooze is None:
        raise WrongState(_("This alert is not put off."))
    _record("woken", snooze, by)
    snooze.delete()


@transaction.atomic
def judge_alert(alert: HealthAlert, *, is_wrong: bool, words: str = "", by: User) -> CheckVerdict:
    """Say whether an alert is right; a later word takes the place of the same person's earlier one.

    A check that is often judged wrong is demoted. Records `alert.judged`.
    """
    _refuse_unless_allowed(by, alert.project)
    if len(words) > LONGEST_WORDS:
        raise RuleBroken(_("Say it in at most 300 characters."), field="words")
    verdict, _is_new = CheckVerdict.objects.update_or_create(
        project=alert.project,
        check_key=alert.check_key,
        by=by,
        defaults={"is_wrong": is_wrong, "words": words.strip(), "given_at": clock.now()},
    )
    _record("judged", verdict, by, {"is_wrong": is_wrong})
    demote_what_is_often_wrong()
    return verdict


def _record(verb: str, row: AlertSnooze | CheckVerdict, by: User, said: dict[str, object] | None = None) -> None:
    """Tell what somebody said to an alert; the plan itself stays as it was."""
    record(f"alert.{verb}", row, by=by, project_id=row.project_id, was=[], check=row.check_key, said=said or {})


def _refuse_unless_allowed(by: User, project: Project) -> None:
    if not policies.can_judge_alerts(by, project):
        raise NotAllowed(_("You cannot change this plan."))
