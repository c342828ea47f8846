"""Visits with their brief, and what colleagues did."""

from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from genjin.core import clock
from genjin.customers.models import Contact
from genjin.pipeline.models import Project, Stage, Stakeholder
from genjin.pipeline.operations.entries import add_entry
from genjin.pipeline.operations.projects import add_customer, add_project
from genjin.pipeline.operations.stakeholders import Words, set_attitude
from genjin.planning.models import Action, Risk
from genjin.planning.operations.contact_details import edit_contact_details
from genjin.planning.operations.plan_items import add_plan_item
from genjin.text.cells import ActionItem, AnsweredItem
from tests.cast import Cast
from tests.web.pages import signed_in


def page(cast: Cast, who: str = "ling") -> str:
    return signed_in(getattr(cast, who)).get("/today/").content.decode()


def plan_visit(cast: Cast, project: Project, days: int = 0, content: str = "拜访刘总", **values: object) -> Action:
    due = clock.today() + timedelta(days=days)
    action = Action(project=project, content=content, owner_words="凌薇", due_on=due, **values)
    return add_plan_item(action, by=cast.ling)


def section(html: str, name: str) -> str:
    return html.split(f'id="today-{name}"')[1].split("</section>", maxsplit=1)[0]


def test_visit_shows_what_one_should_know(cast: Cast) -> None:
    liu = add_entry(Contact(customer=cast.customer, name="刘总"), by=cast.ling)
    person = add_entry(Stakeholder(project=cast.project, contact=liu, role="KDM"), by=cast.ling)
    set_attitude(person, 1, Words("你们的方案最稳", observed_on=date(2026, 3, 9)), by=cast.ling)
    cast.log(
        feedback="刘总要求分期",
        next_steps=[ActionItem("交报价", "薄远", None), ActionItem("内部过会", "刘总", date(2026, 3, 12))],
        objections=[AnsweredItem("实施周期太长", "分两期")],
    )
    plan_visit(cast, cast.project)
    shown = section(page(cast), "visits")
    for words in ("刘总", "你们的方案最稳", "刘总要求分期", "交报价", "实施周期太长", "预算多少", "内部过会"):
        assert words in shown
    ours, _, theirs = shown.partition("我方答应的")[2].partition("对方答应的")
    assert "交报价" in ours
    assert "内部过会" not in ours
    assert "内部过会" in theirs.split("未解除的异议")[0]
    assert "请对方给一个新日期：内部过会" in shown


def test_only_meetings_of_today_and_tomorrow_are_visits(cast: Cast) -> None:
    plan_visit(cast, cast.project, days=1, content="面谈验收")
    for days, content, values in (
        (2, "拜访后天的", {}),
        (0, "发报价", {}),
        (0, "拜访改电话", {"channel": "phone"}),
        (-1, "拜访昨天的", {}),
    ):
        other = add_project(customer=cast.customer, name=content, by=cast.ling)
        plan_visit(cast, other, days, content, **values)
    shown = section(page(cast), "visits")
    assert shown.count("<summary>") == 1
    assert "面谈验收" in shown


def test_planned_follow_up_is_a_visit_until_it_tells_a_result(cast: Cast) -> None:
    row = cast.log(date=clock.today(), goal="谈合同条款")
    edit_contact_details(row, {"channel": "visit"}, seen={}, by=cast.ling)
    told = cast.log(
        date=clock.today(),
        goal="已经谈过",
        feedback="认可",
        project=add_project(customer=cast.customer, name="x", by=cast.ling),
    )
    edit_contact_details(told, {"channel": "visit"}, seen={}, by=cast.ling)
    shown = section(page(cast), "visits")
    assert "谈合同条款" in shown
    assert "已经谈过" not in shown


def test_unmet_criterion_of_the_stage_is_asked_for(cast: Cast) -> None:
    Project.objects.filter(pk=cast.project.pk).update(stage=Stage.objects.get(position=1))
    plan_visit(cast, cast.project)
    assert "本阶段还缺的一条" in section(page(cast), "visits")


def test_news_tells_what_others_did_and_not_ones_own(cast: Cast) -> None:
    add_plan_item(Risk(project=cast.project, content="客户换人"), by=cast.bo)
    add_plan_item(Risk(project=cast.project, content="对手低价"), by=cast.bo)
    add_plan_item(Risk(project=cast.project, content="自己写的"), by=cast.ling)
    shown = section(page(cast), "news")
    assert "薄远" in shown
    assert "新增了" in shown
    assert "×2" in shown
    assert "自己写的" not in shown
    assert "自己写的" in section(page(cast, "bo"), "news")
    assert "客户换人" not in page(cast, "wei")


def test_news_of_the_day_before_yesterday_is_old(cast: Cast) -> None:
    with clock.stopped_at(clock.now() - timedelta(days=3)):
        add_plan_item(Risk(project=cast.project, content="客户换人"), by=cast.bo)
    assert "没有同事改动" in section(page(cast), "news")


def test_new_signals_stand_with_their_words(cast: Cast) -> None:
    assert "没有新信号" in section(page(cast), "signals")
    cast.log(date=clock.today(), feedback="刘总说预算砍了一半")
    assert "预算砍了一半" in section(page(cast), "signals")
    assert "预算砍了一半" not in page(cast, "wei")


def test_plans_in_danger_are_fetched_after_the_page(cast: Cast) -> None:
    assert 'hx-get="/today/in-danger"' in page(cast)
    Project.objects.filter(pk=cast.project.pk).update(close_on=clock.today() - timedelta(days=90))
    cast.log(date=clock.today() - timedelta(days=80), feedback="认可")
    reply = signed_in(cast.ling).get("/today/in-danger")
    assert "MES 二期" in reply.content.decode()
    assert "MES 二期" not in signed_in(cast.wei).get("/today/in-danger").content.decode()


def test_fresh_person_sees_how_to_begin(cast: Cast) -> None:
    html = page(cast, "wei")
    assert "/imports/" in html
    assert "从手头有的开始" in html
    assert "从手头有的开始" not in page(cast)


def test_page_asks_as_often_for_three_visits_as_for_one(cast: Cast) -> None:
    counts = []
    for rows in (1, 2):
        for number in range(rows):
            customer = add_customer(name=f"客户{rows}{number}", by=cast.ling)
            project = add_project(customer=customer, name="一期", by=cast.ling)
            liu = add_entry(Contact(customer=customer, name="刘总"), by=cast.ling)
            person = add_entry(Stakeholder(project=project, contact=liu, role="KDM"), by=cast.ling)
            set_attitude(person, 1, Words("好"), by=cast.ling)
            cast.log(
                project=project,
                feedback="x",
                objections=[AnsweredItem("贵", None)],
                next_steps=[ActionItem("过会", "刘总", None)],
            )
            plan_visit(cast, project)
            add_plan_item(Risk(project=cast.project, content=f"换人{number}"), by=cast.bo)
        client = signed_in(cast.ling)
        with CaptureQueriesContext(connection) as queries:
            html = client.get("/today/").content.decode()
        counts.append(len(queries))
        assert html.count("<summary>") == {1: 1, 2: 3}[rows]
    assert counts[0] == counts[1]
