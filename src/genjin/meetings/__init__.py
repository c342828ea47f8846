"""The weekly meeting: which projects need talk, what changed since the last one, what was decided."""
