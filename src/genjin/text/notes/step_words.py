"""The words around a next step: what introduces it, what hangs behind it, what says who does it."""

import re

_WE = r"(?:我们|我方|我司|咱们?|本人|我本人|我这边|我|双方)(?!的)"
# What introduces a step and is not part of it.
LEAD = re.compile(
    r"(?:[\s，,、：:；;。—–\-]+|[\u4e00-\u9fff]{2,4}[:：]|(?:[上中下]午|[早晚]上|傍晚|下班)?之?前(?=[\u4e00-\u9fff])|然后|所以|那么?|因此|并且?|同时|此外|另外|目前|就|好的[，,]?|行[，,]"
    r"|后续|会后|下一步|下步|下次|接下来|[上下中]午|早上|晚上|傍晚|[一二三四五六七八九十\d]{1,2}点半?"
    r"|尽快|抓紧|马上|回头|近期|[本这]周之?内?(?![一二三四五六日末])|这两天|月内|计划于?|预计|打算|准备(?=[去来给把让跟和约于])|拟于?|定于|约定|约好了?|约了|已约(?:好|定)?|双方约定|答应|承诺|同意|回[来去]|说(?=我)"
    r"|于|在|最[晚迟]|不[晚迟]于|务必|需要?|得|已(?:经)?(?:让|安排|请|通知|要求)|安排|要求|责成|由|请|让|叫|派|麻烦|建议"
    rf"|[让叫催](?:[他她]们?)|[让请叫要催由]{_WE}|{_WE}(?:跟|和|与)?(?:[他她]们?)?(?:自己|亲自|这边|会|要|得|再去|都)?|你们?(?!的)"
    r"|负责人?|责任人?|Next(?: step)?s?|Action|TODO|(?:I|We)(?: wi|')ll|will|needs? to|to(?= )|by|before|and|please"
    r"|owner|ETA)",
    re.IGNORECASE,
)
TAIL = re.compile(
    r"(?:[\s，,、：:；;。—–\-]+|吧|啊|呢|哈|，?责任人|，?负责人?|owner|ETA|by|before|on|due|完成时间|时间)$",
    re.IGNORECASE,
)
# A piece of nothing but a day, a doer and these is no step of its own.
NAMED_ONLY = re.compile(
    r"^(?:[\s，,、：:（()）/—–\-]|负责人?|责任人?|牵头|主责|owner|ETA|by|截止|完成|时间|预计|和|与|前)*$", re.IGNORECASE
)
EXPECTATION = re.compile(
    r"(?:争取|希望能?|预期(?:结果)?(?:是|为)?|预计能?|目标(?:是|为)?|期望|以便于?|力争|确保|看(?:看)?能不能|看(?:看)?能否"
    r"|以求|为了?|in order to |so that |to get |expecting )[:：]?"
)
RESULT = re.compile(r"打消|消除|化解|锁定|促成|推动|换取|稳住")
INNER_EXPECTATION = re.compile(r"(?:看看?能不能|看看?能否|争取|以便|希望能?|力争|so that )(?=.{2})")
# In front of a name: who is named is to do it, or it is done with or to them.
GIVEN_TO = re.compile(
    r"(?:由|让|请|叫|喊|派|安排|通知|要求|责成|麻烦|交给|指定|@|负责人?(?:是|为)?[:：]?"
    r"|责任人?(?:是|为)?[:：]?|owner[:：]? ?|牵头人?[:：]?|—+|--+|[（(/／]) ?$",
    re.IGNORECASE,
)
WITH = re.compile(r"(?:找|问|跟|给|向|陪|约|同|对|帮|教|接|见|告诉|发给?|寄给?|转给?|抄送|替|听|为|把|被|的) ?$")
ALONGSIDE = re.compile(r"^(?:我|我们|本人)[和与跟、] ?$")
TOGETHER = re.compile(
    r"(?:由|让)?P(?:[、和与及]P)*(?:也|都)?(?:一起|一同|陪同|同去|参加|同行|去办|来办|办|负责|去做|来做|跟进|处理|落实|牵头|去|来|盯|跟)(?:去|参加|跟进|此事|这事)?"
)
DOES = re.compile(r"负责|牵头|主责|跟进|来|去|参加|整理|准备|准?备|出|提交|完成|做|写|盯")
# A contact who says this of us, and is not the doer: 何总约我们, 小戚提醒我.
ASKS = re.compile(r".{0,4}?(?:[让请叫要催]|希望|建议|同意|约|邀|提醒|点名|告诉|想|说|问)")
TELLING = re.compile(r"(?:我|已|就|并|再|也)?[让请叫](?:他|她)(?![们说])")
PRONOUN = re.compile(r"D?[他她](?![们那这俩])(?![说让请叫要催想问]|希望|提醒|建议)")
OF_OWN = re.compile(r"我|咱|另|再")
