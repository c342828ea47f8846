"""What a brief advises follows from what the plan says, in a fixed order."""

from datetime import date

from genjin.planning.brief_rules import PlanFacts, commitment_to_ask_for, thing_to_find_out

TODAY = date(2026, 3, 10)
KNOWN = {"has_decision_maker": True, "has_budget": True, "has_close_day": True, "has_competitor": True}


def test_the_first_thing_not_known_is_asked() -> None:
    assert "财务总监" in thing_to_find_out(PlanFacts(missing_roles=["财务总监"]))
    asked = [
        thing_to_find_out(PlanFacts(**{**KNOWN, name: False}))
        for name in ("has_decision_maker", "has_budget", "has_close_day", "has_competitor")
    ]
    assert all(asked)
    assert len(set(asked)) == 4
    assert "赵总" in thing_to_find_out(PlanFacts(unknown_attitudes=["赵总"], **KNOWN))
    assert thing_to_find_out(PlanFacts(**KNOWN)) == ""


def test_commitment_is_an_overdue_promise_then_an_objection_then_the_stage() -> None:
    facts = {"open_objections": ["太贵"], "unmet": ["预算批文"]}
    overdue = PlanFacts(their_promises=[("内部过会", date(2026, 3, 9))], **facts)
    assert "内部过会" in commitment_to_ask_for(overdue, TODAY)
    not_yet = PlanFacts(their_promises=[("内部过会", TODAY), ("盖章", None)], **facts)
    assert "太贵" in commitment_to_ask_for(not_yet, TODAY)
    assert "预算批文" in commitment_to_ask_for(PlanFacts(unmet=["预算批文"]), TODAY)
    assert commitment_to_ask_for(PlanFacts(), TODAY)
