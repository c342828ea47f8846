"""Plans that need somebody; the alerts of one plan, and what somebody says to one of them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from genjin.core import clock
from genjin.core.errors import NotAllowed, RuleBroken, WrongState
from genjin.health.engine.registry import CHECKS
from genjin.health.models import HealthAlert
from genjin.health.operations.alerts import end_snooze, judge_alert, snooze_alert
from genjin.health.operations.refresh import refresh_health
from genjin.health.policies import can_judge_alerts
from genjin.health.queries.alerts import alert_of, alerts_of
from genjin.health.queries.plan_health import health_of
from genjin.health.wording import CHECKS as WORDS
from genjin.pipeline.models import Project
from genjin.web.health.card_data import lines_of, standing_of
from genjin.web.health.forms import SnoozeForm, VerdictForm
from genjin.web.health.lines import alert_line
from genjin.web.health.list_data import danger_lines
from genjin.web.projects.replies import changed
from genjin.web.shared.gates import project_or_404, signed_in
from genjin.web.shared.htmx import answers_refusals, page_or_part

MODULES = ("health",)


@require_GET
def show_plans(request: HttpRequest) -> HttpResponse:
    lines = danger_lines(signed_in(request))
    return page_or_part(request, "health/list.html", "plans", {"lines": lines})


@require_GET
@answers_refusals
def show_alerts(request: HttpRequest, pk: int) -> HttpResponse:
    """Show every alert of a plan in the side panel, those put off as well."""
    project, user, today = project_or_404(request, pk), signed_in(request), clock.today()
    refresh_health([pk])
    health = health_of([pk]).get(pk)
    alerts = alerts_of(user, [pk], today)[pk]
    shown = {
        "project": project,
        "standing": standing_of(health) if health and health.score is not None else None,
        "alerts": lines_of(alerts, today),
        "others": [alert_line(alert, today, verdict=alerts.verdicts.get(alert.check_key)) for alert in alerts.others],
        "put_off": [alert_line(alert, today, snooze=snooze) for alert, snooze in alerts.put_off],
        "may_edit": can_judge_alerts(user, project),
    }
    return render(request, "health/panel.html", shown)


@require_http_methods(["GET", "POST", "DELETE"])
@answers_refusals
def snooze(request: HttpRequest, pk: int, check: str) -> HttpResponse:
    """GET asks until when and why, POST puts the alert off, DELETE shows it again."""
    project = _writable_or_404(request, pk, check)
    if request.method == "DELETE":
        end_snooze(project, check, by=signed_in(request))
        return changed(request, project, MODULES)
    alert = _standing_alert(project, check)
    form = SnoozeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            snooze_alert(alert, **form.cleaned_data, by=signed_in(request))
            return changed(request, project, MODULES)
        except RuleBroken as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
    return _ask(request, alert, form)


@require_http_methods(["GET", "POST"])
@answers_refusals
def verdict(request: HttpRequest, pk: int, check: str) -> HttpResponse:
    """GET asks what is wrong with an alert, POST keeps the verdict: `is_right` where it is right after all."""
    project = _writable_or_404(request, pk, check)
    alert = _standing_alert(project, check)
    form = VerdictForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        is_wrong = "is_right" not in request.POST
        judge_alert(alert, is_wrong=is_wrong, words=form.cleaned_data["words"], by=signed_in(request))
        return changed(request, project, MODULES)
    return _ask(request, alert, form)


def _writable_or_404(request: HttpRequest, pk: int, check: str) -> Project:
    """Return a visible project; who only reads is refused at once."""
    project = project_or_404(request, pk)
    if check not in CHECKS:
        raise Http404
    if not can_judge_alerts(signed_in(request), project):
        raise NotAllowed(_("You cannot change this plan."))
    return project


def _standing_alert(project: Project, check: str) -> HealthAlert:
    refresh_health([project.pk])
    alert = alert_of(project, check)
    if alert is None:
        raise WrongState(_("This alert no longer stands."))
    return alert


def _ask(request: HttpRequest, alert: HealthAlert, form: SnoozeForm | VerdictForm) -> HttpResponse:
    shown = {
        "form": form,
        "title": WORDS[alert.check_key].title,
        "alert": alert_line(alert, clock.today()),
        "address": request.path,
        "is_verdict": isinstance(form, VerdictForm),
    }
    return render(request, "health/say.html", shown, status=422 if form.is_bound else 200)
