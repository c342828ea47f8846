# ruff: noqa: E501  lists of words read best with a field to a line or two
"""The words by which teams call the columns of a plan: whole headers, and words inside longer ones."""

import re
from typing import Final

EXACT: Final[dict[str, tuple[str, ...]]] = {
    "seq": ("序号", "编号", "no", "#", "序", "行号", "项次", "id", "序列", "序列号", "№", "s/n", "sn", "num", "number", "item", "item no", "次序"),
    "date": (
        "跟进日期", "跟进时间", "拜访日期", "拜访时间", "沟通日期", "沟通时间", "联系日期", "联系时间", "日期", "记录日期",
        "交流日期", "交流时间", "走访日期", "走访时间", "回访日期", "回访时间", "会议日期", "活动日期", "填写日期", "更新日期",
        "最近跟进时间", "最近跟进日期", "最后跟进日期", "最后跟进时间", "本次跟进日期", "本次跟进时间", "本次拜访日期", "时间",
        "接触日期", "接触时间", "洽谈日期", "记录时间", "更新时间", "填报日期", "date", "follow-up date", "followup date",
        "follow up date", "visit date", "meeting date", "contact date", "when", "day",
    ),
    "customer_project": (
        "客户/项目名称", "客户/项目", "客户项目", "客户及项目", "客户和项目", "客户与项目", "客户、项目", "客户名称/项目名称", "客户(项目)",
        "客户项目名称", "客户及项目名称", "项目/客户", "项目名称/客户", "项目名称/客户名称", "项目(客户)", "大客户/项目", "客户—项目",
        "客户-项目", "customer/project", "customer & project", "customer and project", "account/opportunity", "client/project",
        "account/project", "customer/opportunity",
    ),
    "customer": (
        "客户名称", "客户", "客户单位", "单位名称", "客户简称", "公司名称", "企业名称", "甲方", "甲方单位", "业主", "业主单位", "大客户名称",
        "大客户", "客户公司", "客户全称", "单位", "公司", "最终用户", "用户单位", "用户名称", "目标客户", "重点客户", "意向客户", "终端客户",
        "account", "account name", "customer", "customer name", "client", "client name", "company", "organization", "organisation",
        "医院名称", "医院", "学校名称", "机构名称", "行名", "银行名称", "集团", "集团名称", "建设单位", "招标单位", "采购单位",
    ),
    "project": (
        "项目名称", "项目", "商机名称", "商机", "机会名称", "销售机会", "工程名称", "项目简称", "合作项目", "跟进项目", "意向项目", "标的",
        "project", "project name", "opportunity", "opportunity name", "deal", "deal name", "工程项目", "项目/商机",
    ),
    "stage": (
        "当前阶段", "项目阶段", "销售阶段", "商机阶段", "阶段", "跟进阶段", "进展阶段", "所处阶段", "目前阶段", "业务阶段", "项目当前阶段",
        "项目状态", "当前状态", "商机状态", "跟进状态", "状态", "项目进度", "进度", "当前进展", "目前进展", "stage", "current stage",
        "sales stage", "status", "phase", "pipeline stage", "项目所处阶段", "目前状态",
    ),
    "goal": (
        "本次跟进目标", "跟进目标", "本次目标", "目标", "拜访目标", "拜访目的", "本次拜访目的", "跟进目的", "沟通目的", "目的", "本周目标",
        "工作目标", "本期目标", "本月目标", "阶段目标", "沟通目标", "访问目的", "objective", "goal", "goals", "purpose", "objectives",
        "goal of this follow-up", "visit purpose", "aim",
    ),
    "actions": (
        "主要行动与内容", "主要行动", "行动与内容", "行动", "动作", "主要动作", "行动内容", "主要行动及内容", "行动及内容", "本次行动", "主要工作",
        "跟进内容", "拜访内容", "沟通内容", "工作内容", "主要工作内容", "本周工作", "跟进记录", "跟进情况", "跟进事项", "交流内容",
        "主要内容", "已完成工作", "本周跟进情况", "跟进过程", "跟进过程描述", "拜访情况", "工作情况", "进展情况", "项目进展", "本周进展",
        "内容", "关键动作", "关键行动", "行动记录", "推进情况", "拜访记录", "沟通记录", "沟通情况", "洽谈内容", "完成情况", "跟进详情",
        "actions", "action", "activity", "activities", "notes", "main actions", "actions taken", "what we did", "key actions",
        "行动事项", "推进动作", "工作记录", "做了什么", "本期工作", "本月工作", "活动内容", "跟进工作", "行动项", "具体行动",
    ),
    "feedback": (
        "客户反馈与关键信息", "客户反馈", "反馈与关键信息", "反馈", "客户反馈及关键信息", "关键信息", "客户意见", "反馈信息", "反馈意见",
        "客户反馈意见", "客户反馈情况", "客户反应", "客户态度", "客户情况", "客户需求", "重要信息", "沟通结果", "拜访结果", "跟进结果",
        "客户主要诉求", "客户诉求", "客户回复", "客户声音", "客户原话", "客户回应", "获取信息", "信息收集", "客户说法", "会谈结果", "收获",
        "feedback", "key info", "key information", "customer feedback", "client feedback", "outcome", "result", "results",
        "customer feedback and key information", "feedback and key information", "customer response", "结果", "意见反馈",
    ),
    "objections": (
        "疑虑与异议", "客户疑虑与异议", "异议", "客户异议", "疑虑", "客户疑虑", "疑虑异议", "顾虑", "客户顾虑", "疑问", "客户疑问", "异议及回应", "疑虑/异议",
        "客户疑虑/异议", "问题", "存在问题", "目前存在的问题", "存在的问题", "难点", "卡点", "障碍", "卡点/难点", "客户问题", "客户质疑", "担忧",
        "objections", "objection", "concerns", "concern", "issues", "issue", "concerns and objections", "doubts", "problems",
        "异议点", "疑虑点", "问题点", "问题与困难", "困难", "阻力",
    ),
    "next_steps": (
        "下一步计划", "下一步", "下步计划", "下一步行动", "下一步工作", "下一步工作计划", "下步动作", "下步行动", "下一步动作", "下步工作", "后续计划",
        "后续跟进", "后续工作", "后续动作", "后续行动", "后续安排", "后续跟进动作", "下次跟进计划", "下周计划", "下周工作计划", "下周工作安排",
        "下周工作", "待办", "待办事项", "下步工作安排", "下阶段计划", "下月计划", "下期计划", "next step", "next steps", "next action",
        "next actions", "to do", "todo", "to-do", "follow-up plan", "plan", "接下来", "下一步安排", "跟进计划", "行动计划", "计划", "下步",
        "工作计划", "后续", "下一步推进计划", "推进计划", "后续推进", "下一步举措", "下一步事项", "后续事项", "待跟进事项",
    ),
    "risks": (
        "风险与应对", "风险及应对", "风险应对", "风险与对策", "风险及对策", "风险点与对策", "风险及应对措施", "风险", "风险点", "项目风险",
        "风险提示", "风险项", "风险分析", "潜在风险", "主要风险", "应对措施", "解决措施", "需协调事项", "需支持事项", "风险描述", "风险/应对",
        "需要公司支持事项", "risk", "risks", "risks and responses", "risk & response", "risk and mitigation", "risks & mitigation",
    ),
    "note": ("备注", "备注说明", "补充说明", "其他", "其它", "说明", "其他说明", "附注", "注", "备忘", "remark", "remarks", "comment", "comments", "note", "memo", "others", "other"),
    "owner": (
        "负责人", "责任人", "执行人", "主责人", "承办人", "牵头人", "责任部门", "经办人", "担当", "主办人", "负责人员", "责任者", "完成人", "落实人", "跟踪人",
        "负责部门", "行动负责人", "owner", "responsible", "assignee", "assigned to", "who", "pic", "person in charge", "谁", "谁来做", "人员", "责任主体",
    ),
    "due": (
        "完成时间", "计划完成时间", "截止时间", "截止日期", "预计完成时间", "时间节点", "完成日期", "计划完成日期", "完成时限", "要求完成时间",
        "要求完成时限", "时限", "期限", "计划时间", "计划日期", "截止", "节点", "完成节点", "预计完成日期", "预计时间", "预计日期", "到期日", "完成期限", "限期", "何时", "due", "due date",
        "deadline", "by when", "target date", "完成截止", "行动时间",
    ),
    "response": (
        "我方答复", "我方回应", "我方应对", "答复", "回应", "应对", "对策", "措施", "应对策略", "应对方案", "处理意见", "处理措施", "解决方案", "解决办法",
        "处理方案", "处理办法", "解决对策", "我方对策", "异议处理", "异议应对", "回应措施", "应答", "回复", "我方回复", "解答", "答复情况", "处理情况", "应对办法",
        "response", "responses", "our response", "mitigation", "countermeasure", "solution", "answer", "化解措施", "规避措施", "应对动作", "我方应答",
        "我方措施", "应对话术",
    ),
}  # fmt: skip
"""Whole headers after `header_key`, the most telling first."""

KEPT: Final = frozenset({
    "客户经理", "销售经理", "客户编号", "客户编码", "项目编号", "项目编码", "客户类型", "客户级别", "客户等级", "客户行业", "客户来源", "项目金额",
    "客户地址", "客户电话", "项目经理", "项目类型", "创建时间", "创建日期", "联系人", "客户联系人", "拜访对象", "客户对接人", "竞争对手",
    "下次跟进时间", "下次跟进日期", "下次联系时间", "下次拜访时间", "下次拜访日期", "next visit", "next contact",
})  # fmt: skip
"""Headers that look like one of the columns and are none."""

RULES: Final[tuple[tuple[str | None, re.Pattern[str]], ...]] = tuple(
    (field, re.compile(pattern))
    for field, pattern in (
        # what a header ends with says what stands under it
        (None, (r"(电话|手机|手机号|邮箱|微信|地址|金额|额度|等级|级别|类型|类别|分类|方式|渠道|来源|编号|编码|代码|概率|次数|天数|数量|行业|区域|职务|职位"
               r"|姓名|链接|附件|附注人|优先级|程度|性质|规模|预算|费用|成本|毛利|领导|主管|部门|地点|时长)$")),
        (None, r"(下一?次|下回|下轮|预计下次).*(时间|日期|时候|date)$"),
        (None, r"\bnext\b.*(date|time)$"),
        ("owner", r"(负责人|责任人|跟进人|执行人|承办人|主责人|完成人|落实人)(员|姓名)?$"),
        (None, r"(销售|客户经理|业务员|填报人|填表人|拜访人|拜访人员|创建人|提交人|录入人|记录人|更新人|陪同人|参与人|参会人|协同人|联系人|对接人)(员)?$"),
        (None, r"(签|成交|开标|投标|中标|回款|付款|上线|立项|招标|采购|交付|验收|合同|发货|下单|出货|到货|创建|录入|提交).*(时间|日期|节点|date)$"),
        ("due", r"(完成|截止|截至|达成|计划|要求|应|限定|解决|落实|到期).*(时间|日期|时限|期限|节点|date)$"),
        ("date", r"(跟进|拜访|沟通|联系|走访|交流|回访|访问|会谈|洽谈|接触|记录|会议|活动|填写|填报|更新|发生|follow|visit|contact|meeting).*(时间|日期|日|date)$"),
        (None, r"(时间|日期|节点|date)$"),
        # words that leave no doubt, wherever they stand
        ("response", r"^(风险|异议|疑虑|问题|顾虑)?(的)?(应对|处理|解决|化解|规避|控制)(措施|策略|方案|办法|方法|思路|动作|计划|建议)$"),
        ("risks", r"风险|隐患|不确定|\brisks?\b"),
        ("objections", r"异议|疑虑|顾虑|疑问|质疑|担忧|担心|抗拒|\bobjections?\b|\bconcerns?\b"),
        ("next_steps", r"下一?步|下一?周|下阶段|下一阶段|下个?月|下期|后续|待办|下次.*(计划|安排|行动|动作)|接下来|\bnext\b|\bto-?do\b"),
        ("feedback", r"反馈|\bfeedback\b"),
        ("goal", r"目标$|目的$|^(本次|本周|本月|跟进|拜访|沟通)(的)?(目标|目的|意图|期望)|\bgoals?\b|\bobjectives?\b|\bpurpose\b"),
        ("note", r"备注|\bremarks?\b"),
        (None, (r"竞争|竞品|友商|对手|赢单|赢率|成交|中标率|概率|把握|电话|手机|微信|邮箱|金额|合同额|报价|价格|预算|职务|职位|联系人|对接人|决策|关键人|参会|参与"
               r"|拜访对象|创建|录入|附件|行业|区域|省|地区|城市|产品|渠道|优先|重要性|紧急|毛利|收入|回款|批示|点评|审批|审核|领导意见|经理意见|上级意见"
               r"|\b(amount|budget|probability|competitors?|phone|email|contact|region|industry|priority|product|manager|rep|sales)\b")),
        # words that tell what a text is about
        ("risks", r"(需|请|要).*(支持|协调|协助|帮助)|(支持|协调)事项"),
        ("stage", r"阶段|状态|\bstage\b|\bstatus\b|\bphase\b"),
        ("feedback", r"关键信息|重要信息|意见|诉求|需求|态度|反应|客户(说|回|表示|情况)|(沟通|拜访|跟进|会谈|交流)(的)?(结果|成果|收获|结论)|\boutcome|\bresult|\bresponse"),
        ("objections", r"问题|难点|卡点|障碍|痛点|困难|阻力|瓶颈|\bissues?\b|\bproblems?\b"),
        ("actions", (r"行动|动作|(工作|跟进|拜访|沟通|推进|交流|活动|洽谈|走访).*(内容|情况|记录|事项|过程|详情|要点|纪要|描述|明细|进展)|(本周|本次|本月|本期|已做|已完成).*工作"
                    r"|举措|经过|做法|\bactions?\b|\bactivit")),
        ("next_steps", r"计划|安排|\bplans?\b"),
        ("stage", r"进度|进展"),
        ("customer_project", (r"(客户|业主|甲方|单位|公司|用户).*[/、&及和与(\-—|+,\\].*(项目|商机|工程|机会)|(项目|商机|工程|机会).*[/、&及和与(\-—|+,\\].*(客户|业主|甲方|单位|公司)"
                             r"|\b(customer|client|account)\b.*\b(project|opportunity|deal)\b")),
        ("customer", (r"^(主要|重点|目标|意向|潜在|战略|大|老|新)?(客户|业主|甲方|建设单位|用户|采购方|招标方)(单位|公司|企业)?(的)?(名称|名|全称|简称)?$|(客户|公司|单位|企业|业主)(名称|名|全称|简称)"
                     r"|\b(customer|client|account|company)\b")),
        ("project", r"(项目|商机|工程|机会|标的)(的)?(名称|名|简称|全称)|^(在谈|跟进|重点|意向)?(项目|商机)$|\b(project|opportunity|deal)\b"),
        ("actions", r"^(?!项目|客户|产品|商机|公司|需求|合作|背景).*(内容|工作|记录|事项|描述)"),
        ("note", r"说明|其他|其它|补充"),
    )
)  # fmt: skip
"""Looked for in this order where no whole header fits; None means a column of its own, kept in the note."""

GENERIC: Final = frozenset({
    "内容", "具体内容", "事项", "描述", "具体描述", "详情", "说明", "名称", "要点", "计划", "行动", "动作", "任务", "工作内容", "具体事项", "措施", "计划内容", "行动内容",
    "content", "what", "item", "task", "description", "details", "具体工作", "具体措施", "主要内容", "事项内容", "情况", "具体情况", "内容描述", "行动事项", "任务内容",
    "工作事项", "具体计划", "具体行动", "时间", "日期", "人员",
})  # fmt: skip
"""Second-level headers that say little without the one above them."""

FIELD_PAIR: Final = frozenset(
    {
        "字段",
        "内容",
        "项目",
        "栏目",
        "填写内容",
        "说明",
        "名称",
        "值",
        "信息",
        "要素",
        "填写说明",
        "field",
        "value",
        "content",
        "item",
    }
)
"""The headers over a form of field and content pairs."""
