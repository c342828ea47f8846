"""`python -m genjin` is `genjin`: a process of ours starts another with it."""

from genjin.cli import main

main()
