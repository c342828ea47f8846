import re
import unicodedata
from typing import Final

_SYNONYMS: Final = {
    "初步接洽": """
        初次接触 初步接触 初次接洽 首次接触 首次接洽 初步沟通 初次拜访 首次拜访 接洽 初步洽谈
        initialcontact firstcontact
        """,
    "需求调研": """
        调研 需求调查 需求分析 需求沟通 需求了解 需求挖掘 需求梳理 requirements requirementsanalysis needsanalysis
        """,
    "方案制定": "方案设计 方案制订 方案编制 方案制作 方案拟定 制定方案 方案 solutiondesign solution",
    "商务谈判": "谈判 商务洽谈 商务 价格谈判 合同谈判 negotiation commercialnegotiation",
    "合同签署": "签约 合同签订 签订合同 签署合同 签合同 合同签约 合同 合同签定 contractsigning contract signing",
    "交付实施": "实施 项目实施 交付 实施交付 项目交付 实施与交付 交付与实施 delivery implementation",
}
_CANONICAL: Final = {word: stage for stage, words in _SYNONYMS.items() for word in (stage, *words.split())}
_NUMBER: Final = re.compile(
    r"^\s*(?:[（(]\s*[\d一二三四五六七八九十]+\s*[）)]|[①-⑳]"
    r"|(?:阶段|第|s|stage|p|phase)?\s*[\d一二三四五六七八九十]{1,2}\s*(?:阶段)?\s*[-—–.．、:：)）_]"
    r"|(?:s|p)\d\s+|\d\s+)\s*",
    re.IGNORECASE,
)
_LONGEST: Final = 14
_TAIL: Final = re.compile(r"(阶段|中|期)$")
_TICKED: Final = re.compile(r"[☑☒✔✓√✅■●◉▣][ \u3000]*([^\s□☐○◯☑☒✔✓√✅■●◉▣/、，,;；]+)")
_UNTICKED: Final = re.compile("[□☐○◯]")
_BRACKET: Final = re.compile(r"\s*[（(【\[]([^（()）]*)[）)】\]]\s*$")


def canonical_stage(text: str) -> tuple[str, str | None]:
    """The stage by its canonical word, else the sheet's own; and what stood beside it and is not told by the word.

    方案设计 is 方案制定, `3-方案制定` loses its number, 招投标 stays; of 方案制定（70%） the 70% comes second.
    """
    text = chosen(text.strip())
    bare = _NUMBER.sub("", text) or text
    stage = _known(bare)
    if stage:
        return stage, None
    beside = _BRACKET.search(bare)
    stage = _known(bare[: beside.start()]) if beside else None
    if stage and beside:
        return stage, beside[1]
    return (bare if re.match(r"\s*\d+\s*[-—–.．、]\D", text) else text), None


def chosen(text: str) -> str:
    """The one box that is ticked among several (□需求调研 ☑方案制定), else the text itself."""
    ticked = _TICKED.findall(text) if _UNTICKED.search(text) else []
    return str(ticked[0]) if len(ticked) == 1 else text


def may_be_stage(text: str) -> bool:
    """Whether a text is short enough for a stage, or is one that we know."""
    return len(chosen(text)) <= _LONGEST or _known(text) is not None


def _known(text: str) -> str | None:
    key = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    return _CANONICAL.get(key) or _CANONICAL.get(_TAIL.sub("", key))
