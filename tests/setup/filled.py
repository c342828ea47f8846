"""What the tests of this folder put into an installation, and how they compare what is in it."""

from genjin.core import clock
from genjin.forecast.models import ProjectOdds
from genjin.people.models import Role, User
from genjin.people.operations.people import add_person
from genjin.pipeline.operations.projects import add_customer, add_project
from genjin.planning.content import NewRow, RowContent
from genjin.planning.operations.follow_ups import log_follow_up
from genjin.setup.rows import stored_models
from genjin.text.cells import ActionItem, AnsweredItem
from tests.cast import PASSWORD


def people_and_rows(count: int = 3) -> User:
    """Fill the installation: an administrator, a customer with a project, rows with every kind of cell, odds."""
    root = add_person(username="root", name="管理员", role=Role.ADMINISTRATOR, password=PASSWORD)
    project = add_project(customer=add_customer(name="澜江轨道", by=root, industry="轨道"), name="6号线", by=root)
    for number in range(count):
        content = RowContent(
            date=clock.today(),
            stage="需求调研",
            goal=f"第{number}次拜访",
            actions=[ActionItem("核对点表", "张伟", clock.today())],
            feedback="罗部长说“预算砍了两成”。",
            objections=[AnsweredItem("工期太紧", None)],
            risks=[AnsweredItem("低价 → 搅局", "讲总成本")],
        )
        log_follow_up(NewRow(project, content), by=root)
    ProjectOdds.objects.create(project=project, win=0.5, cases=40, days_in_stage=3, won_by=b"\x00\xff\x1a")
    return root


def rows_of_every_table() -> dict[str, list[tuple[object, ...]]]:
    """Return all that is stored, but for sessions, by model."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values_list())
        for model in stored_models()
        if model._meta.label != "sessions.Session"
    }
