"""Learn the signal model: one hidden layer, Adagrad in small batches, the same result from the same texts.

Written by hand in numpy, since that is all that the product itself has, and since nothing else is as small.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from genjin.text.detection.model import Scores, softmax

HIDDEN = 64  # units
EPOCHS = 8
BATCH = 256
RATE = 0.3
RATE_OF_OUTPUT = 0.09
DECAY = 1e-5
DROPPED_FEATURES = 0.3
DROPPED_UNITS = 0.3
SPREAD = 0.03  # of the first weights


@dataclass(slots=True)
class Layer:
    """Weights, and how much they have been moved so far: what was moved much moves less."""

    weights: Scores
    moved: Scores

    def step(self, slope: Scores, rate: float) -> None:
        """Move all weights down the slope."""
        self.moved += slope * slope
        self.weights -= np.float32(rate) * slope / np.sqrt(self.moved)

    def step_rows(self, rows: NDArray[np.int64], slope: Scores, rate: float) -> None:
        """Move some rows down their slope; a row has one measure of how much it was moved."""
        self.moved[rows] += (slope * slope).mean(axis=1, keepdims=True)
        self.weights[rows] -= np.float32(rate) * slope / np.sqrt(self.moved[rows])


@dataclass(frozen=True, slots=True)
class Network:
    """What was learnt: features × hidden units, hidden units × classes, and both biases."""

    hidden: Scores
    hidden_bias: Scores
    output: Scores
    output_bias: Scores


def learn(examples: csr_matrix, classes: NDArray[np.int64], number_of_classes: int, seed: int) -> Network:
    """Return the network that tells the class of each row of `examples`; `seed` decides all that is left to chance."""
    random = np.random.default_rng(seed)
    features = examples.shape[1]
    hidden = Layer(_first(random, features, HIDDEN, SPREAD), np.full((features, 1), 1e-8, np.float32))
    output = Layer(_first(random, HIDDEN, number_of_classes, HIDDEN**-0.5), _little((HIDDEN, number_of_classes)))
    hidden_bias = Layer(np.zeros(HIDDEN, np.float32), _little((HIDDEN,)))
    output_bias = Layer(np.zeros(number_of_classes, np.float32), _little((number_of_classes,)))
    for rate, batch in _batches(random, len(classes)):
        columns, some = _some_features(random, examples[batch])
        rows = hidden.weights[columns]
        units = some @ rows + hidden_bias.weights
        open_units = (units > 0) * _kept(random, units.shape, DROPPED_UNITS)
        units = units * open_units
        wrong = softmax(units @ output.weights + output_bias.weights)
        wrong[np.arange(len(batch)), classes[batch]] -= 1
        wrong /= np.float32(len(batch))
        back = (wrong @ output.weights.T) * open_units
        hidden.step_rows(columns, some.T @ back + np.float32(DECAY) * rows, rate * RATE)
        output.step(units.T @ wrong, rate * RATE_OF_OUTPUT)
        output_bias.step(wrong.sum(axis=0), rate * RATE_OF_OUTPUT)
        hidden_bias.step(back.sum(axis=0), rate * RATE_OF_OUTPUT)
    return Network(hidden.weights, hidden_bias.weights, output.weights, output_bias.weights)


def _first(random: np.random.Generator, rows: int, columns: int, spread: float) -> Scores:
    return random.standard_normal((rows, columns), dtype=np.float32) * np.float32(spread)


def _little(shape: tuple[int, ...]) -> Scores:
    return np.full(shape, 1e-6, np.float32)


def _batches(random: np.random.Generator, number: int) -> Iterator[tuple[float, NDArray[np.int64]]]:
    """Yield the examples in small batches with a rate that falls from 1 to 0."""
    for epoch in range(EPOCHS):
        order = random.permutation(number)
        for start in range(0, number, BATCH):
            yield 1 - epoch / EPOCHS, order[start : start + BATCH]


def _kept(random: np.random.Generator, shape: tuple[int, ...], dropped: float) -> Scores:
    return (random.random(shape, dtype=np.float32) > dropped) / np.float32(1 - dropped)


def _some_features(random: np.random.Generator, batch: csr_matrix) -> tuple[NDArray[np.int64], csr_matrix]:
    """Return the features that a batch has, and the batch over these, some of them left out by chance."""
    columns, at = np.unique(batch.indices, return_inverse=True)
    values = batch.data * _kept(random, batch.data.shape, DROPPED_FEATURES)
    return columns, csr_matrix((values, at, batch.indptr), shape=(batch.shape[0], len(columns)))
