"""Setting the checks: days and people by stage, which checks are on, and what each takes off."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from genjin.activity.record import record
from genjin.core.errors import NotAllowed, RuleBroken, StaleEdit
from genjin.health import policies
from genjin.health.engine.registry import CHECKS
from genjin.health.engine.rules import Severity, default_points, default_stage
from genjin.health.models import HealthSettings
from genjin.health.queries.health_settings import STAGE_FIELDS
from genjin.people.models import User
from genjin.pipeline.queries.stages import all_stages

MOST_DAYS, MOST_PEOPLE, FULL_MARKS, MOST_POINTS = 999, 50, 24, 100
MOST = {
    "usual_days": MOST_DAYS,
    "silence_days": MOST_DAYS,
    "people": MOST_PEOPLE,
    "decider_days": MOST_DAYS,
    "qualification": FULL_MARKS,
}


@dataclass(frozen=True, slots=True)
class CheckSetting:
    """How one check is to be: on or off, and its points by severity."""

    is_on: bool
    points: Mapping[Severity, int]


StageSettings = Mapping[int, Mapping[str, int | None]]  # by id of the stage, then by field


def locked_settings() -> HealthSettings:
    """Return the row of this installation, made where there is none, kept from other writers until the end."""
    row, _is_new = HealthSettings.objects.get_or_create(pk=1)
    if connection.features.has_select_for_update:  # SQLite's transaction already is the only writer
        return HealthSettings.objects.select_for_update().get(pk=row.pk)
    return row


@transaction.atomic
def set_checks(stages: StageSettings, checks: Mapping[str, CheckSetting], *, seen: int, by: User) -> HealthSettings:
    """Set all of it; `seen` is the version that the person started from. Only what differs from a default is kept.

    Every plan is old by it. Records `health_settings.changed`.
    """
    if not policies.can_set_checks(by):
        raise NotAllowed(_("Only an administrator can change these settings."))
    row = locked_settings()
    if row.version != seen:
        raise StaleEdit(_("Somebody else changed these settings meanwhile; open them again."), theirs={})
    _check_points(checks)
    row.stages = _set_stages(stages)
    row.checks = {key: kept for key, setting in checks.items() if (kept := _differing(key, setting))}
    row.version += 1
    row.save(update_fields=["stages", "checks", "version"])
    record("health_settings.changed", row, by=by, stages=row.stages, checks=row.checks)
    return row


def _set_stages(wanted: StageSettings) -> dict[str, dict[str, int | None]]:
    """Store what stands on the stages themselves, and return what the settings keep beside them."""
    kept = {}
    for number, stage in enumerate(all_stages(), 1):
        values = wanted.get(stage.pk)
        if values is None:
            continue
        for name, value in values.items():
            if value is not None and not 0 < value <= MOST[name]:
                words = {"most": MOST[name]}
                raise RuleBroken(_("Give a number from 1 to %(most)d, or nothing.") % words, field=f"{name}-{stage.pk}")
        stage.usual_days, stage.silence_days = values["usual_days"], values["silence_days"]
        stage.save(update_fields=["usual_days", "silence_days"])
        default = default_stage(number)
        own = {name: values[name] for name in STAGE_FIELDS if values[name] != getattr(default, name)}
        if own:
            kept[str(stage.pk)] = own
    return kept


def _check_points(checks: Mapping[str, CheckSetting]) -> None:
    for key, setting in checks.items():
        for severity, points in setting.points.items():
            if key not in CHECKS or severity not in default_points(key) or not 0 <= points <= MOST_POINTS:
                field = f"points-{key}-{severity.name}"
                raise RuleBroken(_("Give points from 0 to %(most)d.") % {"most": MOST_POINTS}, field=field)


def _differing(key: str, setting: CheckSetting) -> dict[str, Any]:
    defaults = default_points(key)
    points = {severity.name: value for severity, value in setting.points.items() if value != defaults[severity]}
    kept: dict[str, Any] = {"points": points} if points else {}
    return kept if setting.is_on else {**kept, "is_on": False}
