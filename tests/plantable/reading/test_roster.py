from datetime import date

import pytest

from genjin.plantable.reading.days import is_date
from genjin.plantable.reading.roster_by_place import people_by_place


def learned(*cells: str) -> set[str]:
    return people_by_place(cells, lambda text: is_date(text, date(2026, 3, 16)))


@pytest.mark.parametrize(
    ("cells", "people"),
    [
        (["拜访（万俟川/7月2日）"], {"万俟川"}),
        (["①【庹一帆】寄样"], {"庹一帆"}),
        (["走访机库 @Marco"], {"Marco"}),
        (["报价——韩东，3.18"], {"韩东"}),
        (["1、阿布都：打样", "阿布都：测地面", "阿布都：录视频"], {"阿布都"}),
    ],
)
def test_learns_owner_from_its_place(cells: list[str], people: set[str]) -> None:
    assert learned(*cells) == people


@pytest.mark.parametrize(
    "cell", ["寄测试机5台（Android 8/9）", "问题：价格高", "方案评审：通过", "拜访王总（已完成）", "第一期：验收"]
)
def test_takes_no_other_word_for_an_owner(cell: str) -> None:
    assert learned(cell) == set()
