import numpy as np

from genjin.text.detection import LABELS
from genjin.text.detection.model import WEIGHTS, shipped_model
from tools.train_signals import fingerprint


def test_weights_are_made_from_the_training_texts_and_the_code_that_stand_here() -> None:
    with np.load(WEIGHTS, allow_pickle=False) as kept:
        assert kept["made_from"].item() == fingerprint(), "run `make train`"


def test_weights_are_small_and_sorted() -> None:
    assert WEIGHTS.stat().st_size < 8_000_000
    model = shipped_model()
    networks, units, classes = model.output.shape
    assert (np.diff(model.vocabulary.astype(np.int64)) > 0).all()
    assert model.weights.shape == (len(model.vocabulary), len(model.mixing))
    assert model.mixing.shape[1] == len(model.bias) == networks * units
    assert classes == len(LABELS) + 1
