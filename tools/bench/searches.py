"""What the server takes for a page of hits, for words of two to eight characters and of every frequency."""

from django.urls import reverse
from figures import Sheet
from pages import asking, measure_twice, signed_in_client

from genjin.people.operations.people import local_administrator

GOAL = 30
# by length: in nearly every row; in some; in few; in none
WORDS = {
    2: ("预算", "数据", "语音", "量子"),
    3: ("做一次", "据平台", "音审计", "量子机"),
    4: ("移动审批", "数据平台", "语音审计", "量子计算"),
    6: ("预计下月走采", "提供建议，数", "评审，语音审", "量子计算机型"),
    8: ("等待客户组织评审", "评审；客户反馈预", "评审，语音审计；", "量子计算机型目录"),
}


def measure_search(sheet: Sheet) -> None:
    """Measure the search box, with the page that it gives."""
    client, plan = signed_in_client(local_administrator()), reverse("plan")

    def search(name: str, **query: object) -> None:
        measure_twice(sheet, f"search, {name}", asking(client, plan, **query), goal=GOAL)

    for length, words in WORDS.items():
        for word in words:
            search(f"{length} characters: {word}", q=word)
    search("two common words", q="预算 友商")
    search("a common and a rare word", q="预算 语音审计")
    search("flat", q="预算", group="none")
    search("flat, rare", q="语音审计", group="none")
