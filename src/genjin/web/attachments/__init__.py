"""The files of a follow-up."""
