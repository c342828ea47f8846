"""A follow-up note in free text → the row it proposes."""

from genjin.text.notes.proposal import Placed, Proposal, ProposedStep
from genjin.text.notes.reading import read_note
from genjin.text.notes.splitting import split_notes

__all__ = ["Placed", "Proposal", "ProposedStep", "read_note", "split_notes"]
