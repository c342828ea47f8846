"""What was reckoned of each plan, and what people said to it."""

from genjin.health.models.alert_snooze import AlertSnooze
from genjin.health.models.check_verdict import CheckVerdict
from genjin.health.models.health_alert import HealthAlert
from genjin.health.models.health_settings import HealthSettings
from genjin.health.models.plan_health import PlanHealth

__all__ = ["AlertSnooze", "CheckVerdict", "HealthAlert", "HealthSettings", "PlanHealth"]
