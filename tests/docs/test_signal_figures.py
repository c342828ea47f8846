"""What docs/signals.md and the product state of the signal model is one and the same."""

from genjin.planning.models import SignalType
from genjin.text.detection.measured import measured
from tools.signal_figures import DOCUMENT, with_tables


def test_the_document_states_the_figures_that_are_kept() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    assert with_tables(document, measured()) == document, "run `python -m tools.signal_figures`"


def test_every_type_and_both_halves_of_the_notes_were_measured() -> None:
    figures = measured()
    assert set(figures.types) == set(SignalType.values)
    assert {it.tested for it in figures.readings if it.limits == "shipped"} >= {"notes-a", "notes-b"}
    shares = [share for it in figures.readings for share in (it.f1, it.precision, it.recall, it.evidence)]
    assert all(0 <= share <= 1 for share in shares)
