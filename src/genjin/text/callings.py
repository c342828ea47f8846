"""What colleagues are called where a full name is not written: 老K, 阿may, Ken哥, Jason 孟, 售后老魏."""

import re

from genjin.text.name_words import DOUBLE, SURNAMES
from genjin.text.no_names import GIVEN_STOP, NO_GIVEN, ORGANISATION, PLACES
from genjin.text.word_list import listed

_SURNAME = f"(?:{DOUBLE}|[{SURNAMES}])"
_HAN = "[\u3400-\u9fff]"
_NICKNAME = re.compile(
    rf"阿[A-Za-z]{{1,8}}|[老小大][A-Z]|[A-Z][a-z]+(?:哥|姐|总|老师|工)|[A-Z][a-z]+ ?{_SURNAME}{_HAN}?"
    rf"|(?:大|二|三)[{SURNAMES}](?<![大二三][方江段成白安平庆理连宗包家单项路车期古麦金梁门关权边房])"
    rf"|{_HAN}(?<![学空大小表师老])[哥姐叔婶嫂]|{_HAN}(?<![大小老])师傅"
)
_ROLE_BEFORE = re.compile(
    rf"(?P<role>(?:大?销售|售[前后]|商务|技术(?:支持)?|财务(?:BP)?|法务|实施|交付|研发|产品|方案|解决方案|市场|采购|运维|客服"
    rf"|行政|人事|渠道|物流|仓库|仓储|生产|质量|质检|品管|品质|品保|工艺|设计|项目|投标|标书|调度|计划|供应链|内勤|外协|外贸|关务"
    rf"|报关|单证|注册|临床|学术|安装|调试|现场|驻场|司机|会计|出纳|原厂|厂家|总部|大区|区域"
    rf"|[A-Z]{{2,3}}(?= ?[\u3400-\u9fffA-Z]))?"
    rf"(?:{_HAN}{{0,4}}(?:部|处|科|组|室|办|房|站|所|局|院|厂|公司|中心|中台|团队|车间|经理|主管|总监|顾问|代表|工程师|专员|助理))?)"
    rf"(?P<craft>{_HAN}{{1,3}}[手员工师](?=[老小大]))?(?P<name>.{{2,10}})"
)
# What stands where a name might and is none: states, things, places in a plan.
_NO_CALLING = re.compile(
    r"[0-9的了在把将被对请见含按和与及至到或并]|待|尽快|完成|进行|已|未|今天|明天|昨天|本周|下周|上周|周[一二三四五六日末]|[月年周日][底初中末前后内]|长期|持续"
    r"|随时|客户|对方|甲方|乙方|问题|方案|报价|合同|项目|会议|风险|对策|应对|答复|计划|目标|内容|时间|日期|阶段|备注|说明"
    r"|优先|重要|紧急|重点|关键|[一二三四五六七八九十][期版次轮份家个台套人]|第[一二三]|脱敏|草[案稿]|[初终定样]稿|电话|邮件|微信|视频|拜访|面谈|线上|线下|现场"
    r"|远程|提交|确认|沟通|跟进|汇报|评审|协议|报告|清单|测试|演示|培训|安装|调试|验收|付款|发票|预算|价格|交流|签约|谈判|需求"
    r"|调研|取消|延[期后]|暂|可选|必须|务必|内部|外部|免费|附件|参考|原件|复印|盖章|保密|标准|正式|简版|全部|部分|同步|更新"
    r"|补充|首次|再次|第二|成本|交期|质量|安全|技术路线|模板|版本|样品|样机|现货|含税|不含|上午|下午|晚上|中午|左右|大概|可能"
    r"|另|再[说议谈]|看情况|同上|类似|如下|以上|见附|心情"
)
PRODUCTS = listed(
    """
    Android Windows Excel Word Office Oracle Linux Demo Java Python Version Beta Release Phase Step Level Type Model
    Draft Final Done Todo Urgent High Low Medium Open Closed Pending Online Offline Optional Confirmed
    """
)
_LATIN = re.compile(r"(?:Dr|Mr|Mrs|Ms|Prof)?\.? ?[A-Z][a-zà-ÿ]{1,11}(?: [A-Z][a-zà-ÿ]*\.?){0,2}")


def is_nickname(word: str) -> bool:
    """Tell whether a word is plainly what a colleague is called: 老K, 阿may, Ken哥, Jason 孟, 大刘, 英姐."""
    return bool(_NICKNAME.fullmatch(word)) and word[:2] not in PLACES


def name_behind_role(word: str) -> str | None:
    """Return who stands behind a role or department written in one: 老董 of 应用工程师老董, 小温 of 财务处小温."""
    found = _ROLE_BEFORE.fullmatch(word)
    if not found or not (found["role"] or found["craft"]):
        return None
    return found["name"].strip() if word[: found.start("name")].strip() else None


def may_be_called(word: str) -> bool:
    """Tell whether a short word can be an owner where only an owner is to be expected (——X, 【X】, @X)."""
    if not 2 <= len(word) <= 16 or _NO_CALLING.search(word) or word.endswith(ORGANISATION) or word[:2] in PLACES:
        return False
    if re.fullmatch(f"{_HAN}+(?:·{_HAN}+)?", word):
        return len(word) <= 4 and not any(c in GIVEN_STOP for c in word)
    if word.isascii():
        first = word.split(" ", maxsplit=1)[0]
        return first not in PRODUCTS and first not in NO_GIVEN and bool(_LATIN.fullmatch(word))
    return len(word) <= 8 and word.replace(" ", "").isalnum()
