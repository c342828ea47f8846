"""Train the signal model: `training/signals/*.jsonl` → `src/genjin/text/detection/weights.npz`."""

import hashlib
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from genjin.text.detection import LABELS
from genjin.text.detection.clauses import clauses
from genjin.text.detection.features import features_of
from genjin.text.detection.model import WEIGHTS

TRAINING = Path(__file__).parent.parent / "training" / "signals"
STRENGTH = 10.0
THRESHOLD = 0.22
RARELY = 2


def main() -> None:
    """Train on every labelled text and write the weights."""
    features, gold = clauses_with_labels()
    known, seen = np.unique(np.concatenate(features), return_counts=True)
    vocabulary = known[seen >= RARELY]
    matrix = as_matrix(features, vocabulary)
    models = [
        LogisticRegression(C=STRENGTH, solver="liblinear", dual=True, max_iter=300, random_state=0).fit(matrix, wanted)
        for wanted in gold.T
    ]
    weights = np.stack([model.coef_[0] for model in models], axis=1)
    scale = np.abs(weights).max(axis=0) / 127
    np.savez_compressed(
        WEIGHTS,
        vocabulary=vocabulary,
        weights=np.rint(weights / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        bias=np.array([model.intercept_[0] for model in models], dtype=np.float32),
        thresholds=np.full(len(LABELS), THRESHOLD, dtype=np.float32),
        made_from=np.array(fingerprint()),
    )
    print(f"{WEIGHTS.name}: {len(gold)} clauses, {len(vocabulary)} features, {WEIGHTS.stat().st_size / 1e6:.2f} MB")


def fingerprint() -> str:
    """Return the hash of the labelled texts, which tells whether the weights are made from them."""
    digest = hashlib.sha256()
    for path in sorted(TRAINING.glob("*.jsonl")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def clauses_with_labels() -> tuple[list[NDArray[np.uint32]], NDArray[np.bool_]]:
    """Return for each clause of the labelled texts its features and which labels it carries."""
    features, gold = [], []
    for path in sorted(TRAINING.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            note = json.loads(line)
            text = note["text"]
            spans = clauses(text)
            features += [features_of(text[start:end]) for start, end in spans]
            gold.append(labels(text, spans, note["signals"]))
    return features, np.vstack(gold)


def labels(text: str, spans: list[tuple[int, int]], signals: list[dict[str, str]]) -> NDArray[np.bool_]:
    """Return which clause carries which label: the clauses that a piece of evidence covers, at least one."""
    found = np.zeros((len(spans), len(LABELS)), dtype=bool)
    for signal in signals:
        label = LABELS.index((signal["type"], signal["polarity"]))  # type: ignore[arg-type]
        start = text.index(signal["evidence"])
        end = start + len(signal["evidence"])
        shared = [min(end, b) - max(start, a) for a, b in spans]
        for number, characters in enumerate(shared):
            if characters >= 2 or characters == max(shared):
                found[number, label] = True
    return found


def as_matrix(features: list[NDArray[np.uint32]], vocabulary: NDArray[np.uint32]) -> csr_matrix:
    """Return clauses × features, each row of length one, as the model computes it."""
    rows = [np.flatnonzero(np.isin(vocabulary, row, assume_unique=True)) for row in features]
    values = np.concatenate([np.full(len(row), 1 / np.sqrt(max(len(row), 1)), dtype=np.float32) for row in rows])
    ends = np.cumsum([0, *map(len, rows)])
    return csr_matrix((values, np.concatenate(rows), ends), shape=(len(rows), len(vocabulary)))


if __name__ == "__main__":
    main()
