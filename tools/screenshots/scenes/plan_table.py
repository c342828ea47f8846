"""The sign-in, the plan table, imports and exports."""

from pathlib import Path

from playwright.sync_api import FilePayload, Locator, Page

from tools.screenshots.studio import Scene, Studio

RECENT = "/plan/?since=2026-11-11"
ONE_CUSTOMER = "/plan/?customer_project=华东精密"
COLUMNS = ("seq", "date", "customer_project", "stage", "goal", "actions", "feedback", "objections", "next_steps")
REPORT = Path(__file__).with_name("report.csv").read_bytes()
REPORT_NAME = "一部周报.csv"
VIEW_NAMES = {"zh": "本周要推进", "en": "Moving this week"}
NOTE = (
    "上周五和王磊去了华东精密，见了采购刘总，预算从200万压到150万，担心实施周期太长。"
    "下周三前李娜交分期报价，争取二次汇报。"
)
DRAG = """([name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name, {type: "text/csv"}));
  document.body.dispatchEvent(new DragEvent("dragenter", {dataTransfer: data, bubbles: true, cancelable: true}));
}"""


def sign_in(studio: Studio) -> None:
    """Show the page on which people sign in."""
    page = studio.stranger()
    page.goto("/")
    studio.keep(page, "sign-in", ".entrance .brand", ".entrance .card", ".entrance-foot")


def today(studio: Studio) -> None:
    """Show today's page, and a note that was read."""
    page = studio.page()
    page.set_viewport_size({"width": 1180, "height": 780})
    page.goto("/today/")
    page.locator(".in-danger").wait_for()
    studio.keep(page, "today")
    page = studio.page()
    page.set_viewport_size({"width": 1180, "height": 900})
    page.goto("/today/")
    read_note(page)
    page.locator("[name=step_content]").first.hover()
    studio.keep(page, "note", ".note-box", ".note-card", space=14)


def plan(studio: Studio) -> None:
    """Show the plan table; in the dark for one language only."""
    for name, dark in (("plan-light", False), ("plan-dark", True)):
        if dark and studio.language != "zh":
            continue
        page = studio.page(dark=dark)
        page.goto(RECENT)
        cell(page, 1, "feedback").click()
        studio.keep(page, name)


def editing(studio: Studio) -> None:
    """Show a packed cell while a doer and a day are completed."""
    page = studio.page()
    page.goto(ONE_CUSTOMER)
    cell(page, 0, "next_steps").click()
    page.keyboard.press("F2")
    page.keyboard.press("Alt+Enter")
    page.keyboard.type("寄样板线数据@李娜")
    page.get_by_role("option", name="李娜").wait_for()
    page.keyboard.press("Enter")
    page.keyboard.type("下周三")
    page.get_by_role("option", name="2026-").wait_for()
    studio.keep(page, "editing", 'th[data-key="goal"]', ".plan-editor", ".plan-editor [role=listbox]", space=12)


def filters(studio: Studio) -> None:
    """Show filters, marked words, a saved view, and what the head of a column offers."""
    page = studio.page()
    page.goto("/plan/?stage=商务谈判|合同签署&q=预算")
    page.locator('button[popovertarget="menu-view"]').click()
    page.fill("#menu-view [name=name]", VIEW_NAMES[studio.language])
    page.locator("#menu-view button").click()
    page.locator(".nav-view").wait_for()
    page.locator(".toast").wait_for(state="detached")
    page.locator('th[data-key="customer_project"]').hover()
    page.locator('th [popovertarget="filter-customer_project"]').click()
    studio.keep(page, "filters")


def row_panel(studio: Studio) -> None:
    """Show a row opened beside the table."""
    page = studio.page()
    page.goto(RECENT)
    cell(page, 0, "next_steps").click()
    page.keyboard.press("Control+Enter")
    page.locator(".row-panel [name=next_steps]").wait_for()
    studio.keep(page, "row-panel")


def export(studio: Studio) -> None:
    """Show the menu of an export."""
    page = studio.page()
    page.goto("/plan/?stage=商务谈判")
    page.locator('button[popovertarget="menu-export"]').click()
    studio.keep(page, "export", '[popovertarget="menu-export"]', "#menu-export", space=40)


def imports(studio: Studio) -> None:
    """Show a file over the page, its preview, and what its columns mean."""
    page = studio.page()
    page.goto("/plan/")
    page.evaluate(DRAG, [REPORT_NAME, REPORT.decode()])
    studio.keep(page, "import-drop", ".drop", space=70)
    page = studio.page()
    upload(page)
    studio.keep(page, "import-preview")
    page = studio.page()
    upload(page)
    page.locator("#matches").evaluate("fold => { fold.open = false; }")
    page.locator("#columns").evaluate("fold => { fold.open = true; }")
    studio.keep(page, "import-columns", "#columns")
    page = studio.page()
    page.set_viewport_size({"width": 1440, "height": 1200})
    upload(page)
    page.locator("#matches").evaluate("fold => { fold.open = false; }")
    page.locator(".preview-tools a").nth(1).click()
    page.locator('[data-toggle="raw"]').check()
    studio.keep(page, "import-remarks", ".preview-rows", space=12)


def health(studio: Studio) -> None:
    """Show how a plan in danger stands."""
    page = studio.page()
    page.goto("/health/")
    page.locator(".danger h2 a").nth(1).click()
    page.locator(".health-card").wait_for()
    studio.keep(page, "health", ".project-head", ".health-card")


def phone(studio: Studio) -> None:
    """Show the plan table and a row on a phone."""
    page = studio.page(phone=True)
    page.goto(RECENT)
    studio.keep(page, "phone")
    page = studio.page(phone=True)
    page.goto(ONE_CUSTOMER)
    page.locator("tr[data-row]").first.tap()
    page.locator(".row-panel [name=goal]").wait_for()
    studio.keep(page, "phone-row")


def together(studio: Studio) -> None:
    """Show what somebody else has just changed, and where somebody else is at work."""
    page, other = studio.page(), studio.page("wanglei")
    page.set_viewport_size({"width": 1280, "height": 620})
    for each in (page, other):
        each.goto(ONE_CUSTOMER)
        cell(each, 2, "goal").click()
    cell(other, 0, "goal").click()
    other.keyboard.type("请生产副总一起听二次汇报")
    other.keyboard.press("Enter")
    other.locator(".is-saving").wait_for(state="detached")
    page.locator("[data-changed] .whose").first.wait_for()
    other.keyboard.type("带上排产的样例")
    page.locator("td[data-there]").first.wait_for()
    page.locator(".live-people li").wait_for()
    page.locator(".plan-scroll").evaluate("table => table.scrollTo(0, 0)")
    studio.keep(page, "together")
    other.context.close()


def conflict(studio: Studio) -> None:
    """Show two texts for one cell."""
    page, other = studio.page(), studio.page("wanglei")
    for each in (page, other):
        each.goto(ONE_CUSTOMER)
        cell(each, 0, "goal").click()
    page.keyboard.type("拿到二次汇报的机会，最好当周")
    other.keyboard.type("先约王总工看演示")
    other.keyboard.press("Enter")
    other.locator(".is-saving").wait_for(state="detached")
    other.context.close()
    page.keyboard.press("Enter")
    page.locator("dialog.conflict").wait_for()
    studio.keep(page, "conflict", "dialog.conflict", space=40)


def imported(studio: Studio) -> None:
    """Show the list of imports."""
    page = studio.page("wanglei")
    upload(page)
    page.locator("#apply").click()
    page.locator(".toast").wait_for()
    page.goto("/imports/")
    studio.keep(page, "import-list")


def signals(studio: Studio) -> None:
    """Show the inbox of signals after one was confirmed, and the signals of a project."""
    page = studio.page()
    page.goto("/signals/")
    page.locator('[data-deed="confirm"]').first.click()
    page.locator(".signal-proposals").first.wait_for()
    page.locator(".toast").first.wait_for(state="detached")
    studio.keep(page, "signals-inbox")
    page = studio.page()
    page.goto("/projects/")
    page.locator(".list a", has_text="MES").first.click()
    page.locator("#module-signals").scroll_into_view_if_needed()
    studio.keep(page, "signals-project", "#module-signals", space=8)


def cell(page: Page, row: int, key: str) -> Locator:
    """Return a cell of the plan table by its row in the page."""
    return page.locator("tr[data-row]").nth(row).locator("> td").nth(COLUMNS.index(key))


def read_note(page: Page) -> None:
    """Let a note be read, and choose what it asks."""
    page.fill("#note-text", NOTE)
    page.keyboard.press("Control+Enter")
    page.locator(".note-card [name=project]").first.check()
    page.locator(".note-card .htmx-request").wait_for(state="detached")


def upload(page: Page) -> None:
    """Let a file be read and previewed."""
    page.goto("/imports/")
    file: FilePayload = {"name": REPORT_NAME, "mimeType": "text/csv", "buffer": REPORT}
    page.set_input_files("import-drop input[type=file]", file)
    page.locator("#apply").wait_for()


# what changes the data comes last
SCENES: tuple[Scene, ...] = (
    sign_in,
    today,
    plan,
    editing,
    row_panel,
    export,
    imports,
    health,
    phone,
    filters,
    signals,
    together,
    conflict,
    imported,
)
