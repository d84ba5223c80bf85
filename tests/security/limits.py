"""What the tests of limits share: how to ask and be refused, how much memory may be held."""

import tracemalloc

import pytest

from core.collect.connectors import connectors
from core.collect.contract import Limits, Source
from core.errors import SourceError
from tests.contract.cases import Kept, tools_of

LIMITS = Limits(connect_timeout=0.6, read_timeout=0.6, deadline=0.8, max_bytes=2_000_000, pages=20)
PATIENT = Limits(deadline=60)  # for what must end by its size and not by its time
MEMORY = 40_000_000  # bytes; each bomb would take more than ten times as much


def refusal(kind, options, folder, limits=LIMITS):
    kept = Kept()
    with pytest.raises(SourceError) as caught:
        connectors()[kind].fetch(Source("uji", "DLH", kind, options=options), tools_of(kept, folder, limits=limits))
    return caught.value


def assert_small(act):
    """Act, and hold on to less memory than a bomb would take."""
    tracemalloc.start()
    try:
        answer = act()
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < MEMORY
    return answer


def nested(levels, opening, closing):
    return opening * levels + closing * levels
