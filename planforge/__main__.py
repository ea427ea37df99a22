"""`python -m planforge`."""

from planforge.cli import run

run()
