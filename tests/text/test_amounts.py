"""Amounts of money as people write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genjin.text.amounts import read_amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("200万", 2_000_000),
        ("1.2 亿元", 120_000_000),
        ("¥3,200,000", 3_200_000),
        ("３２０万元", 3_200_000),
        ("2千万", 20_000_000),
        ("3.2M", 3_200_000),
        ("50k", 50_000),
        ("0", 0),
        ("-5万", -50_000),
        ("1234.56", Decimal("1234.56")),
    ],
)
def test_reads(text: str, amount: Decimal) -> None:
    assert read_amount(text) == amount


@pytest.mark.parametrize("text", ["", "面议", "150-200万", "约200万", "万", "1.2.3", "NaN", "1e9", "200万以上"])
def test_leaves_what_is_not_one_amount(text: str) -> None:
    assert read_amount(text) is None


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_a_plain_number_reads_as_itself(amount: Decimal) -> None:
    assert read_amount(f"{amount:,}") == amount


@given(st.text())
def test_never_breaks(text: str) -> None:
    assert read_amount(text) is None or read_amount(text) == read_amount(f" {text} ")
