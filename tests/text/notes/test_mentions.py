from hypothesis import given
from hypothesis import strategies as st

from genjin.text.notes.customers import find_customers, likely_names
from genjin.text.notes.mentions import find_mentions, likeness

TEXT = "今天去华东精密谈ＭＥＳ二期的事，顺便聊了数据中台"


def test_width_case_and_blanks_do_not_count() -> None:
    (found,) = find_mentions(TEXT, ["mes 二期", "王磊", ""])
    assert TEXT[found.start : found.end] == "ＭＥＳ二期"


def test_likest_name_comes_first_and_knows_how_much_of_it_stands_there() -> None:
    found = likeness(TEXT, ["MES 一期", "数据中台建设", "MES 二期", "工业大脑"])
    assert [(entry.name, entry.share) for entry in found] == [
        ("MES 二期", 1.0),
        ("数据中台建设", 4 / 6),
        ("MES 一期", 0.6),
    ]


@given(st.text(max_size=40), st.lists(st.text(max_size=6), max_size=4))
def test_mentions_are_stretches_of_the_text(text: str, names: list[str]) -> None:
    for found in find_mentions(text, names):
        assert 0 <= found.start < found.end <= len(text)


@given(
    st.lists(
        st.sampled_from(["华东精密制造集团", "宁川市第一人民医院", "Acme Group", "滨海银行", "康霖制药"]), max_size=5
    )
)
def test_names_left_out_name_nobody(names: list[str]) -> None:
    text = "上午去宁川一院，下午和ACME通了电话"
    assert find_customers(text, names) == find_customers(text, likely_names(text, names))
    assert set(likely_names(text, names)) >= {name for place in find_customers(text, names) for name in place.names}
