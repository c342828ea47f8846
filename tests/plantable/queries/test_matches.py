"""Who is known, who only looks alike, and what a choice makes of it."""

import pytest

from genjin.people.models import Role
from genjin.plantable.models import PlanImport
from genjin.plantable.queries.matches import Matches, Names, matches_of
from tests.cast import Cast, person

KNOWN = ("华东精密制造集团", "滨海银行", "青禾医院", "中国石化", "北京云栈科技有限公司")


def matches(cast: Cast, *names: tuple[str, str], doers: tuple[str, ...] = (), **choices: dict[str, str]) -> Matches:
    draft = PlanImport(by=cast.ling, choices=choices)
    return matches_of(cast.ling, draft, dict.fromkeys(names, 1), dict.fromkeys(doers, 1))


@pytest.mark.parametrize(
    ("name", "alike"),
    [
        ("华东精密", ["华东精密制造集团"]),
        ("华东精密制造有限公司", ["华东精密制造集团"]),
        ("云栈", ["北京云栈科技有限公司"]),
        ("中石化", []),
        ("滨海商业银行", []),
        ("海", []),
        ("毫不相干", []),
    ],
)
def test_names_look_alike_by_their_core(name: str, alike: list[str]) -> None:
    assert [other for other in Names(KNOWN).like(name) if other in alike] == alike
    assert "青禾医院" not in Names(KNOWN).like(name)


def test_customer_of_the_same_name_is_known(cast: Cast) -> None:
    found = matches(cast, ("华东精密制造集团 ", "MES二期"), ("华东精密", ""))
    assert [match.known for match in found.customers] == [cast.customer, None]
    assert found.customers[1].similar == [cast.customer]
    assert found.customers[1].customer is None
    assert [match.known for match in found.projects] == [cast.project]


def test_short_name_is_known(cast: Cast) -> None:
    cast.customer.short_names = "华精\n东精"
    cast.customer.save()
    assert matches(cast, ("华精", "")).customers[0].known == cast.customer


def test_chosen_customer_brings_its_projects(cast: Cast) -> None:
    found = matches(cast, ("华东厂", "MES 升级"), customers={"华东厂": str(cast.customer.pk)})
    assert found.customers[0].customer == cast.customer
    assert found.projects[0].known is None
    assert cast.project in (*found.projects[0].similar, *found.projects[0].others)


def test_customer_of_somebody_else_is_neither_known_nor_proposed(cast: Cast) -> None:
    draft = PlanImport(by=cast.wei)
    found = matches_of(cast.wei, draft, {("华东精密制造集团", ""): 1}, {}).customers[0]
    assert (found.known, found.similar) == (None, [])


def test_doers_who_are_no_colleagues_are_asked_about_one_by_one(cast: Cast) -> None:
    found = matches(cast, doers=("凌薇", "凌薇、小马", "王总", "小马/王总"))
    assert [match.name for match in found.people] == ["小马", "王总"]
    assert found.people[0].similar == [cast.max]
    assert found.people[0].count == 2


def test_name_of_two_colleagues_is_asked_about(cast: Cast) -> None:
    twin = person("ling2", "凌薇", Role.SUPPORT)
    assert set(matches(cast, doers=("凌薇",)).people[0].similar) == {cast.ling, twin}
