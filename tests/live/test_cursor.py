"""The cursor: whatever order events appear in, each is read once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genjin.live.cursor import PATIENCE, Cursor, Gap, advanced, read_cursor

NOW = 1_764_300_000


def read(cursor: Cursor, there: set[int]) -> set[int]:
    """What a question after the cursor finds among the events that are there."""
    return {pk for pk in there if pk > cursor.last or any(gap.first <= pk <= gap.last for gap in cursor.gaps)}


@given(st.permutations(range(1, 13)), st.lists(st.integers(0, 3), min_size=40, max_size=40))
def test_every_event_is_read_once_in_whatever_order_they_appear(order: list[int], steps: list[int]) -> None:
    cursor, there, found = Cursor(0), set[int](), list[int]()
    waiting = list(order)
    for step in [*steps, len(order)]:
        there |= set(waiting[:step])
        waiting = waiting[step:]
        fresh = read(cursor, there)
        found += fresh
        cursor = advanced(cursor, fresh, NOW)
    assert sorted(found) == list(range(1, 13))
    assert cursor == Cursor(12)


@given(
    st.integers(0, 10**18 - 1),
    st.lists(
        st.tuples(st.integers(0, 10**18 - 1), st.integers(0, 10**18 - 1), st.integers(0, 10**12 - 1)), max_size=50
    ),
)
def test_what_is_written_is_read_back(last: int, gaps: list[tuple[int, int, int]]) -> None:
    cursor = Cursor(last, tuple(Gap(*gap) for gap in gaps))
    assert read_cursor(str(cursor)) == cursor


@given(st.text())
def test_reading_never_fails(text: str) -> None:
    cursor = read_cursor(text)
    assert cursor is None or str(cursor)


@pytest.mark.parametrize("text", ["", "-1", "1~2", "1~2-3", "1~2-3-x", "9" * 19, "１", "1~2-3-4~", "1\n"])
def test_other_text_is_no_cursor(text: str) -> None:
    assert read_cursor(text) is None


def test_missing_number_is_waited_for_and_then_given_up() -> None:
    cursor = advanced(Cursor(5), [6, 9], NOW)
    assert cursor == Cursor(9, (Gap(7, 8, NOW),))
    assert advanced(cursor, [8], NOW + PATIENCE - 1) == Cursor(9, (Gap(7, 7, NOW),))
    assert advanced(cursor, [], NOW + PATIENCE) == Cursor(9)


def test_many_gaps_keep_the_newest() -> None:
    cursor = advanced(Cursor(0), range(0, 400, 2), NOW)
    assert len(cursor.gaps) == 50
    assert cursor.gaps[-1] == Gap(397, 397, NOW)
