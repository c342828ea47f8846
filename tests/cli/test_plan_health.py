"""`genjin health` as it is typed: everything that changed is reckoned, and what is in danger is listed."""

from genjin.health.models import PlanHealth
from genjin.people.models import Role
from genjin.people.operations.people import add_person
from genjin.pipeline.operations.projects import add_customer, add_project
from tests.cli.conftest import Genjin


def test_health_reckons_what_changed_and_lists_the_worst(genjin: Genjin) -> None:
    by = add_person(username="root", name="管理员", role=Role.ADMINISTRATOR, password=None)
    customer = add_customer(name="华东精密", by=by)
    for name in ("MES 二期", "能耗监测"):
        add_project(customer=customer, name=name, by=by)
    first = genjin("health", "--most", "1")
    assert first.status == 0, first.err
    assert "Plans calculated: 2." in first.out
    assert "MES 二期" in first.out
    assert "能耗监测" not in first.out
    assert PlanHealth.objects.count() == 2
    assert "Plans calculated: 0." in genjin("health").out
