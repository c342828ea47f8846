"""The weekly report of a meeting: what stands in it, and as a message."""
