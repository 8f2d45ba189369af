"""`python -m dilemma` is the `dilemma` command."""

from dilemma.cli import main

main(prog_name="dilemma")
