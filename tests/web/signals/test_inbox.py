from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from genjin.core import clock
from genjin.pipeline.models import Project
from genjin.pipeline.operations.projects import add_customer, add_project
from genjin.planning.models import BuyingSignal, FollowUp
from genjin.planning.operations.buying_signals import confirm_signal, dismiss_signal
from genjin.planning.queries import signal_list
from genjin.planning.queries.signal_list import SignalFilter, read_place, read_signal_filter
from genjin.planning.queries.signal_list import signal_list as listed
from tests.cast import Cast
from tests.web.pages import signed_in

pytestmark = pytest.mark.usefixtures("phrases")


def log(cast: Cast, feedback: str, *, ago: int = 1, project: Project | None = None) -> FollowUp:
    return cast.log(project=project, feedback=feedback, date=clock.today() - timedelta(days=ago))


def other_project(cast: Cast, name: str) -> Project:
    return add_project(customer=cast.customer, name=name, by=cast.ling)


def order(cast: Cast, **values: object) -> list[list[str]]:
    found = listed(cast.ling, SignalFilter(**values))  # type: ignore[arg-type]
    return [[it.evidence for it in signals] for _project, signals, _count in found.groups]


def test_the_worst_project_stands_first_and_in_it_the_worst_signal(cast: Cast) -> None:
    log(cast, "方案认可。友商降价。")
    log(cast, "合同会签。刘总支持我们。预算被砍。", project=other_project(cast, "三期"), ago=9)
    log(cast, "年底上线", project=other_project(cast, "四期"))
    assert order(cast) == [["预算被砍", "刘总支持我们", "合同会签"], ["友商降价", "方案认可"], ["年底上线"]]


def test_pages_go_on_project_by_project_and_show_each_signal_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signal_list, "PROJECTS", 2)
    for number in range(5):
        log(cast, "预算被砍。方案认可。" if number % 2 else "友商降价", project=other_project(cast, f"{number}期"))
    shown: list[int] = []
    after = None
    for _page in range(3):
        page = listed(cast.ling, SignalFilter(), after=after)
        shown += [it.pk for _project, signals, _count in page.groups for it in signals]
        after = read_place(str(page.following))
    assert after is None
    assert sorted(shown) == sorted(BuyingSignal.objects.values_list("pk", flat=True))


def test_a_project_with_many_signals_hides_no_other_one(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signal_list, "MOST_OF_PAGE", 1)
    for _number in range(4):
        log(cast, "预算被砍")
    log(cast, "年底上线", project=other_project(cast, "三期"))
    found = listed(cast.ling, SignalFilter()).groups
    assert [(len(signals), count) for _project, signals, count in found] == [(2, 4), (1, 1)]


def test_filters(cast: Cast) -> None:
    row = log(cast, "预算被砍。方案认可。友商降价。")
    log(cast, "年底上线", ago=200)
    assert order(cast, type="budget") == [["预算被砍"]]
    assert order(cast, sign="for") == [["方案认可"]]
    assert order(cast, is_all=True) == [["预算被砍", "友商降价", "年底上线", "方案认可"]]
    confirm_signal(row.signals.get(type="budget"), by=cast.ling)
    dismiss_signal(row.signals.get(type="technical"), by=cast.ling)
    assert order(cast) == [["友商降价"]]
    assert order(cast, state="confirmed") == [["预算被砍"]]
    assert order(cast, state="dismissed") == [["方案认可"]]
    assert [it.is_mine for it in (read_signal_filter({"whose": "mine"}), read_signal_filter({"whose": "x"}))] == [
        True,
        False,
    ]
    assert listed(cast.max, SignalFilter(is_mine=True)).groups == [], "a manager sees it, but it is not hers"
    assert len(listed(cast.max, SignalFilter()).groups) == 1


@pytest.mark.parametrize("who", ["ling", "bo", "max", "root", "ada", "wei"])
def test_who_sees_the_signal_in_list_menu_and_table(cast: Cast, who: str) -> None:
    log(cast, "预算被砍")
    client = signed_in(getattr(cast, who))
    page = client.get("/signals/").content.decode()
    sees = who != "wei"
    assert ("预算被砍" in page) == sees
    assert ('id="count-signals">1<' in page) == sees
    assert ("/confirmation" in page) == (sees and who != "ada")


def test_as_many_queries_for_three_rows_as_for_one(cast: Cast) -> None:
    client = signed_in(cast.ling)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/signals/").status_code == 200
        return len(captured)

    cast.log(objections=[], feedback="预算被砍", date=clock.today())
    one = queries()
    for number in range(2):
        log(cast, "友商降价。方案认可。", project=other_project(cast, f"{number}期"))
    assert queries() == one


def test_words_stand_marked_in_their_sentence_and_nothing_in_them_is_html(cast: Cast) -> None:
    log(cast, "先不谈别的。<b>刘总</b>说预算被砍了&先放放。以后再说。")
    page = signed_in(cast.ling).get("/signals/").content.decode()
    assert '&lt;b&gt;刘总&lt;/b&gt;说<mark class="sig neg is-new"' in page
    assert ">预算被砍</mark>了&amp;先放放" in page
    assert "以后再说" not in page


def test_hostile_texts_do_no_harm(cast: Cast) -> None:
    log(cast, "[" * 4000 + "预算被砍" + "]" * 100_000)
    log(cast, "\u202e预算冻结\u2069<script>alert(1)</script>\x01")
    page = signed_in(cast.ling).get("/signals/").content.decode()
    assert "<script>alert" not in page
    assert len(page) < 60_000, "a long cell is cut around the words"


def test_the_list_says_what_to_do_when_it_is_empty(cast: Cast) -> None:
    client = signed_in(cast.ling)
    assert "没有待确认的信号" in client.get("/signals/").content.decode()
    assert "没有符合筛选条件的信号" in client.get("/signals/?type=budget").content.decode()
    assert "可以撤回" in client.get("/signals/?state=dismissed").content.decode()


def test_english(cast: Cast) -> None:
    log(cast, "预算被砍")
    page = signed_in(cast.ling, "en").get("/signals/").content.decode()
    assert "Budget −" in page


def test_silence_is_told_with_its_reason_and_cannot_be_dismissed(cast: Cast) -> None:
    for ago in (40, 35):
        cast.log(feedback="见面聊了", date=clock.today() - timedelta(days=ago), stage="商务谈判")
    elsewhere = add_project(customer=add_customer(name="别家", by=cast.wei), name="x", by=cast.wei)
    assert elsewhere.pk
    page = signed_in(cast.ling).get("/signals/").content.decode()
    assert "沉默也是信号" in page
    assert "这一阶段通常最多" in page
    assert "MES 二期" in signed_in(cast.ling).get(f"/projects/{cast.project.pk}/").content.decode()
    assert "沉默也是信号" not in signed_in(cast.wei).get("/signals/").content.decode()


def test_place_of_a_page_is_read_with_care() -> None:
    assert read_place("1~2026-03-10~9") is not None
    assert str(read_place("1~2026-03-10~9")) == "1~2026-03-10~9"
    for text in ("", "x", "1~2", "1~2026-13-01~9", "a~2026-01-01~b", "None"):
        assert read_place(text) is None
    assert read_place(f"9{'9' * 30}~{date.max}~{'9' * 30}") is not None
