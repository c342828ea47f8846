import pytest
from hypothesis import given
from hypothesis import strategies as st

from genjin.text.people_lines import LONGEST, PersonLine, read_people_lines


@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("刘总，采购总监，采购部，KDM", PersonLine("刘总", "采购总监", "采购部", "KDM")),
        ("刘总 采购总监 采购部 kdm", PersonLine("刘总", "采购总监", "采购部", "KDM")),
        ("刘总（KDM）、采购总监", PersonLine("刘总", "采购总监", "", "KDM")),
        ("KI 王总工", PersonLine("王总工", role="KI")),
        ("John Smith, CFO, Finance, KU", PersonLine("John Smith", "CFO", "Finance", "KU")),
        ("John Smith", PersonLine("John Smith")),
        ("1. 周主任\t车间主任\t一分厂", PersonLine("周主任", "车间主任", "一分厂")),
        ("刘总，采购总监，采购部，主管招标", PersonLine("刘总", "采购总监 主管招标", "采购部")),
        ("KUKA 张工", PersonLine("KUKA", "张工")),
    ],
)
def test_line(line: str, person: PersonLine) -> None:
    assert read_people_lines(line) == [person]


@pytest.mark.parametrize("text", ["", " \n\t\n", "，，", "KDM"])
def test_nobody(text: str) -> None:
    assert read_people_lines(text) == []


@given(st.text(max_size=300))
def test_whatever_stands_there_gives_people_with_names(text: str) -> None:
    for person in read_people_lines(text):
        assert person.name.strip()
        assert max(len(person.name), len(person.title), len(person.unit)) <= LONGEST


WORD = st.text(st.sampled_from("刘王赵采购总监部工abc"), min_size=1, max_size=6)


@given(WORD, WORD, WORD, st.sampled_from(["KDM", "KI", "KU"]), st.sampled_from(["，", ", ", "、", "\t", " | "]))
def test_what_is_written_comes_back(name: str, title: str, unit: str, role: str, between: str) -> None:
    line = between.join((name, title, unit, role))
    assert read_people_lines(line) == [PersonLine(name, title, unit, role)]
