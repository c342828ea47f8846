import pytest

from genjin.plantable.reading.headers import match_header

CASES = {
    "seq": "序 号;NO.;编号",
    "date": "拜访日期;跟进日期（年/月/日）;日  期;Follow up date",
    "customer": "客户名称（全称）;甲方单位;Customer Name",
    "project": "项目名称;商机名称;Opportunity",
    "customer_project": "客户/项目名称;项目名称/客户;客户（项目）;客户｜项目;Customer / project",
    "stage": "项目当前阶段;目前进展;商机状态",
    "goal": "本次拜访目的;跟进目标（本周）;Goal of this follow-up",
    "actions": "主要行动及内容（责任人/时间）;主要行动与内容\n(负责人/时间);本周跟进情况;跟进过程描述",
    "feedback": "客户反馈及关键信息;客户反馈情况;客户主要诉求",
    "objections": "客户疑虑/异议;目前存在的问题;卡点/难点",
    "next_steps": "下一步工作计划（责任人/完成时间）;下步计划;下周工作安排;后续跟进动作;Next steps",
    "risks": "风险及应对措施;风险点与对策;需要公司支持事项",
    "note": "备  注;其他说明;Remarks",
    "owner": "销售负责人;我方负责人;责任人",
    "due": "计划完成日期;要求完成时限;Deadline",
    "response": "我方答复;应对方案",
    None: "所属区域;产品线;赢单率;联系电话;成交概率(%);部门;客户对接人及职务;拜访对象（姓名/职务）;预算（万）"
    ";预计合同额（万元）;下次跟进时间;客户经理;创建人;Sales rep",
}


@pytest.mark.parametrize(
    ("field", "header"), [(field, header) for field, headers in CASES.items() for header in headers.split(";")]
)
def test_matches_header(field: str | None, header: str) -> None:
    assert match_header(header).field == field


def test_takes_no_sentence_for_a_header() -> None:
    assert (
        match_header(
            "客户反馈说方案不错，但是价格太高，下一步需要我们重新报价并且在三月底前提交新的实施计划和风险清单"
        ).strength
        == 0
    )
