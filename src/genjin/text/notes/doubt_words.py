"""Words of doubt, demand and praise, in groups: one group says the same in many ways."""

import re

GROUPS = {
    "doubts": (
        r"担心|担忧|怕(?!是)|顾虑|疑虑|质疑|存疑|疑问|打问号|不放心|信不过|没底|不踏实|怀疑|悬|犹豫|不敢"
        r"|不看好|保留意见|没把握|不相信|不信"
        r"|(?i:\b(?:worr|concern|doubt|afraid|hesita|skeptic|not sure|unsure|unclear|risk)\w*)"
    ),
    "complains": (
        r"嫌|抱怨|不满|吐槽|意见(?:很)?大|发火|拍桌"
        r"|太(?:长|慢|久|少|嫩|差|复杂|麻烦|死板|重|旧|折腾|单薄|笼统)|投诉|敷衍|拖|掉线|死机"
        r"|丢(?:码|单|包|数据)|卡顿|崩"
        r"|不好用|难用|不顺手|跟不上|等不起|花里胡哨|(?i:\b(?:complain|slow|clunky|buggy|lag|crash|outage|late)\w*)"
    ),
    "dear": (
        r"贵|太高|偏高|高(?:于|出|了)"
        r"|(?:涨|降|让|压|砍|打|便宜|优惠|下浮|下调|核减|少)(?:价|到|掉|[一二三四五六七八九十两几0-9])|折"
        r"|不划算|不值|让利|一倍"
        r"|天价|白菜价|超(?:出)?预算|单价"
        r"|(?i:\b(?:expensive|pricey|too high|discount|cheaper|overpriced|costly|price|higher than)\b)"
    ),
    "demands": (
        r"要求|坚持|非要|必须|否则|不然|除非|得先|务必|才(?:签|付|肯|行|能|谈)|主张|提出"
        r"|希望(?:我们|我方|能|再)|让我们(?:再|降|打)"
        r"|(?i:\b(?:insist|demand|require|must|want us to|unless|needs? to)\w*)"
    ),
    "refuses": (
        r"不同意|不接受|不认|不肯|不让|不答应|不买账|反对|拒绝|抵触|抗拒|免谈|谈不拢|不松口|卡[着住在]|僵|分歧"
        r"|异议|不主张|不愿|不行|不合理|不能接受"
        r"|(?i:\b(?:refus|reject|object|won't|can'?n?o?t accept|push(?:ed)? back|disagree|unacceptable)\w*)"
    ),
    "lacks": (
        r"没有(?!问题|意见|异议|变|提|涉及|谈|说|新)|缺[少乏]?|不支持|不具备|不满足|达不到|不达标|不够|不足"
        r"|差[一二三四五六七八九十两几0-9个]|没(?:做过|见过|案例)|做不[到了]|欠缺|不符|不兼容"
        r"|不完整|漏|(?i:\b(?:lack|missing|doesn't|does not|no support|not support|without|insufficient|fail)\w*)"
    ),
    "stays": (
        r"够用|顺手|习惯|老(?:办法|系统|厂家|供应商|伙伴|搭档|东家)|现有|还是(?:用|原来|手写|先)"
        r"|自己(?:能|开发|做|搞|建|写)|自研|自建|没必要|何必|用不着|不需要|没需求|折腾"
        r"|换(?:谁|系统|了)|原来那"
        r"|(?i:\b(?:status quo|in-house|already have|happy with|don't need|no need|why change|stick with)\b)"
    ),
    "waits": (
        r"先不|暂(?:不|缓|停)|不考虑|不急|再(?:说|议|看看|等等|等)|缓一缓|等等|算了|不看|不上|往后|放一放|搁"
        r"|以后|明年|(?i:\b(?:not now|later|next year|on hold|postpone|wait)\w*)"
    ),
    "praises": (
        r"认可|满意|没意见|没问题|没异议|无异议|没(?:有)?二话|通过|不错|好用|服气|我服|肯定|评价(?:很|极)?高"
        r"|接受|松口|达成一致|同意|点头|达标|合理|划算|划得来|公道|便宜|靠得住|放心"
        r"|支持|赞|夸|挺(?:好|满意|不错|稳)|拍板|定了|敲定|批了|批下来|落实|到位|超出预期|打消|消除|解决"
        r"|心里有底|够得上|没得说|没话说"
        r"|(?i:\b(?:happy|satisf|accept|approv|pass|agree|impress|great|good|fine|ok|signed|smooth|like|love|excellent)\w*)"
    ),
    "plain": r"没有变化|没变|照旧|一致|没提|未提|没谈|没聊|不清楚|正常|无异常|例行",
    "ours": r"^(?:我方|我们|我司|咱们?|我)(?!的|这|那)",
    "i say": r"我(?:说|问|答|解释|回)|^“?我心",
    "asks why": r"凭[啥什]|怎么(?:办|交代|解释|跟)|谁(?:来|管|负责|敢)|为什么|为啥|(?i:\bwhy\b)",
    "rivals": (
        r"友商|竞品|竞争|对手|别家|另一家|另外一家|其他家|人家|同行|第二家|(?i:\b(?:competitor|rival|vendor)s?\b)"
    ),
}
PATTERNS = {name: re.compile(words) for name, words in GROUPS.items()}


def groups_in(words: str) -> list[str]:
    """Return the groups of which a text has a word."""
    return [name for name, pattern in PATTERNS.items() if pattern.search(words)]
