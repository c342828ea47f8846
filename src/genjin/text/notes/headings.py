"""Headings and labels of minutes: 【客户】, 时间：, 下一步：."""

import re

from genjin.text.word_list import listed

_WORDS: dict[str, frozenset[str]] = {
    "customer": listed("客户 客户名称 客户单位 单位 客户及时间 甲方单位 Customer Client Account"),
    "date": listed(
        """
        时间 日期 会面日期 会议时间 拜访时间 拜访日期 跟进日期 沟通时间 通话时间 会议日期 Date When Time
        """
    ),
    "channel": listed(
        """
        形式 方式 渠道 跟进方式 沟通方式 会议形式 拜访方式 沟通形式 沟通渠道 Channel Mode Type Format
        """
    ),
    "people": listed(
        """
        参会 与会 参加 出席 参加人员 参会人员 与会人员 出席人员 人员 对方 客户方 对象 通话人 联系人 拜访对象
        参与人 参与人员 会见 见面人员 受访人 客户联系人 参会人 与会人 客户参会 甲方 Attendees Participants
        Present Contact Contacts
        """
    ),
    "place": listed("地点 会议地点 拜访地点 Location Place"),
    "topic": listed(
        """
        主题 议题 事由 事项 会议 会议主题 会议名称 目的 拜访目的 会议性质 会议类型 性质 背景 Subject Topic Re
        """
    ),
    "feedback": listed(
        """
        内容 会议内容 要点 记录 客户反馈 反馈 结论 摘要 情况 主要内容 沟通内容 拜访内容 沟通要点 会议要点
        来函要点 交流内容 进展 现状 纪要 商务 技术 核心内容 关键信息 客户意见 讨论 讨论内容 会议纪要 主要结论
        Notes Summary Discussion Feedback Update Updates Status Minutes
        """
    ),
    "objections": listed(
        """
        异议 疑虑 客户疑虑 客户异议 疑虑与异议 顾虑 客户顾虑 问题 客户问题 Objections Concerns Issues Concern
        Objection
        """
    ),
    "steps": listed(
        """
        下一步 下一步计划 下步计划 下一步工作 下一步行动 后续 后续计划 后续安排 后续工作 待办 待办事项 行动
        行动计划 行动项 安排 分工 整改 处理 对策 策略 计划 下周计划 下步 下次 跟进 跟进计划 布置 建议 工作安排
        任务 任务安排 会后 会后行动 TODO Todo To-do todo Action Actions Next Next steps Next step Action items
        Follow-up Follow-ups AI
        """
    )
    | listed(
        """
        我方行动 我方后续 我方待办 我方计划 双方行动 客户行动 下一步行动计划 下步安排 接下来 会后安排 后续跟进 跟进事项
        下一步安排
        """
    )
    | {"Next steps", "Next step", "Action items", "Action item", "next steps", "next step", "Follow up", "To do"},
    "owner": listed("责任 责任人 负责 负责人 经办 经办人 执行人 Owner owner"),
    "risks": listed("风险 风险点 风险提示 风险与应对 风险假设 隐患 Risk Risks"),
    "note": listed("备注 其他 说明 附注 补充 Note Remarks"),
}
_SECTION = {word.lower(): section for section, words in _WORDS.items() for word in words}
_ALL = "|".join(sorted(map(re.escape, _SECTION), key=len, reverse=True))
_BEFORE = r"(?<![\u3400-\u9fffA-Za-z])"
LABEL = re.compile(
    rf"【(?P<boxed>(?i:{_ALL}))】[:：]? ?"
    rf"|{_BEFORE}(?P<plain>(?i:{_ALL}))(?:（[^）\n]{{1,8}}）)?[ \u3000]?[:：] ?"
    rf"|(?:(?<=\n)|^)(?P<line>(?i:{_ALL}))[ \u3000]*(?=\n|$)"
)


def section_of(label: re.Match[str]) -> str:
    """Return what stands under a label: customer, date, steps and so on."""
    return _SECTION[(label["boxed"] or label["plain"] or label["line"]).lower()]
