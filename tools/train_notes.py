"""Train what decides in a note: `training/` → `src/genjin/text/notes/weights/`.

Next steps are learnt from whole notes alone. Objections are few there, so single sentences with signals help: a doubt
of the customer's is a signal, and each kind of signal is an objection as often as the whole notes show.
"""

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from genjin.text.notes.context import Context, take_apart
from genjin.text.notes.deciding import WEIGHTS, Decider
from genjin.text.notes.features import Facts

TRAINING = Path(__file__).parent.parent / "training"
Span = tuple[int, int]
Example = tuple[list[str], bool, float]

STEPS = {"strength": 0.1, "threshold": 0.27}
OBJECTIONS = {"strength": 0.2, "threshold": 0.27}
DAYS = {"strength": 1.0, "threshold": 0.45}
CHANNELS = {"strength": 0.1, "threshold": 0.3}
LEAST_WEIGHT = 0.03
RARELY = 2  # facts that hold less often teach nothing
# How often a signal of this kind is an objection too, counted in the whole notes; and how much a sentence counts.
IS_OBJECTION = {
    "price-": 1.0,
    "delivery-": 0.95,
    "technical-": 0.75,
    "contract-": 0.8,
    "attitude-": 0.6,
    "intent-": 0.5,
}
SENTENCE = 0.4
ANY_DAY = date(2026, 3, 3)


def main() -> None:
    """Train on everything that is labelled and write the weights."""
    notes, sentences = labelled("notes"), labelled("sentences")
    for name, made in deciders(notes, sentences).items():
        write(name, made)


def deciders(notes: list[dict[str, Any]], sentences: list[dict[str, Any]]) -> dict[str, Decider]:
    """Return all that decides, by name."""
    return {
        "steps": steps_decider(notes),
        "objections": objections_decider(notes, sentences),
        "days": fitted([example for note in notes for example in day_examples(note)], **DAYS),
        "channels": fitted([example for note in notes for example in channel_examples(note)], **CHANNELS),
    }


def labelled(kind: str) -> list[dict[str, Any]]:
    """Return the labelled texts of one kind, all authors."""
    files = sorted(path for path in TRAINING.rglob("*.jsonl") if path.name.startswith(kind))
    return [json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines()]


def steps_decider(notes: Iterable[dict[str, Any]]) -> Decider:
    """Return what tells next steps."""
    return fitted([example for note in notes for example in step_examples(note)], **STEPS)


def objections_decider(notes: Iterable[dict[str, Any]], sentences: Iterable[dict[str, Any]]) -> Decider:
    """Return what tells objections."""
    examples = [example for note in notes for example in objection_examples(note)]
    examples += [example for sentence in sentences for example in doubt_examples(sentence)]
    return fitted(examples, **OBJECTIONS)


def taken_apart(note: dict[str, Any]) -> Context:
    """Take a labelled note apart as it will be when it is read."""
    today = date.fromisoformat(note["today"]) if "today" in note else ANY_DAY
    return take_apart(note["text"], today=today, customers=note.get("customers", ()), people=note.get("people", ()))


def step_examples(note: dict[str, Any]) -> Iterator[Example]:
    """Yield each piece of a note with whether it is part of a next step."""
    context = taken_apart(note)
    steps = {place for step in note["log"]["next_steps"] for place in places_of(context, step)}
    facts = Facts(context)
    for place in range(len(context.pieces)):
        yield facts.of_step(place, after_step=place - 1 in steps), place in steps, 1.0


def places_of(context: Context, step: dict[str, Any]) -> list[int]:
    """Return the pieces that a labelled step lies in: where its words stand, else the piece most like it."""
    content, at = step["content"], context.text.rfind(step["content"])
    if at >= 0:
        found = [
            place
            for place, piece in enumerate(context.pieces)
            if shared((piece.start, piece.end), (at, at + len(content)))
        ]
        if found:
            return found
    return sorted(range(len(context.pieces)), key=lambda place: -likeness(step, context.pieces[place].text))[:1]


def day_examples(note: dict[str, Any]) -> Iterator[Example]:
    """Yield each day that a note may mean with whether the contact took place on it."""
    context = taken_apart(note)
    steps = {place for step in note["log"]["next_steps"] for place in places_of(context, step)}
    facts = Facts(context)
    for day in context.days:
        yield facts.of_day(day, steps), day.day.isoformat() == note["log"]["date"], 1.0


def channel_examples(note: dict[str, Any]) -> Iterator[Example]:
    """Yield each word that may tell the channel with whether it tells the right one."""
    context = taken_apart(note)
    steps = {place for step in note["log"]["next_steps"] for place in places_of(context, step)}
    facts = Facts(context)
    for hit in context.channels:
        yield facts.of_channel(hit, steps), hit.channel == note["log"]["channel"], 1.0


def shared(one: Span, other: Span) -> bool:
    """Tell whether two spans share half of the shorter one."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return common >= max(2, 0.5 * min(one[1] - one[0], other[1] - other[0]))


def likeness(step: dict[str, Any], words: str) -> float:
    """Weigh how likely a piece holds a step whose content was put in other words."""
    wanted, there = letters(step["content"]), letters(words)
    common = sum((wanted & there).values())
    named = 0.3 if step["owner"] and step["owner"] in words else 0.0
    return common / max(1, sum(wanted.values())) + 0.2 * common / max(1, sum(there.values())) + named


def letters(words: str) -> Counter[str]:
    """Count the characters of a text without blanks and punctuation."""
    return Counter(c for c in words.lower() if unicodedata.category(c)[0] in "LNS")


def objection_examples(note: dict[str, Any]) -> Iterator[Example]:
    """Yield each piece of a note with whether the customer objects in it."""
    context = taken_apart(note)
    at = [(note["text"].find(words), len(words)) for words in note["log"]["objections"]]
    spans = [(start, start + length) for start, length in at if start >= 0]
    facts = Facts(context)
    for place, piece in enumerate(context.pieces):
        objects = any(shared((piece.start, piece.end), span) for span in spans)
        yield facts.of_objection(place), objects, 1.0


def doubt_examples(sentence: dict[str, Any]) -> Iterator[Example]:
    """Yield the pieces of a sentence with signals, as an objection and as none in the share of their kind."""
    context = taken_apart(sentence)
    doubts = []
    for signal in sentence["signals"]:
        at = sentence["text"].find(signal["evidence"])
        share = IS_OBJECTION.get(signal["type"] + signal["polarity"], 0.0)
        doubts.append(((at, at + len(signal["evidence"])), share))
    facts = Facts(context)
    for place, piece in enumerate(context.pieces):
        share = max((share for span, share in doubts if shared((piece.start, piece.end), span)), default=0.0)
        held = facts.of_objection(place)
        if share > 0:
            yield held, True, SENTENCE * share
        if share < 1:
            yield held, False, SENTENCE * (1 - share)


def fitted(examples: list[Example], *, strength: float, threshold: float) -> Decider:
    """Return a logistic regression over the facts; those that weigh next to nothing are left out."""
    vectors = DictVectorizer()
    seen = Counter(fact for facts, _, _ in examples for fact in dict.fromkeys(facts))
    matrix = vectors.fit_transform(
        dict.fromkeys((fact for fact in facts if seen[fact] >= RARELY), 1.0) for facts, _, _ in examples
    )
    matrix.indices, matrix.indptr = matrix.indices.astype("int32"), matrix.indptr.astype("int32")
    model = LogisticRegression(C=strength, solver="liblinear", max_iter=400, random_state=0)
    model.fit(matrix, [yes for _, yes, _ in examples], sample_weight=[weight for _, _, weight in examples])
    named = zip(vectors.get_feature_names_out(), model.coef_[0], strict=True)
    weights = {name: round(float(weight), 3) for name, weight in named if abs(weight) >= LEAST_WEIGHT}
    return Decider(weights, round(float(model.intercept_[0]), 3), threshold)


def write(name: str, made: Decider) -> None:
    """Write a decider where the package reads it."""
    WEIGHTS.mkdir(exist_ok=True)
    path = WEIGHTS / f"{name}.json"
    kept = {"bias": made.bias, "threshold": made.threshold, "weights": made.weights}
    path.write_text(json.dumps(kept, ensure_ascii=False, sort_keys=True, indent=0) + "\n", encoding="utf-8")
    print(f"{path.name}: {len(made.weights)} facts, {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
