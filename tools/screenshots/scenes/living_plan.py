"""Projects, the map of the people, customers, looking back, the plan book, and finding things."""

from playwright.sync_api import Page

from tools.screenshots.studio import Scene, Studio

PROJECT, CUSTOMER = "MES 二期", "华东精密制造集团"
TALL = {"width": 1440, "height": 1180}
DAY = "2026-09-15"


def search(studio: Studio) -> None:
    """Show what is found while one types."""
    page = studio.page()
    page.goto("/customers/")
    page.keyboard.press("Control+k")
    page.keyboard.type("精密")
    page.locator("#search-found [role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    studio.keep(page, "search", ".search", "#search-found", space=16)


def projects(studio: Studio) -> None:
    """Show the list of projects, and one plan on its page."""
    page = studio.page("chenjing")
    page.goto("/projects/")
    studio.keep(page, "projects")
    page = studio.page()
    page.set_viewport_size(TALL)
    open_project(page)
    studio.keep(page, "project")


def project_forms(studio: Studio) -> None:
    """Show what opens at the side: the log of a contact, the playbook, the gate of a stage."""
    for name, opener in (("log-contact", "#log-contact"), ("playbook", "#open-playbook")):
        page = studio.page()
        open_project(page)
        page.locator(opener).click()
        studio.keep_panel(page, name)
    page = studio.page()
    open_project(page)
    page.locator(".stage-bar li:nth-child(4) button").click()
    studio.keep_panel(page, "stage-gate")


def people_map(studio: Studio) -> None:
    """Show the people by influence and attitude, as an organisation chart, and one of them."""
    page = studio.page()
    page.set_viewport_size({"width": 1440, "height": 900})
    open_people(page)
    studio.keep(page, "people")
    page = studio.page()
    open_people(page, "?view=chart")
    studio.keep(page, "people-chart", ".people-map", space=12)
    page = studio.page()
    page.set_viewport_size({"width": 1440, "height": 900})
    open_people(page)
    page.locator(".people-table .person-b").nth(1).click()
    studio.keep_panel(page, "person")


def customers(studio: Studio) -> None:
    """Show a customer, and how two become one."""
    page = studio.page()
    page.set_viewport_size(TALL)
    open_customer(page)
    studio.keep(page, "customer")
    page = studio.page("chenjing")
    open_customer(page)
    page.locator("#merge-customer").click()
    studio.keep_panel(page, "merge")


def looking_back(studio: Studio) -> None:
    """Show what changed since a day, and the plan as it stood then."""
    page = studio.page()
    open_project(page)
    page.locator("#look-back").click()
    page.locator("#side-panel input[type=date]").first.fill("2026-11-16")
    page.locator("#side-panel form button[type=submit], #side-panel form button:not([type])").first.click()
    page.locator("#side-panel ins").first.wait_for()
    studio.keep_panel(page, "look-back")
    page = studio.page()
    open_project(page)
    page.goto(f"{page.url}?on={DAY}")
    studio.keep(page, "as-it-stood")


def plan_book(studio: Studio) -> None:
    """Show where the plan book comes from."""
    page = studio.page()
    open_project(page)
    page.locator('[popovertarget="menu-book"]').click()
    studio.keep(page, "plan-book", ".project-head .row2", "#menu-book", space=16)


def open_project(page: Page) -> None:
    """Go to the project by its list."""
    page.goto(f"/projects/?q={PROJECT}")
    page.locator(".list tbody th a").first.click()
    page.locator("#module-records").wait_for()


def open_people(page: Page, query: str = "") -> None:
    """Go to the map of the people."""
    open_project(page)
    page.goto(f"{page.url}people/{query}")


def open_customer(page: Page) -> None:
    """Go to the customer by the list."""
    page.goto(f"/customers/?q={CUSTOMER}")
    page.locator(".list tbody th a").first.click()
    page.locator("#module-timeline").wait_for()


def notifications(studio: Studio) -> None:
    """Show what a person was told."""
    page = studio.page("lina")
    page.goto("/notifications/?show=all")
    studio.keep(page, "notifications")


SCENES: tuple[Scene, ...] = (
    search,
    projects,
    project_forms,
    people_map,
    customers,
    looking_back,
    plan_book,
    notifications,
)
