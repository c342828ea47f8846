import pytest
from hypothesis import given
from hypothesis import strategies as st

from genjin.text.customer_project import pack_customer_project, unpack_customer_project

names = st.none() | st.text(min_size=1) | st.text(st.sampled_from("/ \\\n（）甲A"), min_size=1)


@given(names, names)
def test_unpack_gives_back_what_was_packed(customer: str | None, project: str | None) -> None:
    assert unpack_customer_project(pack_customer_project(customer, project)) == (customer, project)


@pytest.mark.parametrize(
    ("customer", "project", "packed"),
    [
        ("华东精密制造集团", "MES 二期", "华东精密制造集团 / MES 二期"),
        ("华东精密制造集团", None, "华东精密制造集团"),
        (None, "MES 二期", "/ MES 二期"),
        (None, None, ""),
        ("GE/通用电气", "A/B 线", "GE/通用电气 / A/B 线"),
        ("甲方", "一期 / 二期", "甲方 / 一期 / 二期"),
        ("甲 / 乙联合体", "一期", r"甲 \/ 乙联合体 / 一期"),
        ("甲（上海）\n分公司", "一期", "甲（上海）\n分公司 / 一期"),
        ("/", None, r"\/"),
    ],
)
def test_pack_reads_well_and_unpacks(customer: str | None, project: str | None, packed: str) -> None:
    assert pack_customer_project(customer, project) == packed
    assert unpack_customer_project(packed) == (customer, project)


def test_empty_names_count_as_none() -> None:
    assert pack_customer_project("", "") == ""
    assert unpack_customer_project("") == (None, None)
