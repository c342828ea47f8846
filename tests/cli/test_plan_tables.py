"""`genjin import` and `genjin export` as they are typed."""

import json
from pathlib import Path

import pytest

from genjin.planning.models import FollowUp
from genjin.plantable.models import PlanImport
from tests.cli.conftest import Genjin

HEAD = "跟进日期,客户/项目名称,当前阶段,本次跟进目标,下一步计划（负责人/时间）,竞争对手\n"
FIRST = HEAD + "2026-03-10,华东精密/MES 二期,需求调研,拿到预算,提交方案（李娜/下周三）,友商A\n"
SECOND = HEAD + "2026-02-01,滨海银行/数据中台,商务谈判,敲定付款,,\n待定,滨海银行/灾备,,,,\n"


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / name for name in ("一.csv", "二.csv", "没有表.csv")]
    for path, text in zip(paths, (FIRST, SECOND, "姓名,电话\n张三,1\n"), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def test_import_says_what_was_read_and_what_stayed_text(genjin: Genjin, files: list[Path]) -> None:
    ended = genjin("import", *files[:2])
    assert (ended.status, ended.err) == (0, "")
    assert f"{files[0]} imported: rows 1, items understood 1, remarks 0." in ended.out
    assert "“竞争对手”: kept in the note" in ended.out
    assert "3 A 跟进日期: " in ended.out
    assert FollowUp.objects.count() == 3


def test_one_bad_file_changes_nothing_and_the_others_are_imported(genjin: Genjin, files: list[Path]) -> None:
    missing = files[0].with_name("missing.xlsx")
    ended = genjin("import", files[0], files[2], missing, files[0].parent)
    assert ended.status == 1
    lines = ended.err.strip().splitlines()
    assert lines[0].startswith(f"{files[2]}: ")
    assert lines[1] == f"There is no {missing}."
    assert lines[2] == f"{files[0].parent} is a folder; name a file."
    assert lines[3].startswith("Files refused: 3 of 4")
    assert FollowUp.objects.count() == 1
    assert PlanImport.objects.count() == 1


def test_import_reports_as_json(genjin: Genjin, files: list[Path]) -> None:
    ended = genjin("import", "--json", "--reference-date", "2026-03-31", files[1], files[2])
    assert ended.status == 1
    read, refused = json.loads(ended.out)["files"]
    assert read["rows"] == 2
    assert set(read["items"]) == {"actions", "objections", "next_steps", "risks"}
    problem = next(entry for entry in read["problems"] if entry["words"] == "待定")
    assert (problem["row"], problem["column"]) == (3, "A 跟进日期")
    assert refused["refused"].startswith(str(files[2]))


def test_dry_run_writes_nothing(genjin: Genjin, files: list[Path]) -> None:
    ended = genjin("import", "--dry-run", *files[:2])
    assert ended.status == 0
    assert "Nothing was written." in ended.out
    assert (FollowUp.objects.count(), PlanImport.objects.count()) == (0, 0)


def exported(genjin: Genjin, to: Path, *filters: str) -> list[str]:
    ended = genjin("export", "--format", "json", "--out", to, *filters)
    assert ended.status == 0, ended.err
    rows = json.loads(to.read_text(encoding="utf-8"))["rows"]
    assert f": {len(rows)}." in ended.err
    return [row["project"] for row in rows]


def test_export_filters_and_orders(genjin: Genjin, files: list[Path], tmp_path: Path) -> None:
    to = tmp_path / "out.json"
    genjin("import", *files[:2])
    assert exported(genjin, to) == ["MES 二期", "数据中台", "灾备"]
    assert exported(genjin, to, "--customer", "滨海银行") == ["数据中台", "灾备"]
    assert exported(genjin, to, "--project", "MES") == ["MES 二期"]
    assert exported(genjin, to, "--customer", "滨海", "--project", "灾备") == ["灾备"]
    assert exported(genjin, to, "--since", "2026-03-01", "--until", "2026-03-31") == ["MES 二期"]
    assert exported(genjin, to, "--until", "2026-02-28") == ["数据中台"]
    genjin("import", files[0])
    assert exported(genjin, to, "--order", "entered") == ["MES 二期", "数据中台", "灾备", "MES 二期"]


@pytest.mark.parametrize("form", ["xlsx", "docx", "csv"])
def test_every_form_is_written_whole(genjin: Genjin, files: list[Path], tmp_path: Path, form: str) -> None:
    genjin("import", files[0])
    to = tmp_path / f"out.{form}"
    assert genjin("export", "--format", form, "--out", to).status == 0
    assert genjin("import", "--dry-run", to).status == 0
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_export_says_why_it_cannot_write(genjin: Genjin, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for out, said in (("nowhere/a.csv", "There is no"), (".", "is a folder"), ("file/a.csv", "There is no")):
        ended = genjin("export", "--format", "csv", "--out", tmp_path / out)
        assert ended.status == 1
        assert len(ended.err.strip().splitlines()) == 1
        assert said in ended.err
