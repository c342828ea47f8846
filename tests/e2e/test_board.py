"""The pipeline board by keyboard alone: from card to card, into a project, and to another stage."""

from playwright.sync_api import Page, expect

from genjin.pipeline.models import Project, Stage
from genjin.planning.operations.stages import move_project_to_stage
from tests.cast import Cast
from tests.e2e.plan_page import SignIn
from tests.forecast.log import project


def test_board_by_keyboard(page: Page, sign_in: SignIn, cast: Cast) -> None:
    stages = list(Stage.objects.order_by("position"))
    high = project(cast.customer, cast.ling, stages=1, amount="9000000")
    low = project(cast.customer, cast.ling, stages=1, amount="1000000")
    beside = project(cast.customer, cast.ling, stages=3, amount="5000000")
    Project.objects.filter(pk=cast.project.pk).update(stage=stages[5])
    sign_in(cast.ling)
    page.goto("/pipeline/?lanes=owner")
    name = lambda of: page.locator(f"#card-{of.pk}")  # noqa: E731  a word for the lines below
    page.locator("pipeline-board").focus()
    page.keyboard.press("ArrowDown")
    expect(name(high)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(name(low)).to_be_focused()
    page.keyboard.press("ArrowDown")  # it is the last of its stage
    expect(name(low)).to_be_focused()
    page.keyboard.press("ArrowRight")  # the stage between has no card
    expect(name(beside)).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("End")
    expect(name(low)).to_be_focused()
    # Tab comes to the buttons of this card and passes by all other cards
    page.keyboard.press("Tab")
    expect(page.locator(f"#on-{low.pk}")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+ArrowRight")
    panel = page.locator("dialog.side-panel[open]")
    expect(panel).to_contain_text(str(stages[1]))
    page.keyboard.press("Escape")
    expect(name(low)).to_be_focused()
    move_project_to_stage(low, stages[1], by=cast.root, reason="客户催")
    expect(page.locator(f'.board-cell[data-stage="{stages[1].pk}"] #card-{low.pk}')).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{page.url.split('/pipeline')[0].split('/projects')[0]}/projects/{low.pk}/")
