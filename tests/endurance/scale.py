"""How often each promise is tried: small numbers with every `make test`, the promised ones with `make endurance`.

PROMISE_SCALE in the environment chooses: "ci" (or nothing) or "full". docs/reliability.md shows the same numbers.
"""

import os

FULL = os.environ.get("PROMISE_SCALE", "ci") == "full"
NUMBERS = {  # what is counted: (ci, full)
    "P1 kills": (10, 1000),  # of each kind of source
    "P1 kills of the command": (2, 20),
    "P2 runs": (12, 60),  # of each journal, each write of which is seen
    "P2 images": (50, 200),  # of each journal, of a killed process and of a power loss each
    "P20 due times": (40, 1000),  # of each number of web processes
    "P20 raced due times": (60, 1000),  # of each engine
    "P23 halts and kills": (6, 200),  # one after the other
    "P24 stops": (5, 200),  # of `collect` and of `schedule`
    "P24 stops of the web process": (2, 40),
    "P28 seconds": (5, 600),  # of each journal
}


def number(what: str) -> int:
    """Return how often, or how long, this run of the tests does it."""
    return NUMBERS[what][FULL]
