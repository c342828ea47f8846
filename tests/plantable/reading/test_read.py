"""Whole files of many shapes, read into rows."""

import io
from datetime import date, datetime

import docx
import openpyxl
import pytest
import xlwt
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl.comments import Comment

from genjin.plantable.reading import PlanTable, ReadRow, read_plan_table
from tests.plantable.reading.odd_files import HEADERS, document, part_of, replaced, saved, sheets, workbook

TODAY = date(2026, 3, 16)


def read(data: bytes, name: str = "x", **options: object) -> PlanTable:
    return read_plan_table(data, name, reference=TODAY, **options)


def rows_of(*rows: tuple[object, ...], headers: tuple[str, ...] = HEADERS, **options: object) -> list[ReadRow]:
    return read(workbook([headers, *rows], **options)).rows


def row(**values: object) -> tuple[object, ...]:
    """A row under HEADERS by short names, blank where none is given."""
    names = (
        "seq",
        "date",
        "customer",
        "project",
        "stage",
        "goal",
        "actions",
        "feedback",
        "objections",
        "next",
        "risks",
        "note",
    )
    return tuple(values.get(name) for name in names)


FULL = row(
    seq=1,
    date="3月10日",
    customer="滨海银行",
    project="数据中台",
    stage="需求调研",
    goal="摸底",
    actions="拜访（张伟/3.10）",
    feedback="认可",
)


def test_reads_header_below_titles_and_period() -> None:
    data = workbook([["2026年3月重点客户跟进计划表"], [], ["部门：金融部", None, "填表人：张伟"], [], HEADERS, FULL])
    (only,) = read(data).rows
    assert (only.customer, only.project, only.date, only.place.row) == ("滨海银行", "数据中台", date(2026, 3, 10), 6)
    assert only.actions[0].owner == "张伟"


def test_carries_merged_names_and_stage_down_but_no_free_text() -> None:
    got = rows_of(
        FULL,
        row(seq=2, date="3月12日", goal="再访"),
        row(seq=3, date="3月13日", goal="三访"),
        merges=("C2:C4", "D2:D4", "E2:E4", "H2:H4"),
    )
    assert [(each.customer, each.project, each.stage, each.feedback) for each in got] == [
        ("滨海银行", "数据中台", "需求调研", "认可"),
        ("滨海银行", "数据中台", "需求调研", None),
        ("滨海银行", "数据中台", "需求调研", None),
    ]


def test_carries_blank_customer_but_not_project_past_new_customer() -> None:
    got = rows_of(FULL, row(seq=2, date="3月11日", goal="a"), row(seq=3, date="3月12日", customer="康和医院", goal="b"))
    assert [(each.customer, each.project) for each in got] == [
        ("滨海银行", "数据中台"),
        ("滨海银行", "数据中台"),
        ("康和医院", None),
    ]


def test_repeats_ditto() -> None:
    got = rows_of(FULL, row(seq=2, date="同上", customer="同上", project="〃", goal="再访"))
    assert (got[1].customer, got[1].project, got[1].date) == ("滨海银行", "数据中台", date(2026, 3, 10))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_says_once_for_which_blank_cells_the_name_above_was_taken(encoding: str) -> None:
    lines = (
        "跟进日期,客户/项目名称,本次跟进目标,客户反馈与关键信息",
        "2026-03-02,华东精密/MES 二期,拜访,预算未定",
        "2026-03-03,,第二次拜访,预算批了",
        "2026-03-04,,第三次拜访,等评审",
        "2026-03-05,滨海银行/数据中台,演示,认可",
        "2026-03-06,,汇报,行长点头",
        "2026-03-07,同上,签约,在走会签",
    )
    table = read("\n".join(lines).encode(encoding), "计划.csv")
    assert [each.customer for each in table.rows] == ["华东精密"] * 3 + ["滨海银行"] * 3
    carried = [problem for problem in table.problems if problem.code == "name_carried"]
    assert [(problem.place.row, problem.words, problem.severity) for problem in carried] == [
        (3, "华东精密/MES 二期", "note"),
        (6, "滨海银行/数据中台", "note"),
    ]
    assert carried[0].place.column == "B 客户/项目名称"


def test_merged_names_and_names_written_in_each_row_need_no_word_about_it() -> None:
    below = row(seq=2, date="3月12日", goal="再访")
    assert [problem.code for problem in read(workbook([HEADERS, FULL, below])).problems] == ["name_carried"]
    assert read(workbook([HEADERS, FULL, below], merges=("C2:C3", "D2:D3"))).problems == []
    assert read(workbook([HEADERS, FULL, FULL])).problems == []


def test_joins_rows_that_carry_on() -> None:
    got = rows_of(
        FULL,
        row(actions="递交方案（李娜/3.12）", next="约高层（张伟/3.20）"),
        row(next="寄样（李娜/3.21）"),
        row(seq=2, customer="康和医院", goal="b"),
    )
    assert len(got) == 2
    assert [item.owner for item in got[0].actions] == ["张伟", "李娜"]
    assert [item.content for item in got[0].next_steps] == ["约高层", "寄样"]


@pytest.mark.parametrize(
    "footer",
    [
        ("合计", None, "3家客户"),
        ("小计：3次",),
        ("总 计", None, None, None, None, "120"),
        ("注：灰色为本周新增",),
        ("备注：每周五更新",),
        ("制表：张伟", None, None, "审核：", None, "批准："),
        ("部门经理意见：",),
        ("审核人（签字）：", None, None, "日期：2026年3月20日"),
        ("以上内容请于每周五下班前更新，由张伟汇总。",),
        (9,),
        (9, None, "/", "-"),
    ],
)
def test_leaves_out_what_is_no_follow_up(footer: tuple[object, ...]) -> None:
    assert len(rows_of(FULL, (), footer)) == 1


def test_reads_two_level_headers() -> None:
    data = workbook(
        [
            ["序号", "日期", "客户信息", None, None, "阶段", "下一步计划", None, None, "风险", None],
            [None, None, "客户名称", "项目名称", "联系人", None, "内容", "责任人", "完成时间", "风险点", "应对措施"],
            [
                1,
                "3月10日",
                "滨海银行",
                "数据中台",
                "钱处",
                "谈判",
                "1. 报价\n2. 合同",
                "张伟\n李娜",
                "3.20\n待定",
                "低价",
                "讲总成本",
            ],
        ],
        merges=("A1:A2", "B1:B2", "C1:E1", "F1:F2", "G1:I1", "J1:K1"),
    )
    (only,) = read(data).rows
    assert [(item.content, item.owner, item.due) for item in only.next_steps] == [
        ("报价", "张伟", date(2026, 3, 20)),
        ("合同（待定）", "李娜", None),
    ]
    assert [(item.content, item.response) for item in only.risks] == [("低价", "讲总成本")]
    assert (only.stage, only.note) == ("商务谈判", "联系人：钱处")


def test_reads_two_level_headers_without_merges() -> None:
    text = "日期,客户,下一步计划,,,反馈\n,,内容,责任人,完成时间,\n3月10日,滨海银行,报价,张伟,3月20日,认可\n"
    (only,) = read(text.encode()).rows
    assert [(item.content, item.owner, item.due) for item in only.next_steps] == [("报价", "张伟", date(2026, 3, 20))]
    assert only.feedback == "认可"


def test_gives_single_owner_and_date_to_each_item() -> None:
    headers = ("日期", "客户", "主要行动", "负责人", "完成时间", "下一步", "责任人", "销售", "备注")
    (only,) = rows_of(
        ("3.10", "滨海银行", "1. 拜访\n2. 演示", "张伟", "3.11", "报价", "李娜", "王磊", "好"), headers=headers
    )
    assert [(item.owner, item.due) for item in only.actions] == [("张伟", date(2026, 3, 11))] * 2
    assert [item.owner for item in only.next_steps] == ["李娜"]
    assert only.note == "好\n销售：王磊"


def test_keeps_next_visit_and_unknown_columns_in_note() -> None:
    headers = ("日期", "客户", "跟进内容", "客户反馈", "下次跟进时间", "赢率", "联系人")
    (only,) = rows_of(
        ("3.10", "滨海银行", "拜访", "认可", "3月20日", 0.45, "钱处"), headers=headers, formats={"F2": "0%"}
    )
    assert only.note == "下次跟进时间：3月20日\n赢率：45%\n联系人：钱处"
    assert only.cells["赢率"] == "45%"


def test_reads_tables_below_and_beside_one_another() -> None:
    one = [["跟进日期", "客户", "行动", "客户反馈"], ["3.1", "甲公司", "拜访", "好"], ["3.2", "乙公司", "电话", "行"]]
    two = [["客户", "下一步", "跟进日期", "行动"], ["丙公司", "报价", "3.3", "演示"]]
    below = read(workbook([*one, [], ["二、本周新增"], *two])).rows
    assert [(each.customer, each.actions[0].content) for each in below] == [
        ("甲公司", "拜访"),
        ("乙公司", "电话"),
        ("丙公司", "演示"),
    ]
    beside = [[*left, None, *right] for left, right in zip(one, [*two, [None] * 4], strict=True)]
    assert sorted(each.customer or "" for each in read(workbook(beside)).rows) == ["丙公司", "乙公司", "甲公司"]


def test_reads_every_sheet_and_ignores_instructions() -> None:
    data = sheets({"说明": [["填写说明"], ["1. 每周更新"]], "张伟": [HEADERS, FULL], "李娜": [HEADERS, FULL]})
    assert len(read(data).rows) == 2


def test_takes_customer_from_sheet_and_from_above() -> None:
    headers = ("跟进日期", "项目", "行动", "客户反馈")
    rows = [headers, ("3.1", "数据中台", "拜访", "好")]
    assert read(sheets({"滨海银行": rows, "康和医院": rows})).rows[1].customer == "康和医院"
    assert read(workbook([["客户名称：滨海银行", None, "填表人：张伟"], *rows])).rows[0].customer == "滨海银行"
    assert read(workbook([["客户", "滨海银行", "日期", "2026年3月"], *rows])).rows[0].customer == "滨海银行"
    assert read(workbook([["滨海银行跟进计划表"], *rows])).rows[0].customer == "滨海银行"
    assert read(workbook([["2026年3月跟进计划表"], *rows])).rows[0].customer is None
    assert read(sheets({"3月": rows})).rows[0].customer is None


def test_takes_customer_from_title_over_repeated_header() -> None:
    headers = ("日期", "项目", "行动", "客户反馈")
    blocks = [
        ("滨海银行",),
        headers,
        ("3.1", "P", "拜访", "好"),
        (),
        ("康和医院",),
        headers,
        ("3.2", "Q", "电话", "行"),
    ]
    assert [each.customer for each in read(workbook(blocks)).rows] == ["滨海银行", "康和医院"]


def test_takes_day_that_stands_alone_above_its_rows() -> None:
    headers = ("日期", "客户", "行动", "客户反馈")
    got = rows_of(("3.1",), (None, "甲公司", "拜访", "好"), (None, "乙公司", "电话", "行"), headers=headers)
    assert [each.date for each in got] == [date(2026, 3, 1)] * 2


def test_leaves_out_rows_prepared_but_not_filled_in() -> None:
    assert len(rows_of(FULL, row(seq=2, date="3月17日"), row(seq=3, date="3月24日"))) == 1


def test_takes_customer_from_group_rows() -> None:
    data = workbook(
        [
            ("日期", "项目", "行动", "客户反馈", "备注"),
            ("一、滨海银行",),
            ("3.1", "数据中台", "拜访", "好", None),
            ("二、康和医院",),
            ("3.2", "HIS", "电话", "行", None),
        ],
        merges=("A2:E2", "A4:E4"),
    )
    assert [each.customer for each in read(data).rows] == ["滨海银行", "康和医院"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("华东精密制造集团/MES 二期", ("华东精密制造集团", "MES 二期")),
        ("远川电子（苏州）有限公司/SMT线MES", ("远川电子（苏州）有限公司", "SMT线MES")),
        ("滨海银行-信创替换-数据库", ("滨海银行", "信创替换-数据库")),
        ("澜州地铁——LTE-M", ("澜州地铁", "LTE-M")),
        ("滨海银行\n数据中台", ("滨海银行", "数据中台")),
        ("滨海银行（数据中台三期）", ("滨海银行", "数据中台三期")),
        ("客户：滨海银行 项目：数据中台", ("滨海银行", "数据中台")),
        ("康和妇幼保健院", ("康和妇幼保健院", None)),
    ],
)
def test_splits_customer_and_project(text: str, names: tuple[str, str | None]) -> None:
    (only,) = rows_of(("3.1", text, "拜访", "好"), headers=("日期", "客户/项目名称", "行动", "客户反馈"))
    assert (only.customer, only.project) == names


def test_shows_numbers_as_the_sheet_does() -> None:
    headers = ("日期", "客户", "行动", "客户反馈", "金额", "赢率", "电话")
    formats = {"A2": "0.00", "A3": "yyyy/m/d", "E2": "#,##0.00", "F2": "0%", "G2": "0"}
    first, second = rows_of(
        (3.1, "甲公司", "拜访", "好", 1286.5, 0.45, 13800012201),
        (datetime(2026, 3, 12, 10, 30), "甲公司", "拜访", 85, 0.1 + 0.2, None, None),  # noqa: DTZ001
        headers=headers,
        formats=formats,
    )
    assert (first.date, second.date) == (date(2026, 3, 10), date(2026, 3, 12))
    assert first.note == "金额：1,286.50\n赢率：45%\n电话：13800012201"
    assert (second.feedback, second.note) == ("85", "金额：0.3")


def test_reads_dates_of_the_1904_calendar_and_bare_serials() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook([HEADERS, FULL])))
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book["Sheet1"]["B2"] = datetime(2026, 3, 12)  # noqa: DTZ001
    assert read(saved(book)).rows[0].date == date(2026, 3, 12)
    assert rows_of(row(seq=1, date=46091, customer="甲", goal="a", actions="b"))[0].date == date(2026, 3, 10)


def test_keeps_words_that_are_no_date() -> None:
    table = read(workbook([HEADERS, row(seq=1, date="待定", customer="甲公司", goal="a")]))
    assert (table.rows[0].date, table.rows[0].note) == (None, "跟进日期：待定")
    assert [problem.code for problem in table.problems] == ["date_left_as_text"]
    assert table.problems[0].place.column == "B 跟进日期"


def test_reads_dates_with_weekday_or_hour() -> None:
    got = rows_of(
        row(date="3月10日（周二）", customer="甲", goal="a"),
        row(date="2026-03-11 14:00", customer="甲", goal="a"),
        row(date="3.12 上午", customer="甲", goal="a"),
    )
    assert [each.date and each.date.day for each in got] == [10, 11, 12]
    assert not any(each.note for each in got)


def test_says_where_a_formula_has_no_value() -> None:
    table = read(workbook([HEADERS, (*FULL[:-1], "=A2+1")]))
    assert [(problem.code, problem.place.row, problem.place.column) for problem in table.problems] == [
        ("formula_without_value", 2, "L")
    ]


def test_keeps_comments_and_hidden_rows_and_columns() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook([HEADERS, FULL])))
    sheet = book["Sheet1"]
    sheet["H2"].comment = Comment("王总原话", "张伟")
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["H"].hidden = True
    sheet.sheet_state = "hidden"
    book.create_sheet("x")
    (only,) = read(saved(book)).rows
    assert (only.feedback, only.note) == ("认可", "批注：王总原话")


def test_reads_cards_of_pairs_in_two_and_four_columns() -> None:
    two = [
        ["字段", "内容"],
        ["跟进日期", "3月10日"],
        ["客户名称", "滨海银行"],
        ["跟进目标", "摸底"],
        ["主要行动", "拜访"],
        ["联系人", "钱处"],
    ]
    four = [
        ["客户名称", "康和医院", "跟进日期", "3月11日"],
        ["项目名称", "HIS", "当前阶段", "谈判"],
        ["主要行动", "谈价"],
        ["下一步计划", "签约"],
        ["备注", "好"],
    ]
    got = read(workbook([["记录一"], *two, [], ["记录二"], *two[1:]])).rows
    assert [(each.customer, each.goal, each.note) for each in got] == [("滨海银行", "摸底", "联系人：钱处")] * 2
    (only,) = read(document(four)).rows
    assert (only.customer, only.project, only.stage, only.date, only.next_steps[0].content) == (
        "康和医院",
        "HIS",
        "商务谈判",
        date(2026, 3, 11),
        "签约",
    )


def test_reads_form_with_a_column_for_each_record() -> None:
    data = workbook(
        [
            ["项目", "第一次", "第二次"],
            ["跟进日期", "3.1", "3.8"],
            ["客户", "甲公司", "甲公司"],
            ["目标", "摸底", "报价"],
            ["行动", "拜访", "电话"],
            ["客户反馈", "好", "行"],
        ]
    )
    assert [(each.goal, each.feedback) for each in read(data).rows] == [("摸底", "好"), ("报价", "行")]


def test_reads_form_with_a_table_of_steps() -> None:
    data = workbook(
        [
            ["客户名称", "滨海银行", "跟进日期", "3月10日"],
            ["当前阶段", "谈判", "跟进目标", "谈价"],
            ["客户反馈", "认可"],
            ["下一步计划", "内容", "负责人", "完成时间"],
            [None, "报价", "张伟", "3月20日"],
            [None, "合同", "李娜", "3月25日"],
            ["备注", "好"],
        ],
        merges=("A4:A6",),
    )
    (only,) = read(data).rows
    assert [(item.content, item.owner, item.due) for item in only.next_steps] == [
        ("报价", "张伟", date(2026, 3, 20)),
        ("合同", "李娜", date(2026, 3, 25)),
    ]
    assert only.note == "好"


def test_reads_word_with_insertions_controls_and_numbers() -> None:
    made = docx.Document()
    made.add_paragraph("客户：滨海银行")
    table = made.add_table(rows=3, cols=4)
    for cell, text in zip(table.rows[0].cells, ("跟进日期", "行动", "客户反馈", "下一步"), strict=True):
        cell.text = text
    first, second = table.rows[1].cells, table.rows[2].cells
    first[0].text, second[0].text = "3.1", "3.2"
    first[1].paragraphs[0].style = "List Number"
    first[1].paragraphs[0].add_run("拜访")
    first[1].add_paragraph("演示", style="List Number")
    insert, delete = OxmlElement("w:ins"), OxmlElement("w:del")
    run = first[2].paragraphs[0].add_run("新增")
    insert.append(run._r)
    deleted = first[2].paragraphs[0].add_run("旧的")
    deleted._r.find(qn("w:t")).tag = qn("w:delText")
    delete.append(deleted._r)
    first[2].paragraphs[0]._p.extend([insert, delete])
    first[3].text, second[3].text = "报价", "合同"
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    control.append(content)
    table._tbl.append(control)
    content.append(table.rows[2]._tr)
    buffer = io.BytesIO()
    made.save(buffer)
    got = read(buffer.getvalue()).rows
    assert [each.customer for each in got] == ["滨海银行"] * 2
    assert [item.content for item in got[0].actions] == ["拜访", "演示"]
    assert got[0].feedback == "新增"
    assert got[1].next_steps[0].content == "合同"


def test_continues_word_table_cut_at_page_end() -> None:
    text = tuple("" if value is None else str(value) for value in FULL)
    data = document([HEADERS, text], [text])
    assert len(read(data).rows) == 2


def test_reads_html_called_xls() -> None:
    html = (
        "<html><meta charset=gbk><table><tr><td>日期<td>客户<td>行动<td>客户反馈</tr>"
        "<tr><td>3.1<td rowspan=2>甲公司<td>拜访<br>电话<td>好</tr><tr><td>3.2<td>演示<td>行</tr></table>"
    )
    got = read(html.encode("gbk"), "x.xls").rows
    assert [(each.customer, len(each.actions)) for each in got] == [("甲公司", 2), ("甲公司", 1)]


def test_reads_spreadsheet_2003_called_xls() -> None:
    cells = "".join(
        f'<Cell><Data ss:Type="String">{text}</Data></Cell>' for text in ("日期", "客户", "行动", "客户反馈")
    )
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    xml = (
        f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}">'
        f'<Worksheet ss:Name="表"><Table><Row>{cells}</Row>'
        '<Row ss:Index="3"><Cell><Data ss:Type="DateTime">2026-03-10T00:00:00.000</Data></Cell>'
        '<Cell><Data ss:Type="String">甲公司</Data></Cell><Cell ss:Index="4"><Data ss:Type="String">好</Data></Cell>'
        "</Row></Table></Worksheet></Workbook>"
    )
    (only,) = read(xml.encode(), "x.xls").rows
    assert (only.date, only.customer, only.feedback, only.place.row) == (date(2026, 3, 10), "甲公司", "好", 3)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_reads_text_tables(encoding: str, separator: str) -> None:
    text = '日期,客户,行动,客户反馈\n3.1,甲公司𬎆,拜访,"好,\n行"\n'.replace(",", separator)
    (only,) = read(text.encode(encoding), "x.csv").rows
    assert (only.customer, only.feedback) == ("甲公司𬎆", f"好{separator}\n行")


def test_reads_old_excel() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for column, header in enumerate(HEADERS):
        sheet.write(0, column, header)
    sheet.write(1, 1, datetime(2026, 3, 10), xlwt.easyxf(num_format_str="yyyy/m/d"))  # noqa: DTZ001
    sheet.write_merge(1, 2, 2, 2, "甲公司")
    sheet.write(1, 5, 0.45, xlwt.easyxf(num_format_str="0%"))
    sheet.write(2, 1, 3.2, xlwt.easyxf(num_format_str="0.00"))
    sheet.write(2, 5, 1286.5, xlwt.easyxf(num_format_str="#,##0.00"))
    buffer = io.BytesIO()
    book.save(buffer)
    got = read(buffer.getvalue()).rows
    assert [(each.customer, each.date, each.goal) for each in got] == [
        ("甲公司", date(2026, 3, 10), "45%"),
        ("甲公司", date(2026, 3, 20), "1,286.50"),
    ]


def test_obeys_the_users_mapping() -> None:
    data = workbook([("日期", "客户", "行动", "客户反馈", "情报"), ("3.1", "甲公司", "拜访", "好", "友商降价")])
    table = read(data).tables[0]
    assert [column.field for column in table.columns] == ["date", "customer", "actions", "feedback", None]
    again = read(data, mappings={table.fingerprint: {"情报": "risks"}})
    assert again.rows[0].risks[0].content == "友商降价"


def test_reports_rows() -> None:
    seen: list[tuple[int, int]] = []
    read(workbook([HEADERS, *[FULL] * 250]), report=lambda done, total: seen.append((done, total)))
    assert seen == [(100, 250), (200, 250), (250, 250)]


def test_reads_own_json() -> None:
    text = '{"rows": [{"date": "2026-03-10", "customer": "甲", "actions": [{"content": "a", "due": null}]}]}'
    (only,) = read(text.encode()).rows
    assert (only.date, only.customer, only.actions[0].content) == (date(2026, 3, 10), "甲", "a")


def test_ignores_pictures_in_cells() -> None:
    data = workbook([HEADERS, FULL])
    content = part_of(data, "xl/worksheets/sheet1.xml")
    picture = b'<c r="L2" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c></row></sheetData>'
    table = read(replaced(data, "xl/worksheets/sheet1.xml", content.replace(b"</row></sheetData>", picture)))
    assert table.rows[0].note is None
    assert table.problems[0].code == "picture_left_out"
