"""Train the signal model: `training/signals/*.jsonl` → `src/genjin/text/detection/weights.npz`.

Prints nothing about quality: `tools/validate_signals.py` measures on authors that the training has not seen.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from genjin.text.detection import LABELS
from genjin.text.detection.clauses import clauses
from genjin.text.detection.concepts import WORDS
from genjin.text.detection.features import BLOCK_WEIGHTS, Hashes, features_of
from genjin.text.detection.model import WEIGHTS, Model, Scores
from tools.learning import learn

TRAINING = Path(__file__).parent.parent / "training" / "signals"
SHORT = 40  # characters: what is shorter is put together with others of the same author
MOST_TOGETHER = 4
MARKS = "。。，"  # what comes between them
MARKS_AT_END = "。；;，, "
OFTEN = (3, 4, 4, 3, 4, 4)  # in how many clauses a feature of each kind has to stand to be learnt
NONE = len(LABELS)
NETWORKS = 3  # averaged: what one learnt by chance the others did not
DIRECTIONS = 64  # a third of the weights, with nearly all that they tell
MOST = 63  # of a weight in 8 bits: finer ones only take more room


def main() -> None:
    """Train on every labelled text and write the weights."""
    model = train(sorted(TRAINING.glob("*.jsonl")))
    kept = {field.name: getattr(model, field.name) for field in fields(model)}
    np.savez_compressed(WEIGHTS, **kept, made_from=np.array(fingerprint()))
    print(f"{WEIGHTS.name}: {len(model.vocabulary)} features, {WEIGHTS.stat().st_size / 1e6:.2f} MB")


def fingerprint() -> str:
    """Return the hash of what the weights are made from: labelled texts, concepts and how clauses become features."""
    digest = hashlib.sha256()
    code = [
        WORDS,
        *(WORDS.with_name(f"{name}.py") for name in ("clauses", "concepts", "features", "masks")),
        Path(__file__),
        Path(__file__).with_name("learning.py"),
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
    examples = as_matrix(features, vocabulary)[rows]
    learned = [learn(examples, classes, len(LABELS) + 1, seed) for seed in range(NETWORKS)]
    hidden = np.hstack([network.hidden for network in learned])
    directions = main_directions(examples @ hidden)
    weights = hidden @ directions
    scale = np.abs(weights).max(axis=0) / MOST
    return Model(
        vocabulary=vocabulary,
        weights=np.rint(weights / scale).astype(np.int8),
        scale=scale,
        mixing=directions.T.copy(),
        bias=np.hstack([network.hidden_bias for network in learned]),
        output=np.stack([network.output for network in learned]),
        output_bias=np.stack([network.output_bias for network in learned]),
    )


def main_directions(units: Scores) -> Scores:
    """Return units × `DIRECTIONS`: along these the units differ most from clause to clause; the rest is left out."""
    _strengths, directions = np.linalg.eigh(units.T.astype(np.float64) @ units)
    return directions[:, : -DIRECTIONS - 1 : -1].astype(np.float32)


def labelled_clauses(files: Iterable[Path]) -> tuple[list[tuple[Hashes, ...]], NDArray[np.bool_]]:
    """Return for each clause of the labelled texts its features and which labels it carries."""
    features, gold = [], []
    for note in (note for path in files for note in in_company(labelled_texts([path]))):
        if spans := clauses(note["text"]):
            features += features_of(note["text"], spans, *names(note))
            gold.append(labels(note, spans))
    return features, np.vstack(gold)


def labelled_texts(files: Iterable[Path]) -> list[dict]:
    """Return the lines of the files."""
    return [json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines()]


def names(note: dict) -> tuple[str | None, list[str], list[str]]:
    """Return the customer, our people and the competitors that are known to a note."""
    return note.get("log", {}).get("customer"), note.get("people", []), note.get("competitors", [])


def in_company(texts: list[dict]) -> Iterator[dict]:
    """Yield the texts of one author, short ones by ones to fours: in a note, too, a clause has neighbours."""
    chance = Random(len(texts))
    short = [text for text in texts if len(text["text"]) < SHORT]
    yield from (text for text in texts if len(text["text"]) >= SHORT)
    chance.shuffle(short)
    while short:
        together, short = short[: (number := chance.randint(1, MOST_TOGETHER))], short[number:]
        yield joined(together, chance)


def joined(texts: list[dict], chance: Random) -> dict:
    """Return texts as one; where its evidence stands, each signal says itself, as `at`."""
    whole, signals = "", []
    for text in texts:
        whole += chance.choice(MARKS) if whole else ""
        signals += [{**signal, "at": len(whole) + text["text"].index(signal["evidence"])} for signal in text["signals"]]
        whole += text["text"].rstrip(MARKS_AT_END) if text is not texts[-1] else text["text"]
    names = [name for text in texts for name in text.get("competitors", ())]
    return {"text": whole, "signals": signals, "competitors": names}


def labels(note: dict, spans: list[tuple[int, int]]) -> NDArray[np.bool_]:
    """Return which clause carries which label: those that the evidence covers, at least the one it covers most."""
    found = np.zeros((len(spans), len(LABELS)), dtype=bool)
    for signal in note["signals"]:
        label = LABELS.index((signal["type"], signal["polarity"]))
        start = signal.get("at", note["text"].find(signal["evidence"]))
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
    nothing = np.zeros(0, np.float32)
    empty = Model(vocabulary, np.zeros((0, 0), np.int8), nothing, nothing, nothing, nothing, nothing)
    shape = (len(features), len(vocabulary))
    matrix = csr_matrix(shape, dtype=np.float32)
    for block, weight in enumerate(BLOCK_WEIGHTS):
        clause, at = empty.known([of_clause[block] for of_clause in features])
        each = weight / np.sqrt(np.maximum(np.bincount(clause, minlength=len(features)), 1))
        matrix = matrix + csr_matrix((each[clause].astype(np.float32), (clause, at)), shape=shape)
    return matrix


if __name__ == "__main__":
    main()
