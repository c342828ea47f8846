"""Numbers of sellers and targets, in the panel at the side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from genjin.core import clock
from genjin.core.errors import NotAllowed, RuleBroken, StaleEdit
from genjin.forecast.models import SellersNumber
from genjin.forecast.operations.numbers import adjust_number, say_number
from genjin.forecast.operations.targets import set_target
from genjin.forecast.periods import Period
from genjin.forecast.queries.forecast_view import read_forecast_view
from genjin.forecast.queries.people import visible_numbers, visible_sellers
from genjin.people.models import User
from genjin.people.policies import can_write
from genjin.people.queries.departments import departments_looked_after
from genjin.web.forecast.forms import AdjustmentForm, OwnNumberForm, TargetForm
from genjin.web.forecast.money import title_of
from genjin.web.shared.gates import signed_in
from genjin.web.shared.htmx import answers_refusals

SAVED = {"HX-Trigger-After-Settle": '{"saved": {}, "forecast-changed": {}}'}


@require_http_methods(["GET", "POST"])
@answers_refusals
def number(request: HttpRequest, person: int) -> HttpResponse:
    """GET shows a seller's number as a form, POST saves it: the own one, or the manager's beside it."""
    user = signed_in(request)
    seller = get_object_or_404(visible_sellers(user), pk=person)
    if not can_write(user):
        raise NotAllowed(_("A guest has no number."))
    period = read_forecast_view(request.GET.dict(), clock.today()).period
    kept = visible_numbers(user).filter(person=seller, period=period.key).first()
    make = OwnNumberForm if seller.pk == user.pk else AdjustmentForm
    if request.method == "GET":
        return _show(request, seller, kept, period, make(kept))
    form = make(kept, request.POST)
    if form.is_valid():
        try:
            _save(form, seller, period, by=user)
            return HttpResponse(headers=SAVED)
        except RuleBroken as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
        except StaleEdit as refusal:
            again = make(visible_numbers(user).filter(person=seller, period=period.key).first())
            return _show(request, seller, kept, period, again, refusal=str(refusal.message), status=409)
    return _show(request, seller, kept, period, form, status=422)


def _save(form: OwnNumberForm | AdjustmentForm, seller: User, period: Period, *, by: User) -> None:
    amount, version = form.cleaned_data["amount"], form.cleaned_data["version"]
    if isinstance(form, OwnNumberForm):
        say_number(period.key, amount, by=by, version=version)
    else:
        adjust_number(seller, period.key, amount, reason=form.cleaned_data["reason"], by=by, version=version)


def _show(
    request: HttpRequest,
    seller: User,
    kept: SellersNumber | None,
    period: Period,
    form: OwnNumberForm | AdjustmentForm,
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    shown = {
        "seller": seller,
        "number": kept,
        "period": period,
        "period_title": title_of(period),
        "form": form,
        "refusal": refusal,
        "is_own": isinstance(form, OwnNumberForm),
    }
    return render(request, "forecast/number_form.html", shown, status=status)


@require_http_methods(["GET", "POST"])
@answers_refusals
def targets(request: HttpRequest) -> HttpResponse:
    """GET shows the form of a target, POST sets it."""
    user = signed_in(request)
    if not can_write(user) or not (user.is_administrator or departments_looked_after(user).exists()):
        raise NotAllowed(_("Only the managers above set a target."))
    period = read_forecast_view(request.GET.dict(), clock.today()).period
    form = TargetForm(user, request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                amount = form.cleaned_data["amount"]
                set_target(period.key, amount, by=user, person=form.person, department=form.department)
                return HttpResponse(headers=SAVED)
            except RuleBroken as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
    shown = {"form": form, "period": period, "period_title": title_of(period)}
    return render(request, "forecast/target_form.html", shown, status=status)
