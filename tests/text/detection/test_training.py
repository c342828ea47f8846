"""How labelled texts become examples: short ones in company, each signal at its own place."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from genjin.text.detection import LABELS
from genjin.text.detection.clauses import clauses
from tools.learning import learn
from tools.train_signals import SHORT, in_company, labels, names

CUT = {"text": "预算砍了。", "signals": [{"type": "budget", "polarity": "-", "evidence": "砍了"}]}
CHEAPER = {
    "text": "价也砍了",
    "signals": [{"type": "price", "polarity": "-", "evidence": "砍了"}],
    "competitors": ["恒拓"],
}
SILENT = {"text": "会议照常", "signals": []}


def test_short_texts_stand_together_and_none_is_lost() -> None:
    texts = list(in_company([CUT, CHEAPER, SILENT] * 10))
    assert len(texts) < 30
    together = "".join(text["text"] for text in texts)
    assert together.count("预算砍了") == together.count("价也砍了") == together.count("会议照常") == 10
    assert sum(len(text["signals"]) for text in texts) == 20


def test_a_signal_stays_with_its_own_words() -> None:
    for text in in_company([CUT, CHEAPER] * 10):
        for signal in text["signals"]:
            before = text["text"][: signal["at"]]
            assert before.endswith("预算" if signal["type"] == "budget" else "价也")
        assert set(names(text)[2]) <= {"恒拓"}


def test_labels_fall_on_the_clause_of_their_evidence() -> None:
    text = next(it for it in in_company([CUT, CHEAPER, SILENT] * 10) if len(it["signals"]) > 1)
    spans = clauses(text["text"])
    gold = labels(text, spans)
    for (start, end), row in zip(spans, gold, strict=True):
        words = text["text"][start:end]
        assert row[LABELS.index(("budget", "-"))] == ("预算砍了" in words)
        assert row[LABELS.index(("price", "-"))] == ("价也砍了" in words)


def test_long_texts_stand_alone() -> None:
    long = {"text": "长" * SHORT, "signals": []}
    assert list(in_company([long])) == [long]


@pytest.mark.parametrize("seed", [0, 1])
def test_learning_tells_classes_apart_and_gives_the_same_again(seed: int) -> None:
    classes = np.tile(np.arange(3), 200)
    examples = csr_matrix(np.eye(3, dtype=np.float32)[classes])
    learned = learn(examples, classes, 3, seed)
    units = np.maximum(examples @ learned.hidden + learned.hidden_bias, 0)
    assert ((units @ learned.output + learned.output_bias).argmax(axis=1) == classes).all()
    assert (learn(examples, classes, 3, seed).hidden == learned.hidden).all()
