"""Words inside JSON columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genjin.core.json_text import holding, with_texts
from genjin.people.models import AuditEntry
from genjin.people.operations.audit import write_audit

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inside: st.lists(inside) | st.dictionaries(st.text(), inside),
)


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["刘总", "budget", "BUDGET", '"quoted"', "back\\slash", "100%", "under_score", "😀"])
def test_words_are_found_however_the_database_keeps_them(words: str) -> None:
    wanted = write_audit("x.y", by=None, text=f"前 {words.lower()} 后", nested=[{"key": 1}])
    write_audit("x.y", by=None, text="别的 1000 underXscore")
    rows, condition = holding(AuditEntry.objects.all(), "detail", words)
    assert list(rows.filter(condition)) == [wanted]


@given(JSON)
def test_every_text_is_changed_and_nothing_else(value: object) -> None:
    assert with_texts(value, lambda text: text) == value
    assert with_texts({"刘总": ["刘总", 3, None, {"刘总": True}]}, lambda text: text.replace("刘总", "X")) == {
        "刘总": ["X", 3, None, {"刘总": True}]
    }
