"""Which known customer a note is about: by its name, or by what people make of it (宁川一院, 京原城商行)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from genjin.text.occupied import Occupied
from genjin.text.word_list import listed

# Parts that many names share: they tell customers apart, but name none.
_COMMON = sorted(
    listed(
        """
        股份有限公司 有限责任公司 有限公司 集团有限公司 分公司 子公司 总公司 公司 集团 股份 控股 企业 企业管理
        有限 责任 科技 技术 信息 数据 服务 管理 发展 投资 实业 工业 工程 制造 电子 电气 电力 能源 新能源 材料
        化工 机械 装备 设备 汽车 零部件 医药 生物 制药 食品 食品集团 饮料 乳业 商业 贸易 商贸 电商 电子商务 物流
        供应链 运营 建设 建筑 地产 置业 物业 文化 传媒 教育 医疗 健康 环保 通信 信号 智能 软件 网络 系统 金融
        保险 人寿 财产 银行 农商 农村 城市 商业银行 医院 人民 中医院 妇幼保健院 保健院 儿童 口腔 骨科 大学 学院
        职业 技术学院 中学 小学 学校 师范 理工 局 委员会 管理局 服务局 公安 分局 政务 中心 管理中心 研究院
        研究所 设计院 码头 机场 港口 地铁 轨道 交通 铁路 电信 移动 联通 广电 卫星 邮政 邮储 烟草 高速 公路 燃气
        水务 水利 石化 石油 冶金 钢铁 煤业 矿业 电网 电力公司 热力 国际 全球 中国 中华 国家 华东 华南 华北 华中
        西南 西北 东北 省 市 区 县 镇 自治区 高新 开发区 园区 第一 第二 第三 附属 Group Inc Ltd Limited Co Corp
        Corporation Company Holdings Holding International Technology Technologies China PLC GmbH AG SA LLC
        Systems Solutions Services Industries
        """
    ),
    key=len,
    reverse=True,
)
_PART = re.compile("|".join(rf"\b{word}\b" if word.isascii() else word for word in _COMMON))
_REGION = re.compile(r"^(?:中国|国家|[\u4e00-\u9fff]{2,3}(?:省|自治区)|[\u4e00-\u9fff]{2,3}市)")
_GAP = 3
_LONGEST = 80
MOST_KEPT = 20_000  # customers whose parts are remembered


@dataclass(frozen=True, slots=True)
class FoundCustomer:
    """Known names that the words of this half-open span may mean; one only where it is certain."""

    names: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Site:
    name: str
    start: int
    end: int
    weight: float


def find_customers(text: str, customers: Sequence[str]) -> list[FoundCustomer]:
    """Return the places where known customers are named, in order.

    A place names two customers where both fit its words equally well (康霖 for 康霖制药 and 康霖健康):
    then somebody has to be asked.
    """
    known = (name.strip() for name in likely_names(text, customers))
    sites = [site for name in dict.fromkeys(known) for site in _sites(text, name)]
    sites.sort(key=lambda site: (-site.weight, site.start, site.name))
    found: list[FoundCustomer] = []
    taken = Occupied(len(text))
    at: dict[int, list[_Site]] = {}
    for site in sites:
        at.setdefault(site.start, []).append(site)
    for site in sites:
        if not taken.touches(site.start, site.end):
            taken.take(site.start, site.end)
            rivals = [other for other in at[site.start] if other.weight == site.weight]
            found.append(FoundCustomer(tuple(dict.fromkeys(other.name for other in rivals)), site.start, site.end))
    return sorted(found, key=lambda place: place.start)


def likely_names(text: str, names: Iterable[str]) -> list[str]:
    """Return the names of which some part stands in the text, in their order: all that a note can mean.

    Two thousand names cost a few milliseconds here, and seconds where each of them is searched for.
    """
    lowered = text.lower()
    pairs = {lowered[at : at + 2] for at in range(len(lowered) - 1)} | set(lowered)
    return [name for name in names if any(pair in pairs for pair in _beginnings(name.strip()))]


@lru_cache(maxsize=MOST_KEPT)
def _beginnings(name: str) -> tuple[str, ...]:
    """Return how the parts begin by which a name is recognised: two characters tell most names apart."""
    return tuple({anchor[:2].lower() for anchor, _weight in _anchors(name) if anchor}) if name else ()


def customer_of(text: str, found: Sequence[FoundCustomer]) -> FoundCustomer | None:
    """Return the place that tells whom the note is about: the first; none where several customers are listed."""
    if not found:
        return None
    named = {place.names for place in found}
    listed_together = any(
        text[one.end : two.start].strip() in {"、", "和", "与", "及", "，", ",", "&", "and"} and one.names != two.names
        for one, two in pairwise(found)
    )
    return None if len(named) > 2 or listed_together else found[0]


def _sites(text: str, name: str) -> list[_Site]:
    """Return where the text has the name or a short form of it."""
    sites: list[_Site] = []
    for anchor, weight in _anchors(name):
        flags = re.IGNORECASE if anchor.isascii() else 0
        pattern = rf"(?<![A-Za-z]){re.escape(anchor)}(?![A-Za-z])" if anchor.isascii() else re.escape(anchor)
        hits = re.finditer(pattern, text, flags)
        sites += [_grown(text, name, at.start(), at.end(), anchor, weight) for at in hits]
    return sites


@lru_cache(maxsize=MOST_KEPT)
def _anchors(name: str) -> tuple[tuple[str, float], ...]:
    """Return the parts by which the name is recognised, with how much each says."""
    parts: dict[str, float] = {name: 10.0 * len(name)}
    bare = re.sub(r"[（(].*?[）)]", "", name)
    parts.setdefault(bare, 9.0 * len(bare))
    cores = [core for core in _PART.split(_REGION.sub("", bare)) if core]
    cores += [core for core in _PART.split(bare) if core]
    if region := _REGION.match(bare):
        cores.append(region[0].rstrip("省市"))
    for core in (part.strip(" .,-&") for part in cores):
        if re.fullmatch(r"[A-Za-z][\w &.-]*", core):
            if len(core) >= 2:
                parts.setdefault(core, 6.0)
            continue
        if len(core) >= 2:
            parts.setdefault(core, 2.0 * len(core))
            parts.setdefault(core[:2], 4.0)
            if len(core) >= 4:
                parts.setdefault(core[:3], 6.0)
    if len(bare) >= 3 and not any(len(core) >= 2 for core in cores):
        parts.setdefault(bare[:3], 6.0)
    words = re.findall(r"[A-Z][A-Za-z]+", bare)
    if words and len(words[0]) >= 4 and not _PART.fullmatch(words[0]):
        parts.setdefault(words[0], 5.0)
    if len(words) >= 2:
        parts.setdefault("".join(word[0] for word in words), 4.0)
    return tuple(parts.items())


def _grown(text: str, name: str, start: int, end: int, anchor: str, weight: float) -> _Site:
    """Return the site with what follows of the name's own characters: 宁川 + 一院, 京原 + 城商行."""
    at = name.find(anchor) if anchor in name else 0
    rest = name[at + len(anchor) :] + name[:at]
    place, stop, more = 0, end, 0
    for i in range(end, min(len(text), end + 12)):
        hit = rest.find(text[i], place)
        if hit < 0:
            break
        place, stop, more = hit + 1, i + 1, more + 1
    ahead, before = at, start
    while before and ahead and (hit := name.rfind(text[before - 1], 0, ahead)) >= 0:
        before, ahead, more = before - 1, hit, more + 1
    return _Site(name, before, stop, weight + 1.5 * more)
