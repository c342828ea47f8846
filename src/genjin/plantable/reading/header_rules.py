# ruff: noqa: E501  lists of words read best with a field to a line or two
"""Telling words inside headers that are no whole word known by heart, in the order in which they decide."""

import re
from typing import Final

_WE: Final = r"(我方|我们|我司|咱们?|己方|销售)"
_ORGANISATION: Final = r"(客户|业主|甲方|需方|买方|用户|单位|公司|企业|机构|院方|医院|学校|院校|银行|行社|商户|商家|门店|经销商|代理商|渠道商|厂家|工厂|酒店|品牌方?|集团|委托方|采购方|建设方|使用方|合作方)"
_UNDERTAKING: Final = r"(项目|商机|工程|机会|标的|标段|案子|单子|课题|合同)"

RULES: Final[tuple[tuple[str | None, re.Pattern[str]], ...]] = tuple(
    (field, re.compile(pattern))
    for field, pattern in (
        ("owner", (r"(负责|责任|执行|承办|主责|完成|落实|牵头|经办|主办|跟办)(人|者|方|部门|科室|单位|人员|人员姓名|人姓名)$|跟进人$|^谁(来|去)?(负责|干|做|办|跟|跟进|落实)?$|^由谁"
                   r"|^责任人|^负责人[、/]|\bresponsible person\b")),
        # what a header ends with says what stands under it
        (None, (r"(电话|手机|手机号|邮箱|微信|地址|金额|额度|等级|级别|类型|类别|分类|方式|渠道|来源|编号|编码|代码|概率|次数|天数|数量|行业|区域|职务|职位"
               r"|姓名|链接|附件|附注人|优先级|程度|性质|规模|预算|费用|成本|毛利|领导|主管|部门|地点|时长|人数|温度|热度|评分|星级|灯)$")),
        (None, r"(下一?次|下回|下轮|预计下次).*(时间|日期|时候|date)$|^下(一?次|回)(拜访|联系|沟通|见面|跟进)$"),
        (None, r"\bnext\b.*(date|time)$"),
        (None, r"(销售|客户经理|业务员|填报人|填表人|拜访人|拜访人员|创建人|提交人|录入人|记录人|更新人|陪同人|陪访人|参与人|参会人|协同人|联系人|对接人|同行人|随行人|接待人)(员)?$"),
        (None, r"(签|成交|成单|开标|投标|中标|回款|付款|上线|立项|招标|采购|验收|合同|发货|下单|出货|到货|创建|录入|提交).*(时间|日期|节点|date)$"),
        ("due", r"(完成|截止|截至|达成|计划|要求|应|限定|解决|落实|到期|交付|办结|最晚).*(时间|日期|时限|期限|节点|日|点|date)$|^(何时|哪天|几号|什么时候)(前|完成|要)|^时间(要求|点|/节点)"),
        ("date", (r"(跟进|拜访|沟通|联系|联络|走访|交流|回访|访问|会谈|面谈|洽谈|接洽|接触|对接|会面|见面|约见|记录|登记|会议|开会|活动|填写|填报|填表|更新|发生|服务|到访|登门|来访|本次|这次"
                 r"|follow|visit|contact|meeting).*(时间|日期|日|date|day)$|^date of\b|^日期\d")),
        (None, r"(时间|日期|节点|date)$"),
        # words that leave no doubt, wherever they stand
        ("response", (r"^(风险|异议|疑虑|问题|顾虑)?(的)?(应对|处理|解决|化解|规避|控制|处置|缓解|防范|回应|答复|应答|回复|解释)(之)?(措施|策略|策|方案|办法|方法|思路|动作|计划|建议|口径|话术|预案|情况)?$"
                      rf"|^{_WE}(的|怎么|如何)?(应对|回应|答复|应答|解释|说明|回复|化解|处理|说|答|办|做法|口径|态度)|^(怎么|如何|怎样)(应对|回应|答复|答|办|解决|化解|处理|说)|^预案$|^打法$"
                      r"|^(?!.*\brisk).*\bmitigation\b|\bour answer\b|^counter\b")),
        ("risks", r"风险|隐患|不确定|变数|岔子|不利因素|危险|^怕.{0,4}(啥|什么|事)|^预警|^潜在问题|会出.{0,2}问题|\brisks?\b"),
        ("objections", (r"异议|疑虑|顾虑|疑问|疑义|质疑|担忧|担心|抗拒|犹豫|不满|抱怨|反对|不同意见|争议|拒绝理由|阻碍|卡在|^嫌|\bobjections?\b|\bconcerns?\b|\bpush ?back\b|\bdoubts?\b")),
        ("next_steps", (r"下一?步|下一?周|下阶段|下一阶段|下个?月|下期|下回|后续|后面|下面|待办|待跟|待处理|下次.*(计划|安排|行动|动作|要|做)|接下来|之后|明日|明天|次周|次月"
                        r"|下一(个)?(动作|行动|举措)|\bnext\b|\bto-?dos?\b|\baction items?\b|\bfollow-?ups\b")),
        ("feedback", (r"反馈|回馈|口风|情报|\bfeedback\b|(客户|对方|甲方|业主|院方|校方|用户)(方)?(怎么|咋|都)?(说|讲|谈)|听到|\bsaid\b|\b(customer|client) comments?\b")),
        ("goal", r"目标$|目的$|意图$|来意|主题$|^(本次|这次|此次|本周|本月|跟进|拜访|沟通)(的)?(目标|目的|意图|期望|(要|想|拟)(达成|干|做|要|办|解决))|^(预期|期望)(的)?(成果|结果|目标|效果|达成)?$|^想(要|达|干|做|办|拿)|^为了?(啥|什么)|\bgoals?\b|\bobjectives?\b|\bpurpose\b|\bdesired\b"),
        ("note", r"备注|\bremarks?\b"),
        (None, (r"竞争|竞品|友商|对手|赢单|赢率|成交|中标率|概率|把握|电话|手机|微信|邮箱|金额|合同额|报价|价格|预算|职务|职位|联系人|对接人|决策|关键人|参会|参与"
               r"|拜访对象|创建|录入|附件|行业|区域|省份|省$|地区|城市|产品(?!/)|渠道(?!商)|优先|重要性|紧急|毛利|收入|回款|批示|点评|审批|审核|领导意见|经理意见|上级意见|重点$|状态灯|红绿灯"
               r"|\b(amount|budget|probability|competitors?|phone|email|contact|region|industry|priority|product|manager|rep|sales)\b")),
        # words that tell what a text is about
        ("risks", r"(需|请|要).*(支持|协调|协助|帮助)|(支持|协调)事项"),
        ("stage", r"阶段|状态|漏斗|环节|销售流程|(到|在)哪(一?步|了)|\bstage\b|\bstatus\b|\bphase\b"),
        ("feedback", (r"关键信息|重要信息|有用信息|信息(收获|要点|点)|(得到|获取|掌握|收集|了解)(到)?的?(信息|情况)|意见|诉求|需求(?!项目)|态度|反应|反映"
                      r"|(客户|对方|甲方|业主|院方|校方)(的)?(说|回|表示|表态|情况|想法|观点|看法|评价|关注|动态|答复|声音|立场)|(沟通|拜访|跟进|会谈|交流)(的)?(结果|成果|收获|结论)|\boutcome|\bresult|\bresponse")),
        ("objections", r"问题|难点|卡点|障碍|痛点|困难|阻力|瓶颈|\bissues?\b|\bproblems?\b"),
        ("actions", (r"行动|动作|(工作|跟进|拜访|沟通|推进|交流|活动|洽谈|走访|会谈).*(内容|情况|记录|事项|过程|详情|要点|纪要|描述|明细|进展)|(本周|本次|本月|本期|已做|已完成|已开展).*工作"
                    r"|举措|经过|做法|(干|做|谈|聊|办)了(啥|什么|些)|^(本次|这次|已)(推进|执行|开展|完成|做)|主要活动|\bactions?\b|\bactivit|\bwhat was done\b")),
        ("next_steps", r"计划|安排|打算|\bplans?\b"),
        ("stage", r"进度|进展"),
        ("customer_project", (rf"{_ORGANISATION}.*[/、&及和与·(\-—|+,\\含].*{_UNDERTAKING}|{_UNDERTAKING}.*[/、&及和与·(\-—|+,\\].*{_ORGANISATION}"
                             r"|\b(customer|client|account)\b.*\b(project|opportunity|deal)\b")),
        ("customer", (rf"^(主要|重点|目标|意向|潜在|战略|大|老|新|对方|合作|委托|使用|政府|采购|集团|最终|哪家)?{_ORGANISATION}(单位|公司|企业|方|主体)?(的)?(名称|名字|名|全称|简称|抬头)?$"
                     r"|(客户|公司|单位|企业|业主)(名称|名|全称|简称)|^谁家$|\b(customer|client|account|company)\b")),
        ("project", rf"{_UNDERTAKING}(的)?(名称|名|简称|全称)?$|^案名$|^(在谈|跟进|重点|意向|业务|招标|需求)?(项目|商机|机会)$|\b(project|opportunity|deal)\b"),
        ("actions", r"^(?!项目|客户|产品|商机|公司|需求|合作|背景|说明|其他|其它|补充).*(内容|工作|记录|事项|描述)"),
        ("note", r"说明|其他|其它|补充|备忘|附言|杂项|备考|随手记|^p\.? ?s$"),
    )
)  # fmt: skip
"""None means a column of its own, kept in the note."""

_WHO_WHEN: Final = r"(负责人|责任人|执行人|承办人|主责人|责任部门|谁来?做?|时间|日期|完成时间|截止时间|时限|截止日期|何时|什么时候|几号|节点)"
WHO_AND_WHEN: Final = re.compile(rf"(?<=..)[及和与、/&+,，]{_WHO_WHEN}([及和与、/&+,，]{_WHO_WHEN})?$")
"""What a packed column adds to its name: 行动及责任人."""

PARTS: Final = re.compile(r"[/、&+|·]|(?<=..)[及与和](?=..)")
"""What stands between the two things that one header names: 日期/方式."""

PAIR: Final = re.compile(
    rf"^{_ORGANISATION}(名称)?/(含)?{_UNDERTAKING}(名称)?$|^{_UNDERTAKING}(名称)?/{_ORGANISATION}(名称)?$"
)
"""客户（项目） names both."""
