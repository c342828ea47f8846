"""Entering module 一 by keyboard: the customer, the project, and the people."""

from playwright.sync_api import expect

from genjin.pipeline.models import Project
from tests.e2e.keyboard import As, Keyboard, day

PROFILE = "一"


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
    keys.fill_in({"people": As("孙敏，车间主任，制造部，KU", "孙敏\n车间主任\n制造部")})
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
