"""Train the signal model: `training/signals/*.jsonl` → `src/genjin/text/detection/weights.npz`.

Prints nothing about quality: `tools/validate_signals.py` measures on authors that the training has not seen.
"""

import hashlib
import json
import warnings
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from genjin.text.detection import LABELS
from genjin.text.detection.clauses import clauses
from genjin.text.detection.concepts import WORDS
from genjin.text.detection.features import BLOCK_WEIGHTS, Hashes, features_of
from genjin.text.detection.model import WEIGHTS, Model

TRAINING = Path(__file__).parent.parent / "training" / "signals"
STRENGTH = 10.0  # the inverse of the regularisation
STEPS = 30  # stopping early regularises as well
OFTEN = (2, 3, 3, 2, 3, 3)  # in how many clauses a feature of each kind has to stand to be learnt
NONE = len(LABELS)


def main() -> None:
    """Train on every labelled text and write the weights."""
    model = train(sorted(TRAINING.glob("*.jsonl")))
    np.savez_compressed(
        WEIGHTS,
        vocabulary=model.vocabulary,
        weights=model.weights,
        scale=model.scale,
        bias=model.bias,
        made_from=np.array(fingerprint()),
    )
    print(f"{WEIGHTS.name}: {len(model.vocabulary)} features, {WEIGHTS.stat().st_size / 1e6:.2f} MB")


def fingerprint() -> str:
    """Return the hash of what the weights are made from: labelled texts, concepts and how clauses become features."""
    digest = hashlib.sha256()
    code = [
        WORDS,
        *(WORDS.with_name(f"{name}.py") for name in ("clauses", "concepts", "features", "masks")),
        Path(__file__),
    ]
    for path in [*sorted(TRAINING.glob("*.jsonl")), *code]:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def train(files: Iterable[Path]) -> Model:
    """Return the model that the labelled texts of these files give."""
    features, gold = labelled_clauses(files)
    vocabulary = np.unique(np.concatenate([often(block, features) for block in range(len(BLOCK_WEIGHTS))]))
    clause, label = np.nonzero(gold)
    silent = np.flatnonzero(~gold.any(axis=1))
    rows = np.concatenate([clause, silent])  # a clause with two labels stands there twice
    classes = np.concatenate([label, np.full(len(silent), NONE)])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # stopping early is meant
        learned = LogisticRegression(C=STRENGTH, max_iter=STEPS, tol=1e-3).fit(
            as_matrix(features, vocabulary)[rows], classes
        )
    weights = learned.coef_.T
    scale = np.abs(weights).max(axis=0) / 127
    return Model(
        vocabulary=vocabulary,
        weights=np.rint(weights / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        bias=learned.intercept_.astype(np.float32),
    )


def labelled_clauses(files: Iterable[Path]) -> tuple[list[tuple[Hashes, ...]], NDArray[np.bool_]]:
    """Return for each clause of the labelled texts its features and which labels it carries."""
    features, gold = [], []
    for note in labelled_texts(files):
        spans = clauses(note["text"])
        customer = note.get("log", {}).get("customer")
        features += features_of(note["text"], spans, customer, note.get("people", ()))
        gold.append(labels(note, spans))
    return features, np.vstack(gold)


def labelled_texts(files: Iterable[Path]) -> list[dict]:
    """Return the lines of the files."""
    return [json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines()]


def labels(note: dict, spans: list[tuple[int, int]]) -> NDArray[np.bool_]:
    """Return which clause carries which label: those that the evidence covers, at least the one it covers most."""
    found = np.zeros((len(spans), len(LABELS)), dtype=bool)
    for signal in note["signals"]:
        label = LABELS.index((signal["type"], signal["polarity"]))
        start = note["text"].index(signal["evidence"])
        end = start + len(signal["evidence"])
        shared = [min(end, b) - max(start, a) for a, b in spans]
        for number, characters in enumerate(shared):
            if characters >= 2 or characters == max(shared):
                found[number, label] = True
    return found


def often(block: int, features: list[tuple[Hashes, ...]]) -> Hashes:
    """Return the features of one kind that stand in enough clauses to be learnt."""
    known, times = np.unique(np.concatenate([of_clause[block] for of_clause in features]), return_counts=True)
    return known[times >= OFTEN[block]]


def as_matrix(features: list[tuple[Hashes, ...]], vocabulary: Hashes) -> csr_matrix:
    """Return clauses × vocabulary as the model sees it: in each kind of features a row has that kind's length."""
    empty = Model(vocabulary, np.zeros((0, 0), np.int8), np.zeros(0, np.float32), np.zeros(0, np.float32))
    shape = (len(features), len(vocabulary))
    matrix = csr_matrix(shape, dtype=np.float32)
    for block, weight in enumerate(BLOCK_WEIGHTS):
        clause, at = empty.known([of_clause[block] for of_clause in features])
        each = weight / np.sqrt(np.maximum(np.bincount(clause, minlength=len(features)), 1))
        matrix = matrix + csr_matrix((each[clause].astype(np.float32), (clause, at)), shape=shape)
    return matrix


if __name__ == "__main__":
    main()
