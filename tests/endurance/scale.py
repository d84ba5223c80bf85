"""How often each promise is tried: small numbers with every `make test`, the promised ones with `make endurance`.

PROMISE_SCALE in the environment chooses: "ci" (or nothing) or "full". docs/reliability.md shows the same numbers.
"""

import os

FULL = os.environ.get("PROMISE_SCALE", "ci") == "full"
NUMBERS = {  # what is counted: (ci, full)
    "P1 kills": (15, 1000),  # of each kind of source
    "P1 kills of the command": (2, 20),
    "P2 images": (25, 200),  # of each journal
    "P20 due times": (40, 1000),  # of each number of web processes
    "P20 raced due times": (100, 1000),  # of each engine
    "P23 halts and kills": (6, 200),
    "P24 stops": (4, 200),  # of each command
    "P28 seconds": (5, 600),  # of each journal
}


def number(what: str) -> int:
    """Return how often, or how long, this run of the tests does it."""
    return NUMBERS[what][FULL]
