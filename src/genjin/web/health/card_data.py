"""The card of a project's page: how its plan stands, and the three worst alerts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from genjin.health.engine.scoring import band
from genjin.health.models import PlanHealth
from genjin.health.queries.alerts import PlanAlerts, alerts_of
from genjin.health.queries.plan_health import health_of
from genjin.health.wording import BANDS, DIMENSIONS, QUESTIONS
from genjin.web.health.lines import BAND_CHIPS, AlertLine, alert_line
from genjin.web.projects.project_page import ProjectPage

MOST_QUESTIONS = 3


@dataclass(frozen=True, slots=True)
class DimensionBar:
    """One dimension, 0 to 100."""

    title: str
    score: int
    band: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How a plan stands, in words."""

    score: int
    band: str
    words: str
    chip: str
    red_lines: int
    bars: Sequence[DimensionBar]
    completeness: int
    questions: Sequence[str]


@dataclass(frozen=True, slots=True)
class HealthCard:
    """The card; None for `standing`: the project has ended, or it is an earlier day's page."""

    standing: Standing | None
    alerts: Sequence[AlertLine] = ()
    more: int = 0


def health_card(page: ProjectPage) -> HealthCard:
    """Return the card of a plan as it stands today; it is not shown on the page of an earlier day."""
    pk = page.plan.project.pk
    health = None if page.at else health_of([pk]).get(pk)
    if health is None or health.score is None:
        return HealthCard(None)
    alerts = alerts_of(page.user, [pk], page.today)[pk]
    return HealthCard(standing_of(health), lines_of(alerts, page.today), alerts.count - len(alerts.shown))


def standing_of(health: PlanHealth) -> Standing:
    """Return how a plan stands that was reckoned and goes on."""
    return Standing(
        score=health.score or 0,
        band=health.band,
        words=str(BANDS[health.band]),
        chip=BAND_CHIPS[health.band],
        red_lines=health.red_lines,
        bars=[_bar(str(title), health.dimensions.get(key, 0)) for key, title in DIMENSIONS.items()],
        completeness=health.completeness,
        questions=[str(QUESTIONS[key]) for key in health.unanswered if key in QUESTIONS],
    )


def _bar(title: str, score: int) -> DimensionBar:
    return DimensionBar(title, score, band(score))


def lines_of(alerts: PlanAlerts, today: date) -> list[AlertLine]:
    """Return the alerts that are shown as lines."""
    return [alert_line(alert, today, verdict=alerts.verdicts.get(alert.check_key)) for alert in alerts.shown]
