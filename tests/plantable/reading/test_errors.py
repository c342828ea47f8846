"""Files that cannot be read are refused with a code, soon and without filling the memory."""

import io
import tracemalloc
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
import xlsxwriter
import xlwt

from genjin.plantable.reading import CODES, UnreadableFile, read_plan_table
from tests.plantable.reading.odd_files import HEADERS, document, part_of, replaced, saved, workbook

MEGABYTE = 1024 * 1024
ROW = (1, "2026-03-10", "滨海银行", "数据中台", "需求调研", "目标", "拜访", "反馈", "", "", "", "")
SHEET = "xl/worksheets/sheet1.xml"


def refusal(data: bytes, name: str = "计划.xlsx") -> str:
    tracemalloc.start()
    try:
        with pytest.raises(UnreadableFile) as refused:
            read_plan_table(data, name)
        assert tracemalloc.get_traced_memory()[1] < 300 * MEGABYTE
    finally:
        tracemalloc.stop()
    assert refused.value.code in CODES
    assert str(refused.value)
    assert "{" not in str(refused.value)
    return refused.value.code


def good() -> bytes:
    return workbook([HEADERS, ROW])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\x00" * 500, "empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "image"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 100, "image"),
        (b"%PDF-1.7 ...", "pdf"),
        (b"7z\xbc\xaf\x27\x1c" + b"\x00" * 50, "archive"),
        (b"{\\rtf1\\ansi plan}", "unsupported_format"),
        (b"PK\x03\x04 cut off", "truncated"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "truncated"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "not_a_table_file"),
        (b"<html><body><p>x</p></body></html>", "no_table"),
        ("会议纪要\n今天见了王总".encode(), "no_table"),
        (b'{"a": 1}', "bad_json"),
        (b'{"rows": [1]}', "bad_json"),
        (b'[{"date": "nonsense"}]', "bad_json"),
        (b"[" * 100_000, "bad_json"),
    ],
)
def test_refuses_what_is_no_table(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_refuses_truncated_workbook() -> None:
    data = good()
    assert refusal(data[: len(data) // 2]) == "truncated"


def test_refuses_broken_sheet() -> None:
    data = good()
    assert refusal(replaced(data, SHEET, part_of(data, SHEET)[:-40])) == "truncated"


def test_refuses_workbook_without_table() -> None:
    assert refusal(workbook([["姓名", "电话"], ["张伟", "13800000000"]])) == "no_table"
    assert refusal(saved(openpyxl.Workbook())) == "no_table"


def test_refuses_encrypted_package() -> None:
    data = compound("EncryptedPackage")
    assert refusal(data) == "password_protected"


def test_refuses_old_word() -> None:
    assert refusal(compound("WordDocument"), "计划.docx") == "old_word"


def compound(stream: str) -> bytes:
    """An OLE file whose only stream has this name: a real .xls with its stream renamed."""
    book = xlwt.Workbook()
    book.add_sheet("x").write(0, 0, "x")
    buffer = io.BytesIO()
    book.save(buffer)
    name = "Workbook".encode("utf-16-le")
    new = stream.encode("utf-16-le")
    data = buffer.getvalue()
    at = data.index(name)
    return data[:at] + new.ljust(64, b"\x00") + len(new + b"..").to_bytes(2, "little") + data[at + 66 :]


def test_refuses_encrypted_xls() -> None:
    book = xlwt.Workbook()
    book.add_sheet("x").write(0, 0, "x")
    buffer = io.BytesIO()
    book.save(buffer)
    data = buffer.getvalue()
    interface = data.index(b"\x42\x00\x02\x00")  # CODEPAGE, turned into FILEPASS: the walk needs no more
    assert refusal(data[:interface] + b"\x2f\x00\x02\x00" + data[interface + 4 :], "计划.xls") == "password_protected"


def test_refuses_zip_bomb() -> None:
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good())) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != SHEET:
                new.writestr(info, old.read(info))
        with new.open(SHEET, "w", force_zip64=True) as part:
            part.write(head)
            for _ in range(500):
                part.write(b" " * MEGABYTE)
            part.write(b"</sheetData></worksheet>")
    assert refusal(buffer.getvalue()) == "too_large"


def test_refuses_bomb_that_declares_little() -> None:
    data = good()
    bomb = bytearray(replaced(data, SHEET, b"<worksheet>" + b" " * (20 * MEGABYTE) + b"</worksheet>"))
    with zipfile.ZipFile(io.BytesIO(bytes(bomb))) as opened:
        size = opened.getinfo(SHEET).file_size.to_bytes(4, "little")
    at = bomb.rindex(size)
    bomb[at : at + 4] = (1000).to_bytes(4, "little")
    assert refusal(bytes(bomb)) in {"truncated", "no_table"}


def with_shared_strings() -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADERS)
    sheet.write_row(1, 0, ROW)
    book.close()
    return buffer.getvalue()


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]>"
)


@pytest.mark.parametrize(
    "part", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", "[Content_Types].xml"]
)
def test_refuses_entities(part: str) -> None:
    data = with_shared_strings()
    content = part_of(data, part).partition(b"?>")[2]
    changed = replaced(data, part, LAUGHS + content)
    if part == "[Content_Types].xml":
        assert read_plan_table(changed, "x.xlsx").rows  # a part that is never read
    else:
        assert refusal(changed) == "external_entities"


def test_refuses_entities_in_word() -> None:
    data = document([HEADERS, tuple(map(str, ROW))])
    content = part_of(data, "word/document.xml").partition(b"?>")[2]
    outside = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    assert refusal(replaced(data, "word/document.xml", outside + content)) == "external_entities"


def test_refuses_entities_in_spreadsheet_2003() -> None:
    outside = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><Workbook>&e;</Workbook>'
    assert refusal(outside, "x.xls") == "external_entities"


def stream_rows(count: int, row: Callable[[int], str]) -> bytes:
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    body = "".join(map(row, range(1, count + 1)))
    return replaced(good(), SHEET, f"{head}{body}</sheetData></worksheet>".encode())


def test_refuses_too_many_rows() -> None:
    data = stream_rows(120_000, lambda n: f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>')
    assert refusal(data) == "too_large"


def test_refuses_cells_far_right() -> None:
    data = stream_rows(3, lambda n: f'<row r="{n}"><c r="XFD{n}"><v>{n}</v></c></row>')
    assert refusal(data) == "too_large"


def test_reads_past_a_million_empty_rows() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADERS)
    sheet.write_row(1, 0, ROW)
    sheet.write_blank(1_048_575, 0, None, book.add_format({"bold": True}))
    book.close()
    assert len(read_plan_table(buffer.getvalue(), "x.xlsx").rows) == 1
    empty = "".join(f'<row r="{n}" ht="15"/>' for n in range(3, 1_000_000)).encode()
    data = buffer.getvalue()
    content = part_of(data, SHEET).replace(b"</sheetData>", empty + b"</sheetData>")
    assert len(read_plan_table(replaced(data, SHEET, content), "x.xlsx").rows) == 1


def test_refuses_endless_word_row() -> None:
    data = document([HEADERS, tuple(map(str, ROW))])
    cell = b"<w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>" * 250_000
    content = part_of(data, "word/document.xml").replace(b"</w:tr>", cell + b"</w:tr>", 1)
    assert refusal(replaced(data, "word/document.xml", content)) == "too_large"


def test_refuses_wide_spans_of_html() -> None:
    cell = "<td rowspan=99999 colspan=1000>x</td>" * 3
    table = "<table>" + "<tr>" + cell + "</tr>" + "</table>"
    assert refusal(table.encode()) == "too_large"


@pytest.mark.parametrize("filler", [" ", "张三 ", "（", "/", "1.", "客户：", "2026-03-10 ", "—", "@"])
def test_reads_very_long_cells_soon(filler: str) -> None:
    long = (filler * 30_000)[:30_000] + "x"
    row = tuple(long if header not in ("序号", "跟进日期") else "1" for header in HEADERS)
    rows = read_plan_table(workbook([[long], HEADERS, row]), "x.xlsx").rows
    assert len(rows) == 1
