"""The plan book says everything that somebody typed into a plan, and nothing that is run as code."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.conf import settings
from django.db.models import Model
from django.utils import translation
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from genjin.activity.models import ActivityEvent
from genjin.activity.tracking import tracked_fields
from genjin.customers.models import Contact, Customer, CustomerCompetitor, Unit
from genjin.pipeline.models import (
    AttitudeFact,
    BudgetFact,
    Competitor,
    Need,
    Project,
    ProjectOutcome,
    Stakeholder,
    StakeholderLine,
)
from genjin.pipeline.operations.entries import add_entry
from genjin.planbook.book import NARROWEST, PAGE, Grid
from genjin.planbook.contents import plan_book
from genjin.planbook.fields import ties_of
from genjin.planbook.operations.export import export_plan_book
from genjin.planbook.writing import write_docx, write_pdf
from genjin.planning.content import RowContent
from genjin.planning.models import Goal, Strategy, ValueSheet
from genjin.planning.queries.project_plan import OF_CUSTOMER, OF_PROJECT, project_plan
from genjin.text.cells import ActionItem, AnsweredItem
from tests.cast import Cast

MADE_ON = date(2026, 3, 16)
EVIL = '#panic("x") $x^2$ \\ <script>alert(1)</script> & =cmd() *bold* `raw` \u202e'


def filled(cast: Cast) -> dict[str, str]:
    """Fill every text of every kind of entry; returns each text by where it was typed."""
    typed: dict[str, str] = {}

    def add(entry: Model) -> Model:
        for name, field in tracked_fields(type(entry)).items():
            if (
                field.get_internal_type() in {"TextField", "CharField"}
                and not field.choices
                and not getattr(entry, name)
            ):
                words = f"{type(entry).__name__} {name} 说明"
                setattr(entry, name, words)
                typed[f"{type(entry).__name__}.{name}"] = words
        return add_entry(entry, by=cast.ling)  # type: ignore[type-var]

    project, customer = cast.project, cast.customer
    customer.size, typed["Customer.size"] = "年产值 18 亿", "年产值 18 亿"
    customer.save()
    unit = add(Unit(customer=customer))
    boss = add(Contact(customer=customer, email="zhao@example.com", unit=unit))
    contact = add(Contact(customer=customer, name="刘总", email="liu@example.com", reports_to=boss, unit=unit))
    add(CustomerCompetitor(customer=customer))
    add(Need(project=project, observed_on=date(2026, 3, 1)))
    add(BudgetFact(project=project, low=Decimal(1500000), high=Decimal(2000000)))
    add(Competitor(project=project))
    first = add(Stakeholder(project=project, contact=contact, buying_roles=["final", "coach"], covered_by=cast.bo))
    second = add(Stakeholder(project=project))
    add(AttitudeFact(project=project, stakeholder=first, attitude=-1))
    add(StakeholderLine(project=project, source=first, target=second))
    top = add(Goal(project=project, due_on=date(2026, 12, 31)))
    add(Goal(project=project, parent=top))
    add(Strategy(project=project))
    add(ProjectOutcome(project=project, kind="shelved", decided_on=MADE_ON, wake_on=date(2026, 9, 1)))
    cast.log(
        RowContent(
            goal="完成访谈",
            feedback="预算从200万压到150万",
            actions=[ActionItem("需求访谈", "凌薇", date(2026, 3, 12))],
            next_steps=[ActionItem("提交初步方案", "薄远", date(2026, 3, 27))],
            objections=[AnsweredItem("实施周期太长", "分期上线")],
            risks=[AnsweredItem("对手低价", "三年总成本")],
            note="刘总下月调岗",
        )
    )
    return typed


def docx_text(cast: Cast) -> str:
    file = io.BytesIO()
    write_docx(plan_book(project_plan(cast.project), made_on=MADE_ON), file)
    document = Document(io.BytesIO(file.getvalue()))
    return "\n".join(text.text or "" for text in document.element.body.iter(qn("w:t")))


def test_every_text_that_somebody_typed_stands_in_the_book(cast: Cast) -> None:
    typed = filled(cast)
    text = docx_text(cast)
    assert [where for where, words in typed.items() if words not in text] == []
    for said in ("刘总", "zhao@example.com", "1,500,000", "最终批准, 内线", "薄远", "偏冷", "2026-09-01", "三年总成本"):
        assert said in text


def test_what_the_book_leaves_out_of_every_row_holds_no_words() -> None:
    kinds_of_rows = (Project, Customer, *OF_CUSTOMER, *OF_PROJECT)
    left_out = [
        field for model in kinds_of_rows for name, field in tracked_fields(model).items() if name in ties_of(model)
    ]
    kinds = {field.get_internal_type() for field in left_out if not field.choices}
    assert kinds.isdisjoint({"TextField", "CharField", "JSONField", "DateField"})


def test_value_sheets_are_told_in_words_with_what_they_come_to(cast: Cast) -> None:
    lines = [
        {"key": "loss_avoided", "value": "600000", "source": "industry", "note": "去年停线"},
        {"key": "one_off_cost", "value": "900000", "source": "ours", "note": ""},
        {"key": "of a later version", "value": "7", "source": "?", "note": ""},
    ]
    scored = [{"criterion": "接口开放", "weight": "40", "ours": "9", "rival": "6", "evidence": "2", "note": "信息部"}]
    add_entry(ValueSheet(project=cast.project, kind="return", title="三年回报", lines=lines), by=cast.ling)
    add_entry(ValueSheet(project=cast.project, kind="criteria", title="对照", lines=scored), by=cast.ling)
    text = docx_text(cast)
    for said in ("避免的损失", "600000", "行业数据", "去年停线", "of a later version", "18.0 个月", "未经客户确认"):
        assert said in text
    for said in ("接口开放", "E2 客户亲口", "信息部", "9.0"):
        assert said in text


def test_chapters_stand_in_the_order_of_the_source(cast: Cast) -> None:
    book = plan_book(project_plan(cast.project), made_on=MADE_ON)
    assert [chapter.title for chapter in book.chapters] == [
        *("一 客户与项目", "二 目标与策略", "三 行动计划", "四 跟进记录", "五 下一步计划", "六 风险与应对"),
    ]
    with translation.override("en"):
        english = plan_book(project_plan(cast.project), made_on=MADE_ON)
    assert english.chapters[0].title == "1 Customer and project"
    assert english.table_headings[1] == "Date"


def test_an_empty_plan_says_so_chapter_by_chapter(cast: Cast) -> None:
    assert docx_text(cast).count("暂无。") == 5


def test_word_turns_the_page_for_the_plan_table(cast: Cast) -> None:
    filled(cast)
    file = io.BytesIO()
    export_plan_book(cast.project, "docx", file, by=cast.ling)
    document = Document(io.BytesIO(file.getvalue()))
    assert [section.orientation for section in document.sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]
    assert document.tables[-1].rows[1].cells[8].text == "1. 提交初步方案（薄远/2026-03-27）"
    event = ActivityEvent.objects.get(kind="plan_book.exported")
    assert (event.by, event.project_id, event.detail["format"]) == (cast.ling, cast.project.pk, "docx")


@pytest.fixture
def evil(cast: Cast) -> Cast:
    cast.log(RowContent(goal=EVIL, feedback=EVIL * 3, next_steps=[ActionItem(EVIL, None, None)]))
    add_entry(Need(project=cast.project, content=EVIL), by=cast.ling)
    return cast


def test_words_are_never_run_as_code(evil: Cast) -> None:
    assert EVIL in docx_text(evil)
    file = io.BytesIO()
    write_pdf(plan_book(project_plan(evil.project), made_on=MADE_ON), file, fonts=settings.BOOK_FONTS)
    assert file.getvalue().startswith(b"%PDF")


def test_book_of_an_earlier_day_says_which(cast: Cast) -> None:
    moment = datetime(2035, 1, 1, tzinfo=UTC)
    assert "2035-01-01" in plan_book(project_plan(cast.project, at=moment), made_on=MADE_ON).subtitle


def test_day_stands_on_one_line_beside_long_texts() -> None:
    long_texts = ["澜江轨道交通集团 · 车辆段智能运维", "不主动降价，先谈三年总成本，再谈付款节点"]
    grid = Grid(
        "", ["项目", "决定", "负责人", "期限", "决定日期", "状态"], [[*long_texts, "李娜", *["2026-11-25"] * 2, "完成"]]
    )
    shares = grid.shares()
    assert sum(shares) == pytest.approx(1)
    assert min(shares) == pytest.approx(NARROWEST / PAGE)
    assert shares[0] > 1.5 * shares[3]
