import pytest
from hypothesis import given
from hypothesis import strategies as st

from genjin.plantable.writing.long_text import continuation_mark, continued_seq, split_row, split_text


@given(st.text(), st.integers(min_value=2, max_value=9))
def test_parts_join_to_the_text_and_fit(text: str, limit: int) -> None:
    parts = split_text(text, limit)
    assert "".join(parts) == text
    assert all(len(part.encode("utf-16-le", "surrogatepass")) // 2 <= limit for part in parts)


def test_split_counts_as_excel_does_and_keeps_characters_whole() -> None:
    assert split_text("👍" * 5, 5) == ["👍👍", "👍👍", "👍"]


def test_a_row_that_fits_stays_one_row() -> None:
    assert split_row(("1", "短")) == [("1", "短")]


def test_a_row_is_split_over_as_many_rows_as_its_longest_text_needs() -> None:
    assert split_row(("1", "abcdefgh", "xyzuv"), 4) == [("1", "abcd", "xyzu"), ("", "efgh", "v")]


@pytest.mark.parametrize("first_cell", ["12", "↳", "↳ 一", "x ↳ 12", 12.0, None])
def test_only_the_mark_makes_a_continuation_row(first_cell: object) -> None:
    assert continued_seq(first_cell) is None


def test_the_mark_names_the_row_it_carries_on() -> None:
    assert continued_seq(continuation_mark(12)) == 12
