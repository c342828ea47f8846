"""Which words are a person's name: by surname, title and roster.

No word segmenter: on packed cells and notes these rules find more and invent less.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

_DOUBLE = (
    "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|宇文|长孙|端木|南宫|独孤|轩辕|闻人|澹台|淳于|单于|申屠|呼延|西门|百里"
)
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史"
    "顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛"
    "童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏"
    "栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼麦佘楼窪岑涛占宣闫肖付佟禹缪满尚初展桑茅应荣鞠巫丰昌昝仉逄濮邝储嵇邰麻鹿幸暴帅相慎战言福句况亢缑"
)
TITLE = (
    r"(?:总经理助理|副总经理|总经理|副总裁|总裁|副总监|总监|董事长|副总|总工|总|副主任|主任|副处长|处长|副科长|科长|副部长|部长|副局长|局长|副院长|院长|副行长|行长|副校长|校长"
    r"|副厂长|厂长|副经理|经理|副所长|所长|副书记|书记|主管|组长|队长|班长|站长|店长|会长|秘书|助理|工程师|工|老师|教授|博士|医生|专员|顾问|董|处|科|局|部|院|行长|主席|司长|厅长|市长|区长|县长|镇长|哥|姐|师傅|律师|会计|教练)"
)
# Words that begin with a surname's character and are no names.
_WORDS = frozenset(
    "方案|方向|方式|方面|方便|高层|高管|高新|高端|高价|高铁|高速|高校|高级|周报|周期|周边|周末|周一|周二|周三|周四|周五|周六|周日|周会|周例|马上|于是|于本|金额|金融|金属|钱款|任务|任何|任命|安全|安排|安装|安检|安防|安环|安监"
    "|项目|成本|成交|成功|成立|成果|成品|成熟|施工|常规|常见|常务|常驻|常州|明确|和平|温度|温馨|温州|余款|余额|华东|华南|华北|华中|华西|华为|华润|华能|张贴|石油|石化|白皮|白天|白酒|黄金|江苏|江西|江南|沈阳|武汉|武器|安徽|云南"
    "|陈述|陈列|曾经|许可|许多|万元|万台|万一|陆续|鲁能|解决|解释|解读|解答|解除|管理|管道|管控|管廊|管网|时间|时候|时限|时段|全部|全员|全面|全体|全程|全年|全套|商务|商城|商机|商谈|商家|计划|计算|计量|计价|连续|连接|连夜|简单|简历|简报|单独|单位|单价|单一|单据"
    "|包装|包括|包含|包干|司机|司法|路线|路演|路由|路灯|向上|向下|向客|向王|向李|向领|强调|强化|强电|应对|应急|应用|应收|应付|应标|应答|展示|展会|展厅|展览|展开|相关|相应|都是|来访|来电|来年|来料|查看|查询|查明|查验|查收|关注|关于|关键|关系|关闭|关停|房产|房间|车间|车辆|车载|车站"
    "|边缘|边界|边角|古城|池州|宫廷|游客|游戏|席位|位置|位于|卫生|卫星|卫健|卫浴|甘肃|景区|景观|单边|柏油|宁波|宁夏|桂林|吉林|吉利|米数|商定|商会|联系|联合|符合|盖章|盖板|木材|木工|党委|党建|党办|燕山|连云|冷链|冷却|冷库|花费|花园|艾滋|蓝图|蓝牙|蓝天|都市|井下|练习|乐观|封样|封标|封装|封闭|封网|麦克"
    "|楼宇|楼层|占比|占地|宣讲|宣传|肖像|付款|付费|付清|满足|满意|满月|尚未|尚可|初步|初稿|初审|初验|初次|初期|初版|桑拿|应当|荣誉|丰富|储能|储备|储罐|麻烦|幸福|战略|战术|言语|福建|福州|福利|福田|况且|文件|文档|文案|文字|文化|文旅|文员|康复|康养|毛利|毛坯|史料|顾客|顾问|侯选|龙头|龙岗|段落|段位|雷达|雷电"
    "|汤料|易用|易损|武警|乔迁|贺卡|文书|兰州|施行|洪水|安保|安徽|严格|严重|严控|牛奶|温控|季度|季报|章程|章节|申请|申报|申购|申诉|尤其|毕业|毕竟|焦点|焦虑|柳州|路径|齐全|齐套|莫名|庄园|辛苦|管线|左右|涂装|涂料|谷歌|时效|舒适|关口|费用|费率|盛大|童装|项管|曲线|成员|成套|阳光|阳极|裴翠|屈服"
    "|许昌|夏季|夏天|钟表|田间|任职|范围|范本|方法|方可|石材|石墨|姚安|金蝶|金山|陆运|白名|白板|白色|崔促|康泰|江北|江阴|秦皇|孟加|万达|万科|万方|段考|钱塘|常德|常熟|武钢|程序|程度|叶片|余量|余下|杜绝|林业|林区|何时|何种|何人|郭守|罗列|梁柱|宋体|谢绝|唐山|冯诺|董事|袁大|邓白|沈飞|苏州|卢森|蔡司|丁苯|魏桥"
    "|高压|高温|高清|高频|高炉|高工|高总|高风|高度|高标|高性|马达|马桶|胡同|朱红|何处|林地|郑重|郑州|谢谢|徐州|徐工|孙公|曹妃|傅里|彭博|吕梁|贾汪|阎良|潘多|戴尔|汪清|姜黄|谭木|廖廖|邹城|熊猫|孔径|孔板|侯马|邵阳|龙芯|万兆|黎明|常温|乔木|龚滩|庞大|樊城|殷实|陶瓷|翟志|颜色|倪虹|芦苇|俞敏|葛洲|韦德|聂拉|邢台|岳阳|梅雨|祝贺|卜蜂|詹天|凌晨|纪要|纪念|纪委"
    "|靳江|欧洲|欧盟|欧元|甄选|鲍鱼|覃塘|翁源|植物|植入|丛林|易地|文本|包材|强制|强弱|强势|向量|向导|时长|单机|单项|解码|解析|解约|华夏|华侨|房租|边坡|柴油|柴发|晋级|来宾|全国|全省|全市|全球|全厂|全文|全套|全新|简化|简介|连带|连锁|谈判|谈妥|谈价|谈定|谈好|屠宰|商用|商品|商标|蒙牛|喻为|迟到|迟迟|冷备|花型|都要|仲裁|虞城|封口|宣布|占用|付出|满产|尚需|初始|初评|展品|展位|应届|丰田|昌河|储运|麻醉|相机|战队"
    "|白班|白盒|安抚|安顿|路测|路试|路况|温湿|钟点|施救|任选|江河|金工|金税|文印|方子|石英|马来|高低|高危|高配|余热|成型|成都|成效|成稿|段子|常态|钱包|严禁|牛皮|关停|关税|关单|关联|费劲|鲁班|申领|毕节|易货|兰花|汤锅|贺信|梅花|左侧|盛夏|童工|曲阜|屈光|甘蔗|景德|位移|包销|包保|柯达|解禁|解冻|强国|车队|车险|车型|车机|冉冉|房企|边防|吉祥|古建|米面|池子|晋江|来源|来函|全资|全额|符号|盖楼|木门|党校|燕窝|谈资|连廊|商超|商户|计提|计费|计入|冷冻|冷轧|花样|蓝领|都匀|井盖|练兵|乐器|封顶|楼盘|楼板|占道|宣教|付息|满载|尚品|初筛|应约|荣获|丰收|储值|麻纺|相框|战报|福彩"
    .split("|")
)
_PLACES = frozenset(
    "唐山|邢台|张家|沈阳|丹东|吉林|白山|白城|鹿邑|徐州|常州|苏州|连云|宁波|温州|金华|舟山|黄山|安庆|安阳|宿州|福州|龙岩|宁德|景德|江门|柳州|桂林|贺州|梅州|阳江|云浮|成都|乐山|安顺|安康|商洛|兰州|武威|平凉|白银|金昌|武汉|黄石|黄冈|荆州|岳阳|常德|邵阳|娄底|郴州|怀化|鲁山|许昌|郑州|洛阳|焦作|周口|商丘|农安"
    "|新乡|平顶|郭庄|韶关|汕头|巴中|广安|广元|马鞍|池州|万州|石嘴|海东|谷城|樊城|邓州|项城|冀州|晋城|晋中|齐齐|鲁西|江阴|江宁|余杭|余姚|萧山|诸暨|柯桥|乐清|龙游|江山|温岭|宁海|云和|莫干|吴江|吴忠|吴中|吴兴|江都|姜堰|丁蜀|孔雀|易县|安次|燕郊|路北|路南|高新|高碑|任丘|单县|曹县|费县|莒县|相城"
    .split("|")
)
_GIVEN_STOP = frozenset("的了等后前部组室处科会稿款件单表书案费价期与和及或是在将被就都也还给请要应需且而但为由从到其每这那此已未再又很最更较负版台套份册次页项型类级层楼间栋批种箱袋吨寸")
_ENGLISH = frozenset(
    "Aaron Abby Ada Adam Alan Albert Alex Alice Alina Allen Amanda Amy Andrew Andy Angel Angela Anna Annie Ann Anthony Apple April Arthur Ben Benny Bella Betty Bill Billy Bob Brian Bruce Candy Carl Carol Catherine Charles Charlie Chris Christine Cindy Claire"
    " Coco Daniel David Dennis Derek Diana Dora Doris Eason Echo Eddie Edison Edward Elaine Ellen Emily Emma Eric Erica Eva Evan Eve Fiona Frank Fred Gary Gavin George Gina Grace Harry Helen Henry Howard Ian Irene Iris Isabel Ivan Ivy Jack Jackie Jackson Jacky James Jane Janet"
    " Jason Jay Jean Jeff Jennifer Jenny Jerry Jessica Jessie Jim Jimmy Joan Joanna Joe John Johnny Jonathan Joseph Joy Joyce Judy Julia Julie June Justin Karen Kate Kathy Kelly Ken Kenny Kevin Kim Kitty Lance Larry Laura Leo Leon Lena Lily Linda Lisa Louis Lucas Lucy Luke Lydia Maggie"
    " Marco Maria Mark Martin Mary Mason Matt Matthew Max May Megan Mia Michael Michelle Mike Molly Monica Nancy Nathan Neil Nick Nicole Nina Oliver Olivia Oscar Owen Patrick Paul Peggy Penny Peter Phil Philip Phoebe Queenie Rachel Ray Rebecca Richard Rick Ricky Rita Robert Robin Roger Ron Rose Roy Ruby Ryan"
    " Sally Sam Samuel Sandy Sara Sarah Scott Sean Shawn Sharon Shirley Simon Sindy Sonia Sophia Sophie Stella Stephen Steve Steven Sue Summer Sunny Susan Tim Tina Terry Tiffany Thomas Tom Tommy Tony Tracy Vera Vicky Victor Vincent Vivian Wendy Will William Winnie Yolanda York Yvonne Zoe".split()
)
_SURNAME = f"(?:{_DOUBLE}|[{SURNAMES}])"
_TITLED = re.compile(rf"(?:{_DOUBLE}|[{SURNAMES}])[\u4e00-\u9fff䶮]{{0,2}}{TITLE}|[老小][{SURNAMES}]|{_SURNAME}[总工]?[老]?")
_FULL = re.compile(rf"(?:(?:{_DOUBLE})[\u3400-\u9fff]{{1,2}}|[{SURNAMES}][\u3400-\u9fff]{{1,2}})")
_MINORITY = re.compile(r"[\u4e00-\u9fff]{2,6}[·•・][\u4e00-\u9fff]{2,8}")
_LATIN = re.compile(r"[A-Z][a-z]+(?:[ .][A-Z][a-z]*\.?){0,2}|[A-Z]{2,3}")
_DEPARTMENT = re.compile(
    r"[\u4e00-\u9fffA-Za-z]{1,8}(?:工程师|厂家|厂商|部|部门|中心|团队|事业部|办公室|公司|厂家|供应链|小组|项目组|研究院|委员会|项目部|分公司|办事处|PMO)|供应链|法务|财务|商务|售前|采购|研发|市场|人事|行政|物流|生产|质检|质量|运维|实施|客服|技术|我方|双方|客户|厂家|原厂|总部|代理商|渠道|甲方|乙方|业主|设计院|集成商|全体|团队|各部门"
)
_NO_DEPARTMENT = frozenset("全部 局部 内部 外部 东部 西部 南部 北部 中部 头部 底部 顶部 大部 干部 客户 团队 全体".split())


@dataclass(frozen=True, slots=True)
class FoundName:
    """A person's name and its half-open span in the text."""

    name: str
    start: int
    end: int


def is_person(word: str, people: Collection[str] = ()) -> bool:
    """Tell whether the whole word is a person's name: of the roster, with a title, or by its shape."""
    return word in people or _shaped(word)


@lru_cache(maxsize=8192)
def _shaped(word: str) -> bool:
    if not 2 <= len(word) <= 16 or word[:2] in _WORDS or word[:2] in _PLACES:  # noqa: PLR2004
        return bool(_MINORITY.fullmatch(word))
    if is_titled(word) or _MINORITY.fullmatch(word):
        return True
    if _FULL.fullmatch(word):
        return not any(c in _GIVEN_STOP for c in word[1:])
    return word.split(" ")[0] in _ENGLISH and bool(_LATIN.fullmatch(word))


def is_titled(word: str) -> bool:
    """Tell whether the word is a surname with a title, or 老王, 小李."""
    return len(word) > 1 and word[:2] not in _WORDS and bool(_TITLED.fullmatch(word)) and not (len(word) == 2 and word[0] in "老小" and False)


def is_unit(word: str) -> bool:
    """Tell whether the word is a department or a side that may own an action (法务部, 供应链, 我方)."""
    return word not in _NO_DEPARTMENT and bool(_DEPARTMENT.fullmatch(word))


def find_people(text: str, people: Collection[str] = ()) -> list[FoundName]:
    """Return the people named in a text, roster first."""
    return list(_find(text, people))


def _find(text: str, people: Collection[str]) -> Iterator[FoundName]:
    for person in people:
        at = text.find(person)
        while person and at >= 0:
            yield FoundName(person, at, at + len(person))
            at = text.find(person, at + len(person))
