from datetime import date

import pytest

from genjin.activity.models import ActivityEvent
from genjin.core.errors import NotAllowed, RuleBroken, WrongState
from genjin.pipeline.operations.projects import add_project
from genjin.planning.models import Action, FollowUp
from genjin.planning.operations.contacts import ContactReport, log_contact
from genjin.text.cells import ActionItem
from tests.cast import Cast


@pytest.fixture
def step(cast: Cast) -> Action:
    row = cast.log(next_steps=[ActionItem("提交方案", "凌薇", date(2026, 3, 12))])
    return row.actions.select_related("project").get()


def report(step: Action | None = None, **values: object) -> ContactReport:
    cells = {"date": "2026-03-12", "goal": "讲方案", "feedback": "王总认可", **values.pop("cells", {})}  # type: ignore[dict-item]
    finished = {step: "已提交，王总签收"} if step else {}
    return ContactReport(cells=cells, finished=finished, **values)  # type: ignore[arg-type]


def test_row_details_and_closed_steps_are_one(cast: Cast, step: Action) -> None:
    told = report(
        step, cells={"next_steps": "约赵总（凌薇/3月20日）"}, details={"channel": "visit"}, colleagues=[cast.bo]
    )
    row = log_contact(cast.project, told, by=cast.ling)
    row.refresh_from_db()
    step.refresh_from_db()
    assert (row.channel, row.happened_on, list(row.colleagues.all())) == ("visit", date(2026, 3, 12), [cast.bo])
    assert (step.is_open, step.closing_words) == (False, "已提交，王总签收")
    assert row.actions.get().due_on == date(2026, 3, 20)
    kinds = list(ActivityEvent.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds[-3:] == ["follow_up.logged", "follow_up.described", "action.done"]


def test_chain_breaks_only_with_a_reason(cast: Cast, step: Action) -> None:
    with pytest.raises(RuleBroken) as refusal:
        log_contact(cast.project, report(step), by=cast.ling)
    assert refusal.value.field == "next_steps"
    row = log_contact(cast.project, report(step, no_next_step_because="项目暂停到下季度"), by=cast.ling)
    assert "项目暂停到下季度" in row.note


def test_open_step_of_last_time_is_enough(cast: Cast, step: Action) -> None:
    assert log_contact(cast.project, report(), by=cast.ling).pk


def test_step_of_another_project_is_refused(cast: Cast, step: Action) -> None:
    other = add_project(customer=cast.customer, name="别的", by=cast.ling)
    with pytest.raises(WrongState):
        log_contact(other, report(step), by=cast.ling)


def test_wrong_date_changes_nothing(cast: Cast, step: Action) -> None:
    with pytest.raises(RuleBroken):
        log_contact(cast.project, report(step, cells={"date": "改天"}), by=cast.ling)
    assert FollowUp.objects.count() == 1


@pytest.mark.parametrize("who", ["wei", "ada"])
def test_outsiders_and_guests_log_nothing(cast: Cast, step: Action, who: str) -> None:
    with pytest.raises(NotAllowed):
        log_contact(cast.project, report(step, no_next_step_because="x"), by=getattr(cast, who))
    assert FollowUp.objects.count() == 1
