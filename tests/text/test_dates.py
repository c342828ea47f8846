"""Dates in words: what they mean, where they stand, and what is none."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genjin.text.dates import Tense, find_dates, read_date
from tests.text.tables import csv_rows

WEDNESDAY = date(2026, 3, 11)
TENSES: dict[str, Tense] = {"followup": "past", "plan": "future", "any": "near"}
# Where the word list and the labelling guide disagree, the guide decides.
DECIDED = {
    "下月初": ("2026-04-01", "2026-04-01"),
    "3月中": ("2026-03-15", "2026-03-15"),
    "春节前": None,
    "国庆节前": None,
    "五一前": None,
    "五一节后": None,
    "清明节": None,
}


@pytest.mark.parametrize("row", csv_rows("dates.csv"), ids=lambda row: row["text"])
def test_read_word_list(row: dict[str, str]) -> None:
    found = read_date(row["text"], reference=date.fromisoformat(row["ref_date"]), tense=TENSES[row["context"]])
    expected = DECIDED.get(row["text"], (row["expected_start"] or row["expected_end"], row["expected_end"]))
    if not expected or not expected[1]:
        assert found is None
    else:
        assert found
        assert found.last.isoformat() == expected[1]
        assert row["kind"] == "deadline" or found.first.isoformat() == expected[0]


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("下周三前由李娜提交方案", "下周三前", "2026-03-18"),
        ("预计4月底签约", "4月底", "2026-04-30"),
        ("会议定在3月15日（周日）上午", "3月15日（周日）", "2026-03-15"),
        ("4/2前完成1/2期款申请", "4/2前", "2026-04-02"),
        ("下个月10号聊二期", "下个月10号", "2026-04-10"),
        ("两周后回访", "两周后", "2026-03-25"),
        ("季度末冲刺", "季度末", "2026-03-31"),
        ("三天内给答复", "三天内", "2026-03-14"),
        ("10个工作日内答复", "10个工作日内", "2026-03-25"),
        ("驻场3月10日—3月12日", "3月10日—3月12日", "2026-03-12"),
        ("9月5日到9月28日大修", "9月5日到9月28日", "2026-09-28"),
        ("讨论会，6月初", "6月初", "2026-06-01"),
        ("10月中上线", "10月中", "2025-10-15"),
        ("负责人:张三 时间:2026-03-20", "2026-03-20", "2026-03-20"),
        ("张伟/3.18", "3.18", "2026-03-18"),
        ("send it by Mar 20", "Mar 20", "2026-03-20"),
    ],
)
def test_find_in_sentence(text: str, words: str, day: str) -> None:
    found = find_dates(text, reference=WEDNESDAY)
    assert [(text[d.start : d.end], d.last.isoformat()) for d in found] == [(words, day)]


@pytest.mark.parametrize(
    "text",
    [
        "1/2期款", "3-5家", "V2.1版本", "3.5万", "13800138000", "2月30日", "2026年2月29日", "付款3-4-2-1", "50%/60%",
        "合同签订后15日内", "每周五例会", "8号线",
        "5号机组", "3.12元/W", "GB/T 28181-2022", "版本3.2.1", "02:30—04:30",
        "Android 8/9", "1.6MPa", "7×24小时", "春节前", "国庆节后", "过几天", "越快越好", "尽快", "周报", "一周五次",
        "3个月", "缩短到3天内", "46万/年", "A/B两版", "0.5%", "下周期", '3/4"管线', "月底价",
        "承诺新规发布后10个工作日内更新",
    ],
)  # fmt: skip
def test_find_nothing(text: str) -> None:
    assert not find_dates(text, reference=WEDNESDAY)


@pytest.mark.parametrize(
    "text", ["", "待定", "3月15日拜访", "85", "85.0", "3601", "无", "3.5折", "13800012201", "2.30", "13/13"]
)
def test_read_refuses_what_is_no_date(text: str) -> None:
    assert read_date(text, reference=WEDNESDAY) is None


@pytest.mark.parametrize(
    ("text", "tense", "day"),
    [
        ("12月28日", "past", "2025-12-28"),
        ("12月28日", "future", "2026-12-28"),
        ("12月28日", "near", "2025-12-28"),
        ("3月9日", "future", "2026-03-09"),
        ("周三", "past", "2026-03-11"),
        ("周三", "future", "2026-03-11"),
        ("周五", "past", "2026-03-06"),
        ("周二", "near", "2026-03-17"),
        ("2026-03-10 00:00:00", "near", "2026-03-10"),
        ("2026年3月10日 14:30", "near", "2026-03-10"),
        ("（3月10日）", "near", "2026-03-10"),
        ("3月10日（周二）", "near", "2026-03-10"),
        ("46091", "past", "2026-03-10"),
        ("260310", "past", "2026-03-10"),
        ("3/10-12", "near", "2026-03-12"),
        ("截至3月20日", "future", "2026-03-20"),
    ],
)
def test_read_by_tense(text: str, tense: Tense, day: str) -> None:
    found = read_date(text, reference=WEDNESDAY, tense=tense)
    assert found
    assert found.last.isoformat() == day


DATE_WORDS = st.text("0123456789年月日号.-/周一二三四五六日下上本底初前后内天 至—十两半Q季度Mar:（）", max_size=16)
ANY_DAY = st.dates(date.min, date.max)


@settings(deadline=None)
@given(st.one_of(DATE_WORDS, st.text(max_size=30)), ANY_DAY, st.sampled_from(list(TENSES.values())))
def test_find_stays_in_bounds_whatever_the_text(text: str, reference: date, tense: Tense) -> None:
    last_end = 0
    for found in find_dates(text, reference=reference, tense=tense):
        assert last_end <= found.start < found.end <= len(text)
        assert found.first <= found.last
        last_end = found.end
    whole = read_date(text, reference=reference, tense=tense)
    assert whole is None or 0 <= whole.start < whole.end <= len(text)


@settings(deadline=None)
@given(
    st.dates(date(2000, 1, 1), date(2049, 12, 31)),
    st.sampled_from(["{0:%Y-%m-%d}", "{0.year}年{0.month}月{0.day}日", "{0.year}/{0.month}/{0.day}", "{0:%Y%m%d}"]),
)
def test_read_gives_back_any_full_date(day: date, form: str) -> None:
    found = read_date(form.format(day), reference=WEDNESDAY)
    assert found
    assert found.first == found.last == day


@settings(deadline=None)
@given(st.integers(1, 14), st.integers(1, 45))
def test_impossible_days_give_nothing(month: int, number: int) -> None:
    try:
        date(2028, month, number)
    except ValueError:
        assert not find_dates(f"2028年{month}月{number}日", reference=WEDNESDAY)
        assert read_date(f"2028-{month}-{number}", reference=WEDNESDAY) is None


@settings(deadline=None)
@given(st.dates(date(2000, 1, 1), date(2049, 12, 31)), st.integers(-170, 170))
def test_day_without_year_is_the_nearest(reference: date, away: int) -> None:
    day = reference + timedelta(days=away)
    found: Any = read_date(f"{day.month}月{day.day}日", reference=reference)
    assert found.first == day or (day.month, day.day) == (2, 29)
