"""The checks of a plan: pure Python, from plain facts to findings and a score."""
