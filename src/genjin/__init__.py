"""Genjin: the follow-up plan of key-account sales, alive."""

import os

# The matrices of the forecast are small: threads that wait for one another make three times the work of them.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
