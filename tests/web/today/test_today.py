"""Today's page: what is due, ticked off with its result, postponed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from genjin.core import clock
from genjin.pipeline.models import ProjectOutcome
from genjin.pipeline.operations.entries import add_entry
from genjin.pipeline.operations.projects import add_project
from genjin.planning.models import Action
from genjin.planning.operations.follow_ups import delete_follow_ups
from genjin.text.cells import ActionItem
from tests.cast import Cast
from tests.web.pages import signed_in


def step(content: str, owner: str | None, days: int) -> ActionItem:
    return ActionItem(content, owner, clock.today() + timedelta(days=days))


def page(cast: Cast, who: str = "ling") -> str:
    return signed_in(getattr(cast, who)).get("/today/").content.decode()


def test_my_actions_stand_in_the_order_of_their_days(cast: Cast) -> None:
    own = [
        step("后天的", "凌薇", 2),
        step("今天的", "凌薇", 0),
        step("逾期的", "凌薇、薄远", -3),
        step("没写谁的", None, 1),
    ]
    cast.log(
        date=clock.today() - timedelta(days=9), next_steps=[*own, step("薄远的", "薄远", 0), step("远的", "凌薇", 30)]
    )
    html = page(cast)
    places = [html.index(words) for words in ("逾期的", "今天的", "没写谁的", "后天的")]
    assert places == sorted(places)
    assert "逾期 3 天" in html
    assert "2 件事等您处理" in html
    assert "薄远的" not in html
    assert "远的</a>" not in html.replace("薄远的", "")
    assert "薄远的" in page(cast, "bo")
    assert "没写谁的" not in page(cast, "bo")


def test_done_told_deleted_and_ended_is_not_due(cast: Cast) -> None:
    day = clock.today() - timedelta(days=2)
    cast.log(date=day, actions=[step("当天做了的", "凌薇", -2), step("会后要做的", "凌薇", 0)])
    gone = cast.log(date=day, next_steps=[step("删了的", "凌薇", 0)])
    delete_follow_ups([gone], by=cast.ling)
    over = add_project(customer=cast.customer, name="输了的", by=cast.ling)
    cast.log(date=day, project=over, next_steps=[step("不用做的", "凌薇", 0)])
    add_entry(ProjectOutcome(project=over, kind="given_up", decided_on=day, reason="x"), by=cast.ling)
    html = page(cast)
    assert "会后要做的" in html
    assert not [words for words in ("当天做了的", "删了的", "不用做的") if words in html]


def test_action_is_ticked_off_with_its_result_and_opened_again(cast: Cast) -> None:
    cast.log(next_steps=[step("提交方案", "凌薇", -1)])
    action, client = Action.objects.get(), signed_in(cast.ling)
    reply = client.post(f"/today/actions/{action.pk}/completion", {"result": "刘总签收"})
    action.refresh_from_db()
    assert (action.done_on, action.closing_words) == (clock.today(), "刘总签收")
    assert "撤销" in reply.content.decode()
    assert client.post(f"/today/actions/{action.pk}/completion", {"result": ""}).status_code == 409
    assert "提交方案" in client.delete(f"/today/actions/{action.pk}/completion").content.decode()
    action.refresh_from_db()
    assert action.is_open


def test_postponed_action_leaves_the_list(cast: Cast) -> None:
    cast.log(next_steps=[step("提交方案", "凌薇", -1)])
    client, until = signed_in(cast.ling), clock.today() + timedelta(days=20)
    reply = client.post(
        f"/items/action/{Action.objects.get().pk}/postponement", {"until": until.isoformat(), "reason": "客户出差"}
    )
    assert reply.status_code == 200
    assert "提交方案" not in client.get("/today/actions").content.decode()


def test_many_actions_are_shown_in_part(cast: Cast) -> None:
    cast.log(next_steps=[step(f"第{number}件", "凌薇", -1) for number in range(40)])
    client = signed_in(cast.ling)
    assert "显示全部 40 项" in client.get("/today/").content.decode()
    assert client.get("/today/actions?all=1").content.decode().count("<tick-line") == 40


def test_guest_reads_and_stranger_sees_an_empty_page(cast: Cast) -> None:
    cast.log(next_steps=[step("提交方案", "凌薇", 0)])
    assert "note-box" not in page(cast, "ada").split("<main")[1]
    assert "提交方案" not in page(cast, "wei")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_page_speaks_both_languages(cast: Cast, language: str) -> None:
    html = signed_in(cast.ling, language).get("/today/").content.decode()
    assert ("今天" if language == "zh-hans" else "Today") in html


def test_page_asks_as_often_for_three_rows_as_for_one(cast: Cast) -> None:
    counts = []
    for rows in (1, 2):
        for number in range(rows):
            other = add_project(customer=cast.customer, name=f"项目{rows}{number}", by=cast.ling)
            cast.log(project=other, next_steps=[step("提交方案", "凌薇", -1), step("提交", "凌薇", 1)])
        client = signed_in(cast.ling)
        with CaptureQueriesContext(connection) as queries:
            client.get("/today/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
