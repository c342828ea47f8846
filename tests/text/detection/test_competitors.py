"""Known competitors as signs: what is said of one is said of all."""

import pytest

from genjin.text.detection import detect_signals
from genjin.text.detection.clauses import clauses
from genjin.text.detection.features import features_of
from genjin.text.detection.masks import COMPETITOR, masked


def of_first_clause(text: str, competitors: list[str]) -> list[list[int]]:
    return [hashes.tolist() for hashes in features_of(text, clauses(text), competitors=competitors)[0]]


@pytest.mark.parametrize("name", ["恒拓", "恒拓软件", "Orbitex"])
def test_a_known_competitor_becomes_a_sign(name: str) -> None:
    assert masked(f"{name}来了", None, (), ["恒拓", name]) == f"{COMPETITOR * len(name)}来了"


def test_a_name_of_one_character_is_left_in_the_text() -> None:
    assert masked("中标了", None, (), ["中", ""]) == "中标了"


def test_all_competitors_look_alike() -> None:
    first, second = (of_first_clause(f"{name}今天也来做演示", [name]) for name in ("恒拓", "瑞信"))
    assert first == second
    assert first != of_first_clause("恒拓今天也来做演示", [])


def test_a_competitor_under_its_own_name_is_found_where_it_is_known() -> None:
    found = detect_signals("凯云今天也来做了演示。", competitors=["凯云"])
    assert ("competitor", "-") in {(signal.type, signal.polarity) for signal in found}
