"""A whole plan, entered from an empty database by keyboard alone, and read back in the plan book.

Every form of the six modules is opened and every one of its fields filled in: a field that is added to a form later
fails this test until it has a value here, and until the plan book tells it.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from docx import Document
from docx.table import Table
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from genjin.core import clock
from genjin.customers.models import Customer
from genjin.people.models import Role, User
from genjin.people.operations.people import add_first_administrator, add_person
from genjin.pipeline.models import Project
from tests.e2e.keyboard import As, Keyboard

PASSWORD = "open sesame 跟进"
DIRECTION, ACTIONS, RECORDS, STEPS, RISKS, TABLE = "二", "三", "四", "五", "六", "计划表"
PROFILE = "一"


def day(number: int) -> date:
    """Return a day, counted from today: nothing here may depend on which day that is."""
    return clock.today() + timedelta(days=number)


@pytest.fixture
def keys(page: Page, live: LiveServer) -> Keyboard:
    """An installation as `genjin run` leaves it: one administrator; and a colleague, who is added at the terminal."""
    assert not User.objects.exists()
    assert not Customer.objects.exists()
    add_first_administrator(username="admin", name="李玲", password=PASSWORD)
    add_person(username="bo", name="薄远", role=Role.SUPPORT, password=PASSWORD)
    return Keyboard(page)


def test_a_whole_plan_is_entered_by_keyboard_and_stands_in_the_plan_book(keys: Keyboard, tmp_path: Path) -> None:
    sign_in(keys)
    add_the_customer(keys)
    add_the_project(keys)
    describe_the_project(keys)
    name_the_people(keys)
    set_goals_and_strategies(keys)
    plan_actions(keys)
    log_two_contacts(keys)
    say_more_of_the_objection(keys)
    weigh_risks(keys)
    show_a_criterion_and_move_on(keys)
    end_it(keys)
    book = downloaded_book(keys, tmp_path)
    missing = [(chapter, text) for chapter, text in keys.told if text not in book[chapter]]
    assert not missing, missing
    assert len(keys.told) > 200


def sign_in(keys: Keyboard) -> None:
    keys.page.goto("/")
    keys.go_to("input[name=login]")
    keys.page.keyboard.type("admin")
    keys.go_to("input[name=password]")
    keys.page.keyboard.type(PASSWORD)
    keys.press("Enter")
    expect(keys.page.locator(".app #main")).to_be_visible()


def add_the_customer(keys: Keyboard) -> None:
    """The company, its profile, its units, two people in them, and who else sells there."""
    keys.press_on("nav.side a[href='/customers/']")
    keys.chapter = PROFILE
    keys.add("#add-customer", customer="华东精密制造集团", industry="装备制造")
    expect(keys.page.locator("h1")).to_have_text("华东精密制造集团")
    keys.add(
        "#edit-customer",
        name=None,
        short_names="华东精密\n华精",
        customer_type="成本敏感型",
        second_type="技术驱动型",
        tier="A 战略重点",
        owner=None,
        industry=None,
        size="年产值 18 亿",
        ownership="民营，家族控股",
        region="华东",
        culture="董事长办公会集体定，财务一票否决",
        note="上一套系统来自恒拓",
    )
    keys.add("#add-unit", name="集团总部", parent=None)
    keys.add("#add-unit", name="采购部", parent="集团总部")
    keys.add(
        "#add-contact",
        name="赵国强",
        title="董事长",
        unit="集团总部",
        reports_to=None,
        phone="13800000001",
        email="zhao@example.com",
        left_on=None,
        note="只看三页纸",
    )
    keys.add(
        "#add-contact",
        name="刘海",
        title="采购总监",
        unit="采购部",
        reports_to="赵国强 · 董事长",
        phone="13800000002",
        email="liu@example.com",
        left_on=day(200),
        note="明年退休",
    )
    keys.add("#add-customer-competitor", name="恒拓软件", foothold="现用系统的供应商，信息部支持")
    expect(keys.page.locator("#module-competitors")).to_contain_text("恒拓软件")


def add_the_project(keys: Keyboard) -> None:
    keys.press_on("nav.side a[href='/projects/']")
    expect(keys.page.locator("h1")).to_have_text("项目")
    keys.add("#add-project", customer="华东精密制造集团", name="MES 二期")
    expect(keys.page.locator("h1")).to_have_text("MES 二期")
    assert Project.objects.count() == 1


def describe_the_project(keys: Keyboard) -> None:
    """Module 一: profile, needs and pains, budget, competitors, our team."""
    keys.add(
        "#edit-profile",
        name=None,
        owner=None,
        amount=As("380万", "3,800,000"),
        currency=None,
        close_on=day(60),
        forecast_class="最佳",
        cycle="立项到签约约五个月",
        background="一期只覆盖机加车间",
        value_to_customer="在制品降两成",
        value_to_us="离散制造的样板",
    )
    keys.add(
        "#add-need",
        content="三班报工无纸化",
        kind="痛点",
        figure="每月补单 600 张",
        said_by="刘海",
        observed_on=day(-20),
        evidence="E3 书面或纪要",
        quote="每个月光补单就要六百张",
    )
    keys.add(
        "#add-budget",
        low=As("300万", "3,000,000"),
        high=As("400万", "4,000,000"),
        state="规划中",
        said_by="财务王科长",
        observed_on=day(-15),
        evidence="E1 第三方转述",
        quote="报了四百，估计批三百多",
    )
    keys.add(
        "#add-competitor",
        name="浩云科技",
        standing="我方落后",
        moves="免费试点一条线",
        approach="侧翼：改变标准",
        counter_strategy="把接口开放性写进评分标准",
    )
    keys.add("#add-colleague", user="薄远", duty="技术支持", duties="方案与演示环境")
    expect(keys.page.locator("#module-profile")).to_contain_text("薄远")


def name_the_people(keys: Keyboard) -> None:
    """The map: KDM, KI and KU, what they want, how they stand, and the line between two of them."""
    keys.press_on("#module-people a[href$='/people/']")
    expect(keys.page.locator("h1")).to_have_text("关系图")
    keys.open("#add-people")
    keys.fill_in({"people": As("孙敏，车间主任，制造部，KU", "孙敏")})
    keys.save()
    stakeholder(keys, "赵国强 · 董事长", "KDM 关键决策者", ["最终批准", "业务决策"], "高")
    stakeholder(keys, "刘海 · 采购总监", "KI 影响者", ["商务采购", "守门人"], "中")
    stakeholder(keys, None, "KU 使用者", ["使用"], "低", placeholder="夜班班长")
    keys.add("#add-line", source="刘海 · 采购总监", kind="影响", target="赵国强 · 董事长")
    keys.press_on(person_button(keys, "赵国强"))
    keys.open("dialog .btn.p")
    keys.fill_in(
        {
            "quote": "思路对，但三年账要算清",
            "attitude": "支持",
            "influence": None,
            "said_by": None,
            "evidence": "E2 客户亲口",
            "observed_on": day(-3),
        }
    )
    keys.save()
    keys.press_on("main .muted a")
    expect(keys.page.locator("h1")).to_have_text("MES 二期")


def person_button(keys: Keyboard, name: str) -> str:
    return "#" + str(keys.page.locator(".person-b", has_text=name).first.get_attribute("id"))


def stakeholder(
    keys: Keyboard, contact: str | None, role: str, buying: list[str], influence: str, placeholder: str | None = None
) -> None:
    keys.add(
        "#add-stakeholder",
        contact=contact,
        placeholder=placeholder,
        role=role,
        influence=influence,
        buying_roles=buying,
        covered_by="薄远",
        mode="困境：谈速度",
        orientation="财务",
        relation="供应商",
        relation_goal="可信顾问",
        business_result=f"{role} 要的结果：交期达成率",
        personal_win=f"{role} 的个人赢：少加班",
    )


def set_goals_and_strategies(keys: Keyboard) -> None:
    """Module 二: the overall goal, a stage goal, the three strategies, both value sheets."""
    keys.chapter = DIRECTION
    goal = {"reached_on": None, "result": None}
    keys.add("#add-goal", content="年内签下二期", measure="合同生效", due_on=day(60), parent=None, stage=None, **goal)
    keys.add(
        "#add-goal",
        content="进入短名单",
        measure="书面通知",
        due_on=day(20),
        parent=None,
        stage="需求调研",
        reached_on=day(-1),
        result="三家里排第二",
    )
    keys.add("#add-strategy-communication", kind=None, content="董事长线由总经理走", stage="需求调研")
    keys.add("#add-strategy-value", kind=None, content="用客户自己的数算三年账", stage=None)
    keys.add("#add-strategy-competition", kind=None, content="先签框架，分期上线", stage="方案制定")
    keys.open("#add-return")
    keys.fill_in({"title": "三年投资回报", **return_lines()})
    keys.save()
    keys.open("#add-criteria")
    criteria = {
        "line-criterion": ["接口开放", "交付团队"],
        "line-weight": ["40", "60"],
        "line-ours": ["9", "7"],
        "line-rival": ["6", "8"],
        "line-evidence": ["E2 客户亲口", "E1 第三方转述"],
        "line-note": ["信息部提", "一期口碑"],
    }
    keys.fill_in({"title": "评分对照", **criteria})
    keys.save()
    expect(keys.page.locator("#module-values")).to_contain_text("评分对照")


def return_lines() -> dict[str, str]:
    lines: dict[str, str] = {}
    figures = {
        "hours_saved": "7200",
        "hourly_rate": "65",
        "loss_avoided": "410000",
        "revenue_gained": "900000",
        "margin": "22",
        "one_off_cost": "1300000",
        "yearly_cost": "150000",
        "discount_rate": "7",
    }
    for number, (key, figure) in enumerate(figures.items()):
        lines[f"value-{key}"], lines[f"note-{key}"] = figure, f"口径 {number}"
        lines[f"source-{key}"] = "客户提供" if number % 2 else "行业数据"
    return lines


def plan_actions(keys: Keyboard) -> None:
    """Module 三: two actions with all that belongs to them; one is done, one postponed."""
    keys.chapter = ACTIONS
    for content, doer, due in (("样板线参观", "薄远", 5), ("三年账初稿", "李玲", 9)):
        keys.add(
            "#add-action",
            content=content,
            owner_words=doer,
            due_on=day(due),
            channel="面对面拜访",
            goal="年内签下二期",
            resources=f"{content}：总监半天",
            resource_state="已申请",
            expected_result=f"{content}：客户确认口径",
        )
    step_of(keys, "#module-actions", "样板线参观", "完成", result="去了六个人，车间主任点头")
    step_of(keys, "#module-actions", "三年账初稿", "推迟", until=day(12), reason="客户财务月结")


def step_of(keys: Keyboard, module: str, content: str, step: str, **values: str | date) -> None:
    """Open an item of a module, and let something happen to it."""
    row = keys.page.locator(f"{module} button.line", has_text=content).first.get_attribute("id")
    keys.open(f"#{row}")
    expect(keys.page.locator(".panel-steps button", has_text=step).first).to_be_visible()
    number = keys.page.locator(".panel-steps button").all_inner_texts().index(step) + 1
    keys.open(f".panel-steps button:nth-child({number})")
    keys.fill_in(values)
    keys.save()


def log_two_contacts(keys: Keyboard) -> None:
    """Module 四, and with it 五 and 六: a contact with everything, and the next one that closes a step of it."""
    keys.chapter = RECORDS
    steps = {"next_steps": STEPS, "done-": STEPS, "result-": STEPS}
    keys.elsewhere = {"actions": ACTIONS, "risks": RISKS, **steps}
    keys.open("#log-contact")
    keys.fill_in(
        {
            "date": day(-10).isoformat(),
            "channel": "面对面拜访",
            "contacts": ["赵国强", "刘海"],
            "colleagues": ["李玲", "薄远"],
            "goal": "确认报工口径",
            "execution": "按议程走完，超时半小时",
            "actions": As(f"1. 车间走访（薄远/{day(-10)}）", f"车间走访\n薄远\n{day(-10)}"),
            "feedback": "补单太多，夜班最难",
            "consensus": "先做两条线",
            "disagreement": "付款比例没谈拢",
            "objections": As("1. 实施周期太长 → 分期上线\n2. 没有同行案例", "实施周期太长\n分期上线\n没有同行案例"),
            "result": "进展",
            "next_steps": As(
                f"1. 提交初步方案（李玲/{day(7)}）\n2. 约财务（薄远/{day(4)}）",
                f"提交初步方案\n李玲\n{day(7)}\n约财务\n薄远\n{day(4)}",
            ),
            "no_next_step_because": None,
            "risks": As("1. 恒拓低价 → 突出三年总成本", "恒拓低价\n突出三年总成本"),
            "note": "下次带样板线数据",
        }
    )
    keys.save()
    keys.open("#log-contact")
    keys.fill_in(
        {
            "done-": ["约财务"],
            "result-": ["约在周四下午"],
            "date": None,
            "channel": "电话",
            "contacts": ["刘海"],
            "colleagues": [],
            "goal": "催评审时间",
            "execution": "十五分钟",
            "actions": None,
            "feedback": "评审定在月底",
            "consensus": "先看初稿",
            "disagreement": "是否要驻场",
            "objections": None,
            "result": "暂时中断",
            "next_steps": None,
            "no_next_step_because": "等初稿评审结果",
            "risks": None,
            "note": "刘海下周出差",
        }
    )
    keys.save()
    expect(keys.page.locator("#module-records .timeline > li")).to_have_count(2)
    keys.elsewhere = {}


def say_more_of_the_objection(keys: Keyboard) -> None:
    keys.chapter = RECORDS
    row = keys.page.locator("#module-records .lines button", has_text="没有同行案例").first.get_attribute("id")
    keys.add(
        f"#{row}",
        content=None,
        response="下周去南方电子看现场",
        category="实施/交付",
        raised_by="刘海 · 采购总监",
        state="已回应",
        is_veto=["一票否决"],
    )
    step_of(keys, "#module-records", "实施周期", "客户确认解除", settling_words="分两期我们能接受", settled_on=day(-2))


def weigh_risks(keys: Keyboard) -> None:
    """Module 六: a risk of the plan itself, and what became of it."""
    keys.chapter = RISKS
    keys.add(
        "#add-risk",
        content="采购总监退休",
        response="年内见到接任者",
        category="决策人/人事",
        probability="4 高",
        impact="3 中",
        trend="上升",
        owner="薄远",
        review_on=day(14),
    )
    step_of(keys, "#module-risks", "采购总监退休", "关闭", closing_words="接任者已见过两次")


def show_a_criterion_and_move_on(keys: Keyboard) -> None:
    keys.chapter = PROFILE
    stage = keys.page.locator(".stage-bar button", has_text="初步接洽").first.get_attribute("id")
    keys.add(f"#{stage}", reason="第一次见面已完成")
    criterion = keys.page.locator("#module-stages .criteria button").first.get_attribute("id")
    keys.add(f"#{criterion}", criterion=None, evidence="3 月例会纪要第二条", met_on=day(-1))
    stage = keys.page.locator(".stage-bar button", has_text="需求调研").first.get_attribute("id")
    keys.add(f"#{stage}", reason="客户催方案，缺的两周内补")
    expect(keys.page.locator(".stage-bar .now")).to_contain_text("需求调研")


def end_it(keys: Keyboard) -> None:
    keys.chapter = PROFILE
    keys.add(
        "#end-project",
        kind="搁置",
        decided_on=day(0),
        reason="集团冻结投资",
        winner="没有给别家",
        wake_on=day(90),
        review="预算信号来得太晚",
    )
    expect(keys.page.locator("#module-head h1")).to_contain_text("搁置")


def downloaded_book(keys: Keyboard, folder: Path) -> dict[str, str]:
    """Fetch the plan book by keyboard; returns the text of its chapters by the sign that each begins with."""
    keys.press_on("[popovertarget=menu-book]")
    with keys.page.expect_download() as download:
        keys.press_on("#menu-book a[href$='.docx']")
    path = folder / "book.docx"
    download.value.save_as(path)
    found: dict[str, list[str]] = {}
    chapter = ""
    for block, is_heading in blocks(path):
        if is_heading:
            chapter = block.split()[0]
        found.setdefault(chapter, []).append(block)
    return {sign: "\n".join(texts) for sign, texts in found.items()}


def blocks(path: Path) -> Iterator[tuple[str, bool]]:
    for block in Document(str(path)).iter_inner_content():
        if isinstance(block, Table):
            yield "\n".join(cell.text for row in block.rows for cell in row.cells), False
        else:
            yield block.text, str(block.style.name) == "Heading 1"
