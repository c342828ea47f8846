"""Sixty notes from trades that no training text has, scored once when the model was done (docs/signals.md).

They guard against a model that got worse. Whoever chooses a model by them makes them worthless.
"""

import json
from pathlib import Path

from genjin.text.detection import detect_signals_of_many

NOTES = [
    json.loads(line) for line in Path(__file__).with_name("blind_notes.jsonl").read_text(encoding="utf-8").splitlines()
]


def test_blind_notes_are_read_no_worse_than_when_they_were_new() -> None:
    people = sorted({name for note in NOTES for name in note["people"]})
    many = detect_signals_of_many([(note["text"], note["log"]["customer"]) for note in NOTES], people=people)
    hits = found = gold = 0
    for note, of_note in zip(NOTES, many, strict=True):
        got = {(signal.type, signal.polarity) for signal in of_note}
        wanted = {(signal["type"], signal["polarity"]) for signal in note["signals"]}
        hits, found, gold = hits + len(got & wanted), found + len(got), gold + len(wanted)
    assert gold == 60
    assert 2 * hits / (found + gold) >= 0.5
