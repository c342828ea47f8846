"""Pairs of characters: every word is found, and nothing else."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from genjin.planning.models import FollowUp, SearchText
from genjin.planning.queries.filtered import filtered_follow_ups
from genjin.planning.queries.plan_view import PlanView
from genjin.planning.search import index_rows, pairs, searchable
from tests.cast import Cast

TEXTS = st.text(st.sampled_from("预算方案MESmes 1２，。·-_😂䶮"), max_size=12)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("预算从200万", "预算从200万"),
        ("ＭＥＳ 二期", "mes 二期"),
        ("付款3-3-3-1", "付款3 3 3 1"),
        ("，。", ""),
        ("a_b", "a b"),
    ],
)
def test_searchable_keeps_letters_and_digits(text: str, found: str) -> None:
    assert searchable(text) == found


def test_pairs_close_each_word() -> None:
    assert pairs("预算表 a") == ["预算", "算表", "表", "a"]


@given(texts=st.lists(TEXTS, min_size=1, max_size=4), words=TEXTS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_search_finds_exactly_the_rows_that_hold_the_words(cast: Cast, texts: list[str], words: str) -> None:
    rows = [cast.log() for _text in texts]
    index_rows({row.pk: text for row, text in zip(rows, texts, strict=True)})
    sought = searchable(words).split()
    expected = {
        row.pk for row, text in zip(rows, texts, strict=True) if all(word in searchable(text) for word in sought)
    }
    found = filtered_follow_ups(cast.root, PlanView(words=words)).filter(pk__in=[row.pk for row in rows])
    assert set(found.values_list("pk", flat=True)) == expected


def test_a_row_indexed_again_forgets_its_old_words(cast: Cast) -> None:
    row = cast.log()
    for text in ("预算", "方案", "方案", ""):
        index_rows({row.pk: text})
        assert SearchText.objects.get(pk=row.pk).text == text
        for word in ("预算", "方案"):
            found = filtered_follow_ups(cast.root, PlanView(words=word))
            assert list(found) == ([FollowUp.objects.get(pk=row.pk)] if word == text else [])
