from datetime import date

import pytest

from genjin.plantable.reading.grids.number_formats import show_number


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.45, "0%", "45%"),
        (0.256, "0.0%", "25.6%"),
        (1286.5, "#,##0.00", "1,286.50"),
        (3.1, "0.00", "3.10"),
        (13800012201.0, "General", "13800012201"),
        (0.1 + 0.2, "General", "0.3"),
        (85.5, '0.0"万元"', "85.5万元"),
        (-3.0, "#,##0_);(#,##0)", "(3)"),
        (1234567.8, "¥#,##0.00", "¥1,234,567.80"),
        (1234.5, "[$¥-804]#,##0.00", "¥1,234.50"),
        (1234567.0, '#,##0,"千"', "1,235千"),
        (12.0, "00000", "00012"),
        (0.5, "h:mm", "12:00"),
        (3.14159, "#.##", "3.14"),
    ],
)
def test_shows_number(value: float, code: str, text: str) -> None:
    assert show_number(value, code) == (text, None)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("yyyy/m/d", "2026/3/10"),
        ("yyyy-mm-dd hh:mm", "2026-03-10 10:30"),
        ('m"月"d"日"', "3月10日"),
        ('[$-804]yyyy"年"m"月"d"日";@', "2026年3月10日"),
        ("aaaa", "星期二"),
        ("mm-dd", "03-10"),
    ],
)
def test_shows_day(code: str, text: str) -> None:
    assert show_number(46091.4375, code) == (text, date(2026, 3, 10))
