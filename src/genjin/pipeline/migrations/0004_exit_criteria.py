"""The default exit criteria of the six stages (DOMAIN §5): acts of the customer's that can be verified."""

from django.db import migrations

# stage: (is hard, Chinese, English)
CRITERIA = {
    "初步接洽": [
        (False, "客户用自己的话确认问题或项目", "The customer confirms a problem or project in its own words"),
        (False, "决策者、影响者、使用者各有其人或已留位", "A KDM, a KI and a KU are named or marked as missing"),
        (False, "预算性质已知：已批、规划中或没有", "The nature of the budget is known: approved, planned or none"),
        (False, "下次会面的日期已被客户接受", "The customer accepts a date for the next meeting"),
        (False, "做与不做已判断，没有无对策的“否”", "Go or no-go is judged; no open “no” without a plan"),
    ],
    "需求调研": [
        (False, "需求清单经书面确认（邮件或纪要）", "The list of needs is confirmed in writing (e-mail or minutes)"),
        (False, "至少一项痛点有客户自己的数字", "At least one pain has the customer's own figure"),
        (False, "预算区间与审批层级已知", "The budget range and the levels of approval are known"),
        (False, "决策标准与步骤已写下", "Decision criteria and steps are written down"),
        (False, "决策者已点名，接触计划有日期", "The KDM is named, and the plan to meet has a date"),
        (False, "竞争已知，或查明行动在进行", "The competition is known, or finding out is under way"),
    ],
    "方案制定": [
        (False, "方案已向影响者和使用者讲过，逐人记下反馈", "The solution was presented to KI and KU, feedback noted by person"),
        (False, "价值测算（ROI/TCO 或 PoC）被客户方具名人接受", "A named person of the customer's accepts the value case (ROI/TCO or PoC)"),
        (True, "决策者听过方案，态度不为负", "The KDM heard the solution, and the attitude is not negative"),
        (True, "没有未解决的一票否决项", "No objection that could veto the project is open"),
        (False, "报价经内部审批", "The quotation is approved on our side"),
        (False, "决策者的每条异议都有回应", "Every objection of the KDM's is answered"),
    ],
    "商务谈判": [
        (True, "客户表示选定我方（中标通知、会议决议或书面意向）", "The customer states that we are selected (notice of award, resolution or letter of intent)"),
        (True, "价格、付款、验收、责任全部谈定", "Price, payment, acceptance and liability are all agreed"),
        (True, "剩余手续逐项列出，有负责人和天数", "The remaining paper steps are listed with owner and days"),
        (True, "让步都在权限内，且各有交换", "Every concession is within our authority and has a return"),
    ],
    "合同签署": [
        (True, "双方盖章，日期、编号、金额齐全", "Both seals, with date, number and amount"),
        (True, "付款计划已确认", "The payment schedule is confirmed"),
        (True, "与交付开过交接会，列清承诺", "Handed over to delivery in a meeting, with the list of promises"),
    ],
    "交付实施": [
        (False, "验收完成", "Acceptance"),
        (False, "尾款到账", "Final payment"),
        (False, "已问过能否做样板或续签", "Asked for a reference or renewal"),
        (False, "做过复盘", "Retrospective held"),
    ],
}


def add_criteria(apps, schema_editor):
    """Give each default stage that the installation still has its criteria."""
    stage, criterion = apps.get_model("pipeline", "Stage"), apps.get_model("pipeline", "ExitCriterion")
    criterion.objects.bulk_create(
        criterion(stage=found, position=position, content=content, english_content=english, is_hard=is_hard)
        for found in stage.objects.filter(name__in=CRITERIA)
        for position, (is_hard, content, english) in enumerate(CRITERIA[found.name], 1)
    )


class Migration(migrations.Migration):
    dependencies = [("pipeline", "0003_living_plan")]
    operations = [migrations.RunPython(add_criteria, migrations.RunPython.noop)]
