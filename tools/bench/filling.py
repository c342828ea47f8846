"""A table of any size, of rows as teams write them."""

import random
from datetime import date, timedelta

from django.core.management import call_command

from genjin.people.models import User
from genjin.people.operations.people import local_administrator
from genjin.pipeline.models import Project
from genjin.pipeline.operations.projects import add_customer, add_project
from genjin.planning.content import NewRow, RowContent
from genjin.planning.models import FollowUp
from genjin.planning.operations.follow_ups import log_follow_ups
from genjin.text.cells import ActionItem, AnsweredItem

BATCH = 1000
ROWS_A_PROJECT = 40
TODAY = date(2026, 3, 20)
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
PEOPLE = ("张伟", "李娜", "王强", "赵敏", "陈晨", "刘洋")
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


def fill(rows: int) -> None:
    """Log follow-ups until there are as many as asked for."""
    call_command("migrate", verbosity=0)
    by = local_administrator()
    there = FollowUp.objects.count()
    chance = random.Random(there)
    for done in range(there, rows, BATCH):
        projects = projects_for(done, by)
        batch = [NewRow(chance.choice(projects), content(chance)) for _ in range(min(BATCH, rows - done))]
        log_follow_ups(batch, by=by)
        print(f"\r  filling: {done + len(batch):,}", end="", flush=True)
    if rows > there:
        print()


def projects_for(done: int, by: User) -> list[Project]:
    """Return the projects of one batch; each batch brings new ones, each with a customer of its own."""
    first = done // ROWS_A_PROJECT
    numbers = range(first, first + BATCH // ROWS_A_PROJECT)
    return [
        add_project(
            customer=add_customer(name=f"{CUSTOMERS[n % 8]}{n // 8:05}集团", by=by),
            name=f"{PROJECTS[n % 8]} {n % 3 + 1}",
            by=by,
        )
        for n in numbers
    ]


def content(chance: random.Random) -> RowContent:
    """Return one row of about 400 Chinese characters."""
    day = TODAY - timedelta(days=chance.randrange(720))
    some = lambda count: "；".join(chance.sample(PHRASES, count))  # noqa: E731  a word for the lines below
    step = lambda: ActionItem(some(2), chance.choice(PEOPLE), day + timedelta(days=chance.randrange(30)))  # noqa: E731
    return RowContent(
        date=day,
        stage=chance.choice(("初步接洽", "需求调研", "方案制定", "商务谈判")),
        goal=some(1),
        actions=[step(), step()],
        feedback=some(3),
        objections=[AnsweredItem(some(1), some(1))],
        next_steps=[step(), step()],
        risks=[AnsweredItem(some(1), some(1))],
        note=some(1) if chance.random() < 0.3 else "",
    )
