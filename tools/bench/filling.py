"""A table of any size, of rows as teams write them."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate

from django.core.management import call_command
from django.db import connection
from multiplying import multiply

from genjin.core import clock
from genjin.people.models import Department, Role, User
from genjin.people.operations.departments import add_department
from genjin.people.operations.people import add_person, local_administrator
from genjin.pipeline.models import Project
from genjin.pipeline.operations.projects import add_customer, add_project
from genjin.planning.content import NewRow, RowContent
from genjin.planning.models import FollowUp
from genjin.planning.operations.follow_ups import log_follow_ups
from genjin.text.cells import ActionItem, AnsweredItem

BATCH = 1000
LOGGED = 20_000
ROWS_A_PROJECT = 40
PROJECTS_A_PERSON = 50
PEOPLE_A_DEPARTMENT = 10
DAYS = 720
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高"
GIVEN = "伟娜敏强静磊洋艳勇军杰涛明超秀霞平刚桂鹏华飞玲斌宇"
CUSTOMERS = (
    "华东精密制造",
    "滨江城商银行",
    "青禾医院",
    "云栈数据",
    "南岭轨道交通",
    "朝阳光伏工程",
    "天目安防",
    "澄湖化工",
)
PROJECTS = ("MES 二期", "核心系统升级", "影像归档", "容灾平台", "信号改造", "总包项目", "视频联网", "DCS 改造")
STAGES = ("初步接洽", "需求调研", "方案制定", "商务谈判", "合同签署", "交付实施")
PHRASES = (
    "客户反馈预算已经过会，预计下月走采购流程",
    "对方信息中心主任希望我们先做一次现场调研",
    "友商报价比我们低一成，但实施案例不足",
    "技术负责人认可方案，担心与现有系统的接口",
    "财务要求把付款节点拆成四期，首付款不超过三成",
    "下周安排高层拜访，介绍同行业的落地效果",
    "使用部门提出增加移动端审批和报表导出",
    "招标文件正在编写，参数部分请我们提供建议",
    "项目排期受年底封网影响，可能推迟两周",
    "已提交初步解决方案，等待客户组织评审",
)
# Words of every frequency, as in real language: the n-th is n times rarer than the first.
HEADS = [
    "数据",
    "质量",
    "设备",
    "能耗",
    "仓储",
    "物流",
    "排产",
    "工艺",
    "条码",
    "追溯",
    "巡检",
    "备件",
    "合同",
    "发票",
    "结算",
    "权限",
    "日志",
    "接口",
    "网关",
    "存储",
    "备份",
    "灾备",
    "监控",
    "告警",
    "工单",
    "报修",
    "门禁",
    "车辆",
    "消防",
    "视频",
    "算法",
    "模型",
    "标注",
    "训练",
    "推理",
    "知识",
    "问答",
    "检索",
    "翻译",
    "语音",
]
TAILS = [
    "平台",
    "模块",
    "改造",
    "升级",
    "迁移",
    "集成",
    "试点",
    "验收",
    "培训",
    "上线",
    "割接",
    "扩容",
    "维保",
    "选型",
    "测试",
    "评估",
    "咨询",
    "规划",
    "治理",
    "审计",
    "加固",
    "汇聚",
    "分析",
    "看板",
    "大屏",
    "中台",
    "终端",
    "网络",
    "机房",
    "组件",
    "引擎",
    "插件",
    "沙箱",
    "专线",
    "协议",
    "标准",
    "台账",
    "目录",
    "字典",
    "规约",
]
WORDS = [HEADS[n % 40] + TAILS[(n * 7 + n // 40) % 40] for n in range(1600)]
COMMONEST_FIRST = list(accumulate(1 / (n + 1) for n in range(1600)))


def fill(rows: int) -> None:
    """Log follow-ups until there are some ten thousand, and copy these until there are as many as asked for."""
    call_command("migrate", verbosity=0)
    there = FollowUp.objects.count()
    if there >= rows:
        return
    by = local_administrator()
    log_rows(there, min(rows, LOGGED), by)
    if there <= LOGGED:
        multiply(rows // LOGGED)
    log_rows(FollowUp.objects.count(), rows, by)
    with connection.cursor() as cursor:  # what autovacuum does by itself within a minute
        cursor.execute("ANALYZE" if connection.vendor == "postgresql" else "PRAGMA optimize")


def log_rows(there: int, rows: int, by: User) -> None:
    """Log as many rows as are missing."""
    chance = random.Random(there)
    for done in range(there, rows, BATCH):
        projects = list(projects_for(done, by))
        batch = [NewRow(chance.choice(projects), content(chance)) for _ in range(min(BATCH, rows - done))]
        log_follow_ups(batch, by=by)
        print(f"\r  logging: {done + len(batch):,}", end="\n" if done + BATCH >= rows else "", flush=True)


def projects_for(done: int, by: User) -> Iterator[Project]:
    """Yield the projects of one batch; each batch brings new ones, each with a customer of its own."""
    first = done // ROWS_A_PROJECT
    for n in range(first, first + BATCH // ROWS_A_PROJECT):
        owner = person(n // PROJECTS_A_PERSON, by)
        customer = add_customer(name=f"{CUSTOMERS[n % 8]}{n // 8:05}集团", by=by, owner=owner)
        yield add_project(customer=customer, name=f"{PROJECTS[n % 8]} {n % 3 + 1}", by=by, owner=owner)


def person(number: int, by: User) -> User:
    """Return the salesperson of this number; the first of each department is its manager."""
    known = User.objects.filter(username=f"sales{number}").first()
    if known:
        return known
    head = number - number % PEOPLE_A_DEPARTMENT
    department = Department.objects.filter(managers__username=f"sales{head}").first()
    role = Role.MANAGER if number == head else Role.SALES
    name = SURNAMES[number % 20] + GIVEN[number // 20 % 25]
    added = add_person(username=f"sales{number}", name=name, role=role, password=None, department=department)
    if number == head:
        add_department(name=f"销售{number // PEOPLE_A_DEPARTMENT + 1}部", by=by, managers=[added])
    return added


def content(chance: random.Random) -> RowContent:
    """Return one row of about 400 Chinese characters."""
    day = clock.today() - timedelta(days=chance.randrange(DAYS))
    words = iter(chance.choices(WORDS, cum_weights=COMMONEST_FIRST, k=12))
    some = lambda count: f"{'；'.join(chance.sample(PHRASES, count))}，{next(words)}"  # noqa: E731  for the lines below
    doer = lambda: chance.choice(SURNAMES) + chance.choice(GIVEN)  # noqa: E731
    step = lambda: ActionItem(some(2), doer(), day + timedelta(days=chance.randrange(30)))  # noqa: E731
    return RowContent(
        date=day,
        stage=chance.choice(STAGES),
        goal=some(1),
        actions=[step(), step()],
        feedback=some(3),
        objections=[AnsweredItem(some(1), some(1))],
        next_steps=[step(), step()],
        risks=[AnsweredItem(some(1), some(1))],
        note=some(1) if chance.random() < 0.3 else "",
    )


def excel_days() -> tuple[date, date]:
    """Return the days between which about 10,000 rows, or all if there are fewer, have happened."""
    rows = FollowUp.objects.order_by("listed_on").values_list("listed_on", flat=True)
    return rows[0], rows[min(10_000, rows.count()) - 1]
