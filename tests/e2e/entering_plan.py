"""Entering modules 二 to 六 by keyboard, and the stages to the end."""

from datetime import date

from playwright.sync_api import expect

from tests.e2e.entering_profile import PROFILE
from tests.e2e.keyboard import As, Keyboard, day

DIRECTION, ACTIONS, RECORDS, STEPS, RISKS = "二", "三", "四", "五", "六"


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
