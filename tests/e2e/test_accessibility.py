"""axe-core finds no serious or critical fault on any page, light and dark, nor with menus, editor and forms open.

No id stands twice there either, which axe-core no longer looks for.
"""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from genjin.core import clock
from genjin.customers.models import Contact, CustomerFile, Unit
from genjin.forecast.operations.numbers import say_number
from genjin.forecast.operations.reckoning import refresh_forecast
from genjin.forecast.periods import period_of
from genjin.meetings.models import MeetingScope
from genjin.meetings.operations.decisions import decide
from genjin.meetings.operations.meetings import start_meeting
from genjin.meetings.queries.scopes import Scope
from genjin.pipeline.models import BudgetFact, Competitor, Need, StakeholderLine
from genjin.pipeline.operations.entries import add_entry
from genjin.pipeline.operations.projects import add_customer, add_project
from genjin.pipeline.operations.stakeholders import Words, add_people, set_attitude
from genjin.planning.models import Attachment, Goal, ValueSheet
from genjin.planning.operations.buying_signals import confirm_signal
from genjin.planning.operations.project_profile import edit_project
from genjin.text.cells import ActionItem, AnsweredItem
from genjin.text.people_lines import read_people_lines
from tests.cast import Cast
from tests.e2e.plan_page import SignIn

AXE = (Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
FAULTS = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
  .filter(({impact}) => ["serious", "critical"].includes(impact))
  .map(({id, nodes}) => `${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(" ")}`)"""
REPEATED = """() => [...document.querySelectorAll("[id]")].map(({id}) => id)
  .filter((id, place, all) => all.indexOf(id) !== place)"""
FILE = "跟进日期,客户/项目名称,主要行动与内容,竞争对手\n待定,华东精密/MES 二期,1. 需求访谈（小凌/3-12）,友商A\n"
OPENERS = (
    "edit-profile",
    "add-budget",
    "add-goal",
    "add-colleague",
    "open-playbook",
    "add-return",
    "add-criteria",
    "end-project",
)
MONEY = [{"key": "loss_avoided", "value": "600000", "source": "ours", "note": ""}]
MENUS = (
    "menu-export",
    "filter-stage",
    "menu-group",
    "menu-order",
    "menu-columns",
    "menu-view",
    "menu-keys",
    "user-menu",
)


@pytest.fixture(params=["light", "dark"])
def context(browser: Browser, live: LiveServer, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    context = browser.new_context(
        base_url=live.url, viewport={"width": 1440, "height": 900}, locale="zh-CN", color_scheme=request.param
    )
    yield context
    context.close()


@pytest.fixture
def ling(page: Page, cast: Cast, sign_in: SignIn) -> Page:
    """A row with everything that a row can show: done, open and late, objections, risks, no next step."""
    today = clock.today()
    late = ActionItem("提交报价", "薄远", today - timedelta(days=2))
    actions = [ActionItem("拜访", "凌薇", today - timedelta(days=9))]
    risks = [AnsweredItem("友商低价", "突出三年总成本")]
    cast.log(date=today - timedelta(days=9), stage="方案制定", goal="预算", actions=actions, next_steps=[late])
    row = cast.log(date=today, stage="商务谈判", feedback="预算没了", objections=risks, risks=risks, note="下月调岗")
    add_entry(Attachment(project=cast.project, follow_up=row, name="纪要.pdf", file="x", size=9), by=cast.ling)
    sign_in(cast.ling)
    return page


def assert_no_faults(page: Page, where: str) -> None:
    # evaluated by the browser itself, as the page's own policy lets no foreign script in
    page.evaluate(AXE)
    assert page.evaluate(FAULTS) == [], where
    assert page.evaluate(REPEATED) == [], f"ids that stand twice, {where}"


def test_plan_table(ling: Page) -> None:
    ling.goto("/plan/?q=预算")
    expect(ling.locator("td.is-active")).to_have_count(1)
    assert_no_faults(ling, "table")
    for menu in MENUS:
        ling.locator(f'button[popovertarget="{menu}"]:visible').first.click()
        expect(ling.locator(f"#{menu}")).to_be_visible()
        assert_no_faults(ling, menu)
        ling.keyboard.press("Escape")
    ling.goto("/plan/?goal=没有")
    assert_no_faults(ling, "filtered to nothing")


def test_editor_and_panel(ling: Page) -> None:
    ling.goto("/plan/")
    ling.locator("tr[data-row] > td:nth-child(9)").first.click()
    ling.keyboard.type("1. 回访@")
    expect(ling.get_by_role("option").first).to_be_visible()
    ling.keyboard.press("ArrowDown")
    assert_no_faults(ling, "editor")
    ling.keyboard.press("Escape")
    ling.keyboard.press("Escape")
    ling.keyboard.press("Control+Enter")
    expect(ling.locator(".row-panel .file-list")).to_be_visible()
    assert_no_faults(ling, "panel")


def test_plan_table_on_a_phone(ling: Page) -> None:
    ling.set_viewport_size({"width": 390, "height": 844})
    ling.goto("/plan/")
    assert_no_faults(ling, "rows")
    ling.locator("tr[data-row]").first.click()
    expect(ling.locator(".row-panel textarea").first).to_be_visible()
    assert_no_faults(ling, "panel")


def test_import(ling: Page, tmp_path: Path) -> None:
    path = tmp_path / "周报.csv"
    path.write_text(FILE, encoding="utf-8")
    ling.goto("/imports/")
    assert_no_faults(ling, "list")
    ling.locator("input[type=file]").set_input_files(path)
    for fold in ("matches", "columns", "remarks"):
        ling.locator(f"#{fold}").evaluate("fold => { fold.open = true; }")
    ling.get_by_label("对照文件原文").check()
    assert_no_faults(ling, "preview")
    ling.locator("#apply").click()
    expect(ling.locator(".toast")).to_be_visible()
    assert_no_faults(ling, "imported")
    ling.goto("/imports/")
    ling.locator(".import-name").click()
    assert_no_faults(ling, "one import")


def test_forecast_and_pipeline(ling: Page, cast: Cast) -> None:
    today = clock.today()
    changes = {"amount": Decimal(3_200_000), "close_on": today, "forecast_class": "committed"}
    edit_project(cast.project, changes, seen={}, by=cast.ling)
    adrift = add_project(customer=cast.customer, name="三期", by=cast.ling, close_on=today - timedelta(days=400))
    say_number(period_of(today, "quarter").key, Decimal(2_000_000), by=cast.ling)
    refresh_forecast(by=None)
    for place in ("", "record", "what-if", "history"):
        ling.goto(f"/forecast/{place}")
        assert_no_faults(ling, f"forecast/{place}")
    ling.goto("/forecast/")
    ling.locator(".chart-table summary").first.click()
    assert_no_faults(ling, "the table behind a chart")
    ling.locator(f"#say-{cast.ling.pk}").click()
    expect(ling.locator("#side-panel [name=amount]")).to_be_visible()
    assert_no_faults(ling, "number")
    for query in ("", "lanes=owner", "view=table"):
        ling.goto(f"/pipeline/?{query}")
        expect(ling.get_by_text(adrift.name)).to_be_visible()
        assert_no_faults(ling, f"pipeline/?{query}")


def test_projects(ling: Page, cast: Cast) -> None:
    for entry in (
        Need(project=cast.project, content="无纸化", kind="pain", said_by="赵总"),
        BudgetFact(project=cast.project, low=2_000_000, said_by="王总工", observed_on=clock.today()),
        BudgetFact(project=cast.project, low=1_500_000, said_by="刘总", observed_on=clock.today()),
        Competitor(project=cast.project, name="恒拓软件", standing="behind"),
        Goal(project=cast.project, content="进入短名单", due_on=clock.today() - timedelta(days=1)),
        ValueSheet(project=cast.project, kind="return", title="投资回报", lines=MONEY),
    ):
        add_entry(entry, by=cast.ling)
    ling.goto("/projects/")
    assert_no_faults(ling, "list")
    for width in (1440, 390):
        ling.set_viewport_size({"width": width, "height": 844})
        ling.goto(f"/projects/{cast.project.pk}/")
        assert_no_faults(ling, f"project at {width}")
    ling.locator(".stage-bar li:nth-child(5) button").click()
    expect(ling.locator(".unmet")).to_be_visible()
    assert_no_faults(ling, "move to another stage")
    ling.keyboard.press("Escape")
    for opener in (*OPENERS, "log-contact"):
        ling.locator(f"#{opener}").click()
        expect(ling.locator("dialog.side-panel")).to_be_visible()
        assert_no_faults(ling, opener)
        ling.keyboard.press("Escape")


@pytest.mark.usefixtures("phrases")
def test_signals(ling: Page, cast: Cast) -> None:
    row = cast.log(date=clock.today(), feedback="刘总说预算被砍，方案认可", objections=[AnsweredItem("友商降价", None)])
    confirm_signal(row.signals.get(type="budget"), by=cast.ling)
    for width in (1440, 390):
        ling.set_viewport_size({"width": width, "height": 844})
        for address in ("/signals/", "/signals/?state=confirmed", "/signals/quality/", "/signals/?type=price"):
            ling.goto(address)
            assert_no_faults(ling, f"{address} at {width}")
    ling.goto(f"/projects/{cast.project.pk}/")
    ling.locator(f"#mark-in-{row.pk}").click()
    expect(ling.locator("dialog.side-panel")).to_be_visible()
    assert_no_faults(ling, "marking by hand")


def test_map_of_the_people(ling: Page, cast: Cast) -> None:
    lines = read_people_lines("赵总，副总，KDM\n刘总，总监，采购部，KDM\n王总工，技术部")
    zhao, liu, _wang = add_people(cast.project, lines, by=cast.ling)
    set_attitude(zhao, 1, Words("好", observed_on=clock.today() - timedelta(days=60)), by=cast.ling)
    set_attitude(liu, -2, Words("不行"), by=cast.ling)
    add_entry(StakeholderLine(project=cast.project, source=zhao, target=liu, kind="conflicts"), by=cast.ling)
    for width, view in ((1440, "quadrant"), (1440, "chart"), (390, "quadrant"), (390, "chart")):
        ling.set_viewport_size({"width": width, "height": 844})
        ling.goto(f"/projects/{cast.project.pk}/people/?view={view}")
        assert_no_faults(ling, f"{view} at {width}")
    for opener in (f"node-{zhao.pk}", "add-people", "add-stakeholder", "add-line"):
        ling.locator(f"#{opener}").click()
        expect(ling.locator("dialog.side-panel")).to_be_visible()
        assert_no_faults(ling, opener)
        ling.keyboard.press("Escape")


def test_customers(ling: Page, cast: Cast) -> None:
    add_customer(name="华东精密", by=cast.ling)
    unit = add_entry(Unit(customer=cast.customer, name="采购部"), by=cast.ling)
    add_entry(Contact(customer=cast.customer, name="刘总", unit=unit), by=cast.ling)
    add_entry(CustomerFile(customer=cast.customer, name="纪要.pdf", file="x", size=9), by=cast.ling)
    ling.goto("/customers/")
    assert_no_faults(ling, "list")
    for width in (1440, 390):
        ling.set_viewport_size({"width": width, "height": 844})
        ling.goto(f"/customers/{cast.customer.pk}/")
        expect(ling.locator(".note")).to_be_visible()
        assert_no_faults(ling, f"customer at {width}")
    for opener in ("edit-customer", "add-contact", "merge-customer"):
        ling.locator(f"#{opener}").click()
        expect(ling.locator("dialog.side-panel")).to_be_visible()
        assert_no_faults(ling, opener)
        ling.keyboard.press("Escape")


def test_today_and_a_proposal(ling: Page, cast: Cast) -> None:
    today = clock.today()
    cast.log(date=today - timedelta(days=9), next_steps=[ActionItem("拜访刘总", "凌薇", today)])
    add_people(cast.project, read_people_lines("赵总，副总，KDM"), by=cast.bo)
    note = (
        "昨天和薄远去了华东精密，见了采购刘总，预算砍了一半，嫌上线太慢。周五前凌薇交报价，争取二次汇报。风险：友商低价"
    )
    for width in (1440, 390):
        ling.set_viewport_size({"width": width, "height": 844})
        ling.goto("/today/")
        expect(ling.locator(".visit")).to_be_visible()
        ling.locator(".tick").first.check()
        assert_no_faults(ling, f"today at {width}")
        ling.locator("#note-text").fill(note)
        ling.keyboard.press("Control+Enter")
        expect(ling.locator(".note-card")).to_be_visible()
        assert_no_faults(ling, f"proposal at {width}")
        ling.get_by_label("新客户／新项目").check()
        ling.locator("[name=new_customer]").fill("")
        ling.get_by_role("button", name="保存").click()
        expect(ling.locator(".note-said .wrong")).to_be_visible()
        assert_no_faults(ling, f"refusal at {width}")
        ling.get_by_role("button", name="放弃").click()
        ling.locator("#note-text").fill("")


def test_search(ling: Page, cast: Cast) -> None:
    add_entry(Contact(customer=cast.customer, name="华立新", title="总工"), by=cast.ling)
    for width in (1440, 390):
        ling.set_viewport_size({"width": width, "height": 844})
        ling.goto("/projects/")
        ling.locator("#search-box").fill("华")
        expect(ling.locator("#search-found [role=option]").first).to_be_visible()
        ling.keyboard.press("ArrowDown")
        assert_no_faults(ling, f"found at {width}")
        ling.locator("#search-box").fill("没有这个词")
        expect(ling.locator(".found-none")).to_be_visible()
        assert_no_faults(ling, f"nothing found at {width}")


def test_looking_back(ling: Page, cast: Cast) -> None:
    today = clock.today()
    add_people(cast.project, read_people_lines("赵总，副总，KDM"), by=cast.ling)
    ling.goto(f"/projects/{cast.project.pk}/people/?on={today}")
    expect(ling.locator(".as-it-stood")).to_be_visible()
    assert_no_faults(ling, "map of a day")
    ling.goto(f"/projects/{cast.project.pk}/?on={today}")
    assert_no_faults(ling, "plan of a day")
    ling.locator("#look-back").click()
    expect(ling.locator("dialog.side-panel")).to_be_visible()
    assert_no_faults(ling, "what changed")


def test_file_that_is_gone(ling: Page) -> None:
    ling.goto(f"/attachments/{Attachment.objects.get().pk}/")
    expect(ling.get_by_text("已不在文件存储中")).to_be_visible()
    assert_no_faults(ling, "gone")


@pytest.mark.parametrize("address", ["/settings/", "/sign-in/password/change/", "/nowhere/"])
def test_other_pages(ling: Page, address: str) -> None:
    ling.goto(address)
    assert_no_faults(ling, address)


def test_sign_in(page: Page, cast: Cast) -> None:
    page.goto("/")
    assert_no_faults(page, "sign in")
    page.locator("input[name=login]").fill("nobody")
    page.locator("input[name=password]").fill("wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    assert_no_faults(page, "refused")


def test_meeting(ling: Page, cast: Cast) -> None:
    with clock.stopped_at(clock.now() - timedelta(days=7)):
        before = start_meeting(Scope(MeetingScope.MINE), by=cast.ling)
        decide(before.agenda.select_related("meeting__chair", "project").get(), "先谈总成本", by=cast.ling)
    meeting = start_meeting(Scope(MeetingScope.MINE), by=cast.ling)
    page = ling
    page.goto("/meetings/")
    page.locator("#start-meeting").click()
    expect(page.locator(".meeting-form")).to_be_visible()
    assert_no_faults(page, "start form")
    page.goto(f"/meetings/{meeting.pk}/")
    assert_no_faults(page, "page of the meeting")
    page.goto(f"/meetings/{meeting.pk}/now")
    page.keyboard.press("d")
    page.keyboard.type("让薄远周五前给报价")
    expect(page.locator(".proposed")).to_be_visible()
    assert_no_faults(page, "screen")
    page.goto(f"/meetings/{meeting.pk}/closing/")
    assert_no_faults(page, "last screen")
    page.keyboard.press("e")
    expect(page.locator("#report-docx")).to_be_visible()
    page.locator("#tell-group").click()
    expect(page.locator(".message-text")).to_be_visible()
    assert_no_faults(page, "message")
