"""Texts and rows that a careless writer would spoil."""

from datetime import date

from hypothesis import strategies as st

from genjin.plantable.row import PlanRow

NASTY_TEXTS = [
    "=1+1",
    '=HYPERLINK("http://x.example","看")',
    "+86 138 0000 0000",
    "-5% 让利",
    "@王总",
    "\t=cmd|' /C calc'!A0",
    " =SUM(A1)",
    "＝1+1",
    "'90 年代的老系统",
    "'=1",
    "''",
    "a\x0bb\x00c\x1f",
    "_x000B_",
    "_x0041_x0042_",
    "_x0041\x0b",
    "_x005F_x000B_",
    "回车\r和\r\n换行\n都在",
    "\ufffe\uffff",
    "<r><t>x</t></r>",
    "<r>",
    "<b>&amp;</b> ]]>",
    '引号 " 逗号 , 分号 ;',
    "无",
    "/",
    "-",
    "3.10",
    "00123",
    "46091",
    "TRUE",
    "2026-03-10",
    "  两头空格  ",
    "\u3000全角空格\u3000",
    "👍 䶮 € 𠮷",
    "\u2028\u0085\u200b\ufeff",
    "↳ 1",
    "序号",
    "第一行\n\n第三行\n",
]

PIECES = st.sampled_from(
    [
        *"=+-@'\"_x/\\ \t\n\r&，（）→",
        "_x000B_",
        "_x005F_",
        "0041",
        " / ",
        "<r>",
        "</r>",
        "1. ",
        "\x0b",
        "\x00",
        "\ufffe",
        "👍",
    ]
)
CHARACTERS = st.characters(exclude_categories=["Cs"])
texts = st.one_of(st.text(CHARACTERS, min_size=1), st.lists(PIECES, min_size=1, max_size=8).map("".join))
optional_texts = st.none() | texts
dates = st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31))

plain_rows = st.builds(
    PlanRow,
    seq=st.just(1),
    date=dates,
    customer=optional_texts,
    project=optional_texts,
    stage=optional_texts,
    goal=optional_texts,
    feedback=optional_texts,
    note=optional_texts,
)
"""Rows without packed cells, whose texts may be anything."""
