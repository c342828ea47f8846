"""What stays of a note as text: nothing is lost."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from genjin.text.notes import read_note
from genjin.text.notes.remains import Part, parts_of, remains

TODAY = date(2026, 3, 10)
NOTE = "今天和张伟拜访华东精密，见了刘总。预算压到150万，担心实施周期太长。下周三前由李娜提交方案，争取二次汇报。"
PIECES = st.sampled_from(
    [
        *(
            "今天拜访华东精密",
            "刘总说预算砍了",
            "担心实施周期太长",
            "下周三前由李娜提交方案",
            "希望能拿到二次汇报的机会",
        ),
        *(
            "，",
            "。",
            "；",
            "\n",
            "1. ",
            "2、",
            "（李娜/3月20日）",
            "【下一步】",
            " ",
            "“",
            "”",
            "风险：对手低价",
            "abc",
            "150万",
        ),
    ]
)


def test_whole_clauses_leave_the_text_and_the_sentence_ends_where_it_did() -> None:
    found = read_note(NOTE, today=TODAY, customers=["华东精密制造集团"], people=["李娜", "张伟"])
    left = remains(NOTE, parts_of(found))
    assert left.text == "今天和张伟拜访华东精密，见了刘总。预算压到150万。"
    assert all(left.cuts)


def test_words_that_no_value_holds_stay() -> None:
    assert remains("刘总说太贵了", [Part(3, 6, ((3, 6),))]).text == "刘总说太贵了"
    assert remains("改方案这件事情等领导定", [Part(0, 11, ((0, 3),))]).text == "改方案这件事情等领导定"
    assert remains("报价150，3提交方案", [Part(7, 11, ((7, 11),))]).text == "报价150，3提交方案"


def test_heading_of_its_own_column_leaves_with_a_part() -> None:
    assert remains("王总认可。风险：友商低价。", [Part(8, 12, ((8, 12),))]).text == "王总认可。"
    assert remains("备注：友商低价。", [Part(3, 7, ((3, 7),))]).text == "备注：友商低价。"


def test_first_clause_takes_its_comma_along() -> None:
    assert remains("太贵了，王总认可", [Part(0, 3, ((0, 3),))]).text == "王总认可"
    assert remains("太贵了，太慢了。认可", [Part(0, 3, ((0, 3),)), Part(4, 7, ((4, 7),))]).text == "认可"


@given(st.lists(PIECES, max_size=12).map("".join))
def test_nothing_is_lost(text: str) -> None:
    found = read_note(text, today=TODAY, customers=["华东精密制造集团"], people=["李娜"])
    parts = parts_of(found)
    left = remains(text, parts)
    gone = {at for cut in left.cuts if cut for at in range(*cut)}
    stayed = "".join(letter for at, letter in enumerate(text) if at not in gone)
    assert "".join(stayed.split()) == "".join(left.text.split())
    for part, cut in zip(parts, left.cuts, strict=True):
        if cut:  # what leaves with a part is its own words, a number, a bullet or a heading in front, punctuation
            around = text[cut[0] : part.start] + text[part.end : cut[1]]
            assert not any(letter.isalpha() for letter in around.replace("下一步", "").replace("风险", ""))


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=5))
def test_any_spans_are_harmless(text: str, spans: list[tuple[int, int]]) -> None:
    places = [(min(start, len(text)), min(start + length, len(text))) for start, length in spans]
    left = remains(text, [Part(start, end, ((start, end),)) for start, end in places if start < end])
    gone = {at for cut in left.cuts if cut for at in range(*cut)}
    stayed = "".join(letter for at, letter in enumerate(text) if at not in gone)
    assert "".join(stayed.split()) == "".join(left.text.split())
