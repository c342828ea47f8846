"""The pipeline: open projects as a board by stage, and the same as a table."""
