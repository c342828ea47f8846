"""The audit: who signed in, took data out, changed rights."""
