import pytest

from genjin.plantable.reading.stages import canonical_stage


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("方案设计", "方案制定"),
        ("签约", "合同签署"),
        ("初次接触", "初步接洽"),
        ("谈判", "商务谈判"),
        ("实施", "交付实施"),
        ("调研", "需求调研"),
        ("3-方案制定", "方案制定"),
        ("③ 方案制定", "方案制定"),
        ("S4 商务谈判", "商务谈判"),
        ("需求调研阶段", "需求调研"),
        ("招投标", "招投标"),
        ("立项", "立项"),
        ("POC测试", "POC测试"),
    ],
)
def test_names_stage(text: str, stage: str) -> None:
    assert canonical_stage(text) == (stage, None)


def test_keeps_what_stands_beside() -> None:
    assert canonical_stage("方案制定（70%）") == ("方案制定", "70%")
