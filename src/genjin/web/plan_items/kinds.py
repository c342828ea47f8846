"""Every kind of item and everything that may happen to one, declared once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from genjin.people.models import User
from genjin.planning.models import Action, Objection, Risk
from genjin.planning.operations import plan_items
from genjin.web.plan_items import forms

AnyItem = Action | Objection | Risk


@dataclass(frozen=True, slots=True)
class ItemStep:
    """Something that may happen to an item: what it is called, what is asked, and the operation that does it."""

    title: Promise
    form: type[forms.StepForm]
    do: Callable[[Any, Mapping[str, Any], User], AnyItem]


@dataclass(frozen=True, slots=True)
class ItemKind:
    """One kind of item. `modules` are the pieces of the project's page that show it."""

    key: str
    model: type[AnyItem]
    form: type[forms.ItemForm]
    modules: tuple[str, ...]
    steps: Mapping[str, ItemStep]


KINDS: Mapping[str, ItemKind] = {
    "action": ItemKind(
        "action",
        Action,
        forms.ActionForm,
        ("actions", "next-steps", "goals"),
        {
            "completion": ItemStep(
                _("Done"), forms.ResultForm, lambda it, said, by: plan_items.finish_action(it, **said, by=by)
            ),
            "postponement": ItemStep(
                _("Postpone"),
                forms.PostponementForm,
                lambda it, said, by: plan_items.postpone_action(it, **said, by=by),
            ),
            "cancellation": ItemStep(
                _("Give up"), forms.ReasonForm, lambda it, said, by: plan_items.cancel_action(it, **said, by=by)
            ),
            "opening": ItemStep(
                _("Open again"), forms.NothingForm, lambda it, _said, by: plan_items.reopen_action(it, by=by)
            ),
        },
    ),
    "objection": ItemKind(
        "objection",
        Objection,
        forms.ObjectionForm,
        ("records", "risks"),
        {
            "answer": ItemStep(
                _("Answer"), forms.AnswerForm, lambda it, said, by: plan_items.answer_objection(it, **said, by=by)
            ),
            "settlement": ItemStep(
                _("Settled by the customer"),
                forms.SettlementForm,
                lambda it, said, by: plan_items.settle_objection(
                    it, words=said["settling_words"], on=said["settled_on"], by=by
                ),
            ),
            "risk": ItemStep(
                _("Take up as a risk"),
                forms.NothingForm,
                lambda it, _said, by: plan_items.risk_from_objection(it, by=by),
            ),
        },
    ),
    "risk": ItemKind(
        "risk",
        Risk,
        forms.RiskForm,
        ("risks", "records"),
        {
            "closing": ItemStep(
                _("Close"),
                forms.ClosingForm,
                lambda it, said, by: plan_items.close_risk(it, words=said["closing_words"], by=by),
            ),
            "opening": ItemStep(
                _("Open again"), forms.NothingForm, lambda it, _said, by: plan_items.reopen_risk(it, by=by)
            ),
        },
    ),
}


def kind_or_404(key: str) -> ItemKind:
    """Return the kind of this address."""
    if key not in KINDS:
        raise Http404
    return KINDS[key]


def steps_for(item: AnyItem) -> list[tuple[str, ItemStep]]:
    """Return what may happen to an item as it stands."""
    steps = KINDS[str(item._meta.model_name)].steps
    if isinstance(item, Action):
        keys = ["completion", "postponement", "cancellation"] if item.is_open else ["opening"]
    elif isinstance(item, Risk):
        keys = ["opening"] if item.closed_on else ["closing"]
    else:
        keys = ["risk"] if item.state == "settled" else ["answer", "settlement", "risk"]
    return [(key, steps[key]) for key in keys]
