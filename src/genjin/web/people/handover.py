"""Handing over everything of a leaver: what would go over, and the act."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from genjin.core.errors import RuleBroken, WrongState
from genjin.handover.operations.hand_over import hand_over
from genjin.handover.queries.holdings import departments_managed_by, holdings_of, successors_of
from genjin.people.models import User
from genjin.people.policies import can_administer
from genjin.web.people.people import colleague_or_404
from genjin.web.shared.gates import signed_in
from genjin.web.shared.htmx import answers_refusals

KINDS = {
    "customers": gettext_lazy("Customers owned"),
    "projects": gettext_lazy("Open projects owned"),
    "ended_projects": gettext_lazy("Ended projects (the owner stays; the successor joins the team)"),
    "memberships": gettext_lazy("Places on teams"),
    "actions": gettext_lazy("Actions and next steps still to do"),
    "risks": gettext_lazy("Open risks answered for"),
    "stakeholders": gettext_lazy("Customers' people covered"),
    "targets": gettext_lazy("Sales targets of periods not over (added to the successor's)"),
    "shared_views": gettext_lazy("Saved views that everybody uses"),
}


class HandoverForm(forms.Form):
    successor: "forms.ModelChoiceField[User]" = forms.ModelChoiceField(
        queryset=None, label=gettext_lazy("To"), empty_label=gettext_lazy("Choose a successor")
    )
    deactivate = forms.BooleanField(label=gettext_lazy("and let this person sign in no more"), required=False)

    def __init__(self, person: User, by: User, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  as Django has them
        super().__init__(*args, **kwargs)
        successor = self.fields["successor"]
        if isinstance(successor, forms.ModelChoiceField):
            successor.queryset = successors_of(person)
        if not can_administer(by) or not person.is_active or person.pk == by.pk:
            del self.fields["deactivate"]


@require_http_methods(["GET", "POST"])
@answers_refusals
def handover(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows what a person holds and asks for a successor, POST hands it all over."""
    person, user = colleague_or_404(request, pk), signed_in(request)
    form = HandoverForm(person, user, request.POST if request.method == "POST" else None)
    refusal = ""
    if form.is_valid():
        successor, deactivate = form.cleaned_data["successor"], form.cleaned_data.get("deactivate", False)
        try:
            count = sum(hand_over(person, successor, by=user, deactivate=deactivate).values())
        except RuleBroken as broken:
            form.add_error(broken.field if broken.field in form.fields else None, str(broken.message))
        except WrongState as wrong:
            refusal = str(wrong.message)
        else:
            words = ngettext("%(count)d thing went over to %(to)s.", "%(count)d things went over to %(to)s.", count)
            messages.success(request, words % {"count": count, "to": successor})
            return redirect("colleague", pk)
    counts = holdings_of(person, by=user).counts()
    shown = {
        "person": person,
        "form": form,
        "refusal": refusal,
        "counts": [(KINDS[kind], count) for kind, count in counts.items()],
        "holds_nothing": not any(counts.values()),
        "managed": list(departments_managed_by(person)),
    }
    status = 409 if refusal else 422 if form.is_bound else 200
    return render(request, "people/handover.html", shown, status=status)
