"""Reads a few values out of a JSON text of any length: only their own bytes become objects, the rest is passed over.

What is kept of a text of 50 MB to draw ten of its records is those ten. Brackets outside of strings are found in
pieces by compiled code; the text itself was read strictly when it was collected.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import SourceChangedError
from core.reasons import Reason
from data_sources._json import parse_json

PIECE = 1024 * 1024  # bytes that are looked at together
LARGEST = 4 * 1024 * 1024  # bytes of one value that are read

_OPEN, _CLOSE, _COMMA, _COLON, _QUOTE = 1, 2, 3, 4, 5
_KINDS = np.zeros(256, dtype=np.uint8)
for _signs, _kind in ((b"{[", _OPEN), (b"}]", _CLOSE), (b",", _COMMA), (b":", _COLON), (b'"', _QUOTE)):
    _KINDS[list(_signs)] = _kind

_Trie = dict[str, Any]  # step to what is wanted below it; {} is a value that is wanted whole


class Entries(dict[str, Any]):
    """What was read of a list, by the numbers of its entries."""


@dataclass(slots=True)
class _Level:
    """A container that is open: what is wanted in it, what was found, and which step comes next."""

    begin: int
    wanted: _Trie | None  # None: nothing below is
    is_list: bool
    found: dict[str, Any]
    step: str = ""
    number: int = 0


def values_at(source_id: str, content: bytes, pointers: Iterable[Sequence[str]], *, records: bool) -> Any:
    """Return the text's value with nothing in it but what is asked for; lists are Entries.

    Args:
        source_id: For messages.
        content: JSON in UTF-8.
        pointers: The steps to each value; a pointer that leads nowhere is left out.
        records: Whether the object around a plain value is wanted, as where a pointer names a column of a record.

    Raises:
        SourceError: If a value that is asked for is no JSON, or too large to be drawn.
    """
    wanted: _Trie = {}
    deepest = 0
    for pointer in pointers:
        below = wanted
        for step in pointer:
            below = below.setdefault(step, {})
        deepest = max(deepest, len(pointer))
    return _Reader(source_id, content, records=records).read(wanted, deepest)


class _Reader:
    """Walks over brackets, commas and colons, and reads what is wanted between them."""

    def __init__(self, source_id: str, content: bytes, *, records: bool) -> None:
        self.source_id, self.content, self.records = source_id, content, records
        self.open: list[_Level] = []
        self.result: Any = None

    def read(self, wanted: _Trie, deepest: int) -> Any:
        for at, kind in _signs_of(self.content, deepest):
            if kind == _OPEN:
                self._enter(at, wanted)
            elif kind == _CLOSE:
                self._leave(at)
            elif self.open and self.open[-1].wanted is not None:
                self._step(at, kind)
        return self.result

    def _enter(self, at: int, wanted: _Trie) -> None:
        below: _Trie | None = wanted
        if self.open:
            level = self.open[-1]
            below = None if level.wanted is None else level.wanted.get(self._name(level))
        is_list = self.content[at : at + 1] == b"["
        self.open.append(_Level(at, below, is_list, Entries() if is_list else {}))

    def _leave(self, at: int) -> None:
        if not self.open:
            return
        level = self.open.pop()
        if level.wanted is None:
            return
        value: Any = level.found
        if not level.wanted or (self.records and not level.is_list and self._names_a_column(level)):
            value = self._value(level.begin, at + 1)
        if self.open:
            above = self.open[-1]
            above.found[self._name(above)] = value
        else:
            self.result = value

    def _names_a_column(self, level: _Level) -> bool:
        """Return whether a step below this object ends at a plain value: the object is its record then."""
        ends = {step for step, below in (level.wanted or {}).items() if not below}
        return bool(ends - level.found.keys())

    def _step(self, at: int, kind: int) -> None:
        level = self.open[-1]
        if kind == _COMMA:
            level.number += 1
        elif not level.is_list:
            level.step = _key_before(self.content, at)

    @staticmethod
    def _name(level: _Level) -> str:
        return str(level.number) if level.is_list else level.step

    def _value(self, begin: int, end: int) -> Any:
        if end - begin > LARGEST:
            message = f"one value of {end - begin} bytes; {LARGEST} at most are drawn"
            raise SourceChangedError(self.source_id, message, reason=Reason.FILE_TOO_LARGE, found=message)
        return parse_json(self.source_id, self.content[begin:end])


def _key_before(content: bytes, colon: int) -> str:
    """Return the key that ends before a colon."""
    end = content.rindex(b'"', 0, colon)
    begin = content.rindex(b'"', 0, end)
    while _is_escaped(content, begin):
        begin = content.rindex(b'"', 0, begin)
    return str(json.loads(content[begin : end + 1]))


def _is_escaped(content: bytes, at: int) -> bool:
    before = at
    while before and content[before - 1 : before] == b"\\":
        before -= 1
    return (at - before) % 2 == 1


def _signs_of(content: bytes, deepest: int) -> Iterator[tuple[int, int]]:
    """Yield position and kind of the signs outside of strings, down to the brackets of the deepest value."""
    begin, depth, inside = 0, 0, 0
    while begin < len(content):
        end = min(begin + PIECE, len(content))
        while end < len(content) and content[end - 1 : end] == b"\\":  # an escaped sign stays with its sign
            end += 1
        piece = content[begin:end]
        at, kinds = _marked(piece)
        quotes = kinds == _QUOTE
        strings = (np.cumsum(quotes) + inside) % 2
        inside = int(strings[-1]) if len(strings) else inside
        outside = (strings == 0) & ~quotes
        at, kinds = at[outside], kinds[outside]
        steps = np.where(kinds == _OPEN, 1, np.where(kinds == _CLOSE, -1, 0))
        depths = np.cumsum(steps) + depth
        depth = int(depths[-1]) if len(depths) else depth
        # A bracket belongs to what it opens or closes, a comma to what it stands in.
        own = depths + (kinds == _CLOSE)
        near = own <= np.where(kinds <= _CLOSE, deepest + 1, deepest)
        yield from zip((at[near] + begin).tolist(), kinds[near].tolist(), strict=True)
        begin = end


def _marked(piece: bytes) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """Return the positions of brackets, commas, colons and quotes that are not escaped, and their kinds."""
    kinds = _KINDS[np.frombuffer(piece, dtype=np.uint8)]
    if b"\\" in piece:
        kinds[_escaped(piece)] = 0
    at = np.flatnonzero(kinds)
    return at, kinds[at]


def _escaped(piece: bytes) -> NDArray[np.int64]:
    """Return the positions of the signs behind a backslash that is not itself behind one."""
    slashes = np.flatnonzero(np.frombuffer(piece, dtype=np.uint8) == ord("\\"))
    # Where a run of backslashes begins, its first, third ... escape what follows.
    first = np.concatenate([[True], np.diff(slashes) != 1])
    run = np.maximum.accumulate(np.where(first, np.arange(len(slashes)), 0))
    odd = (np.arange(len(slashes)) - run) % 2 == 0
    behind: NDArray[np.int64] = slashes[odd] + 1
    return behind[behind < len(piece)]
