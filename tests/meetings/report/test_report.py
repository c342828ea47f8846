"""The weekly report: what stands in it, for whom, and that every program can read it."""

import io
import shutil
import subprocess
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from genjin.activity.models import ActivityEvent
from genjin.core import clock
from genjin.core.errors import NotAllowed, RuleBroken, WrongState
from genjin.forecast.operations.reckoning import refresh_forecast
from genjin.meetings.models import AgendaItem, Meeting, MeetingScope
from genjin.meetings.operations.decisions import decide, finish_decision
from genjin.meetings.operations.meetings import end_meeting, write_notes
from genjin.meetings.operations.report import ReportFormat, export_report, post_report
from genjin.meetings.queries.scopes import Scope
from genjin.meetings.reading import ReadDecision
from genjin.meetings.report.contents import WeeklyReport, weekly_report
from genjin.meetings.report.message import report_message
from genjin.notifications.models import Channel, ChannelKind, Delivery
from genjin.pipeline.models import OutcomeKind, ProjectOutcome, Stage
from genjin.planning.models import Action
from genjin.planning.operations.plan_items import add_plan_item
from genjin.planning.operations.project_profile import edit_project
from genjin.planning.operations.stages import end_project, move_project_to_stage
from genjin.text.cells import ActionItem, AnsweredItem
from tests.cast import Cast
from tests.meetings.holding import LAST_MONDAY, MONDAY, held, item_of, monday, more_projects  # noqa: F401

pytestmark = pytest.mark.usefixtures("monday")
OFFICE = shutil.which("soffice")


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """A meeting about three projects after a week in which much happened; it has ended."""
    with clock.stopped_at(LAST_MONDAY):
        wms, aps = more_projects(cast, "WMS", "APS")
        first = held(cast)
        kept = decide(item_of(first, cast.project), "先谈总成本", by=cast.ling)
        decide(item_of(first, cast.project), "让薄远交方案", by=cast.ling, action=ReadDecision("交方案", "薄远"))
    with clock.stopped_at(LAST_MONDAY + timedelta(days=2)):
        finish_decision(kept, by=cast.ling)
        cast.log(
            date=date(2035, 3, 7),
            feedback="=1+1 今年预算被砍了三成",
            next_steps=[ActionItem("交分期报价", "凌薇", date(2035, 3, 9))],
            objections=[AnsweredItem("太贵", None)],
            risks=[AnsweredItem("对手低价", None)],
        )
        edit_project(cast.project, {"amount": Decimal(3_200_000), "close_on": date(2035, 6, 11)}, seen={}, by=cast.ling)
        move_project_to_stage(cast.project, Stage.objects.get(name="方案制定"), by=cast.max, reason="客户催")
        reason = "三年总成本最低"
        won = ProjectOutcome(project=wms, kind=OutcomeKind.WON, decided_on=date(2035, 3, 7), reason=reason)
        end_project(won, by=cast.ling)
        add_plan_item(Action(project=aps, content="备样板"), by=cast.ling)
    found = held(cast, present=[cast.bo])
    decide(item_of(found, cast.project), "=cmd|' /C calc'!A0", by=cast.ling)
    quote = ReadDecision("给报价", "薄远", date(2035, 3, 16))
    decide(item_of(found, cast.project), "让薄远周五前给报价", by=cast.ling, action=quote)
    write_notes(found, "下周一照常", seen="", by=cast.bo)
    with clock.stopped_at(MONDAY + timedelta(minutes=42)):
        return end_meeting(Meeting.objects.get(pk=found.pk), by=cast.ling)


def as_file(meeting: Meeting, form: ReportFormat, cast: Cast) -> io.BytesIO:
    file = io.BytesIO()
    export_report(meeting, form, file, by=cast.ling)
    file.seek(0)
    return file


def facts(report: WeeklyReport) -> dict[str, str]:
    return dict(report.summary.pairs)


def project(report: WeeklyReport, name: str) -> dict[str, str]:
    return dict(next(entry for entry in report.projects if entry.name == name).facts)


def test_page_on_top_has_the_figures(cast: Cast, meeting: Meeting) -> None:
    report = weekly_report(cast.ling, meeting)
    told = facts(report)
    assert told["项目"] == "3"
    assert told["决定"] == "2 项，其中行动 1 项"
    assert told["上次的决定"] == "2 项中完成 1 项"
    assert told["阶段变动"] == "1"
    assert told["已结束"] == "赢单 1"
    assert told["逾期事项"] == "1"
    assert "预测" not in told  # nothing was frozen
    assert "42" in report.subtitle
    assert report.stages.rows == [["华东精密制造集团 · MES 二期", "—", "方案制定", "凌薇"]]
    assert [row[:3] for row in report.ends.rows] == [["华东精密制造集团 · WMS", "赢单", "2035-03-07"]]
    assert [(row[1], row[-1]) for row in report.checks.rows] == [("先谈总成本", "完成"), ("交方案", "未完成")]
    assert report.actions.rows == [["华东精密制造集团 · MES 二期", "给报价", "薄远", "2035-03-16"]]


def test_project_says_what_changed_was_decided_and_is_open(cast: Cast, meeting: Meeting) -> None:
    told = project(weekly_report(cast.ling, meeting), "MES 二期")
    for words in ("— → 方案制定", "320 万", "太贵", "对手低价", "2035-06-11"):
        assert words in told["变化"]
    assert told["决定"] == "=cmd|' /C calc'!A0"
    assert told["新行动"] == "给报价（薄远/2035-03-16）"
    assert told["未决事项"].split("\n") == [
        "逾期：交分期报价（凌薇/2035-03-09）",
        "异议：太贵",
        "风险：对手低价",
    ]


def test_what_happens_after_the_meeting_is_not_told_as_changed_before_it(cast: Cast, meeting: Meeting) -> None:
    before = project(weekly_report(cast.ling, meeting), "APS")["变化"]
    with clock.stopped_at(MONDAY + timedelta(days=1)):
        aps = AgendaItem.objects.select_related("project").get(meeting=meeting, project__name="APS").project
        edit_project(aps, {"amount": Decimal(9)}, seen={}, by=cast.ling)
        assert project(weekly_report(cast.ling, meeting), "APS")["变化"] == before


def test_everybody_reads_only_of_plans_that_they_may_see(cast: Cast, meeting: Meeting) -> None:
    report = weekly_report(cast.bo, meeting)
    assert [entry.name for entry in report.projects] == ["MES 二期"]
    assert (report.ends.rows, facts(report)["项目"]) == ([], "1")


def test_forecast_is_compared_where_one_was_frozen(cast: Cast) -> None:
    with clock.stopped_at(LAST_MONDAY):
        edit_project(cast.project, {"amount": Decimal(1_000_000), "close_on": date(2035, 3, 30)}, seen={}, by=cast.ling)
        refresh_forecast(by=None, again=True)
        held(cast)
    edit_project(cast.project, {"amount": Decimal(2_000_000)}, seen={}, by=cast.ling)
    meeting = held(cast)
    words = facts(weekly_report(cast.ling, meeting))["预测"]
    assert words.startswith("2035-Q1")
    assert "2035-03-05" in words
    with clock.stopped_at(MONDAY + timedelta(days=3)):  # nothing was frozen on the day of the meeting
        assert "预测" not in facts(weekly_report(cast.ling, meeting))


def test_word_document_reads_back(cast: Cast, meeting: Meeting) -> None:
    document = docx.Document(as_file(meeting, "docx", cast))
    headings = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert headings == ["概况", "逐个项目", "没有新情况", "备注"]
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert {"给报价", "=cmd|' /C calc'!A0", "下周一照常", "先谈总成本"} <= cells
    assert ActivityEvent.objects.get(kind="meeting.exported").detail["format"] == "docx"


def test_workbook_reads_back_and_runs_no_formula(cast: Cast, meeting: Meeting) -> None:
    book = openpyxl.load_workbook(as_file(meeting, "xlsx", cast))
    assert book.sheetnames == ["概况", "项目", "新行动", "上次的决定", "阶段变动", "赢单与丢单"]
    rows = [[cell for cell in row if cell.value] for sheet in book for row in sheet.iter_rows()]
    assert all(cell.data_type == "s" for row in rows for cell in row)
    hostile = [cell for row in rows for cell in row if str(cell.value).startswith("=cmd")]
    assert hostile
    assert all(cell.quotePrefix for cell in hostile)
    heads = [cell.value for cell in book["新行动"][3]]
    assert heads == ["项目", "行动", "负责人", "期限"]
    assert [cell.value for cell in book["新行动"][4]][1:] == ["给报价", "薄远", "2035-03-16"]


def test_pdf_is_one(cast: Cast, meeting: Meeting) -> None:
    assert as_file(meeting, "pdf", cast).read(5) == b"%PDF-"


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed, so what it makes of the report is not tried")
@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_libreoffice_opens_it(cast: Cast, meeting: Meeting, form: ReportFormat, tmp_path: Path) -> None:
    source = tmp_path / f"report.{form}"
    source.write_bytes(as_file(meeting, form, cast).read())
    command = [str(OFFICE), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to"]
    kind = (
        "txt:Text (encoded):UTF8"
        if form == "docx"
        else "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    )
    subprocess.run([*command, kind, "--outdir", str(tmp_path), str(source)], check=True, capture_output=True)  # noqa: S603  our own arguments
    made = "".join(file.read_text(encoding="utf-8-sig") for file in tmp_path.glob("report*.[tc][xs][tv]"))
    assert "给报价" in made
    assert "薄远" in made
    assert "=cmd|' /C calc'!A0" in made  # as text


def test_as_many_queries_for_three_projects_as_for_one(cast: Cast) -> None:
    more_projects(cast, "WMS", "APS")
    one = held(cast, Scope(MeetingScope.CHOSEN, projects=[cast.project.pk]))
    three = held(cast)
    with CaptureQueriesContext(connection) as few:
        weekly_report(cast.ling, one)
    with CaptureQueriesContext(connection) as many:
        weekly_report(cast.ling, three)
    assert len(few) == len(many)


# the message


@pytest.fixture
def robot(db: None) -> Channel:
    address = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1"
    return Channel.objects.create(
        kind=ChannelKind.WECOM, name="大客户群", address=address, language="zh-hans", created_at=clock.now()
    )


def test_group_is_told_in_its_own_language(cast: Cast, meeting: Meeting, robot: Channel) -> None:
    post_report(meeting, robot, by=cast.ling)
    sent = Delivery.objects.get()
    assert (sent.channel, sent.title) == (robot, "周报 · 凌薇 2035-03-12")
    assert "**华东精密制造集团 · MES 二期**" in sent.text
    assert "- 给报价（薄远/2035-03-16）" in sent.text
    assert ActivityEvent.objects.get(kind="meeting.posted").detail["channel"] == "大客户群"


def test_typed_words_become_no_link_and_no_mention(cast: Cast) -> None:
    meeting = held(cast)
    decide(item_of(meeting), "[点这里](https://evil.example) <@all> **急**", by=cast.ling)
    text = report_message(weekly_report(cast.ling, meeting))
    assert "［点这里］(https://evil.example) ＜@all＞ ＊＊急＊＊" in text


def test_long_report_is_cut_between_projects(cast: Cast) -> None:
    more_projects(cast, *(f"项目{number}" for number in range(30)))
    meeting = held(cast)
    for item in AgendaItem.objects.filter(meeting=meeting).select_related("meeting__chair", "project"):
        decide(item, "长" * 400, by=cast.ling)
    text = report_message(weekly_report(cast.ling, meeting))
    assert len(text) < 7000
    assert text.endswith("完整周报见系统。")


def test_only_the_chair_posts_and_only_where_it_may(cast: Cast, meeting: Meeting, robot: Channel) -> None:
    for person in (cast.bo, cast.max, cast.root, cast.wei, cast.ada):
        with pytest.raises(NotAllowed):
            post_report(meeting, robot, by=person)
    own = Channel.objects.create(
        kind=ChannelKind.WEBHOOK, name="我的", person=cast.ling, address="https://example.org/x", created_at=clock.now()
    )
    Channel.objects.filter(pk=robot.pk).update(is_active=False)
    robot.refresh_from_db()
    for channel in (own, robot):
        with pytest.raises((NotAllowed, RuleBroken, WrongState)):
            post_report(meeting, channel, by=cast.ling)
    assert not Delivery.objects.filter(title__startswith="周会").exists()
