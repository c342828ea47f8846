"""A follow-up note in free text → the row it proposes."""

from genjin.text.notes.proposal import Placed, Proposal, ProposedStep
from genjin.text.notes.reading import read_note

__all__ = ["Placed", "Proposal", "ProposedStep", "read_note"]
