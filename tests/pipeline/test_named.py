"""Customers found by the names that people write."""

import pytest
from pytest_django import DjangoAssertNumQueries

from genjin.pipeline.operations.projects import add_customer
from genjin.pipeline.queries.named import customer_called, customers_by_name
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("written", ["ABC 科技（华东）", "abc科技(华东)", "ＡＢＣ科技（华东）", "阿贝", "阿 贝"])
def test_width_case_and_blanks_do_not_count(cast: Cast, written: str) -> None:
    customer = add_customer(name="ABC 科技（华东）", by=cast.ling)
    customer.short_names = "阿贝\n阿贝西"
    customer.save()
    assert customer_called(written, cast.ling) == customer


def test_a_full_name_comes_before_a_short_one_and_the_oldest_first(cast: Cast) -> None:
    short = add_customer(name="甲公司", by=cast.ling)
    short.short_names = "乙"
    short.save()
    full, other = (add_customer(name=name, by=cast.ling) for name in ("乙", "乙 "))
    assert customer_called("乙", cast.ling) == full
    assert customers_by_name(cast.ling)["乙"] == full
    assert other.pk > full.pk


def test_a_name_is_known_only_to_those_who_see_the_customer(cast: Cast) -> None:
    add_customer(name="滨海银行", by=cast.ling)
    assert customer_called("滨海银行", cast.wei) is None
    assert customer_called("滨海 银行", cast.wei) is None
    assert customer_called("没有的", cast.ling) is None
    assert customer_called("", cast.ling) is None


@pytest.mark.parametrize("count", [1, 3])
def test_a_known_spelling_takes_one_query(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        add_customer(name=f"客户{number}", by=cast.ling)
    with django_assert_num_queries(1):
        assert customer_called("客户0", cast.root)
